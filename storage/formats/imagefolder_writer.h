// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Writes pictures into class folders: [split/]class/picture, as ImageFolderReader and torchvision's
/// ImageFolder read them.

#include "storage/formats/format_writer.h"

namespace badcase::formats {

class ImageFolderWriter : public FormatWriter {
public:
    using FormatWriter::FormatWriter;
    Result<void> check() const override;
    Result<Outcome> add(const ExportRecord& record) override;
    Record expected(const ExportEntry& entry) const override;

private:
    QString pathFor(const ExportEntry& entry, const QString& suffix) const;
};

} // namespace badcase::formats
