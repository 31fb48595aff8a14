// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What the sliders of masks say, as words and as curves.

#include "app/window/flip_lanes.h"
#include "app/workspace/mask_tuner.h"
#include "app/workspace/tune_service.h"
#include "widgets/plots/slider_curve_plot.h"

#include <QStringList>

namespace badcase::window {

QString maskChangeText(double change); ///< "+0.012", with a true minus sign

/// What one must know of these masks before tuning them; empty: nothing.
QString maskNotes(const workspace::MaskTuningData& data);
/// "14 of 50 images score higher, 5 lower"
QString maskCounts(const workspace::MaskStanding& standing);
/// "kidney 0.512 (+0.030)   lung 0.611 (+0.002)"
QString maskGroupScores(const QStringList& names, const workspace::MaskStanding& standing);
/// Of the bands that the tuner has: where to set the threshold, for all, for each group, for the worst one.
QString maskAdvice(const workspace::MaskTuner& tuner);
/// What tuning is worth, where it was tuned and elsewhere.
QString maskReport(const workspace::TuneReport& report);
std::vector<LaneEntry> maskEntries(const std::vector<workspace::MaskChange>& changes);

/// First the chosen images, then, when there are few, each group. None before a survey fits.
std::vector<plots::SliderCurve> maskCurvesOf(const workspace::MaskTuner& tuner);
/// Of the first of them; the tuner has bands.
plots::SliderBand maskBandOf(const workspace::MaskTuner& tuner);
std::optional<plots::SliderSpan> maskPlateauOf(const workspace::MaskTuner& tuner);

} // namespace badcase::window
