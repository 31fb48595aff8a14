// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/models/sample_selection.h"

#include <algorithm>

namespace badcase::models {

namespace {

/// More selected samples than this are not looked for again after a change of the filter: only the current
/// one is.
constexpr qint64 kMaxRemembered = 1000;

} // namespace

SampleSelection::SampleSelection(PagedSampleModel* model, QObject* parent) : QObject(parent), m_model(model)
{
    connect(model, &QAbstractItemModel::modelAboutToBeReset, this, &SampleSelection::rememberSamples);
    connect(model, &QAbstractItemModel::modelReset, this, &SampleSelection::findSamples);
}

void SampleSelection::select(int row, Mode mode)
{
    if (m_model->count() == 0)
        return;
    row = std::clamp(row, 0, m_model->count() - 1);
    switch (mode) {
    case Mode::Replace:
        m_intervals = {{row, row}};
        m_anchor = row;
        break;
    case Mode::Toggle:
        toggle(row);
        m_anchor = row;
        break;
    case Mode::Extend:
        if (m_anchor < 0)
            m_anchor = row;
        m_intervals = {std::minmax(m_anchor, row)};
        break;
    }
    setCurrent(row);
    Q_EMIT selectionChanged();
}

bool SampleSelection::selectId(SampleId id)
{
    const int row = m_model->rowOf(id);
    if (row < 0)
        return false;
    select(row);
    return true;
}

void SampleSelection::selectAll()
{
    if (m_model->count() == 0)
        return;
    m_intervals = {{0, m_model->count() - 1}};
    if (m_current < 0)
        setCurrent(0);
    Q_EMIT selectionChanged();
}

void SampleSelection::clear()
{
    m_intervals.clear();
    if (m_current >= 0)
        m_intervals.push_back({m_current, m_current});
    m_anchor = m_current;
    Q_EMIT selectionChanged();
}

void SampleSelection::forget()
{
    m_intervals.clear();
    m_anchor = -1;
    setCurrent(-1);
    Q_EMIT selectionChanged();
}

void SampleSelection::toggle(int row)
{
    std::vector<Interval> result;
    const bool was = isSelected(row);
    for (const auto& [first, last] : m_intervals) {
        if (was && row >= first && row <= last) {
            if (first < row)
                result.push_back({first, row - 1});
            if (row < last)
                result.push_back({row + 1, last});
        } else {
            result.push_back({first, last});
        }
    }
    if (!was)
        result.push_back({row, row});
    std::sort(result.begin(), result.end());
    m_intervals.clear();
    for (const Interval& interval : result) {
        if (!m_intervals.empty() && m_intervals.back().second + 1 == interval.first)
            m_intervals.back().second = interval.second;
        else
            m_intervals.push_back(interval);
    }
}

void SampleSelection::setCurrent(int row)
{
    if (m_current == row)
        return;
    m_current = row;
    Q_EMIT currentChanged(row, currentId());
}

bool SampleSelection::isSelected(int row) const
{
    const auto after =
        std::upper_bound(m_intervals.begin(), m_intervals.end(), row,
                         [](int value, const Interval& interval) { return value < interval.first; });
    return after != m_intervals.begin() && std::prev(after)->second >= row;
}

qint64 SampleSelection::count() const
{
    qint64 total = 0;
    for (const auto& [first, last] : m_intervals)
        total += last - first + 1;
    return total;
}

std::vector<SampleId> SampleSelection::ids() const
{
    std::vector<SampleId> result;
    result.reserve(static_cast<std::size_t>(count()));
    for (const auto& [first, last] : m_intervals) {
        for (int row = first; row <= last; ++row)
            result.push_back(m_model->idAt(row));
    }
    return result;
}

void SampleSelection::rememberSamples()
{
    m_rememberedCurrent = currentId();
    m_remembered.clear();
    if (count() > 1 && count() <= kMaxRemembered) {
        m_remembered = ids();
        std::sort(m_remembered.begin(), m_remembered.end());
    }
}

void SampleSelection::findSamples()
{
    const int before = m_current;
    const int rows = m_model->count();
    m_current = m_rememberedCurrent.isValid() ? m_model->rowOf(m_rememberedCurrent) : -1;
    if (m_current < 0 && rows > 0 && before >= 0)
        m_current = std::min(before, rows - 1); // it is gone: what has taken its place is next
    m_intervals.clear();
    if (!m_remembered.empty()) {
        for (int row = 0; row < rows; ++row) {
            const SampleId id = m_model->idAt(row);
            if (id < m_remembered.front() || id > m_remembered.back() ||
                !std::binary_search(m_remembered.begin(), m_remembered.end(), id))
                continue;
            if (!m_intervals.empty() && m_intervals.back().second + 1 == row)
                m_intervals.back().second = row;
            else
                m_intervals.push_back({row, row});
        }
    }
    if (m_intervals.empty() && m_current >= 0)
        m_intervals.push_back({m_current, m_current});
    m_anchor = m_current;
    if (currentId() != m_rememberedCurrent || m_current != before)
        Q_EMIT currentChanged(m_current, currentId());
    Q_EMIT selectionChanged();
}

} // namespace badcase::models
