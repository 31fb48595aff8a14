// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// A sum that can be taken back.

#include <QtGlobal>

#include <cmath>

namespace badcase::analysis {

/// Fixed-point sum of finite doubles. Adding and removing the same value leaves exactly what was there, and
/// the order of additions does not matter, so a score that is updated a million times equals one that is
/// computed afresh. A running double has neither property. Resolution 2^-50 a term; |sum| below 2^63.
class ExactSum {
public:
    void add(double value) { accumulate(value, 1); }
    void remove(double value) { accumulate(value, -1); }
    double value() const { return static_cast<double>(m_whole) + static_cast<double>(m_fraction) / kScale; }

    bool operator==(const ExactSum&) const = default;

private:
    static constexpr int kBits = 50;
    static constexpr double kScale = static_cast<double>(qint64(1) << kBits);

    void accumulate(double value, int sign)
    {
        const double whole = std::floor(value);
        m_whole += sign * static_cast<qint64>(whole);
        m_fraction += sign * std::llround((value - whole) * kScale);
        m_whole += m_fraction >> kBits; // arithmetic shift: rounds down, so that the fraction stays in [0, 1)
        m_fraction &= (qint64(1) << kBits) - 1;
    }

    qint64 m_whole = 0;
    qint64 m_fraction = 0; ///< in units of 2^-50
};

} // namespace badcase::analysis
