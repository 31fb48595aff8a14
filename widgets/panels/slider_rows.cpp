// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/panels/slider_rows.h"

#include <QCollator>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace badcase::panels {

namespace {

using Order = SliderList::Order;

/// A number with its sign; none where there is nothing to have one.
QString signedText(double value, int decimals, bool plus)
{
    const QString size = QString::number(std::abs(value), 'f', decimals);
    if (size == QString::number(0.0, 'f', decimals))
        return size;
    return value < 0 ? QChar(0x2212) + size : plus ? QLatin1Char('+') + size : size;
}

/// Larger comes first; what is not known comes last.
bool isGreater(double a, double b)
{
    return std::isnan(b) ? !std::isnan(a) : a > b;
}

} // namespace

bool isMoved(const SliderRow& row)
{
    return row.value != row.neutral;
}

QString valueText(const SliderRow& row, double value)
{
    const auto place = static_cast<qsizetype>(std::lround(value));
    if (place >= 0 && place < row.texts.size())
        return row.texts[place];
    return signedText(value, row.decimals, row.sign);
}

QString gainText(double gain)
{
    const QString text = std::isnan(gain) ? QString() : signedText(gain, 3, true);
    return text.isEmpty() || text.front().isDigit() ? QString(QChar(0x2014)) : text;
}

double roundedValue(const SliderRow& row, double value)
{
    const double scale = std::pow(10.0, row.decimals);
    return std::clamp(std::round(value * scale) / scale, row.lo, row.hi);
}

void SliderRows::set(std::vector<SliderRow> rows)
{
    m_rows = std::move(rows);
    m_byId.clear();
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        m_byId.insert(m_rows[i].id, i);
    arrange();
}

SliderRow* SliderRows::find(int id)
{
    const auto found = m_byId.constFind(id);
    return found == m_byId.constEnd() ? nullptr : &m_rows[*found];
}

const SliderRow* SliderRows::find(int id) const
{
    const auto found = m_byId.constFind(id);
    return found == m_byId.constEnd() ? nullptr : &m_rows[*found];
}

void SliderRows::arrange()
{
    m_shown.clear();
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        if (m_filter.isEmpty() || m_rows[i].name.contains(m_filter, Qt::CaseInsensitive) ||
            m_rows[i].group.contains(m_filter, Qt::CaseInsensitive))
            m_shown.push_back(i);
    }
    const auto sortBy = [this](auto isBefore) {
        std::ranges::stable_sort(
            m_shown, [&](std::size_t a, std::size_t b) { return isBefore(m_rows[a], m_rows[b]); });
    };
    const auto moved = [](const SliderRow& row) {
        return std::abs(row.value - row.neutral) / (row.hi - row.lo);
    };
    switch (m_order) {
    case Order::Given:
        break;
    case Order::Name: {
        // The C locale compares bytes, and knows no numbers.
        const QLocale locale;
        QCollator collator(locale.language() == QLocale::C ? QLocale(QLocale::English) : locale);
        collator.setNumericMode(true);
        collator.setCaseSensitivity(Qt::CaseInsensitive);
        sortBy([&](const auto& a, const auto& b) { return collator.compare(a.name, b.name) < 0; });
        break;
    }
    case Order::Support:
        sortBy([](const auto& a, const auto& b) { return a.support > b.support; });
        break;
    case Order::Gain:
        sortBy([](const auto& a, const auto& b) { return isGreater(a.gain, b.gain); });
        break;
    case Order::Moved:
        sortBy([&](const auto& a, const auto& b) { return isGreater(moved(a), moved(b)); });
        break;
    }
}

int SliderRows::lineOf(int id) const
{
    const auto found = m_byId.constFind(id);
    if (found == m_byId.constEnd())
        return -1;
    const auto line = std::ranges::find(m_shown, *found);
    return line == m_shown.end() ? -1 : static_cast<int>(line - m_shown.begin());
}

} // namespace badcase::panels
