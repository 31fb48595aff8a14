// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Masks to try the steps after a model on, and steps alone. Exists only in tests.

#include "inference/engine/mask_steps.h"

#include <QJsonObject>
#include <QJsonValue>

#include <functional>
#include <vector>

namespace badcase::test {

/// fixtures/mask_steps.json: what scipy and scikit-image make of some masks. Its arrays are packed.
QJsonObject maskFixtures();
QSize sizeOf(const QJsonValue& one);
ClassMap mapOf(const QJsonValue& array, QSize size);
std::vector<std::int32_t> integersOf(const QJsonValue& array);
/// A row of test data for each of its masks, in a column "one".
void addMaskFixtures();

/// The mask after one step; class 0 is the background. Empty when the step failed.
ClassMap applied(const engine::MaskStep& step, const ClassMap& map);
/// The objects of a watershed; none when it failed.
engine::InstanceMap split(const ClassMap& map, double height, qint64 minimum = 0);

/// Calls check() for many maps of odd sizes, among them lines and single pixels.
void forMaps(int classes, const std::function<void(const ClassMap&)>& check);

/// Pieces by flooding, which shares nothing with runs. Numbers from 0 by first pixel, and sizes.
struct Flooded {
    std::vector<int> piece;
    std::vector<qint64> areas;

    Flooded(QSize size, bool corners, const std::function<bool(std::size_t, std::size_t)>& together)
        : piece(static_cast<std::size_t>(size.width()) * static_cast<std::size_t>(size.height()), -1)
    {
        for (std::size_t start = 0; start < piece.size(); ++start) {
            if (piece[start] >= 0)
                continue;
            const int number = static_cast<int>(areas.size());
            areas.push_back(0);
            std::vector<std::size_t> open{start};
            piece[start] = number;
            while (!open.empty()) {
                const std::size_t at = open.back();
                open.pop_back();
                ++areas.back();
                const int x = static_cast<int>(at) % size.width(), y = static_cast<int>(at) / size.width();
                for (int i = 0; i < 9; ++i) {
                    const int nx = x + i % 3 - 1, ny = y + i / 3 - 1;
                    if (nx < 0 || ny < 0 || nx >= size.width() || ny >= size.height() ||
                        (!corners && i % 2 == 0))
                        continue;
                    const auto next = static_cast<std::size_t>(ny * size.width() + nx);
                    if (piece[next] < 0 && together(at, next)) {
                        piece[next] = number;
                        open.push_back(next);
                    }
                }
            }
        }
    }
};

} // namespace badcase::test
