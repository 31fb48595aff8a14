// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/plots/matrix_content.h"

#include "widgets/theme/theme.h"

#include <QLocale>

#include <array>
#include <cmath>
#include <limits>
#include <numeric>

namespace badcase::plots {

namespace {

double ratio(qint64 part, qint64 whole)
{
    return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole)
                     : std::numeric_limits<double>::quiet_NaN();
}

QString compactCount(qint64 count, int characters)
{
    struct Unit {
        double size;
        const char* letter;
    };
    QString text = QString::number(count);
    if (text.size() <= characters)
        return text;
    for (const Unit unit : {Unit{1e3, "k"}, Unit{1e6, "M"}, Unit{1e9, "G"}}) {
        const double scaled = static_cast<double>(count) / unit.size;
        if (scaled >= 999.5)
            continue;
        for (const int decimals : {1, 0}) {
            text = QString::number(scaled, 'f', decimals) + QLatin1String(unit.letter);
            if (text.size() <= characters)
                return text;
        }
        return {};
    }
    return {};
}

QString compactPercent(double share, int characters)
{
    for (const int decimals : {1, 0}) {
        QString text = QString::number(100 * share, 'f', decimals);
        if (decimals == 0 && text == QLatin1String("0"))
            text = QStringLiteral("<1"); // it is not empty
        if (text.size() <= characters)
            return text;
    }
    return {};
}

} // namespace

QColor cellColor(double strength, bool diagonal)
{
    // Nothing that is there may look empty.
    const double t = 0.06 + 0.94 * std::clamp(strength, 0.0, 1.0);
    if (!diagonal)
        return theme::sequential(t);
    return theme::mix(theme::color(theme::Role::Field), theme::color(theme::Role::Good), 0.12 + 0.58 * t);
}

void MatrixContent::setData(Counts counts, QStringList names, theme::ClassPalette palette)
{
    Q_ASSERT(!counts || counts->classes() == names.size());
    m_counts = std::move(counts);
    m_names = std::move(names);
    m_palette = std::move(palette);
    arrange();
}

void MatrixContent::setOrder(MatrixOrder order)
{
    m_order = order;
    arrange();
}

void MatrixContent::arrange()
{
    m_rows.clear();
    m_columns.clear();
    m_largest = 0;
    m_hasUndecided = false;
    if (!m_counts)
        return;
    const int classes = m_counts->classes();
    m_rows.resize(static_cast<std::size_t>(classes));
    std::iota(m_rows.begin(), m_rows.end(), 0);
    const auto rank = [&](ClassIndex index) {
        const qint64 support = m_counts->support(index);
        return m_order == MatrixOrder::Errors ? support - m_counts->at(index, index) : support;
    };
    if (m_order != MatrixOrder::Schema)
        std::stable_sort(m_rows.begin(), m_rows.end(),
                         [&](ClassIndex a, ClassIndex b) { return rank(a) > rank(b); });
    m_columns = m_rows;
    for (ClassIndex label = 0; label < classes; ++label) {
        m_hasUndecided = m_hasUndecided || m_counts->undecided(label) > 0;
        for (ClassIndex decision = kNoClass; decision < classes; ++decision)
            m_largest = std::max(m_largest, m_counts->at(label, decision));
    }
    if (m_hasUndecided)
        m_columns.push_back(kNoClass);
}

int MatrixContent::rowOf(ClassIndex label) const
{
    const auto found = std::find(m_rows.begin(), m_rows.end(), label);
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

int MatrixContent::columnOf(ClassIndex decision) const
{
    const auto found = std::find(m_columns.begin(), m_columns.end(), decision);
    return found == m_columns.end() ? -1 : static_cast<int>(found - m_columns.begin());
}

QString MatrixContent::nameOf(ClassIndex index) const
{
    return index == kNoClass ? tr("(none)") : m_names.value(index);
}

QStringList MatrixContent::rowNames() const
{
    QStringList names;
    for (const ClassIndex index : m_rows)
        names += nameOf(index);
    return names;
}

QStringList MatrixContent::columnNames() const
{
    QStringList names;
    for (const ClassIndex index : m_columns)
        names += nameOf(index);
    return names;
}

double MatrixContent::number(int row, int column) const
{
    const qint64 value = count(row, column);
    switch (m_value) {
    case MatrixValue::Count:
        return static_cast<double>(value);
    case MatrixValue::RowShare:
        return ratio(value, m_counts->support(classOfRow(row)));
    case MatrixValue::ColumnShare:
        if (classOfColumn(column) != kNoClass)
            return ratio(value, m_counts->predicted(classOfColumn(column)));
        return std::numeric_limits<double>::quiet_NaN(); // a share of those that were not predicted says
                                                         // nothing
    }
    return 0;
}

double MatrixContent::strength(int row, int column) const
{
    const double share =
        m_value == MatrixValue::Count ? ratio(count(row, column), m_largest) : number(row, column);
    return std::isfinite(share) ? std::sqrt(std::clamp(share, 0.0, 1.0)) : 0.0;
}

QString MatrixContent::cellText(int row, int column, int characters) const
{
    const qint64 value = count(row, column);
    if (value == 0 || characters < 1)
        return {};
    if (m_value == MatrixValue::Count)
        return compactCount(value, characters);
    const double share = number(row, column);
    return std::isfinite(share) ? compactPercent(share, characters) : QString();
}

QString MatrixContent::describe(MatrixPlace place, int nameCharacters) const
{
    if (isEmpty())
        return {};
    if (place.isCell())
        return describeCell(place.row, place.column, nameCharacters);
    if (place.isRowHeader())
        return describeRow(place.row, nameCharacters);
    if (place.isColumnHeader())
        return describeColumn(place.column, nameCharacters);
    return tr("%1 labelled, %2 right (%3)")
        .arg(QLocale().toString(m_counts->total()), QLocale().toString(m_counts->correct()),
             theme::percentText(ratio(m_counts->correct(), m_counts->total())));
}

QString MatrixContent::shortName(ClassIndex index, int characters) const
{
    const QString name = nameOf(index);
    if (name.size() <= characters)
        return name;
    const qsizetype head = characters / 2, tail = characters - head - 1;
    return name.left(head) + QChar(0x2026) + name.right(tail);
}

QString MatrixContent::describeCell(int row, int column, int nameCharacters) const
{
    const ClassIndex label = classOfRow(row), decision = classOfColumn(column);
    const qint64 value = count(row, column);
    const QString number = QLocale().toString(value);
    const bool byColumn = m_value == MatrixValue::ColumnShare && decision != kNoClass;
    const qint64 whole = byColumn ? m_counts->predicted(decision) : m_counts->support(label);
    const QString what = label == decision ? tr("%1 %2, right").arg(number, shortName(label, nameCharacters))
                                           : QStringLiteral("%1 %2 \u2192 %3")
                                                 .arg(number, shortName(label, nameCharacters),
                                                      shortName(decision, nameCharacters));
    if (whole == 0)
        return what;
    const QString share = theme::percentText(ratio(value, whole));
    return byColumn
               ? tr("%1 (%2 of those predicted %3)").arg(what, share, shortName(decision, nameCharacters))
               : tr("%1 (%2 of %3)").arg(what, share, shortName(label, nameCharacters));
}

QString MatrixContent::describeRow(int row, int nameCharacters) const
{
    const ClassIndex label = classOfRow(row);
    const qint64 support = m_counts->support(label);
    if (support == 0)
        return tr("%1: nothing is labelled so").arg(shortName(label, nameCharacters));
    return tr("%1: %2 labelled so, recall %3")
        .arg(shortName(label, nameCharacters), QLocale().toString(support),
             theme::scoreText(ratio(m_counts->at(label, label), support)));
}

QString MatrixContent::describeColumn(int column, int nameCharacters) const
{
    const ClassIndex decision = classOfColumn(column);
    if (decision == kNoClass)
        return tr("In none of the classes");
    const qint64 predicted = m_counts->predicted(decision);
    if (predicted == 0)
        return tr("%1: nothing is predicted so").arg(shortName(decision, nameCharacters));
    return tr("%1: %2 predicted so, precision %3")
        .arg(shortName(decision, nameCharacters), QLocale().toString(predicted),
             theme::scoreText(ratio(m_counts->at(decision, decision), predicted)));
}

QImage MatrixContent::picture() const
{
    if (rows() == 0)
        return {};
    constexpr int kSteps = 256;
    std::array<QRgb, kSteps> error, right;
    for (int i = 0; i < kSteps; ++i) {
        const double strength = i / static_cast<double>(kSteps - 1);
        error[static_cast<std::size_t>(i)] = cellColor(strength, false).rgb();
        right[static_cast<std::size_t>(i)] = cellColor(strength, true).rgb();
    }
    QImage image(columns(), rows(), QImage::Format_ARGB32_Premultiplied);
    for (int row = 0; row < rows(); ++row) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(row));
        for (int column = 0; column < columns(); ++column) {
            const auto step = static_cast<std::size_t>(std::lround(strength(row, column) * (kSteps - 1)));
            line[column] = count(row, column) == 0 ? 0 : isDiagonal(row, column) ? right[step] : error[step];
        }
    }
    return image;
}

} // namespace badcase::plots
