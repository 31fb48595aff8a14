// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Writes pictures into class folders: [split/]class/picture, as ImageFolderReader and torchvision's
/// ImageFolder read them.

#include "storage/formats/format_writer.h"

#include <QSet>

namespace badcase::formats {

class ImageFolderWriter : public FormatWriter {
public:
    ImageFolderWriter(ExportFolder& folder, const Schema& schema);
    Result<void> check() const override;
    Result<Outcome> add(const ExportRecord& record) override;
    Record expected(const ExportEntry& entry) const override;

private:
    QString pathFor(const ExportEntry& entry, const QString& suffix) const;

    QSet<QString> m_classFolders; ///< names of classes, plain and encoded
};

} // namespace badcase::formats
