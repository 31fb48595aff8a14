// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/mask_tuning_data.h"

#include "app/workspace/label_masks.h"
#include "app/workspace/metrics_service.h"
#include "app/workspace/run_recipe.h"
#include "app/workspace/scoring.h"
#include "storage/formats/mask_annotations.h"
#include "storage/mask_repository.h"
#include "storage/prediction_repository.h"
#include "storage/sample_repository.h"
#include "storage/threshold_repository.h"

#include <QCoreApplication>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

namespace badcase::workspace {

namespace {

using Kind = engine::MaskStep::Kind;

constexpr int kThreads = 2;
/// Of one image and class, whatever its pieces: a pair for each threshold here, and once more in the table of a
/// curve.
constexpr qsizetype kBytesOfStops = 2 * analysis::kMaskStops * 8 + 64;
constexpr qsizetype kMostBytesOfAnArea = analysis::kMaskStops * 8;

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::MaskTuning", text);
}

ResultError stopped()
{
    return fail(ErrorCode::Cancelled, tr("Stopped while reading the masks"));
}

bool speaksOf(const engine::MaskStep& step, ClassIndex thing)
{
    return step.classIndex == kNoClass || step.classIndex == thing;
}

/// The areas of the slider, with that in force among them.
std::vector<std::uint32_t> areasWith(int count, qint64 inForce)
{
    const auto own = static_cast<std::uint32_t>(std::clamp<qint64>(inForce, 1, std::numeric_limits<qint32>::max()));
    std::vector<std::uint32_t> areas = analysis::areaStops(std::max(1, own > 1 ? count - 1 : count));
    if (own > 1 && count > 1 && !std::ranges::binary_search(areas, own))
        areas.insert(std::ranges::lower_bound(areas, own), own);
    return areas;
}

Result<ClassMap> labelMask(Project& project, storage::Connection& connection, SampleId sample, LabelSource labels,
                           QSize size)
{
    if (labels == LabelSource::Corrected) {
        BADCASE_ASSIGN(auto corrected, storage::MaskRepository(connection).corrected(sample));
        if (corrected)
            return std::move(*corrected);
    }
    const SampleId one[] = {sample};
    BADCASE_ASSIGN(const auto given, storage::SampleRepository(connection).masks(one));
    if (given.empty() || !given.front().isValid())
        return fail(ErrorCode::NotFound, tr("There is no label mask"));
    return readGivenMask(project, given.front(), size, &connection);
}

} // namespace

Result<std::shared_ptr<MaskTuningData>> MaskTuningData::load(const std::shared_ptr<Project>& project,
                                                             const MaskTuningRequest& request,
                                                             const CancelToken& cancel,
                                                             const ProgressCallback& progress)
{
    const std::shared_ptr<MaskTuningData> data(new MaskTuningData);
    BADCASE_ASSIGN(const auto connection, project->connect());
    BADCASE_TRY(data->plan(*project, *connection, request, cancel));
    BADCASE_TRY(data->readAll(project, cancel, progress));
    return data;
}

Result<void> MaskTuningData::plan(Project& project, storage::Connection& connection,
                                  const MaskTuningRequest& request, const CancelToken& cancel)
{
    BADCASE_ASSIGN(m_run, storage::RunRepository(connection).find(request.run));
    m_schema = project.schema();
    m_labels = request.labels;
    if (m_run.task != Task::Segmentation)
        return fail(ErrorCode::InvalidArgument, tr("The run \"%1\" decides no masks").arg(m_run.name));
    m_rules = analysis::SegmentationRules::of(m_schema, m_run.activation);
    m_form = m_run.activation == Activation::Sigmoid ? MaskForm::OneChannel : MaskForm::Decided;
    MetricsRequest counted;
    counted.run = request.run;
    counted.labels = request.labels;
    counted.split = request.split;
    BADCASE_ASSIGN(const auto ids, countedSamples(connection, counted, cancel));
    const auto visit = [&](SampleId id, const storage::PixelCounts& pixels) -> Result<void> {
        const QByteArray& bytes = m_labels == LabelSource::Given ? pixels.given : pixels.corrected;
        if (!bytes.isEmpty() && std::ranges::binary_search(ids, id))
            m_samples.push_back(id);
        return {};
    };
    BADCASE_TRY(storage::PredictionRepository(connection).eachPixelCounts(m_run.id, cancel, visit));
    if (m_samples.empty())
        return fail(ErrorCode::NotFound,
                    request.split.isEmpty()
                        ? tr("No sample that the run \"%1\" has done has a label mask to compare with").arg(m_run.name)
                        : tr("No sample of the split \"%2\" that the run \"%1\" has done has a label mask to compare with")
                              .arg(m_run.name, request.split));
    return planThings(connection, request.memory);
}

Result<void> MaskTuningData::planThings(storage::Connection& connection, qsizetype memory)
{
    const ClassIndex background = formats::backgroundClass(m_schema);
    if (m_form == MaskForm::OneChannel && background == 1)
        return fail(ErrorCode::InvalidArgument,
                    tr("The one channel of the run \"%1\" stands for \"%2\", the background; there is nothing that a "
                       "threshold could find")
                        .arg(m_run.name, m_schema.at(1).name));
    for (ClassIndex c = 0; c < m_schema.size(); ++c) {
        if (m_form == MaskForm::OneChannel ? c == 1 : c != background && m_rules.scores(c))
            m_things.push_back({.index = c});
    }
    if (m_things.empty())
        return fail(ErrorCode::InvalidArgument, tr("The project has no class that masks could be tuned for"));
    const qsizetype tables = qsizetype(m_samples.size()) * qsizetype(m_things.size());
    const qsizetype affordable = (memory / tables - kBytesOfStops) / kMostBytesOfAnArea;
    if (affordable < 1)
        return fail(ErrorCode::TooLarge,
                    tr("The masks of %1 samples are too many to be tuned at once. Choose a split.").arg(m_samples.size()));
    const bool noAreas = m_form == MaskForm::Decided && background == kNoClass;
    const int most = noAreas ? 1 : static_cast<int>(std::min<qsizetype>(affordable, analysis::kMostAreaStops));
    MaskInForce inForce{m_run, {}, {}};
    BADCASE_ASSIGN(inForce.rule, ruleOf(connection, m_run));
    for (std::size_t i = 0; i < m_things.size(); ++i) {
        m_things[i].pieces =
            analysis::MaskComponentTable(qsizetype(m_samples.size()), areasWith(most, inForce.rule.areas[i]));
        m_things[i].inForce.resize(m_samples.size());
    }
    putInForce(inForce);
    return {};
}

Result<MaskRule> MaskTuningData::rule(const QString& text) const
{
    const bool oneChannel = m_form == MaskForm::OneChannel;
    MaskRule rule;
    rule.stops.assign(m_things.size(), oneChannel ? analysis::kMaskStops / 2 : analysis::kLowestMaskStop);
    rule.areas.assign(m_things.size(), 1);
    BADCASE_ASSIGN(const auto steps, parseSteps(text, m_schema));
    std::vector<engine::MaskStep> others;
    for (const auto& step : steps) {
        if (step.kind != Kind::Threshold && step.kind != Kind::MinArea)
            others.push_back(step);
        for (std::size_t i = 0; i < m_things.size(); ++i) {
            if (!speaksOf(step, m_things[i].index))
                continue;
            if (step.kind == Kind::Threshold)
                rule.stops[i] = std::clamp(engine::probabilityStop(step.value), analysis::kLowestMaskStop,
                                           analysis::kMaskStops - 1);
            else if (step.kind == Kind::MinArea)
                rule.areas[i] = std::max<qint64>(1, static_cast<qint64>(step.value));
        }
    }
    rule.otherSteps = engine::maskStepsToText(others, m_schema.names());
    return rule;
}

/// What decides now. A run's own steps work before those of a set where only the decided class is kept: they are in
/// what the tables were made of.
Result<MaskRule> MaskTuningData::ruleOf(storage::Connection& connection, const storage::RunRecord& run) const
{
    if (run.thresholdSet.isValid()) {
        BADCASE_ASSIGN(const auto record,
                       storage::ThresholdRepository(connection, m_schema).find(run.thresholdSetName));
        return rule(record.set.steps);
    }
    if (m_form == MaskForm::Decided)
        return rule({});
    BADCASE_ASSIGN(const auto recipe, RunRecipe::read(run.settings, m_schema));
    return rule(engine::maskStepsToText(recipe.steps, m_schema.names()));
}

int MaskTuningData::areaStop(std::size_t thing, qint64 pixels) const
{
    const auto areas = m_things[thing].pieces.areas();
    const auto above = std::ranges::upper_bound(areas, pixels, {}, [](std::uint32_t area) { return qint64(area); });
    return std::max(0, static_cast<int>(above - areas.begin()) - 1);
}

void MaskTuningData::putInForce(const MaskInForce& inForce)
{
    m_run = inForce.run;
    m_otherSteps = inForce.rule.otherSteps;
    for (std::size_t i = 0; i < m_things.size(); ++i) {
        m_things[i].stop = inForce.rule.stops[i];
        m_things[i].area = areaStop(i, inForce.rule.areas[i]);
    }
}

Result<MaskInForce> MaskTuningData::readInForce(storage::Connection& connection, const CancelToken& cancel) const
{
    MaskInForce inForce;
    BADCASE_ASSIGN(inForce.run, storage::RunRepository(connection).find(m_run.id));
    BADCASE_ASSIGN(inForce.rule, ruleOf(connection, inForce.run));
    inForce.overlaps.assign(m_things.size(), std::vector<analysis::MaskOverlap>(m_samples.size()));
    const auto visit = [&](SampleId sample, const storage::PixelCounts& pixels) -> Result<void> {
        const qsizetype image = place(sample);
        for (std::size_t i = 0; i < m_things.size() && image >= 0 && isRead(image); ++i) {
            inForce.overlaps[i][static_cast<std::size_t>(image)] =
                overlapOf(m_labels == LabelSource::Given ? pixels.given : pixels.corrected, m_things[i].index);
        }
        return {};
    };
    BADCASE_TRY(storage::PredictionRepository(connection).eachPixelCounts(m_run.id, cancel, visit));
    return inForce;
}

void MaskTuningData::replaceInForce(MaskInForce inForce)
{
    putInForce(inForce);
    for (std::size_t i = 0; i < m_things.size(); ++i)
        m_things[i].inForce = std::move(inForce.overlaps[i]);
}

analysis::MaskOverlap MaskTuningData::overlapOf(const QByteArray& counts, ClassIndex thing) const
{
    const auto confusion = unpackCounts(counts, m_schema.size());
    if (!confusion)
        return {};
    return {confusion->total(), confusion->support(thing), confusion->predicted(thing), confusion->at(thing, thing)};
}

Result<MaskReading> MaskTuningData::read(Project& project, storage::Connection& connection, qsizetype image) const
{
    const SampleId sample = m_samples[static_cast<std::size_t>(image)];
    if (m_labels == LabelSource::Corrected) {
        const SampleId one[] = {sample};
        BADCASE_ASSIGN(const auto rows, storage::SampleRepository(connection).rows(one));
        if (!rows.empty() && rows.front().verdict == Verdict::BadMedia)
            return MaskReading{image, false, std::vector<analysis::MaskAreaCuts>(m_things.size()),
                               std::vector<analysis::MaskOverlap>(m_things.size())};
    }
    storage::PredictionRepository predictions(connection);
    BADCASE_ASSIGN(MaskPrediction mask, predictions.mask(m_run.id, sample));
    if (m_form == MaskForm::Decided) {
        BADCASE_ASSIGN(mask.decision, storage::ThresholdRepository(connection, m_schema).ownMask(m_run.id, sample));
        mask.decision = decisionMap(mask);
    }
    BADCASE_ASSIGN(const ClassMap label, labelMask(project, connection, sample, m_labels, mask.probability.size()));
    BADCASE_ASSIGN(const auto pixels, predictions.pixelCounts(m_run.id, sample));
    MaskReading reading{image, true, {}, {}};
    for (const MaskThing& thing : m_things) {
        ClassMap plane = mask.probability;
        if (m_form == MaskForm::Decided) {
            BADCASE_ASSIGN(plane, analysis::decidedPlane(mask, thing.index));
        }
        BADCASE_ASSIGN(auto cuts, analysis::maskAreaCuts(plane, label, analysis::MaskTruth(m_rules, thing.index),
                                                         thing.pieces.areas()));
        reading.cuts.push_back(std::move(cuts));
        reading.inForce.push_back(
            overlapOf(m_labels == LabelSource::Given ? pixels.given : pixels.corrected, thing.index));
    }
    return reading;
}

void MaskTuningData::replace(MaskReading reading)
{
    for (std::size_t i = 0; i < m_things.size(); ++i) {
        m_things[i].pieces.set(reading.image, std::move(reading.cuts[i]));
        m_things[i].inForce[static_cast<std::size_t>(reading.image)] = reading.inForce[i];
    }
    const auto unread = std::ranges::lower_bound(m_unread, reading.image);
    const bool wasUnread = unread != m_unread.end() && *unread == reading.image;
    if (wasUnread && reading.counts)
        m_unread.erase(unread);
    else if (!wasUnread && !reading.counts)
        m_unread.insert(unread, reading.image);
}

/// Each thread has a connection of its own and takes the next image.
Result<void> MaskTuningData::readAll(const std::shared_ptr<Project>& project, const CancelToken& cancel,
                                     const ProgressCallback& progress)
{
    std::atomic<std::size_t> next = 0;
    std::mutex mutex;
    qint64 done = 0;
    std::optional<Error> failure;
    const auto work = [&] {
        auto connection = project->connect();
        if (!connection) {
            const std::lock_guard lock(mutex);
            failure = connection.error();
            return;
        }
        for (std::size_t i = next++; i < m_samples.size() && !cancel.isCancelled(); i = next++) {
            auto reading = read(*project, **connection, qsizetype(i));
            const std::lock_guard lock(mutex);
            if (reading)
                replace(std::move(*reading));
            if (!reading) {
                m_unread.insert(std::ranges::lower_bound(m_unread, qsizetype(i)), qsizetype(i));
                const SampleId one[] = {m_samples[i]};
                const auto rows = storage::SampleRepository(**connection).rows(one);
                const QString name = rows && !rows->empty() ? rows->front().sample.name : QString();
                m_problems.push_back({name, QString::fromLatin1(errorCodeName(reading.error().code)),
                                      reading.error().message});
            }
            if (progress)
                progress({++done, static_cast<qint64>(m_samples.size())});
        }
    };
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < std::min<int>(kThreads, static_cast<int>(m_samples.size())); ++i)
            threads.emplace_back(work);
    }
    if (cancel.isCancelled())
        return stopped();
    if (failure)
        return fail(*failure);
    if (m_problems.size() == m_samples.size())
        return fail(ErrorCode::NotFound,
                    tr("None of the masks of the run \"%1\" could be compared with its label").arg(m_run.name),
                    m_problems.front().message);
    std::ranges::sort(m_problems, {}, &SampleProblem::sample);
    return {};
}

qsizetype MaskTuningData::bytes() const
{
    qsizetype sum = 0;
    for (const MaskThing& thing : m_things)
        sum += thing.pieces.bytes() + qsizetype(thing.inForce.size() * sizeof(analysis::MaskOverlap));
    return sum;
}

bool MaskTuningData::isRead(qsizetype image) const
{
    return !std::ranges::binary_search(m_unread, image);
}

qsizetype MaskTuningData::place(SampleId sample) const
{
    const auto found = std::ranges::lower_bound(m_samples, sample);
    return found != m_samples.end() && *found == sample ? found - m_samples.begin() : -1;
}

Result<MaskGrouping> MaskTuningData::grouping(storage::Connection& connection, const QString& by,
                                              const CancelToken& cancel) const
{
    MaskGrouping grouping;
    if (by.isEmpty())
        return grouping;
    BADCASE_ASSIGN(const auto values, groupSamples(connection, by, m_samples, cancel));
    grouping.groups.of.assign(m_samples.size(), -1);
    for (auto it = values.begin(); it != values.end(); ++it) {
        for (const SampleId sample : it.value())
            grouping.groups.of[static_cast<std::size_t>(place(sample))] = grouping.groups.count;
        grouping.names.append(it.key().isEmpty() ? tr("(none)") : it.key());
        ++grouping.groups.count;
    }
    return grouping;
}

} // namespace badcase::workspace
