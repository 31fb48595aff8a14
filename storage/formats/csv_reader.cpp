// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/csv_reader.h"

#include "storage/formats/text_encoding.h"

#include <QCoreApplication>
#include <QFile>

namespace badcase::formats {

namespace {

constexpr qint64 kChunk = qint64(256) << 10;
constexpr qint64 kProbe = qint64(1) << 20;

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::formats::CsvReader", text);
}

/// The separator that the header row uses: a comma wherever there is one outside quotes.
char16_t separatorOf(QStringView text)
{
    bool quoted = false;
    char16_t found = 0;
    for (const QChar c : text) {
        if (c == u'"')
            quoted = !quoted;
        else if (quoted)
            continue;
        else if (c == u',')
            return u',';
        else if (c == u'\n' || c == u'\r')
            break;
        else if (found == 0 && (c == u'\t' || c == u';'))
            found = c.unicode();
    }
    return found ? found : u',';
}

} // namespace

Result<std::unique_ptr<CsvReader>> CsvReader::open(const QString& path, const QString& encoding,
                                                   CsvLimits limits)
{
    auto file = std::make_unique<QFile>(path);
    if (!file->open(QIODevice::ReadOnly))
        return fail(file->exists() ? ErrorCode::Io : ErrorCode::NotFound, tr("%1 cannot be read").arg(path),
                    file->errorString());
    return create(std::move(file), path, encoding, limits);
}

Result<std::unique_ptr<CsvReader>> CsvReader::create(std::unique_ptr<QIODevice> device, const QString& name,
                                                     const QString& encoding, CsvLimits limits)
{
    std::unique_ptr<CsvReader> reader(new CsvReader(std::move(device), name, limits));
    BADCASE_TRY(reader->chooseEncoding(encoding));
    BADCASE_TRY(reader->readHeader());
    return reader;
}

CsvReader::CsvReader(std::unique_ptr<QIODevice> device, QString name, CsvLimits limits)
    : m_device(std::move(device)), m_name(std::move(name)), m_limits(limits)
{}

Result<void> CsvReader::chooseEncoding(const QString& wanted)
{
    const QByteArray head = m_device->peek(kProbe);
    const TextEncoding guess = guessEncoding(head, head.size() >= m_device->size());
    m_encoding = wanted.isEmpty() ? guess.name : wanted;
    m_decoder = QStringDecoder(m_encoding.toLatin1().constData());
    if (!m_decoder.isValid())
        return fail(
            ErrorCode::Unsupported,
            tr("%1: the encoding \"%2\" is not known here; save the table as UTF-8").arg(m_name, m_encoding));
    if (wanted.isEmpty() && guess.legacy)
        m_note = SampleProblem{
            fileLabel(m_name), QStringLiteral("file-encoding"),
            tr("%1 is not UTF-8 (line %2); it was read as %3. Save it as UTF-8 if texts look wrong")
                .arg(fileLabel(m_name))
                .arg(guess.line)
                .arg(m_encoding)};
    return {};
}

Result<void> CsvReader::readHeader()
{
    if (refill())
        m_separator = separatorOf(QStringView(m_buffer).sliced(m_pos));
    CsvRow row;
    BADCASE_ASSIGN(const bool any, readRow(row));
    if (!any)
        return fail(ErrorCode::InvalidArgument,
                    tr("%1 is empty; a table with a header row of column names was expected").arg(m_name));
    if (row.problem)
        return fail(ErrorCode::Corrupt, row.problem->message);
    m_header = row.cells;
    for (QString& cell : m_header)
        cell = cell.trimmed();
    // A decoder only swallows the byte order mark of its own encoding; one that was saved twice is still in
    // the text.
    if (m_header.first().startsWith(QChar(0xFEFF)))
        m_header.first().remove(0, 1);
    return {};
}

Result<bool> CsvReader::next(CsvRow& row)
{
    BADCASE_ASSIGN(const bool any, readRow(row));
    if (any)
        check(row);
    return any;
}

/// Fills in what is wrong with a whole row, unless a cell already was.
void CsvReader::check(CsvRow& row) const
{
    if (row.problem)
        return;
    if (row.cells.size() != m_header.size()) {
        row.problem = SampleProblem{where(row), QStringLiteral("ragged-row"),
                                    tr("%1: the row has %2 cells but the header has %3; the row was left out")
                                        .arg(where(row))
                                        .arg(row.cells.size())
                                        .arg(m_header.size())};
    }
}

Result<bool> CsvReader::readRow(CsvRow& row)
{
    row = CsvRow{};
    for (;;) {
        row.line = m_line;
        row.number = m_rows + 1;
        row.cells.clear();
        if (peek() < 0) {
            if (m_device->isSequential() || m_device->pos() >= m_device->size())
                return false;
            return fail(ErrorCode::Io, tr("%1 cannot be read to its end").arg(m_name),
                        m_device->errorString());
        }
        bool more = true;
        while (more) {
            BADCASE_ASSIGN(more, readCell(row));
            if (row.cells.size() > m_limits.columns)
                return fail(ErrorCode::TooLarge,
                            tr("%1 has more than %2 columns").arg(where(row)).arg(m_limits.columns));
        }
        if (row.cells.size() > 1 || !row.cells.first().isEmpty() || row.problem)
            break;
    }
    ++m_rows;
    if ((m_cut || m_decoder.hasError()) && !row.problem) {
        for (const QString& cell : row.cells) {
            if (!cell.contains(QChar::ReplacementCharacter))
                continue;
            row.problem =
                SampleProblem{where(row), QStringLiteral("encoding"),
                              tr("%1 is not valid %2; save the table as UTF-8 or name its encoding (for "
                                 "example GBK or ISO-8859-1). The row was left out")
                                  .arg(where(row), m_encoding)};
        }
    }
    return true;
}

/// Appends one cell; true when the row goes on behind it.
Result<bool> CsvReader::readCell(CsvRow& row)
{
    QString cell;
    bool quoted = false; // inside quotes now
    bool closed = false; // quotes were closed: only a separator or a line end may follow
    for (bool first = true;; first = false) {
        const int c = get();
        if (cell.size() > m_limits.cellCharacters)
            return fail(ErrorCode::TooLarge,
                        tr("%1: a cell is longer than %2 characters; a quote (\") may be missing")
                            .arg(where(row))
                            .arg(m_limits.cellCharacters));
        if (quoted && c >= 0) {
            if (c != u'"')
                cell += QChar(static_cast<char16_t>(c));
            else if (peek() == u'"')
                cell += QChar(static_cast<char16_t>(get()));
            else
                quoted = !(closed = true);
            continue;
        }
        if (c < 0 || c == u'\n' || c == u'\r') {
            if (c == u'\r' && peek() == u'\n')
                get();
            if (quoted)
                row.problem =
                    SampleProblem{where(row), QStringLiteral("bad-row"),
                                  tr("%1: a quote (\") is opened and never closed").arg(where(row))};
            row.cells << cell;
            return false;
        }
        if (c == m_separator) {
            row.cells << cell;
            return true;
        }
        if (c == u'"' && first) {
            quoted = true;
        } else {
            if (closed && !row.problem)
                row.problem = SampleProblem{
                    where(row), QStringLiteral("bad-row"),
                    tr("%1: text stands behind a closing quote; the row was left out").arg(where(row))};
            cell += QChar(static_cast<char16_t>(c));
        }
    }
}

/// The next UTF-16 unit, -1 at the end. Counts lines: a line ends at "\n", or at a "\r" without one.
int CsvReader::get()
{
    const int c = peek();
    if (c < 0)
        return c;
    ++m_pos;
    if (c == u'\n' || (c == u'\r' && peek() != u'\n'))
        ++m_line;
    return c;
}

int CsvReader::peek()
{
    if (m_pos >= m_buffer.size() && !refill())
        return -1;
    return m_buffer.at(m_pos).unicode();
}

bool CsvReader::refill()
{
    m_buffer.clear();
    m_pos = 0;
    while (m_buffer.isEmpty() && !m_ended) {
        const QByteArray bytes = m_device->read(kChunk);
        m_ended = bytes.isEmpty();
        if (!m_ended) {
            m_buffer = m_decoder.decode(bytes);
        } else if (!m_encoding.startsWith(QStringLiteral("UTF-16"))) {
            // A file cut inside a character: the decoder still waits for its rest, and one more byte tells.
            const QString rest = m_decoder.decode(QByteArrayView("\n", 1));
            m_cut = rest != QStringLiteral("\n");
            if (m_cut)
                m_buffer = QChar(QChar::ReplacementCharacter);
        }
    }
    return !m_buffer.isEmpty();
}

QString CsvReader::where(const CsvRow& row) const
{
    return tr("%1, row %2 (line %3)").arg(fileLabel(m_name)).arg(row.number).arg(row.line);
}

int columnNamed(const QStringList& header, const QString& name)
{
    for (int i = 0; i < header.size(); ++i) {
        if (header.at(i).compare(name, Qt::CaseInsensitive) == 0)
            return i;
    }
    return -1;
}

QByteArray csvLine(const QStringList& cells)
{
    QString line;
    for (qsizetype i = 0; i < cells.size(); ++i) {
        const QString& cell = cells.at(i);
        if (i > 0)
            line += u',';
        const bool outerSpace = !cell.isEmpty() && (cell.front().isSpace() || cell.back().isSpace());
        // A lone empty cell is quoted too, or the row would read as a blank line.
        const bool lonely = cells.size() == 1 && cell.isEmpty();
        if (lonely || outerSpace || cell.contains(u',') || cell.contains(u'"') || cell.contains(u'\n') ||
            cell.contains(u'\r') || cell.contains(u';') || cell.contains(u'\t')) {
            line += u'"' + QString(cell).replace(u'"', QStringLiteral("\"\"")) + u'"';
        } else {
            line += cell;
        }
    }
    line += QStringLiteral("\r\n");
    return line.toUtf8();
}

} // namespace badcase::formats
