// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What the writer of one export format does: one sample after the other into the export's folder, then its
/// tables. Internal to storage/formats; users call exportDataset().

#include "storage/formats/dataset_reader.h"
#include "storage/formats/dataset_writer.h"
#include "storage/formats/export_entry.h"
#include "storage/formats/export_files.h"

#include <QHash>
#include <QSet>
#include <QString>

#include <memory>
#include <variant>
#include <vector>

namespace badcase::formats {

/// Gives every file a path of its own. Letter case does not tell names apart, as on many file systems.
class PathRegistry {
public:
    /// The path itself, or with "~2", "~3" ... before its suffix. The same calls give the same answers.
    QString claim(const QString& path);

private:
    QSet<QString> m_taken;        ///< case-folded
    QHash<QString, int> m_nextOf; ///< path, case-folded -> the first number that may be free
};

class FormatWriter {
public:
    /// A sample is written, or cannot be: then the export goes on without it.
    using Outcome = std::variant<ExportEntry, SampleProblem>;

    FormatWriter(ExportFolder& folder, const Schema& schema) : m_folder(folder), m_schema(schema) {}
    virtual ~FormatWriter() = default;
    Q_DISABLE_COPY_MOVE(FormatWriter)

    /// Can this format hold this schema at all?
    virtual Result<void> check() const { return {}; }
    virtual Result<Outcome> add(const ExportRecord& record) = 0;
    /// Writes the tables, when all samples are there.
    virtual Result<std::vector<WrittenFile>> finish(const EntrySpool&) { return std::vector<WrittenFile>(); }
    /// What the reader of this format must find of an entry.
    virtual Record expected(const ExportEntry& entry) const = 0;

protected:
    /// A sample's picture with a header that can be read, or why there is none.
    struct Picture {
        QByteArray data;
        QSize size;
        QString suffix; ///< as the file has it, else by content
    };
    using Fetched = std::variant<Picture, SampleProblem>;
    Fetched fetch(const ExportRecord& record) const;

    /// What all formats keep of a record.
    ExportEntry entryFor(const ExportRecord& record) const;
    /// Writes the mask as index PNG and notes the hash of its pixels.
    Result<void> writeMask(const ClassMap& mask, const QString& path, ExportEntry& entry);

    /// The picture of a record whose mask is to be written as numbers, or why it cannot be: no mask
    /// ("unlabelled"), no picture, or a mask of another size ("size-mismatch").
    Fetched fetchMasked(const ExportRecord& record) const;
    /// images/[split/]name.suffix, free of collisions; notes in `entry` when the sample had to make way.
    QString claimImage(ExportEntry& entry, const QString& suffix);

    ExportFolder& m_folder;
    const Schema& m_schema;
    PathRegistry m_paths;
};

Result<std::unique_ptr<FormatWriter>> writerFor(const ExportOptions& options, ExportFolder& folder,
                                                const Schema& schema);

/// SHA-256 (hex) of a mask's class indices, as ExportEntry::maskPixels has it.
QByteArray maskHash(const ClassMap& mask);

/// Text that survives UTF-8 (half characters replaced): what is compared is what can be written.
QString wellFormed(const QString& text);

} // namespace badcase::formats
