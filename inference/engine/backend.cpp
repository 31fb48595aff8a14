// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/backend.h"

#include <QCoreApplication>

namespace badcase::engine {

QString precisionName(Precision precision)
{
    switch (precision) {
    case Precision::Fp16:
        return QStringLiteral("fp16");
    case Precision::Bf16:
        return QStringLiteral("bf16");
    case Precision::Fp32:
        break;
    }
    return QStringLiteral("fp32");
}

Result<Precision> parsePrecision(const QString& name)
{
    for (const Precision precision : {Precision::Fp32, Precision::Fp16, Precision::Bf16}) {
        if (name == precisionName(precision))
            return precision;
    }
    return fail(ErrorCode::InvalidArgument,
                QCoreApplication::translate("badcase::Backend",
                                            "\"%1\" is no precision; there are fp32, fp16 and bf16")
                    .arg(name));
}

} // namespace badcase::engine
