// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The sliders of masks, without a window: where they stand, what that scores, and which images it changes.

#include "app/workspace/mask_tuning_data.h"
#include "inference/analysis/tuning/mask_choice.h"
#include "inference/core/threshold_set.h"

#include <optional>

namespace badcase::workspace {

/// Both sliders of one class.
struct MaskPosition {
    int stop = analysis::kMaskStops / 2; ///< kLowestMaskStop..255
    int area = 0;                        ///< index of the area stop
    bool operator==(const MaskPosition&) const = default;
};

/// The threshold of a stop, in as few decimals as tell it from its neighbours: probabilityStop() of it is the stop.
double maskThreshold(int stop);

/// The steps that do what the sliders do; one position a class of `data`.
ThresholdSet maskSet(const MaskTuningData& data, std::span<const MaskPosition> positions, const QString& name);

/// "dice", "iou", "pooled_dice", "pooled_iou", as on the command line. The first two are means over images.
std::optional<analysis::MaskObjective> maskObjective(const QString& name);
QString maskObjectiveName(analysis::MaskObjective objective);
QStringList maskObjectiveNames();

/// What a slider shows of positions it is not at: scores at every pair of stops. Immutable.
struct MaskSurvey {
    int thing = 0;
    analysis::MaskObjective objective = analysis::MaskObjective::MeanDice;
    analysis::MaskAreaGrid all;
    std::vector<analysis::MaskAreaGrid> groups;
};

/// Some seconds for 10,000 images. Any thread. Cancelled.
Result<MaskSurvey> surveyMasks(const MaskTuningData& data, const MaskGrouping& grouping, int thing,
                               analysis::MaskObjective objective, const CancelToken& cancel = {});

/// How sure the curve of one area is, and what follows from that. Immutable.
struct MaskBands {
    int thing = 0;
    analysis::MaskObjective objective = analysis::MaskObjective::MeanDice;
    int area = 0;
    analysis::MaskCurves curves;
    std::optional<analysis::Plateau> plateau; ///< of all images; from kLowestMaskStop on
    std::optional<analysis::StopAdvice> advice;
};

/// A bootstrap over images: about a second for 10,000. Any thread. Cancelled.
Result<MaskBands> maskBands(const MaskTuningData& data, const MaskGrouping& grouping, int thing,
                            analysis::MaskObjective objective, int area, const CancelToken& cancel = {});

/// One image at both positions.
struct MaskChange {
    SampleId sample;
    double before = 0;
    double after = 0;
};

/// What a position is worth beside what the run decides now. Groups as in the grouping.
struct MaskStanding {
    qint64 images = 0; ///< that score
    double now = 0;
    double before = 0;
    std::vector<double> groupsNow;
    std::vector<double> groupsBefore;
    qint64 gained = 0; ///< images of the chosen group that score higher than before
    qint64 lost = 0;
    std::vector<MaskChange> gainMost; ///< the largest changes, at most as many as were asked for
    std::vector<MaskChange> loseMost;
};

/// The state of the sliders. One thread; the data may be read by others meanwhile.
class MaskTuner {
public:
    MaskTuner(std::shared_ptr<const MaskTuningData> data, MaskGrouping grouping);

    const MaskTuningData& data() const { return *m_data; }
    const MaskGrouping& grouping() const { return m_grouping; }
    void setGrouping(MaskGrouping grouping); ///< what was surveyed with another one is let go

    int thing() const { return m_thing; }
    void setThing(int thing);
    analysis::MaskObjective objective() const { return m_objective; }
    void setObjective(analysis::MaskObjective objective) { m_objective = objective; }
    int group() const { return m_group; } ///< -1: all images
    void setGroup(int group) { m_group = group; }

    MaskPosition position() const { return m_positions[static_cast<std::size_t>(m_thing)]; }
    void setPosition(MaskPosition position); ///< of the class in view; put into its limits
    MaskPosition inForce() const;            ///< likewise
    const std::vector<MaskPosition>& positions() const { return m_positions; }
    /// All classes to where the steps of a set are; an area that is none of the slider becomes the next smaller one.
    /// InvalidArgument when they cannot be read.
    Result<void> load(const ThresholdSet& set);
    void loadInForce(); ///< all classes to what decides now
    /// What the best position of one slider alone would add to the present score; NaN before a survey fits.
    double stopGain() const;
    double areaGain() const;
    double threshold() const { return maskThreshold(position().stop); }
    std::span<const std::uint32_t> areas() const { return thingData().pieces.areas(); }
    int area() const { return static_cast<int>(areas()[static_cast<std::size_t>(position().area)]); } ///< pixels
    bool isMoved() const; ///< any slider of any class stands elsewhere than what is in force

    /// O(images): one tick.
    MaskStanding standing(int most = 100) const;

    /// Curves at the area of the slider, one value a stop from kLowestMaskStop on. Empty before a survey fits.
    void setSurvey(std::shared_ptr<const MaskSurvey> survey) { m_survey = std::move(survey); }
    bool needsSurvey() const;
    std::vector<double> curve(int group = -1) const;
    /// Null while none is known for this class, objective and area.
    void setBands(std::shared_ptr<const MaskBands> bands) { m_bands = std::move(bands); }
    const MaskBands* bands() const;

    ThresholdSet set(const QString& name) const { return maskSet(*m_data, m_positions, name); }

private:
    const MaskThing& thingData() const { return m_data->things()[static_cast<std::size_t>(m_thing)]; }

    std::shared_ptr<const MaskTuningData> m_data;
    MaskGrouping m_grouping;
    std::vector<MaskPosition> m_positions; ///< one a class
    int m_thing = 0;
    int m_group = -1;
    analysis::MaskObjective m_objective = analysis::MaskObjective::MeanDice;
    std::shared_ptr<const MaskSurvey> m_survey;
    std::shared_ptr<const MaskBands> m_bands;
};

} // namespace badcase::workspace
