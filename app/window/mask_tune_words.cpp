// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/mask_tune_words.h"

#include "widgets/theme/class_colors.h"
#include "widgets/theme/theme.h"

#include <QCoreApplication>

#include <cmath>

namespace badcase::window {

namespace {

constexpr qsizetype kMostGroupCurves = 8; ///< more are a tangle
constexpr qsizetype kMostGroupWords = 6;

QString tr(const char* text, int count = -1)
{
    return QCoreApplication::translate("badcase::window::MaskTunePane", text, nullptr, count);
}

QString thresholdText(int stop)
{
    return QString::number(workspace::maskThreshold(stop));
}

/// Stop b holds from just above (b - 1) / 255 up to b / 255.
double lowerEnd(int stop)
{
    return (stop - 1) / 255.0;
}

const analysis::MaskCurve& chosenCurve(const workspace::MaskTuner& tuner)
{
    const auto& curves = tuner.bands()->curves;
    return tuner.group() < 0 ? curves.all : curves.groups[static_cast<std::size_t>(tuner.group())];
}

} // namespace

QString maskChangeText(double change)
{
    return (change < 0 ? QChar(0x2212) : QChar(u'+')) + theme::scoreText(std::abs(change));
}

QString maskNotes(const workspace::MaskTuningData& data)
{
    QStringList notes;
    if (data.form() == workspace::MaskForm::Decided)
        notes << tr("Of these masks only the decided class is kept, with its probability. A higher threshold takes pixels away "
                    "from a class; a lower one cannot give it any.");
    if (!data.hasAreas())
        notes << tr("There is no class for the background, so small pieces go to their neighbours: their area cannot be tuned "
                    "here.");
    if (!data.otherSteps().isEmpty())
        notes << tr("In force are also: %1. A set that is made here is without them.").arg(data.otherSteps());
    if (!data.problems().empty())
        notes << tr("%n mask(s) could not be compared and are left out.", static_cast<int>(data.problems().size()));
    return notes.join(u'\n');
}

QString maskCounts(const workspace::MaskStanding& standing)
{
    return tr("%1 of %2 images score higher, %3 lower").arg(standing.gained).arg(standing.images).arg(standing.lost);
}

QString maskGroupScores(const QStringList& names, const workspace::MaskStanding& standing)
{
    QStringList parts;
    for (qsizetype g = 0; g < names.size() && g < qsizetype(standing.groupsNow.size()); ++g) {
        const double now = standing.groupsNow[static_cast<std::size_t>(g)];
        const double before = standing.groupsBefore[static_cast<std::size_t>(g)];
        if (std::isnan(now))
            continue;
        parts << QStringLiteral("%1 %2 (%3)").arg(names[g], theme::scoreText(now), maskChangeText(now - before));
    }
    return parts.join(QStringLiteral("   "));
}

QString maskAdvice(const workspace::MaskTuner& tuner)
{
    const auto& bands = *tuner.bands();
    if (!bands.advice || !bands.plateau)
        return tr("No image has a pixel that counts.");
    const auto& advice = *bands.advice;
    QStringList lines{tr("Best threshold %1; from %2 to %3 it makes no sure difference.")
                          .arg(thresholdText(std::max(advice.common.stop, analysis::kLowestMaskStop)),
                               thresholdText(bands.plateau->first), thresholdText(bands.plateau->last))};
    const QStringList& names = tuner.grouping().names;
    if (names.size() > 1) {
        QStringList each;
        for (qsizetype g = 0; g < names.size() && g < kMostGroupWords; ++g)
            each << QStringLiteral("%1 %2").arg(names[g], thresholdText(std::max(
                                                              advice.perGroup[static_cast<std::size_t>(g)].stop,
                                                              analysis::kLowestMaskStop)));
        if (names.size() > kMostGroupWords)
            each << QString(QChar(0x2026));
        lines << tr("Each group by itself: %1; that would score %2.")
                     .arg(each.join(QStringLiteral(", ")), theme::scoreText(advice.perGroupScore));
        lines << tr("For the worst group: %1, where it has %2.")
                     .arg(thresholdText(std::max(advice.forWorstGroup.stop, analysis::kLowestMaskStop)),
                          theme::scoreText(advice.forWorstGroup.score));
    }
    return lines.join(u'\n');
}

QString maskReport(const workspace::TuneReport& report)
{
    const QString here = tr("Here %1 \u2192 %2 (%3), which always flatters.")
                             .arg(theme::scoreText(report.before), theme::scoreText(report.after),
                                  maskChangeText(report.after - report.before));
    return report.gain ? here + u'\n' + report.adviceText : report.adviceText;
}

std::vector<LaneEntry> maskEntries(const std::vector<workspace::MaskChange>& changes)
{
    std::vector<LaneEntry> entries;
    entries.reserve(changes.size());
    for (const auto& change : changes) {
        LaneEntry entry{change.sample};
        entry.text = QStringLiteral("%1 \u2192 %2").arg(theme::scoreText(change.before), theme::scoreText(change.after));
        entries.push_back(std::move(entry));
    }
    return entries;
}

std::vector<plots::SliderCurve> maskCurvesOf(const workspace::MaskTuner& tuner)
{
    std::vector<plots::SliderCurve> curves;
    const QStringList& names = tuner.grouping().names;
    const auto add = [&](int group, const QString& name, const QColor& color) {
        plots::SliderCurve curve{name, color, {}, tuner.curve(group)};
        if (curve.y.empty())
            return;
        for (int stop = analysis::kLowestMaskStop; stop < analysis::kMaskStops; ++stop)
            curve.x.push_back(lowerEnd(stop));
        curves.push_back(std::move(curve));
    };
    const int chosen = tuner.group();
    const QString all = tr("all");
    add(chosen, names.isEmpty() ? QString() : chosen < 0 ? all : names[chosen], {});
    if (chosen >= 0)
        add(-1, all, theme::color(theme::Role::Text2));
    for (int g = 0; g < names.size() && names.size() <= kMostGroupCurves; ++g) {
        if (g != chosen)
            add(g, names[g], theme::classColor(g));
    }
    return curves;
}

plots::SliderBand maskBandOf(const workspace::MaskTuner& tuner)
{
    const analysis::MaskCurve& curve = chosenCurve(tuner);
    plots::SliderBand band;
    if (curve.images == 0)
        return band;
    for (int stop = analysis::kLowestMaskStop; stop < analysis::kMaskStops; ++stop) {
        band.x.push_back((stop - 0.5) / 255.0);
        band.low.push_back(curve.low[static_cast<std::size_t>(stop)]);
        band.high.push_back(curve.high[static_cast<std::size_t>(stop)]);
    }
    return band;
}

std::optional<plots::SliderSpan> maskPlateauOf(const workspace::MaskTuner& tuner)
{
    const auto plateau = analysis::widestPlateau(chosenCurve(tuner));
    if (!plateau)
        return std::nullopt;
    return plots::SliderSpan{lowerEnd(std::max(plateau->first, analysis::kLowestMaskStop)), plateau->last / 255.0};
}

} // namespace badcase::window
