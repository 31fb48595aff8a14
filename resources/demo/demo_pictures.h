// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Writes the demo's data set to disk: drawn creatives with texts, masks and labels, of which a known share is
/// deliberately wrong. What is wrong is written apart, so that finding it can be scored.

#include "inference/core/cancel.h"
#include "inference/core/result.h"

#include <QString>

namespace badcase::demo {

struct PictureOptions {
    QString dir;               ///< must not exist or be empty
    int count = 400;
    quint32 seed = 2022;
    double wrongLabels = 0.08; ///< share of samples whose label is wrong
    double wrongMasks = 0.08;  ///< share of samples whose mask is wrong
    double misleadingTexts = 0.05; ///< share of samples whose text names another product
};

/// Where everything is, absolute.
struct PictureSet {
    QString dir;          ///< images/NAME.jpg texts/NAME.json masks/NAME.png
    QString labels;       ///< labels.csv: id,path,label,split,title,keywords
    QString classes;      ///< classes.json of the products
    QString maskClasses;  ///< mask_classes.json of the regions
    QString truth;        ///< truth/planted.csv: id,given,true,mask_error (samples with a planted error only)
    QString corrections;  ///< truth/corrections.csv: half of the wrong labels, as an analyst would send them
    int plantedLabels = 0;
    int plantedMasks = 0;
};

/// Needs a QGuiApplication. The same options give the same pictures.
Result<PictureSet> makePictures(const PictureOptions& options, const CancelToken& cancel, const ProgressCallback& progress);

} // namespace badcase::demo
