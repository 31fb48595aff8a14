// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The use case "show me": makes the demo's data set, two projects on it, and a finished run of a small model in each.

#include "app/workspace/project.h"

#include <QJsonObject>

namespace badcase::workspace {

struct DemoPaths {
    QString dir;
    QString products; ///< demo_products.badcase: what is advertised (8 classes)
    QString regions;  ///< demo_regions.badcase: masks of product, price, logo, text
    QString truth;    ///< planted errors, for scoring
    QString corrections;
};

/// The default folder: "Badcase demo" in the user's documents.
QString defaultDemoDir();

/// Makes the demo unless it is there already (then only its paths are returned). Needs a QGuiApplication for drawing text; may
/// be called from any thread. Our own models are trusted by their hash.
Result<DemoPaths> makeDemo(const QString& dir, const CancelToken& cancel, const ProgressCallback& progress);

/// What `badcase demo --headless` shows: scores as given, bad cases, corrections from a file, scores as corrected, an export.
Result<QJsonObject> walkThroughDemo(const DemoPaths& demo, const CancelToken& cancel);

} // namespace badcase::workspace
