// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/sort_keys.h"

#include "storage/sqlite/cursor.h"

#include <cmath>

namespace badcase::storage {

Result<SortKeys> SortKeys::ofRun(Connection& connection, const QString& sql, const CancelToken& cancel)
{
    SortKeys keys;
    keys.m_missing = std::nan("");
    sqlite::Cursor row(connection, sql, {}, cancel);
    for (;;) {
        BADCASE_ASSIGN(const bool more, row.next());
        if (!more)
            return keys;
        const auto index = static_cast<std::size_t>(row.sampleId(0).value);
        if (index >= keys.m_numbers.size())
            keys.m_numbers.resize(index + 1, keys.m_missing);
        keys.m_numbers[index] = row.real(1);
    }
}

Result<SortKeys> SortKeys::ofText(Connection& connection, const QString& field, TextMeasure measure,
                                  const CancelToken& cancel)
{
    SortKeys keys;
    BADCASE_ASSIGN(const auto numbers, TextIndex(connection).quality(field, measure, cancel));
    keys.m_numbers.assign(numbers.begin(), numbers.end());
    return keys;
}

} // namespace badcase::storage
