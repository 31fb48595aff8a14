// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/mix_members.h"

#include "app/workspace/import_run_decisions.h"
#include "app/workspace/run_recipe.h"
#include "inference/analysis/tuning/mask_mixer.h"
#include "storage/prediction_repository.h"
#include "storage/sample_columns.h"
#include "storage/sample_query.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace badcase::workspace {

namespace {

constexpr qint64 kMostBytes = qint64(4) << 30;

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::Mix", text);
}

std::optional<double> costOf(const storage::RunRecord& run, std::size_t parts)
{
    const double seconds = run.summary.value(QStringLiteral("seconds")).toDouble();
    if (seconds <= 0 || run.samplesDone <= 0 || !run.model.isValid())
        return {};
    return 1000 * seconds / static_cast<double>(run.samplesDone) / static_cast<double>(parts);
}

Result<std::vector<MixMember>> viewMembers(const storage::RunRecord& run, const Schema& schema, const QString& text)
{
    BADCASE_ASSIGN(const RunRecipe recipe, RunRecipe::read(run.settings, schema));
    const jobs::ViewPlan& plan = recipe.views;
    if (!plan.keep)
        return fail(ErrorCode::NotFound,
                    tr("The run \"%1\" did not keep its views. Run the model again with several views and let it keep "
                       "them (--tta d4 --keep-views).")
                        .arg(run.name));
    QStringList parts = text.split(u',', Qt::SkipEmptyParts);
    for (QString& part : parts) {
        if (const auto view = engine::View::parse(part.trimmed()))
            part = view->toText() + QStringLiteral(":1");
    }
    BADCASE_ASSIGN(const auto weights, parseViewWeights(parts.join(u','), plan.views));
    std::vector<MixMember> members;
    for (std::size_t i = 0; i < plan.views.size(); ++i) {
        const auto isThis = [&](const QString& part) {
            const auto view = engine::View::parse(part.left(part.lastIndexOf(u':')).trimmed());
            return view && *view == plan.views[i];
        };
        if (parts.isEmpty() || std::ranges::any_of(parts, isThis))
            members.push_back({plan.views[i].toText(), run, static_cast<int>(i) + 1, weights[i],
                               costOf(run, plan.views.size())});
    }
    return members;
}

Result<void> checkAlike(const std::vector<MixMember>& members)
{
    const storage::RunRecord& first = members.front().run;
    for (const MixMember& member : members) {
        const storage::RunRecord& run = member.run;
        if (run.task != first.task || run.activation != first.activation)
            return fail(ErrorCode::InvalidArgument,
                        tr("The runs \"%1\" and \"%2\" do not answer the same question: they cannot be mixed")
                            .arg(first.name, run.name));
        if (run.task != Task::Segmentation && hasDecisionsOnly(run))
            return fail(ErrorCode::InvalidArgument,
                        tr("The run \"%1\" was imported as decisions, without probabilities that could be mixed")
                            .arg(run.name));
    }
    return {};
}

QString quoted(const QString& text)
{
    static const QString kPlain = QStringLiteral("_-./:,=+@");
    const bool isPlain = !text.isEmpty() && std::ranges::all_of(text, [&](QChar c) {
        return (c.unicode() < 128 && c.isLetterOrNumber()) || kPlain.contains(c);
    });
    return isPlain ? text : u'\'' + QString(text).replace(u'\'', QStringLiteral("'\\''")) + u'\'';
}

QString number(double weight)
{
    return QString::number(weight, 'g', QLocale::FloatingPointShortest);
}

} // namespace

Result<std::vector<MixMember>> mixMembers(storage::Connection& connection, const Schema& schema,
                                          const MixSource& source)
{
    storage::RunRepository runs(connection);
    std::vector<MixMember> members;
    if (source.ofViews()) {
        BADCASE_ASSIGN(const auto run, runs.find(source.run));
        BADCASE_ASSIGN(members, viewMembers(run, schema, source.views));
    }
    for (const auto& [name, weight] : source.runs) {
        BADCASE_ASSIGN(auto run, runs.find(name));
        const auto cost = costOf(run, 1);
        members.push_back({name, std::move(run), 0, weight, cost});
    }
    if (members.size() < 2)
        return fail(ErrorCode::InvalidArgument,
                    source.ofViews()
                        ? tr("The run \"%1\" has one view here; a mix needs two or more").arg(source.run)
                        : tr("A mix needs two or more runs, or the views of one"));
    if (std::ranges::none_of(members, [](const MixMember& member) { return member.weight > 0; }))
        return fail(ErrorCode::InvalidArgument, tr("All weights are 0: nothing would be left"));
    BADCASE_TRY(checkAlike(members));
    return members;
}

std::optional<std::size_t> plainMember(const std::vector<MixMember>& members)
{
    const QString plain = engine::View{}.toText();
    const auto found =
        std::ranges::find_if(members, [&](const MixMember& one) { return one.view > 0 && one.name == plain; });
    return found == members.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - members.begin()));
}

CombineRequest combineRequest(const MixSource& source, const std::vector<MixMember>& members,
                              const std::vector<double>& asked, engine::MergeMode merge, const QString& name)
{
    std::vector<double> weights = asked;
    // Masks are mixed in whole parts of 2^16; with these very shares `combine` stores what was shown.
    if (const auto parts = analysis::MixWeights::create(asked);
        parts && members.front().run.task == Task::Segmentation)
        weights = parts->shares();
    CombineRequest request;
    request.name = name;
    request.merge = engine::mergeModeToText(merge);
    QStringList views;
    for (std::size_t i = 0; i < members.size(); ++i) {
        if (weights[i] <= 0)
            continue;
        if (source.ofViews())
            views.append(QStringLiteral("%1:%2").arg(members[i].name, number(weights[i])));
        else
            request.runs.emplace_back(members[i].name, weights[i]);
    }
    if (source.ofViews())
        request.runs.emplace_back(source.run, 1.0);
    request.views = views.join(u',');
    return request;
}

QString combineCommand(const QString& project, const CombineRequest& request)
{
    QStringList runs;
    for (const auto& [name, weight] : request.runs)
        runs.append(request.views.isEmpty() ? QStringLiteral("%1:%2").arg(name, number(weight)) : name);
    QStringList words{QStringLiteral("badcase combine"), quoted(project), QStringLiteral("--runs"),
                      quoted(runs.join(u','))};
    if (!request.views.isEmpty())
        words << QStringLiteral("--views") << quoted(request.views);
    words << QStringLiteral("--merge") << request.merge << QStringLiteral("--name") << quoted(request.name);
    return words.join(u' ');
}

analysis::MixMode mixModeOf(engine::MergeMode merge)
{
    switch (merge) {
    case engine::MergeMode::Mean:
        return analysis::MixMode::Mean;
    case engine::MergeMode::Max:
        return analysis::MixMode::Max;
    case engine::MergeMode::GeometricMean:
    case engine::MergeMode::LogitMean:
        break;
    }
    return analysis::MixMode::Logit;
}

Result<MixSamples> mixSamples(storage::Connection& connection, const MixSource& source,
                              const std::vector<MixMember>& members, const CancelToken& cancel)
{
    const bool masks = members.front().run.task == Task::Segmentation;
    storage::SampleFilter filter;
    if (!source.split.isEmpty())
        filter.splits = QStringList{source.split};
    BADCASE_ASSIGN(auto counted, storage::querySamples(connection, filter, {}, cancel));
    std::vector<SampleId> excluded;
    if (source.labels == LabelSource::Corrected) {
        storage::SampleFilter bad;
        bad.verdicts = {Verdict::BadMedia};
        BADCASE_ASSIGN(excluded, storage::querySamples(connection, bad, {}, cancel));
    }
    std::ranges::sort(counted);
    std::ranges::sort(excluded);
    storage::PredictionRepository predictions(connection);
    std::vector<std::vector<SampleId>> done;
    for (const MixMember& member : members) {
        BADCASE_ASSIGN(auto ids, predictions.doneSamples(member.run.id));
        done.push_back(std::move(ids));
    }
    BADCASE_ASSIGN(const auto known, storage::loadColumns(connection, {}, cancel));
    const auto& sets = source.labels == LabelSource::Given ? known.given : known.effective;
    MixSamples out;
    for (std::size_t i = 0; i < known.size(); ++i) {
        const SampleId id = known.samples[i];
        if ((!masks && sets[i] < 0) || !std::ranges::binary_search(counted, id) ||
            std::ranges::binary_search(excluded, id))
            continue;
        const auto have = std::ranges::count_if(
            done, [&](const std::vector<SampleId>& ids) { return std::ranges::binary_search(ids, id); });
        if (have == static_cast<std::ptrdiff_t>(done.size())) {
            out.samples.push_back(id);
            out.labels.push_back(sets[i] < 0 ? LabelSet() : known.sets[static_cast<std::size_t>(sets[i])]);
        } else if (have > 0) {
            ++out.missing;
        }
    }
    if (out.samples.empty())
        return fail(ErrorCode::InvalidArgument,
                    source.split.isEmpty()
                        ? tr("There is no labelled sample that all of these have done")
                        : tr("There is no labelled sample of \"%1\" that all of these have done").arg(source.split));
    return out;
}

Result<analysis::ClassMixSet> loadMixSet(storage::Connection& connection, const Schema& schema,
                                         const std::vector<MixMember>& members, const MixSamples& samples,
                                           const CancelToken& cancel, const ProgressCallback& progress)
{
    const auto width = static_cast<std::size_t>(schema.size());
    const std::size_t size = samples.samples.size() * width;
    if (static_cast<qint64>(size * members.size() * sizeof(float)) > kMostBytes)
        return fail(ErrorCode::InvalidArgument,
                    tr("%1 samples of %2 members do not fit into memory; mix those of one split, or fewer members")
                        .arg(samples.samples.size())
                        .arg(members.size()));
    storage::PredictionRepository predictions(connection);
    std::vector<std::vector<float>> values;
    for (const MixMember& member : members) {
        std::vector<float> all(size);
        std::size_t filled = 0;
        const auto visit = [&](const storage::ProbabilityMatrix& matrix) -> Result<void> {
            if (matrix.columns != schema.size())
                return fail(ErrorCode::Corrupt, tr("The run \"%1\" has probabilities of %2 classes, not of %3")
                                                    .arg(member.run.name)
                                                    .arg(matrix.columns)
                                                    .arg(schema.size()));
            for (std::size_t r = 0; r < matrix.samples.size(); ++r) {
                const auto found = std::ranges::lower_bound(samples.samples, matrix.samples[r]);
                if (found == samples.samples.end() || *found != matrix.samples[r])
                    continue;
                const auto at = static_cast<std::size_t>(found - samples.samples.begin()) * width;
                std::visit(
                    [&](const auto& from) {
                        for (std::size_t c = 0; c < width; ++c)
                            all[at + c] = static_cast<float>(from[r * width + c]);
                    },
                    matrix.values);
                ++filled;
            }
            return {};
        };
        BADCASE_TRY(predictions.eachProbabilities(member.run.id, cancel, visit, member.view));
        if (filled != samples.samples.size())
            return fail(ErrorCode::NotFound,
                        tr("Of \"%1\" in the run \"%2\" the probabilities of %3 samples are not kept")
                            .arg(member.name, member.run.name)
                            .arg(samples.samples.size() - filled));
        values.push_back(std::move(all));
        if (progress)
            progress({static_cast<qint64>(values.size()), static_cast<qint64>(members.size()), member.name});
    }
    return analysis::ClassMixSet::create(members.front().run.activation, schema.size(), std::move(values),
                                         samples.labels);
}

} // namespace badcase::workspace
