// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The use case "calibrate": do the probabilities of a run mean what they say, and does one temperature mend
/// it?

#include "app/workspace/metrics_service.h"
#include "inference/analysis/reliability.h"
#include "inference/analysis/tuning/temperature.h"

#include <QJsonObject>

#include <optional>

namespace badcase::workspace {

struct CalibrationRequest {
    QString run; ///< name
    LabelSource labels = LabelSource::Corrected;
    QString split = {}; ///< empty: all samples
    int folds = 5;      ///< of the temperature, 2 or more
    int bins = analysis::Calibration::kDefaultBins;
    quint64 seed = 1; ///< of the folds
};

/// One question asked of many samples, in both ways of binning.
struct Reliabilities {
    analysis::Reliability equalWidth;
    analysis::Reliability equalMass;
    double brier = 0; ///< of this question alone (analysis::brierScore)

    const analysis::Reliability& by(analysis::BinRule rule) const
    {
        return rule == analysis::BinRule::EqualWidth ? equalWidth : equalMass;
    }
};

/// "Is it this class?", asked of every sample.
struct ClassCalibration {
    ClassIndex index = kNoClass;
    qint64 support = 0;         ///< labelled so
    double frequency = 0;       ///< share that is labelled so
    double meanProbability = 0; ///< of the class over all samples
    Reliabilities now;
    std::optional<Reliabilities> tempered = {}; ///< with held-out temperatures
};

/// One temperature for all classes: p^(1/T) divided by its sum. "Tempered" figures are held out: each sample
/// has the temperature that was fitted without its fold.
struct TemperatureReport {
    analysis::TemperatureFit fit;
    int folds = 0;
    Reliabilities decisions; ///< tempered
    double brier = 0;        ///< tempered, as CalibrationReport::brier
    double classwise = 0;    ///< tempered, as CalibrationReport::classwise

    double least() const;   ///< of the folds
    double largest() const; ///< of the folds
    /// Log loss on samples that it was not fitted to falls by this; below 0 it rises.
    double gain() const { return fit.before.logLoss - fit.heldOut.logLoss; }
};

/// All errors of calibration are in [0, 1].
struct CalibrationReport {
    QString run;
    LabelSource labels = LabelSource::Corrected;
    QString split;
    Task task = Task::Classification;
    storage::OutOfFold outOfFold = storage::OutOfFold::Unknown;
    int bins = 0;
    qint64 samples = 0;
    /// Classification: as `metrics` has it. Several labels: mean over samples and tags of the loss of each
    /// tag.
    double logLoss = 0;
    /// Classification: mean over samples of the sum over classes of (p - y)^2, 0 to 2. Several labels: mean
    /// over samples and tags, 0 to 1.
    double brier = 0;
    /// Classification: the probability of the most likely class, and whether it is the label (whatever
    /// threshold set decides). Several labels: every tag of every sample.
    Reliabilities decisions;
    double classwise = 0;                  ///< mean over classes of their error, bins of equal width
    std::vector<ClassCalibration> classes; ///< in the order of the schema
    std::optional<TemperatureReport> temperature = {};
    QString noTemperature = {}; ///< why there is none

    /// What the temperature says, in one to three sentences; `noTemperature` where there is none.
    QString temperatureText() const;
    /// A warning when the model may have seen these samples in training; else empty.
    QString seenText() const;
    /// The keys of the command line's `calibrate`. `only`: the diagram of this class besides that of the
    /// decisions.
    QJsonObject toJson(const Schema& schema, ClassIndex only = kNoClass) const;
};

/// The use case from the project's name of a run on. Blocks; reads every probability once, then O(N K log N).
/// NotFound (run, split), InvalidArgument (masks, a run without probabilities, no labelled sample, bins or
/// folds below what makes sense), Cancelled.
Result<CalibrationReport> calibrate(Project& project, const CalibrationRequest& request,
                                    const CancelToken& cancel = {}, const ProgressCallback& progress = {});

/// The two halves of it, for the window: what touches the file, and what only computes (progress in classes).
Result<ProbabilityColumns> loadForCalibration(Project& project, storage::Connection& connection,
                                              const storage::RunRecord& run,
                                              const CalibrationRequest& request,
                                              const CancelToken& cancel = {});
Result<CalibrationReport> calibrationOf(const ProbabilityColumns& columns, const storage::RunRecord& run,
                                        const CalibrationRequest& request, const CancelToken& cancel = {},
                                        const ProgressCallback& progress = {});

/// The samples behind one bin of a diagram, ascending. `index`: of this class; kNoClass: of the decisions
/// (several labels: samples with any tag in the bin). With EqualWidth lo is left out but for the first bin,
/// as in analysis::Calibration.
std::vector<SampleId> samplesInBin(const ProbabilityColumns& columns, Task task, ClassIndex index,
                                   const analysis::ReliabilityBin& bin, analysis::BinRule rule);

} // namespace badcase::workspace
