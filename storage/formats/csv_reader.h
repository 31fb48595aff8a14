// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// A streaming reader of comma separated tables as they are found in the field: RFC 4180 quotes, line breaks
/// inside quotes, any line end, with or without a byte order mark, UTF-8 or UTF-16 or (where it is clearly
/// that) GBK, separated by commas, tabs or semicolons. Holds one row in memory. Cells are data: nothing in
/// them is interpreted.

#include "inference/core/cancel.h"
#include "inference/core/result.h"

#include <QIODevice>
#include <QString>
#include <QStringConverter>
#include <QStringList>

#include <memory>
#include <optional>

namespace badcase::formats {

/// One row of a table.
struct CsvRow {
    qint64 number = 0; ///< 1 is the header; blank lines are not counted
    qint64 line = 0;   ///< line of the file on which the row starts, from 1
    QStringList cells;
    /// Set when the row cannot be used as it is: "ragged-row", "encoding", "bad-row". `sample` names file and
    /// row.
    std::optional<SampleProblem> problem;
};

/// Refused beyond these, so that a file without its closing quote does not take the memory.
struct CsvLimits {
    qsizetype cellCharacters = qsizetype(64) << 20;
    qsizetype columns = 20000;
};

/// One thread uses a reader.
class CsvReader {
public:
    /// `encoding` empty: told by the first megabyte. Fails when the file cannot be read, has no header row,
    /// or is in an encoding that cannot be told or read here.
    static Result<std::unique_ptr<CsvReader>> open(const QString& path, const QString& encoding = {},
                                                   CsvLimits limits = {});
    /// Takes over an open device; `name` is for messages.
    static Result<std::unique_ptr<CsvReader>> create(std::unique_ptr<QIODevice> device, const QString& name,
                                                     const QString& encoding = {}, CsvLimits limits = {});

    const QStringList& header() const { return m_header; }
    QString name() const { return m_name; }
    /// "UTF-8", "UTF-16LE", "GB18030" ...
    QString encoding() const { return m_encoding; }
    /// Something the user should know of the whole file (it was not UTF-8), kind "file-encoding".
    const std::optional<SampleProblem>& note() const { return m_note; }
    qint64 bytesTotal() const { return m_device->size(); }
    qint64 bytesRead() const { return m_device->pos(); }

    /// The next row after the header; false at the end. A row with another number of cells than the header is
    /// handed on with its problem. Fails on a read error and when a limit is exceeded.
    Result<bool> next(CsvRow& row);

private:
    CsvReader(std::unique_ptr<QIODevice> device, QString name, CsvLimits limits);

    Result<void> chooseEncoding(const QString& wanted);
    Result<void> readHeader();
    Result<bool> readRow(CsvRow& row);
    Result<bool> readCell(CsvRow& row);
    void check(CsvRow& row) const;
    int get();
    int peek();
    bool refill();
    QString where(const CsvRow& row) const;

    std::unique_ptr<QIODevice> m_device;
    QString m_name;
    CsvLimits m_limits;
    QString m_encoding;
    std::optional<SampleProblem> m_note;
    QStringDecoder m_decoder;
    QString m_buffer;
    qsizetype m_pos = 0;
    bool m_ended = false;
    bool m_cut = false; ///< the file ends inside a character
    QStringList m_header;
    char16_t m_separator = u',';
    qint64 m_rows = 0;
    qint64 m_line = 1;
};

/// Index of a column by name in any letter case, -1 when there is none.
int columnNamed(const QStringList& header, const QString& name);

/// One line of a table with its line end ("\r\n" as RFC 4180 has it, so that every reader agrees); quoted
/// only where needed.
QByteArray csvLine(const QStringList& cells);

} // namespace badcase::formats
