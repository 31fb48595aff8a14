// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Writes samples.csv (RFC 4180, UTF-8 without a mark) with the media beside it, as CsvDatasetReader and the
/// csv modules of other languages read it. Texts are written as they are, also those that a spreadsheet would
/// take for a formula.

#include "storage/formats/format_writer.h"

#include <QSet>

namespace badcase::formats {

class CsvDatasetWriter : public FormatWriter {
public:
    using FormatWriter::FormatWriter;
    Result<void> check() const override;
    Result<Outcome> add(const ExportRecord& record) override;
    Result<std::vector<WrittenFile>> finish(const EntrySpool& entries) override;
    Record expected(const ExportEntry& entry) const override;

private:
    Result<std::optional<SampleProblem>> addPicture(const ExportRecord& record, ExportEntry& entry);
    /// Videos and features, as they are.
    Result<std::optional<SampleProblem>> addCopy(const ExportRecord& record, ExportEntry& entry);
    QString claimPath(ExportEntry& entry, const QString& suffix);
    QString pathFor(const ExportEntry& entry, const QString& suffix) const;
    QString labelCell(const std::optional<QStringList>& labels) const;

    QSet<QString> m_fields;
    bool m_anyLabel = false;
    bool m_anyMask = false;
    bool m_anyVerdict = false;
};

} // namespace badcase::formats
