// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/mix_tables.h"

#include "widgets/theme/theme.h"

#include <algorithm>
#include <cmath>

namespace badcase::window {

using models::TableCell;

namespace {

constexpr std::size_t kNamedHarmed = 2; ///< in the cell; the tool tip has more
constexpr std::size_t kToldHarmed = 12;

TableCell gainCell(double value)
{
    QColor color;
    if (std::abs(value) >= 0.0005)
        color = theme::color(value > 0 ? theme::Role::Good : theme::Role::Bad);
    return {signedScore(value), value, {}, {}, color};
}

TableCell numberCell(double value, int decimals)
{
    return {std::isfinite(value) ? QString::number(value, 'f', decimals) : models::enDash(), value};
}

TableCell shareCell(double share)
{
    return {std::isfinite(share) ? QString::number(100 * share, 'f', 1) + QStringLiteral(" %") : models::enDash(), share};
}

} // namespace

QString signedScore(double value)
{
    if (!std::isfinite(value))
        return models::enDash();
    const QString digits = QString::number(std::abs(value), 'f', 3);
    return (value < -0.0005 ? QStringLiteral("−") : QStringLiteral("+")) + digits;
}

void MixMembersModel::setLines(std::vector<workspace::MixMemberLine> lines, bool ofImages)
{
    const bool same = lines.size() == m_lines.size() && !lines.empty();
    if (!same)
        beginResetModel();
    m_lines = std::move(lines);
    m_ofImages = ofImages;
    if (!same)
        endResetModel();
    else
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

MixMembersModel::Column MixMembersModel::column(int column) const
{
    switch (column) {
    case Member:
        return {tr("Member")};
    case Weight:
        return {tr("Weight"), tr("Its share of all weights"), true};
    case Alone:
        return {tr("Alone"), tr("The figure without the others"), true};
    case GainAlone:
        return {tr("Gain alone"), tr("Against the reference: the picture as it is among views, the best among runs"), true};
    case GainAdded:
        return {tr("If added"), tr("The mix, less the mix without this member"), true};
    case Better:
        return {tr("Better"), m_ofImages ? tr("Images that score higher with it than without it")
                                         : tr("Wrong without it, right with it"),
                true};
    case Worse:
        return {tr("Worse"), m_ofImages ? tr("Images that score lower with it than without it")
                                        : tr("Right without it, wrong with it"),
                true};
    case Harmed:
        return {m_ofImages ? tr("Images it hurts") : tr("Classes it hurts"),
                tr("Whose score falls when it is added, most first")};
    default:
        return {tr("ms a sample"), tr("What the model took for it"), true};
    }
}

TableCell MixMembersModel::harmedCell(const workspace::MixMemberLine& line) const
{
    QStringList names;
    QStringList told;
    for (std::size_t i = 0; i < std::min(line.worse.size(), kToldHarmed); ++i) {
        const auto& one = line.worse[i];
        if (i < kNamedHarmed)
            names.append(one.name);
        told.append(QStringLiteral("%1  %2 → %3").arg(one.name, models::scoreOrDash(one.before), models::scoreOrDash(one.after)));
    }
    if (line.worse.size() > kNamedHarmed)
        names.append(tr("%n more", nullptr, static_cast<int>(line.worse.size() - kNamedHarmed)));
    return {names.isEmpty() ? models::enDash() : names.join(QStringLiteral(", ")),
            static_cast<qint64>(line.worse.size()), told.join(u'\n')};
}

TableCell MixMembersModel::cell(int row, int column) const
{
    const auto& line = m_lines.at(static_cast<std::size_t>(row));
    switch (column) {
    case Member:
        return {line.name, line.name, line.name};
    case Weight: {
        double sum = 0;
        for (const auto& one : m_lines)
            sum += one.weight;
        return shareCell(sum > 0 ? line.weight / sum : 0);
    }
    case Alone:
        return {models::scoreOrDash(line.alone), line.alone};
    case GainAlone:
        return gainCell(line.gainAlone);
    case GainAdded:
        return gainCell(line.gainWhenAdded);
    case Better:
        return {QString::number(line.flipsWhenAdded.gained), line.flipsWhenAdded.gained};
    case Worse:
        return {QString::number(line.flipsWhenAdded.lost), line.flipsWhenAdded.lost};
    case Harmed:
        return harmedCell(line);
    default:
        return numberCell(line.costMs.value_or(std::nan("")), 1);
    }
}

void MixPairsModel::setPairs(std::vector<workspace::MixPair> pairs, QStringList names)
{
    beginResetModel();
    m_pairs = std::move(pairs);
    m_names = std::move(names);
    endResetModel();
}

MixPairsModel::Column MixPairsModel::column(int column) const
{
    switch (column) {
    case First:
        return {tr("One")};
    case Second:
        return {tr("Other")};
    case Correlation:
        return {tr("Errors correlate"), tr("Correlation of being wrong (phi): the lower, the more the two can tell each other"), true};
    case DoubleFault:
        return {tr("Both wrong"), tr("What no mix of the two mends"), true};
    case Disagreement:
        return {tr("One alone right"), {}, true};
    default:
        return {tr("Q"), tr("Yule's Q of being right: 0 where errors have nothing to do with each other"), true};
    }
}

TableCell MixPairsModel::cell(int row, int column) const
{
    const auto& pair = m_pairs.at(static_cast<std::size_t>(row));
    const auto name = [&](std::size_t member) {
        const QString text = m_names.value(static_cast<qsizetype>(member));
        return TableCell{text, text, text};
    };
    switch (column) {
    case First:
        return name(pair.first);
    case Second:
        return name(pair.second);
    case Correlation:
        return numberCell(pair.phi, 3);
    case DoubleFault:
        return shareCell(pair.doubleFault);
    case Disagreement:
        return shareCell(pair.disagreement);
    default:
        return numberCell(pair.q, 3);
    }
}

} // namespace badcase::window
