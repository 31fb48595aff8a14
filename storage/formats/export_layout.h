// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// dataset.json, a small file at the top of what we export: it says how names were written, so that our own
/// exports are read back exactly, while folders of other people's are never reinterpreted.

#include "inference/media/media_root.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace badcase::formats {

struct ExportLayout {
    QString format;     ///< empty: not an export of ours
    QStringList splits; ///< as the project calls them, sorted

    bool isOurs() const { return !format.isEmpty(); }
    /// The text behind a file or folder name: percent-decoded in our exports, as it is elsewhere.
    QString nameOf(const QString& written) const;
};

inline constexpr char kLayoutFile[] = "dataset.json";

/// An absent or foreign file is no export of ours, and no error.
ExportLayout readExportLayout(const media::MediaRoot& root);
QByteArray exportLayoutJson(const ExportLayout& layout);

} // namespace badcase::formats
