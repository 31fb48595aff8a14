// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What a .safetensors file holds, from its header alone: names, types and shapes of tensors, never their
/// values. The file is 8 bytes with the length of a JSON header, the header, and the tensors without gaps;
/// what breaks that is Corrupt. Thread-safe.

#include "inference/core/result.h"

#include <QByteArrayView>
#include <QMap>
#include <QString>

#include <vector>

namespace badcase::engine {

struct TensorEntry {
    QString name;
    QString dtype;             ///< as the file calls it: "F32", "BF16", "I64", ...
    std::vector<qint64> shape; ///< empty: one number
    qint64 count = 0;          ///< of numbers
    qint64 begin = 0;          ///< in bytes, behind the header
    qint64 bytes = 0;

    bool operator==(const TensorEntry&) const = default;
};

struct SafeTensorsInfo {
    std::vector<TensorEntry> tensors; ///< as they lie in the file
    QMap<QString, QString> metadata;

    qint64 parameters() const;                      ///< numbers in all tensors
    QMap<QString, qint64> parametersByType() const; ///< by dtype

    bool operator==(const SafeTensorsInfo&) const = default;
};

constexpr qint64 kMaxSafeTensorsHeader = 100'000'000; ///< bytes, the format's own limit

/// NotFound, Io, Corrupt (names the file and the tensor), TooLarge for a header above the limit, Unsupported
/// for a type of numbers that is not known.
Result<SafeTensorsInfo> readSafeTensors(const QString& path);

/// `header` is the JSON text, `dataBytes` what follows it in the file `name`.
Result<SafeTensorsInfo> parseSafeTensors(QByteArrayView header, qint64 dataBytes, const QString& name);

} // namespace badcase::engine
