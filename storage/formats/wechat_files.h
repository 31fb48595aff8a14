// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Which files make up a set of the WeChat Big Data Challenge 2022: annotation files and, beside them,
/// archives of frame features.

#include "inference/media/media_root.h"
#include "storage/formats/dataset_reader.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace badcase::formats {

/// The features of one annotation file: `<id>.npy` in an archive or folder, perhaps below a folder in it.
class WechatFeatures {
public:
    WechatFeatures(std::shared_ptr<media::MediaRoot> root, QStringList prefixes)
        : m_root(std::move(root)), m_prefixes(std::move(prefixes))
    {}

    struct Found {
        QString member;
        media::MediaStat stat;
    };
    std::optional<Found> find(const QString& id) const;
    const std::shared_ptr<media::MediaRoot>& root() const { return m_root; }

private:
    std::shared_ptr<media::MediaRoot> m_root;
    QStringList m_prefixes; ///< "" or "folder/", the likeliest first
};

/// One annotation file.
struct WechatPart {
    QString path;  ///< .json, or .csv of `id,category_id` without a header
    QString split; ///< "labeled", "test_a" ...; empty where the file alone was chosen
    std::optional<WechatFeatures> features; ///< none: texts only
    bool isTable() const { return path.endsWith(QStringLiteral(".csv"), Qt::CaseInsensitive); }
};

/// `source` is an annotation file, a result.csv, or a folder with labeled*.json, test_*.json and
/// unlabeled*.json (in it or in its annotations/). Features: `mediaRoot` (an archive, or a folder with
/// archives or .npy files) when it is given; else zip_feats/NAME.zip in the file's folder or beside it, then
/// NAME.zip or NAME with "feats" in its name beside the file, then the only archive there with "feats" in
/// its name. NotFound: nothing of all that.
Result<std::vector<WechatPart>> wechatParts(const ReadOptions& options, const CancelToken& cancel);

/// Whether a file that begins so is an annotation file: a list of records with "id" and one of the texts or
/// "category_id".
bool looksLikeWechat(const QByteArray& head);
/// Annotation files of a folder, in the order in which they are read.
QStringList wechatAnnotations(const QString& folder);

} // namespace badcase::formats
