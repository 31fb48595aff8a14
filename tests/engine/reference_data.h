// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Pictures and masks of ../shared as the tests compare them.

#include "inference/core/class_map.h"
#include "inference/core/result.h"
#include "inference/core/rgb_image.h"
#include "inference/engine/model_card.h"

#include <QJsonObject>
#include <QString>

#include <vector>

namespace badcase::test {

/// An H x W x 3 uint8 .npy file.
Result<RgbImage> readRgbNpy(const QString& path);

/// An image file as model input (media's decoder) and an 8-bit map (Qt's decoder, which shares no code with
/// media's).
Result<RgbImage> readRgb(const QString& path);
ClassMap readGray(const QString& path);

QJsonObject readJson(const QString& path);
/// Fields of a csv file without quotes; the first line is the header.
std::vector<QStringList> readCsv(const QString& path);

Result<engine::ModelCard> readCard(const QString& model);

} // namespace badcase::test
