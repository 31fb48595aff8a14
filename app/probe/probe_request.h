// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What badcase-probe is asked to do.

#include "inference/core/result.h"
#include "inference/engine/backend.h"

#include <QString>
#include <QStringList>

namespace badcase::probe {

struct ProbeRequest {
    QString model;
    QString folder;    ///< or a zip archive
    QString card;      ///< empty: the one in or beside the model file
    QString reference; ///< folder of input and output arrays; empty: none
    QString device = QStringLiteral("auto");
    engine::Precision precision = engine::Precision::Fp32;
    int batch = 0;       ///< 0: as the program chooses
    double seconds = 10; ///< of the run; 0: every picture once
    int limit = 0;       ///< so many pictures of the folder; 0: all
    bool trust = false;  ///< consent to execute the model file
    bool check = false;  ///< an exit status of its own when the throughput is not what it should be
    bool help = false;
    bool version = false;
};

/// `arguments` without the program's name. InvalidArgument says which one is wrong.
Result<ProbeRequest> parseProbeRequest(const QStringList& arguments);

QString probeUsage();

} // namespace badcase::probe
