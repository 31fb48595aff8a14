// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What was written of one sample, and the spool that holds the entries of an export on disk: an export of a
/// million samples keeps none of them in memory.

#include "inference/core/cancel.h"
#include "inference/core/sample.h"
#include "storage/formats/dataset_reader.h"
#include "storage/formats/export_files.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <functional>
#include <memory>
#include <optional>

namespace badcase::formats {

struct ExportEntry {
    QString name;
    QString split;
    std::optional<QStringList> labels; ///< class names in schema order
    std::optional<std::vector<RecordSegment>> segments; ///< labels in schema order
    Fields fields;
    std::vector<TextSpan> spans;
    QString verdict;
    std::optional<WrittenFile> media;
    std::optional<WrittenFile> mask;
    std::optional<WrittenFile> annotation; ///< a file of labels beside the picture
    QByteArray maskPixels; ///< SHA-256 (hex) of the class indices, to compare with the decoded file
    QJsonObject notes;     ///< what the format's tables will say of the sample beside all this
    QString wanted;        ///< the path that was taken already, when the sample had to make way

    QJsonObject toJson() const;
    static ExportEntry fromJson(const QJsonObject& object);
    /// Without what the tables of the export hold (texts, segments, verdict) and what only the comparison needs.
    QJsonObject forManifest() const;
};

/// Entries in the order in which they were written.
class EntrySpool {
public:
    static Result<std::unique_ptr<EntrySpool>> create(const QString& folder);

    Result<void> append(const ExportEntry& entry);
    /// Ends the writing; to be called once, before forEach().
    Result<void> close();
    /// Calls `visit` for every entry; stops at its error.
    Result<void> forEach(const std::function<Result<void>(const ExportEntry&)>& visit) const;
    qint64 count() const { return m_count; }
    void remove(); ///< deletes the file

private:
    EntrySpool() = default;

    QString m_path;
    std::unique_ptr<OutputFile> m_file;
    qint64 m_count = 0;
};

} // namespace badcase::formats
