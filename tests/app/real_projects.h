// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Projects of the optional real data, and what others have measured on them. Only after NEEDS_SHARED().

#include "tests/app/cli_runner.h"

#include <QHash>

namespace badcase::test {

/// A segmentation project of the 20 dsb2018 pictures that nuclei_unet has not seen; the end of the program when it
/// cannot be made. Returns how many there are, `most` at most.
int makeNuclei(const CliFolder& folder, const QString& project, int most = 1000);
/// Arguments of a run of nuclei_unet over "n.badcase".
QStringList nucleiRun(const QString& name, const QStringList& more = {});
/// Dice by picture at a threshold from models/nuclei_unet/reference/TABLE.csv.
QHash<QString, double> nucleiReference(const QString& table, double threshold);
/// models/MODEL/reference/metrics.json
QJsonObject realReference(const QString& model);

} // namespace badcase::test
