// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The rows of a SliderList without a window: values, their texts, order and filter.

#include "widgets/panels/slider_list.h"

#include <QHash>

namespace badcase::panels {

/// Values only.
class SliderRows {
public:
    void set(std::vector<SliderRow> rows);
    const std::vector<SliderRow>& all() const { return m_rows; }
    SliderRow* find(int id);
    const SliderRow* find(int id) const;

    void setOrder(SliderList::Order order) { m_order = order; }
    SliderList::Order order() const { return m_order; }
    void setFilter(const QString& text) { m_filter = text.trimmed(); }
    /// Puts what is shown in order and leaves out what does not pass; until then nothing moves.
    void arrange();

    int shownCount() const { return static_cast<int>(m_shown.size()); }
    const SliderRow& shown(int line) const { return m_rows[m_shown[static_cast<std::size_t>(line)]]; }
    int lineOf(int id) const; ///< -1: not shown

private:
    std::vector<SliderRow> m_rows;
    std::vector<std::size_t> m_shown; ///< indices of m_rows
    QHash<int, std::size_t> m_byId;
    SliderList::Order m_order = SliderList::Order::Given;
    QString m_filter;
};

bool isMoved(const SliderRow& row);
/// As the column shows it: "+0.12", with a true minus sign.
QString valueText(const SliderRow& row, double value);
/// "+0.012"; a dash when there is nothing to gain, or nothing is known.
QString gainText(double gain);
/// Inside the range, with the decimals that are shown.
double roundedValue(const SliderRow& row, double value);

} // namespace badcase::panels
