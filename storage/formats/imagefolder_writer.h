// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Writes pictures into class folders: [split/]class/picture, as ImageFolderReader and torchvision's
/// ImageFolder read them.

#include "storage/formats/file_names.h"
#include "storage/formats/format_writer.h"

#include <QSet>

namespace badcase::formats {

class ImageFolderWriter : public FormatWriter {
public:
    ImageFolderWriter(ExportFolder& folder, const Schema& schema,
                      FolderContent content = FolderContent::Pictures);
    Result<void> check() const override;
    Result<Outcome> add(const ExportRecord& record) override;
    Record expected(const ExportEntry& entry) const override;

private:
    /// Writes a file that is no picture as it is; a problem when it cannot be read.
    Result<Outcome> addCopy(const ExportRecord& record);
    QString claimPath(ExportEntry& entry, const QString& suffix);
    QString pathFor(const ExportEntry& entry, const QString& suffix) const;

    FolderContent m_content;
    QSet<QString> m_classFolders; ///< names of classes, plain and encoded
};

} // namespace badcase::formats
