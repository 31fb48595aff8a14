// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Stable colours of classes and the colour map of counts.

#include <QColor>
#include <QRgb>

#include <map>
#include <optional>
#include <span>
#include <vector>

namespace badcase::theme {

/// One of twenty well separated colours (also under red-green blindness); further indices repeat them,
/// shifted in lightness. The same index has the same colour in both schemes, on every page and after every
/// restart.
QColor classColor(int index);

/// The colours of all classes of a schema: its own colour where the schema gives one, a shade of the parent's
/// colour where the class has a parent, else the colour of its index. Cheap to copy for the sizes that occur
/// (200 classes).
class ClassPalette {
public:
    ClassPalette() = default;
    /// `parents[i]`: index of the parent of class i, -1 without. `own[i]`: 0xRRGGBB of the schema, if any.
    /// Equal lengths.
    ClassPalette(std::span<const int> parents, std::span<const std::optional<quint32>> own);

    int size() const { return static_cast<int>(m_colors.size()); }
    /// Grey for an index outside the classes ("no class").
    QColor color(int index) const;
    /// Colour of a parent class.
    static QColor parentColor(int parent) { return classColor(parent); }

private:
    std::vector<QRgb> m_colors;
};

/// The palette of a badcase::Schema. A template, because this layer knows Qt only.
template <class Schema>
ClassPalette classPalette(const Schema& schema)
{
    std::vector<int> parents;
    std::vector<std::optional<quint32>> own;
    for (int i = 0; i < schema.size(); ++i) {
        parents.push_back(schema.parentOf(i));
        own.push_back(schema.at(i).color);
    }
    return ClassPalette(parents, own);
}

/// Sequential map for counts and shares, t in [0, 1]: one hue, lightness falls (light theme) or rises (dark
/// theme) steadily, so that it also prints in grey. Empty cells are the caller's business: they stay empty.
QColor sequential(double t);
/// Black or white, whichever reads better on `background`.
QColor textOn(const QColor& background);

} // namespace badcase::theme
