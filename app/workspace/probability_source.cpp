// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/probability_source.h"

#include "app/workspace/sample_rows.h"
#include "inference/media/array_reader.h"
#include "storage/formats/csv_reader.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>
#include <limits>

namespace badcase::workspace {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::ImportRun", text);
}

class ArraySource : public ProbabilitySource {
public:
    explicit ArraySource(media::ArrayReader reader) : m_reader(std::move(reader)) {}

    QString name() const override { return m_reader.name(); }
    qint64 rows() const override { return m_reader.header().rows(); }
    int columns() const override { return static_cast<int>(m_reader.header().columns()); }
    QStringList columnNames() const override { return {}; }
    bool namesSamples() const override { return false; }
    QString typeName() const override { return m_reader.header().typeName(); }

    Result<qint64> read(qint64 maximum, std::vector<double>& values) override
    {
        const qint64 count = std::min(maximum, rows() - m_next);
        values.resize(static_cast<std::size_t>(count * columns()));
        BADCASE_TRY(m_reader.readRows(m_next, count, std::span(values)));
        m_next += count;
        return count;
    }
    Result<void> rewind() override
    {
        m_next = 0;
        return {};
    }

private:
    media::ArrayReader m_reader;
    qint64 m_next = 0;
};

/// The class that a column is about, empty when none.
QString classOfColumn(const QString& column, const QStringList& classes)
{
    if (classes.contains(column))
        return column;
    for (const char* prefix : {"p_", "prob_", "probability_"}) {
        const QLatin1String text(prefix);
        if (column.startsWith(text) && classes.contains(column.sliced(text.size())))
            return column.sliced(text.size());
    }
    return {};
}

class TableSource : public ProbabilitySource {
public:
    static Result<std::unique_ptr<ProbabilitySource>> create(const QString& path, const QStringList& classes)
    {
        auto source = std::make_unique<TableSource>();
        source->m_path = path;
        BADCASE_TRY(source->rewind());
        BADCASE_TRY(source->chooseColumns(classes));
        return source;
    }

    QString name() const override { return m_path; }
    qint64 rows() const override { return -1; }
    int columns() const override { return static_cast<int>(m_columns.size()); }
    QStringList columnNames() const override { return m_names; }
    QStringList ignoredColumns() const override { return m_ignored; }
    bool namesSamples() const override { return m_hasId; }
    QString typeName() const override { return QStringLiteral("float64"); }

    Result<qint64> read(qint64 maximum, std::vector<double>& values) override
    {
        values.clear();
        formats::CsvRow row;
        for (qint64 count = 0; count < maximum; ++count) {
            BADCASE_ASSIGN(const bool any, m_csv->next(row));
            if (!any)
                return count;
            for (const int column : m_columns) {
                bool ok = false;
                const double value =
                    row.problem ? kNaN : QStringView(row.cells.at(column)).trimmed().toDouble(&ok);
                values.push_back(ok ? value : kNaN);
            }
        }
        return maximum;
    }
    Result<void> rewind() override
    {
        BADCASE_ASSIGN(m_csv, formats::CsvReader::open(m_path));
        return {};
    }

private:
    Result<void> chooseColumns(const QStringList& classes)
    {
        const QStringList& header = m_csv->header();
        const int id = idColumnOf(header);
        m_hasId = id >= 0;
        for (int i = 0; i < header.size(); ++i) {
            const QString known = i == id ? QString() : classOfColumn(header.at(i), classes);
            if (!known.isEmpty() && m_names.contains(known))
                return fail(ErrorCode::InvalidArgument,
                            tr("%1 has two columns for the class \"%2\".").arg(m_path, known));
            if (!known.isEmpty()) {
                m_columns.push_back(i);
                m_names.append(known);
            } else if (i != id) {
                m_ignored.append(header.at(i));
            }
        }
        if (!m_columns.empty())
            return {};
        return fail(ErrorCode::InvalidArgument,
                    tr("No column of %1 is called as a class of the project. Its columns: %2. Classes: %3.")
                        .arg(m_path, header.mid(0, 12).join(QStringLiteral(", ")),
                             classes.mid(0, 12).join(QStringLiteral(", "))));
    }

    QString m_path;
    std::unique_ptr<formats::CsvReader> m_csv;
    std::vector<int> m_columns;
    QStringList m_names;
    QStringList m_ignored;
    bool m_hasId = false;
};

} // namespace

Result<std::unique_ptr<ProbabilitySource>> ProbabilitySource::open(const QString& path,
                                                                   const QStringList& classes)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::NotFound, tr("The file %1 cannot be opened.").arg(path), file.errorString());
    const QByteArray head = file.peek(6);
    // What is named as an array is read as one, so that a damaged one is called that.
    if (!head.startsWith("\x93NUMPY") && !head.startsWith("PK") && !path.endsWith(QLatin1String(".npy")))
        return TableSource::create(path, classes);
    BADCASE_ASSIGN(auto reader, media::ArrayReader::open(path));
    const auto& header = reader.header();
    if (header.shape.size() != 2 || header.columns() < 1 || header.columns() > (1 << 20))
        return fail(
            ErrorCode::InvalidArgument,
            tr("%1 has the shape %2; a row for each sample and a column for each class were expected.")
                .arg(path, header.shapeText()));
    return std::make_unique<ArraySource>(std::move(reader));
}

} // namespace badcase::workspace
