// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// data.yaml of a YOLO data set. Only what such files need is read: `key: value` at the left margin, where
/// the value is a text (plain, 'quoted' or "quoted"), a list ([a, b], or lines "- a") or a map ({0: a, 1: b},
/// or indented lines "0: a"). Keys that mean nothing here are passed over with whatever is indented below
/// them. Anchors, tags, folded texts and the like in a key that is read are an error that names the line: no
/// guess is made.

#include "inference/core/result.h"

#include <QByteArray>
#include <QMap>
#include <QString>
#include <QStringList>

#include <vector>

namespace badcase::formats {

struct YoloConfig {
    QString path;                        ///< where the set is, as the file says; often of another machine
    QMap<QString, QStringList> pictures; ///< split ("train", "val", "test") -> folders or lists of pictures
    QStringList names;                   ///< class by number; empty texts where a map left numbers out
};

/// Corrupt: a line that cannot be read, or no names.
Result<YoloConfig> parseYoloConfig(const QByteArray& text, const QString& name);
/// The same as text; of `pictures` the first folder of each split.
QByteArray yoloConfigText(const YoloConfig& config);

} // namespace badcase::formats
