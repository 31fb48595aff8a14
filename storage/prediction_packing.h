// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// How matrices and sample ids become blobs: row-major, little-endian, no header (the columns beside them say
/// the shape).

#include "storage/prediction_records.h"

#include <QByteArray>

#include <bit>
#include <cstring>
#include <vector>

namespace badcase::storage {

static_assert(std::endian::native == std::endian::little,
              "blobs are little-endian; a big-endian port must swap here");
static_assert(sizeof(SampleId) == sizeof(qint64));

/// prediction_blocks.content
enum class BlockContent { Probabilities = 0, Embeddings = 1 };

/// mask_maps.content. Planes: the probabilities of every class, one map below the other, so that `height` is that of all.
/// OwnDecision: what the run decided, while a threshold set has decided anew.
enum class MapContent { Decision = 0, Probability = 1, Planes = 2, OwnDecision = 3 };

template <class T>
QByteArray pack(const std::vector<T>& values)
{
    static_assert(std::is_trivially_copyable_v<T>);
    return QByteArray(reinterpret_cast<const char*>(values.data()),
                      static_cast<qsizetype>(values.size() * sizeof(T)));
}

/// Ignores a tail that is no whole value; callers compare the size with what they expect.
template <class T>
std::vector<T> unpack(const QByteArray& bytes)
{
    std::vector<T> values(static_cast<std::size_t>(bytes.size()) / sizeof(T));
    if (!values.empty())
        std::memcpy(static_cast<void*>(values.data()), bytes.constData(), values.size() * sizeof(T));
    return values;
}

} // namespace badcase::storage
