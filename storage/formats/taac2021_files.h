// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Which files make up a set of the Tencent Advertising Algorithm Contest 2021, and the pieces that its
/// readers share.

#include "storage/formats/dataset_reader.h"

#include <QByteArray>
#include <QHash>
#include <QJsonValue>
#include <QString>
#include <QStringList>

#include <optional>

namespace badcase::formats {

struct Taac2021Files {
    QStringList truths;              ///< {"video": {"annotations": [{"segment": [t0, t1], "labels": [...]}]}}
    QStringList taggings;            ///< video<TAB>tag,tag
    QHash<QString, QString> aliases; ///< tag -> the name of its class, from the label_id.txt beside them
    QString folder;                  ///< where they are
};

/// `source`: one of the files, or a folder that holds them. NotFound: neither.
Result<Taac2021Files> taac2021Files(const QString& source);

/// Whether a file that begins so is a ground truth (or an info of tags).
bool looksLikeTaacTruth(const QByteArray& head);
bool looksLikeTaacTagging(const QByteArray& head);

/// [t0, t1] with t0 <= t1, both finite; nullopt: it is none. Predictions may begin before 0.
std::optional<std::pair<double, double>> taacSegment(const QJsonValue& value);

/// The aliases of a label_id*.txt beside a file; empty when there is none.
QHash<QString, QString> taacAliasesBeside(const QString& path);

} // namespace badcase::formats
