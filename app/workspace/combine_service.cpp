// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/combine_service.h"

#include "app/workspace/run_recipe.h"
#include "app/workspace/run_service.h"
#include "app/workspace/run_storage.h"
#include "app/workspace/threshold_service.h"
#include "inference/engine/mask_planes.h"
#include "inference/engine/postprocess.h"
#include "storage/prediction_repository.h"
#include "storage/sample_repository.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonArray>

#include <algorithm>
#include <cmath>

namespace badcase::workspace {

namespace {

const QLatin1String kCombine("combine");
constexpr int kChunkSamples = 64;

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::Combine", text);
}

/// One thing that is mixed: the answer of a run, or of one of its kept views.
struct Part {
    storage::RunRecord run;
    RunRecipe recipe; ///< of the run
    int view = 0;     ///< 0: the run's own answer
    double weight = 1;
};

bool keepsViews(const Part& part)
{
    return part.recipe.views.keep;
}

/// Reads what is mixed and mixes it. On one connection, by one thread.
class Mixer {
public:
    Mixer(storage::Connection& connection, const std::vector<Part>& parts, engine::MergeMode merge,
          Activation activation)
        : m_predictions(connection), m_parts(parts), m_merge(merge), m_activation(activation)
    {
        for (const Part& part : parts)
            m_weights.push_back(part.weight);
        m_weights = engine::normalisedWeights(std::move(m_weights)).value_or(engine::equalWeights(int(parts.size())));
    }

    Result<ClassPrediction> classes(SampleId sample)
    {
        engine::ClassMerger merger(m_merge, m_activation, m_weights);
        for (std::size_t i = 0; i < m_parts.size(); ++i) {
            BADCASE_ASSIGN(const auto row,
                           m_predictions.probabilities(m_parts[i].run.id, sample, m_parts[i].view));
            merger.add(static_cast<int>(i), row);
        }
        return ClassPrediction{merger.result()};
    }

    Result<MaskPrediction> mask(SampleId sample)
    {
        std::vector<MaskPlanes> planes;
        for (const Part& part : m_parts) {
            BADCASE_ASSIGN(auto one, planesOf(part, sample));
            planes.push_back(std::move(one));
        }
        BADCASE_ASSIGN(const MaskPlanes mixed, merged(planes, m_weights, m_merge, sample));
        return engine::decidePlanes(mixed);
    }

private:
    Result<MaskPlanes> merged(const std::vector<MaskPlanes>& planes, const std::vector<double>& weights,
                              engine::MergeMode mode, SampleId sample) const
    {
        const bool alike = std::ranges::all_of(planes, [&](const MaskPlanes& one) {
            return one.size == planes.front().size && one.count == planes.front().count;
        });
        if (!alike)
            return fail(ErrorCode::InvalidArgument,
                        tr("The masks of sample number %1 differ in size or in their classes").arg(sample.value));
        return engine::mergePlanes(planes, weights, mode, m_activation);
    }

    /// The classes of a merged mask are not all stored; they are what its kept views give.
    Result<MaskPlanes> planesOf(const Part& part, SampleId sample)
    {
        const bool oneChannel = part.run.activation == Activation::Sigmoid;
        if (part.view > 0 || oneChannel)
            return m_predictions.planes(part.run.id, sample, part.view);
        const jobs::ViewPlan& views = part.recipe.views;
        std::vector<MaskPlanes> planes;
        for (int view = 1; view <= static_cast<int>(views.views.size()); ++view) {
            BADCASE_ASSIGN(auto one, m_predictions.planes(part.run.id, sample, view));
            planes.push_back(std::move(one));
        }
        return merged(planes, views.weights, views.merge, sample);
    }

    storage::PredictionRepository m_predictions;
    const std::vector<Part>& m_parts;
    engine::MergeMode m_merge;
    Activation m_activation;
    std::vector<double> m_weights;
};

Result<std::vector<Part>> viewParts(const Part& whole, const QString& text)
{
    const jobs::ViewPlan& views = whole.recipe.views;
    if (!views.keep)
        return fail(ErrorCode::NotFound,
                    tr("The run \"%1\" did not keep its views. Run the model again and let it keep them "
                       "(--keep-views).")
                        .arg(whole.run.name));
    BADCASE_ASSIGN(const auto weights, parseViewWeights(text, views.views));
    std::vector<Part> parts;
    for (std::size_t i = 0; i < views.views.size(); ++i) {
        // Views that are not named do not count, unlike in a run.
        const bool named = std::ranges::any_of(text.split(u','), [&](const QString& part) {
            return part.left(part.lastIndexOf(u':')).trimmed() == views.views[i].toText();
        });
        if (!named || weights[i] == 0)
            continue;
        parts.push_back(whole);
        parts.back().view = static_cast<int>(i) + 1;
        parts.back().weight = weights[i];
    }
    return parts;
}

Result<void> checkAlike(const std::vector<Part>& parts)
{
    const storage::RunRecord& first = parts.front().run;
    for (const Part& part : parts) {
        if (part.run.task != first.task || part.run.activation != first.activation)
            return fail(ErrorCode::InvalidArgument,
                        tr("The runs \"%1\" and \"%2\" do not answer the same question (%3 and %4, %5): they "
                           "cannot be mixed")
                            .arg(first.name, part.run.name, taskName(first.task), taskName(part.run.task),
                                 first.activation == part.run.activation
                                     ? tr("alike in their probabilities")
                                     : tr("one has softmax, one sigmoid probabilities")));
        const bool lacksClasses = part.run.task == Task::Segmentation &&
                                  part.run.activation == Activation::Softmax && !keepsViews(part);
        if (lacksClasses)
            return fail(ErrorCode::NotFound,
                        tr("Of its masks the run \"%1\" keeps only the decided class. Run the model again and let "
                           "it keep its views (--keep-views; without others that is the picture as it is).")
                            .arg(part.run.name));
    }
    return {};
}

Result<std::vector<Part>> partsOf(storage::RunRepository& runs, const CombineRequest& request,
                                  const Schema& schema)
{
    std::vector<Part> parts;
    for (const auto& [name, weight] : request.runs) {
        Part part;
        BADCASE_ASSIGN(part.run, runs.find(name));
        BADCASE_ASSIGN(part.recipe, RunRecipe::read(part.run.settings, schema));
        part.weight = weight;
        parts.push_back(std::move(part));
    }
    if (!request.views.isEmpty()) {
        if (parts.size() != 1)
            return fail(ErrorCode::InvalidArgument, tr("Views are those of one run; name a single run with them"));
        BADCASE_ASSIGN(parts, viewParts(Part(parts.front()), request.views));
    }
    if (parts.empty() || std::ranges::all_of(parts, [](const Part& part) { return part.weight == 0; }))
        return fail(ErrorCode::InvalidArgument, tr("All weights are 0: nothing would be left"));
    BADCASE_TRY(checkAlike(parts));
    return parts;
}

/// Those that every run has done, ascending; `missing` counts those that only some have.
Result<std::vector<SampleId>> commonSamples(storage::Connection& connection, const std::vector<Part>& parts,
                                            qint64& missing)
{
    storage::PredictionRepository predictions(connection);
    std::vector<SampleId> common;
    std::vector<SampleId> all;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        BADCASE_ASSIGN(const auto done, predictions.doneSamples(parts[i].run.id));
        std::vector<SampleId> both;
        std::vector<SampleId> either;
        std::ranges::set_intersection(common, done, std::back_inserter(both));
        std::ranges::set_union(all, done, std::back_inserter(either));
        common = i == 0 ? done : std::move(both);
        all = std::move(either);
    }
    missing = static_cast<qint64>(all.size() - common.size());
    if (common.empty())
        return fail(ErrorCode::InvalidArgument, tr("There is no sample that all of these runs have done"));
    return common;
}

storage::OutOfFold outOfFoldOf(const std::vector<Part>& parts)
{
    const auto all = [&](storage::OutOfFold value) {
        return std::ranges::all_of(parts, [&](const Part& part) { return part.run.outOfFold == value; });
    };
    if (all(storage::OutOfFold::Yes))
        return storage::OutOfFold::Yes;
    const bool anyNo = std::ranges::any_of(
        parts, [](const Part& part) { return part.run.outOfFold == storage::OutOfFold::No; });
    return anyNo ? storage::OutOfFold::No : storage::OutOfFold::Unknown;
}

QJsonObject settingsOf(const std::vector<Part>& parts, engine::MergeMode merge,
                       const std::vector<engine::MaskStep>& steps, const Schema& schema)
{
    QJsonArray list;
    for (const Part& part : parts) {
        QJsonObject one{{QStringLiteral("run"), part.run.name}, {QStringLiteral("weight"), part.weight}};
        if (part.view > 0)
            one.insert(QStringLiteral("view"),
                       part.recipe.views.views[static_cast<std::size_t>(part.view) - 1].toText());
        list.append(one);
    }
    RunRecipe recipe;
    recipe.steps = steps;
    QJsonObject settings{{kCombine, QJsonObject{{QStringLiteral("parts"), list},
                                                {QStringLiteral("merge"), engine::mergeModeToText(merge)}}}};
    recipe.writeTo(settings, schema);
    return settings;
}

/// A new record, or that of the same combination which was not brought to its end.
Result<storage::RunRecord> claimRun(storage::RunRepository& runs, const CombineRequest& request,
                                    const std::vector<Part>& parts, const QJsonObject& settings)
{
    if (request.name.trimmed().isEmpty())
        return fail(ErrorCode::InvalidArgument, tr("The combined run needs a name"));
    if (auto existing = runs.find(request.name);
        existing && existing->status != storage::RunStatus::Finished && existing->settings == settings) {
        existing->status = storage::RunStatus::Running;
        BADCASE_TRY(runs.update(*existing));
        return *existing;
    }
    storage::RunRecord run;
    run.name = request.name;
    run.task = parts.front().run.task;
    run.activation = parts.front().run.activation;
    run.outOfFold = outOfFoldOf(parts);
    run.settings = settings;
    run.startedAt = QDateTime::currentDateTimeUtc();
    BADCASE_ASSIGN(run.id, runs.create(run));
    return run;
}

/// What is written in one go.
class Writer {
public:
    Writer(const std::shared_ptr<Project>& project, const storage::RunRecord& run) : m_sink(project, run) {}
    Result<void> open() { return m_sink.open(); }
    Result<void> add(jobs::SampleResult result)
    {
        m_chunk.push_back(std::move(result));
        return m_chunk.size() < kChunkSamples ? Result<void>() : flush();
    }
    Result<void> flush()
    {
        return m_chunk.empty() ? Result<void>() : m_sink.write(std::exchange(m_chunk, {}));
    }

private:
    StorageResultSink m_sink;
    std::vector<jobs::SampleResult> m_chunk;
};

Result<jobs::SampleResult> mixOne(Mixer& mixer, const storage::RunRecord& run, SampleId sample,
                                  const engine::MaskFinish& finish)
{
    jobs::SampleResult result{sample, QString::number(sample.value), {}};
    if (run.task != Task::Segmentation) {
        auto classes = mixer.classes(sample);
        if (!classes)
            return fail(classes.error());
        result.outcome = std::move(*classes);
        return result;
    }
    BADCASE_ASSIGN(auto mask, mixer.mask(sample));
    BADCASE_ASSIGN(mask, finish.apply(std::move(mask)));
    result.outcome = std::move(mask);
    return result;
}

} // namespace

QJsonObject CombineSummary::toJson() const
{
    return {{QStringLiteral("run"), run.name},
            {QStringLiteral("samples"), samples},
            {QStringLiteral("missing"), missing},
            {QStringLiteral("resumed_from"), resumedFrom},
            {QStringLiteral("merge"), run.settings.value(kCombine)[QStringLiteral("merge")]},
            {QStringLiteral("parts"), run.settings.value(kCombine)[QStringLiteral("parts")]},
            {QStringLiteral("seconds"), seconds}};
}

Result<std::vector<std::pair<QString, double>>> parseRunWeights(const QString& text)
{
    std::vector<std::pair<QString, double>> runs;
    const QStringList parts = text.split(u',', Qt::SkipEmptyParts);
    for (const QString& part : parts) {
        const auto colon = part.lastIndexOf(u':');
        bool isNumber = false;
        const double weight = part.mid(colon + 1).toDouble(&isNumber);
        if (colon < 0 || !isNumber)
            runs.emplace_back(part.trimmed(), 1.0);
        else if (!std::isfinite(weight) || weight < 0)
            return fail(ErrorCode::InvalidArgument,
                        tr("\"%1\" has a weight below 0; weights are 0 or more").arg(part));
        else
            runs.emplace_back(part.left(colon).trimmed(), weight);
    }
    if (runs.empty())
        return fail(ErrorCode::InvalidArgument, tr("Name the runs that are to be combined, like A:0.6,B:0.4"));
    return runs;
}

namespace {

/// combineRuns() into a run that decides for itself.
Result<CombineSummary> combineUndecided(const std::shared_ptr<Project>& project, const CombineRequest& request,
                                        const CancelToken& cancel, const ProgressCallback& progress)
{
    QElapsedTimer clock;
    clock.start();
    BADCASE_ASSIGN(const auto connection, project->connect());
    storage::RunRepository runs(*connection);
    const Schema schema = project->schema();
    BADCASE_ASSIGN(const auto parts, partsOf(runs, request, schema));
    engine::MergeMode merge = engine::MergeMode::Mean;
    if (!request.merge.isEmpty()) {
        BADCASE_ASSIGN(merge, engine::parseMergeMode(request.merge));
    }
    BADCASE_ASSIGN(auto steps, parseSteps(request.steps, schema));
    CombineSummary summary;
    BADCASE_ASSIGN(auto samples, commonSamples(*connection, parts, summary.missing));
    BADCASE_ASSIGN(summary.run, claimRun(runs, request, parts, settingsOf(parts, merge, steps, schema)));
    BADCASE_ASSIGN(const auto done, storage::PredictionRepository(*connection).doneSamples(summary.run.id));
    std::erase_if(samples, [&](SampleId id) { return std::ranges::binary_search(done, id); });
    summary.resumedFrom = static_cast<qint64>(done.size());
    summary.samples = static_cast<qint64>(done.size() + samples.size());

    Mixer mixer(*connection, parts, merge, summary.run.activation);
    const engine::MaskFinish finish = maskFinish(std::move(steps), schema, cancel);
    Writer writer(project, summary.run);
    const auto work = [&]() -> Result<void> {
        BADCASE_TRY(writer.open());
        for (std::size_t i = 0; i < samples.size(); ++i) {
            if (cancel.isCancelled()) {
                BADCASE_TRY(writer.flush());
                return fail(ErrorCode::Cancelled, tr("Stopped; what is combined so far stays"));
            }
            BADCASE_ASSIGN(auto mixed, mixOne(mixer, summary.run, samples[i], finish));
            BADCASE_TRY(writer.add(std::move(mixed)));
            if (progress)
                progress({static_cast<qint64>(done.size() + i) + 1, summary.samples});
        }
        return writer.flush();
    };
    const auto worked = work();
    summary.seconds = static_cast<double>(clock.elapsed()) / 1000.0;
    summary.run.finishedAt = QDateTime::currentDateTimeUtc();
    summary.run.status = worked                                          ? storage::RunStatus::Finished
                         : worked.error().code == ErrorCode::Cancelled ? storage::RunStatus::Cancelled
                                                                         : storage::RunStatus::Failed;
    summary.run.summary = {{QStringLiteral("seconds"), summary.seconds}};
    summary.run.error = worked ? QString() : worked.error().message;
    BADCASE_TRY(runs.update(summary.run));
    BADCASE_TRY(worked);
    return summary;
}

} // namespace

Result<CombineSummary> combineRuns(const std::shared_ptr<Project>& project, const CombineRequest& request,
                                   const CancelToken& cancel, const ProgressCallback& progress)
{
    BADCASE_ASSIGN(SetAside aside, SetAside::take(project, request.name)); // of a combination that goes on
    auto summary = combineUndecided(project, request, cancel, progress);
    BADCASE_TRY(aside.putBack());
    return summary;
}

} // namespace badcase::workspace
