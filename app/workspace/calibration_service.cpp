// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/calibration_service.h"

#include "app/workspace/import_run_decisions.h"
#include "inference/analysis/class_metrics.h"
#include "inference/analysis/label_fit.h"
#include "storage/sample_query.h"
#include "storage/sample_repository.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace badcase::workspace {

using analysis::BinRule;
using analysis::Statement;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::Calibration", text);
}

ResultError cancelled()
{
    return fail(ErrorCode::Cancelled, tr("Stopped while measuring the calibration"));
}

Reliabilities reliabilities(const std::vector<Statement>& statements, int bins)
{
    return {analysis::reliability(statements, BinRule::EqualWidth, bins),
            analysis::reliability(statements, BinRule::EqualMass, bins), analysis::brierScore(statements)};
}

double mean(double sum, std::size_t count)
{
    return count > 0 ? sum / static_cast<double>(count) : analysis::kUndefined;
}

std::span<const float> rowOf(const ProbabilityColumns& columns, std::size_t row)
{
    const auto width = static_cast<std::size_t>(columns.classes);
    return std::span(columns.values).subspan(row * width, width);
}

ClassIndex decisionOf(std::span<const float> row)
{
    return static_cast<ClassIndex>(std::ranges::max_element(row) - row.begin()); // the first one at ties
}

Result<void> check(const storage::RunRecord& run, const CalibrationRequest& request)
{
    constexpr int kMostBins = 10'000;
    if (request.bins < 1 || request.bins > kMostBins || request.folds < 2)
        return fail(ErrorCode::InvalidArgument,
                    tr("Calibration needs one or more bins and two or more folds"));
    if (run.task == Task::Segmentation)
        return fail(
            ErrorCode::InvalidArgument,
            tr("The run \"%1\" has masks; calibration is measured for classes and tags").arg(run.name));
    if (hasDecisionsOnly(run))
        return fail(
            ErrorCode::InvalidArgument,
            tr("The run \"%1\" has decisions only; calibration needs its probabilities").arg(run.name));
    return {};
}

/// Ids of the split, ascending; nothing: all.
Result<std::optional<std::vector<SampleId>>> samplesOf(storage::Connection& connection, const QString& split,
                                                       const CancelToken& cancel)
{
    if (split.isEmpty())
        return std::optional<std::vector<SampleId>>();
    storage::SampleFilter filter;
    filter.splits = {split};
    BADCASE_ASSIGN(auto ids, storage::querySamples(connection, filter, {}, cancel));
    if (ids.empty()) {
        BADCASE_ASSIGN(const QStringList splits, storage::SampleRepository(connection).splits());
        return fail(ErrorCode::NotFound, tr("There is no sample in the split \"%1\"; the splits are: %2")
                                             .arg(split, splits.join(QStringLiteral(", "))));
    }
    std::ranges::sort(ids);
    return std::optional(std::move(ids));
}

/// Classification: the figures of the probabilities as they are.
Result<void> measureDecisions(CalibrationReport& report, const ProbabilityColumns& columns)
{
    std::vector<Statement> decisions;
    double loss = 0;
    double brier = 0;
    for (std::size_t i = 0; i < columns.samples.size(); ++i) {
        const auto row = rowOf(columns, i);
        const ClassIndex label = columns.labels[i].first();
        BADCASE_ASSIGN(const auto fit, analysis::fitLabel(row, label));
        loss += analysis::negativeLog(fit.labelProbability);
        for (std::size_t k = 0; k < row.size(); ++k) {
            const double miss =
                static_cast<double>(row[k]) - (static_cast<ClassIndex>(k) == label ? 1.0 : 0.0);
            brier += miss * miss;
        }
        decisions.push_back({fit.confidence, fit.decision == label});
    }
    report.logLoss = mean(loss, decisions.size());
    report.brier = mean(brier, decisions.size());
    report.decisions = reliabilities(decisions, report.bins);
    return {};
}

/// Several labels: every tag of every sample is a question of its own.
void measureTags(CalibrationReport& report, const ProbabilityColumns& columns)
{
    std::vector<Statement> tags;
    tags.reserve(columns.values.size());
    double loss = 0;
    for (std::size_t i = 0; i < columns.samples.size(); ++i) {
        const auto row = rowOf(columns, i);
        for (std::size_t k = 0; k < row.size(); ++k) {
            const auto p = static_cast<double>(row[k]);
            const bool given = columns.labels[i].contains(static_cast<ClassIndex>(k));
            loss += analysis::negativeLog(given ? p : 1 - p);
            tags.push_back({p, given});
        }
    }
    report.logLoss = mean(loss, tags.size());
    report.brier = analysis::brierScore(tags);
    report.decisions = reliabilities(tags, report.bins);
}

std::vector<Statement> statementsOf(const ProbabilityColumns& columns, ClassIndex index)
{
    std::vector<Statement> out;
    out.reserve(columns.samples.size());
    for (std::size_t i = 0; i < columns.samples.size(); ++i)
        out.push_back({static_cast<double>(rowOf(columns, i)[static_cast<std::size_t>(index)]),
                       columns.labels[i].contains(index)});
    return out;
}

/// With the temperatures that were fitted without each sample.
class Tempered {
public:
    Tempered(const analysis::DecisionTable& table, const analysis::TemperatureFit& fit)
        : m_table(table), m_probabilities(table, fit.ofRows)
    {}

    std::vector<Statement> decisions() const
    {
        const std::vector<ClassIndex> decided =
            m_table.decide(analysis::Offsets(static_cast<std::size_t>(m_table.classes())));
        std::vector<Statement> out;
        for (std::size_t i = 0; i < decided.size(); ++i)
            out.push_back({m_probabilities.at(i, decided[i]), decided[i] == m_table.label(i)});
        return out;
    }
    std::vector<Statement> ofClass(ClassIndex index) const
    {
        std::vector<Statement> out;
        for (std::size_t i = 0; i < m_probabilities.rows(); ++i)
            out.push_back({m_probabilities.at(i, index), m_table.label(i) == index});
        return out;
    }

private:
    analysis::DecisionTable m_table;
    analysis::TemperedProbabilities m_probabilities;
};

/// Nothing, with the reason in `report`, where one temperature is not what the run needs.
Result<std::optional<Tempered>> fitTo(CalibrationReport& report, const ProbabilityColumns& columns,
                                      const storage::RunRecord& run, const CalibrationRequest& request,
                                      const CancelToken& cancel)
{
    if (run.task == Task::MultiLabel || run.activation != Activation::Softmax)
        report.noTemperature = tr("Each class of this run is a question of its own, so no single temperature "
                                  "is fitted; the table says which "
                                  "classes are said too often or too seldom.");
    else if (report.samples < request.folds)
        report.noTemperature =
            tr("There are fewer labelled samples (%1) than folds (%2), so no temperature is fitted.")
                .arg(report.samples)
                .arg(request.folds);
    if (!report.noTemperature.isEmpty())
        return std::optional<Tempered>();
    std::vector<ClassIndex> labels;
    for (const LabelSet& set : columns.labels)
        labels.push_back(set.first());
    BADCASE_ASSIGN(const auto table, analysis::DecisionTable::create(std::span<const float>(columns.values),
                                                                     columns.classes, {labels, {}, {}}));
    TemperatureReport temperature;
    temperature.folds = request.folds;
    BADCASE_ASSIGN(temperature.fit, analysis::fitTemperature(table, request.folds, request.seed, cancel));
    Tempered tempered(table, temperature.fit);
    temperature.decisions = reliabilities(tempered.decisions(), report.bins);
    report.temperature = std::move(temperature);
    return std::optional(std::move(tempered));
}

Result<void> measureClasses(CalibrationReport& report, const ProbabilityColumns& columns,
                            const std::optional<Tempered>& tempered, const CancelToken& cancel,
                            const ProgressCallback& progress)
{
    for (ClassIndex k = 0; k < columns.classes; ++k) {
        if (cancel.isCancelled())
            return cancelled();
        if (progress)
            progress({k, columns.classes});
        const auto statements = statementsOf(columns, k);
        ClassCalibration one;
        one.index = k;
        one.support = std::ranges::count(statements, true, &Statement::cameTrue);
        one.frequency = mean(static_cast<double>(one.support), statements.size());
        one.now = reliabilities(statements, report.bins);
        one.meanProbability = one.frequency + one.now.equalWidth.bias;
        if (tempered)
            one.tempered = reliabilities(tempered->ofClass(k), report.bins);
        report.classes.push_back(std::move(one));
    }
    const auto classes = report.classes.size();
    double before = 0;
    double after = 0;
    double brier = 0;
    for (const ClassCalibration& one : report.classes) {
        before += one.now.equalWidth.expectedError;
        after += one.tempered ? one.tempered->equalWidth.expectedError : 0;
        brier += one.tempered ? one.tempered->brier : 0;
    }
    report.classwise = mean(before, classes);
    if (report.temperature) {
        report.temperature->classwise = mean(after, classes);
        report.temperature->brier = brier; // the sum over classes is inside the mean over samples
    }
    return {};
}

} // namespace

double TemperatureReport::least() const
{
    return fit.ofFolds.empty() ? fit.temperature : std::ranges::min(fit.ofFolds);
}

double TemperatureReport::largest() const
{
    return fit.ofFolds.empty() ? fit.temperature : std::ranges::max(fit.ofFolds);
}

Result<ProbabilityColumns> loadForCalibration(Project& project, storage::Connection& connection,
                                              const storage::RunRecord& run,
                                              const CalibrationRequest& request, const CancelToken& cancel)
{
    BADCASE_TRY(check(run, request));
    BADCASE_ASSIGN(const auto only, samplesOf(connection, request.split, cancel));
    return loadProbabilities(project, connection, run, request.labels, only, cancel);
}

Result<CalibrationReport> calibrationOf(const ProbabilityColumns& columns, const storage::RunRecord& run,
                                        const CalibrationRequest& request, const CancelToken& cancel,
                                        const ProgressCallback& progress)
{
    BADCASE_TRY(check(run, request));
    if (columns.samples.empty())
        return fail(ErrorCode::InvalidArgument,
                    tr("No sample of the run \"%1\" has a label to be measured against").arg(run.name));
    if (columns.values.size() != columns.samples.size() * static_cast<std::size_t>(columns.classes))
        return fail(ErrorCode::InvalidArgument,
                    tr("The run \"%1\" was made when the project had other classes; run the model again")
                        .arg(run.name));
    CalibrationReport report;
    report.run = run.name;
    report.labels = request.labels;
    report.split = request.split;
    report.task = run.task;
    report.outOfFold = run.outOfFold;
    report.bins = request.bins;
    report.samples = static_cast<qint64>(columns.samples.size());
    if (run.task == Task::MultiLabel)
        measureTags(report, columns);
    else
        BADCASE_TRY(measureDecisions(report, columns));
    BADCASE_ASSIGN(const auto tempered, fitTo(report, columns, run, request, cancel));
    BADCASE_TRY(measureClasses(report, columns, tempered, cancel, progress));
    return report;
}

Result<CalibrationReport> calibrate(Project& project, const CalibrationRequest& request,
                                    const CancelToken& cancel, const ProgressCallback& progress)
{
    BADCASE_ASSIGN(const auto connection, project.connect());
    BADCASE_ASSIGN(const auto run, storage::RunRepository(*connection).find(request.run));
    BADCASE_ASSIGN(const auto columns, loadForCalibration(project, *connection, run, request, cancel));
    return calibrationOf(columns, run, request, cancel, progress);
}

std::vector<SampleId> samplesInBin(const ProbabilityColumns& columns, Task task, ClassIndex index,
                                   const analysis::ReliabilityBin& bin, BinRule rule)
{
    const auto inside = [&](float value) {
        const auto p = static_cast<double>(value);
        const bool aboveLow = rule == BinRule::EqualMass || bin.lo <= 0 ? p >= bin.lo : p > bin.lo;
        return aboveLow && p <= bin.hi;
    };
    std::vector<SampleId> found;
    for (std::size_t i = 0; i < columns.samples.size(); ++i) {
        const auto row = rowOf(columns, i);
        const bool hit = index != kNoClass          ? inside(row[static_cast<std::size_t>(index)])
                         : task == Task::MultiLabel ? std::ranges::any_of(row, inside)
                                                    : inside(row[static_cast<std::size_t>(decisionOf(row))]);
        if (hit)
            found.push_back(columns.samples[i]);
    }
    std::ranges::sort(found);
    return found;
}

} // namespace badcase::workspace
