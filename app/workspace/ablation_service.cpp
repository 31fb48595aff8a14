// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/ablation_service.h"

#include "app/workspace/metrics_service.h"
#include "storage/prediction_repository.h"
#include "storage/sample_query.h"
#include "storage/sample_repository.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <cmath>

namespace badcase::workspace {

namespace {

constexpr std::size_t kPage = 256;

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::Ablation", text);
}

/// Why a run cannot be run again at all; empty: it can.
QString unusable(const storage::RunRecord& run)
{
    if (!run.model.isValid())
        return tr("The run \"%1\" has no model to run again: it was imported or combined").arg(run.name);
    if (run.settings.contains(QStringLiteral("server")))
        return tr("The model of the run \"%1\" runs on a server; only models of this computer can be run again "
                  "without something")
            .arg(run.name);
    if (run.task == Task::Segmentation)
        return tr("The model of the run \"%1\" marks pixels; without its picture there is nothing to compare")
            .arg(run.name);
    return {};
}

Result<engine::ModelCard> cardOf(const storage::RunRecord& run)
{
    const QJsonObject card = run.settings.value(QStringLiteral("card")).toObject();
    return engine::parseModelCard(QJsonDocument(card).toJson(), run.name);
}

/// The model that made a run, from where it was last.
Result<storage::ModelRecord> modelOf(storage::RunRepository& runs, const storage::RunRecord& run)
{
    if (const QString reason = unusable(run); !reason.isEmpty())
        return fail(ErrorCode::InvalidArgument, reason);
    BADCASE_ASSIGN(const auto models, runs.models());
    const auto found = std::ranges::find(models, run.model, &storage::ModelRecord::id);
    if (found == models.end() || !QFileInfo::exists(found->path))
        return fail(ErrorCode::NotFound,
                    tr("The model of the run \"%1\" is no longer at %2. Put the file back to run it.")
                        .arg(run.name, found == models.end() ? QString() : found->path));
    BADCASE_ASSIGN(const QString hash, engine::fileSha256(found->path));
    if (hash != found->sha256)
        return fail(ErrorCode::InvalidArgument,
                    tr("%1 is not the file that made the run \"%2\": its content has changed since")
                        .arg(found->path, run.name));
    return *found;
}

QStringList fieldsOf(const engine::ModelCard& card)
{
    QStringList fields;
    for (const engine::ModelInput& input : card.inputs) {
        if (const auto* tokens = std::get_if<engine::TokensInput>(&input.kind))
            fields << tokens->fields;
    }
    fields.removeDuplicates();
    return fields;
}

/// To blank what the model never sees would be a run for nothing.
Result<void> checkBlanking(const Blanking& blank, const engine::ModelCard& card)
{
    if (blank.isEmpty())
        return fail(ErrorCode::InvalidArgument, tr("Nothing is blanked: name texts, or the media"));
    if (blank.media && !card.readsPictures() && !card.readsFeatures())
        return fail(ErrorCode::InvalidArgument,
                    tr("The model %1 reads texts only; there is no media to blank").arg(card.name));
    const QStringList read = fieldsOf(card);
    for (const QString& field : blank.fields) {
        if (!read.contains(field))
            return fail(ErrorCode::InvalidArgument,
                        read.isEmpty()
                            ? tr("The model %1 reads no texts; only the media can be blanked").arg(card.name)
                            : tr("The model %1 does not read the text \"%2\"; it reads: %3")
                                  .arg(card.name, field, read.join(QStringLiteral(", "))));
    }
    return {};
}

/// Those of the run's samples that are wanted, ascending.
Result<std::vector<SampleId>> samplesOf(storage::Connection& connection, const storage::RunRecord& run,
                                        const AblationRequest& request, const CancelToken& cancel)
{
    storage::SampleFilter filter;
    if (!request.split.isEmpty())
        filter.splits = QStringList{request.split};
    filter.ids = request.samples;
    BADCASE_ASSIGN(auto wanted, storage::querySamples(connection, filter, {}, cancel));
    std::ranges::sort(wanted);
    BADCASE_ASSIGN(const auto done, storage::PredictionRepository(connection).doneSamples(run.id));
    std::vector<SampleId> both;
    std::ranges::set_intersection(wanted, done, std::back_inserter(both));
    if (both.empty())
        return fail(ErrorCode::InvalidArgument,
                    tr("The run \"%1\" has done none of these samples").arg(run.name));
    return both;
}

Result<RunRequest> runRequest(storage::Connection& connection, const AblationRequest& request,
                              const CancelToken& cancel)
{
    storage::RunRepository runs(connection);
    BADCASE_ASSIGN(const auto run, runs.find(request.run));
    BADCASE_ASSIGN(const auto model, modelOf(runs, run));
    BADCASE_ASSIGN(const auto card, cardOf(run));
    BADCASE_TRY(checkBlanking(request.blank, card));
    RunRequest again;
    again.model = model.path;
    again.name = request.name.isEmpty() ? ablationName(run.name, request.blank) : request.name;
    again.card = engine::modelCardToJsonObject(card);
    again.blank = request.blank;
    const Blanking earlier = Blanking::read(run.settings); // of an ablation, more can be blanked
    again.blank.media = again.blank.media || earlier.media;
    again.blank.fields << earlier.fields;
    again.blank.fields.removeDuplicates();
    again.basedOn = run.name;
    const QJsonObject renames = run.settings.value(QStringLiteral("map_classes")).toObject();
    for (auto it = renames.begin(); it != renames.end(); ++it)
        again.classRenames.insert(it.key(), it.value().toString());
    BADCASE_ASSIGN(again.samples, samplesOf(connection, run, request, cancel));
    again.device = request.device;
    again.batch = request.batch;
    again.trust = request.trust;
    again.background = request.background;
    const auto existing = runs.find(again.name);
    again.resume = existing && existing->status != storage::RunStatus::Finished;
    return again;
}

/// Figures, without the tables.
QJsonObject figuresOf(const QJsonObject& metrics)
{
    QJsonObject figures;
    for (auto it = metrics.begin(); it != metrics.end(); ++it) {
        const bool isCount = it.key() == QLatin1String("samples");
        if ((it.value().isDouble() && !isCount) || it.key() == QLatin1String("f1"))
            figures.insert(it.key(), it.value());
    }
    return figures;
}

/// Adds up what changed, sample by sample.
class Comparison {
public:
    Comparison(storage::Connection& connection, const storage::RunRecord& before,
               const storage::RunRecord& after, AblationSummary& summary)
        : m_samples(connection),
          m_predictions(connection),
          m_before(before),
          m_after(after),
          m_summary(summary)
    {}

    Result<void> run(const std::vector<SampleId>& samples, const CancelToken& cancel)
    {
        for (std::size_t at = 0; at < samples.size(); at += kPage) {
            if (cancel.isCancelled())
                return fail(ErrorCode::Cancelled, tr("Stopped while the runs were compared"));
            const auto page = std::span(samples).subspan(at, std::min(kPage, samples.size() - at));
            BADCASE_ASSIGN(const auto rows, m_samples.rows(page));
            for (const auto& row : rows)
                BADCASE_TRY(add(row));
        }
        const auto mean = [](double sum, double count) { return count > 0 ? sum / count : 0.0; };
        m_summary.meanChange = mean(m_change, m_values);
        m_summary.meanLabelDrop = mean(m_drop, m_labels);
        return {};
    }

private:
    Result<void> add(const storage::SampleRow& row)
    {
        BADCASE_ASSIGN(const auto before, m_predictions.probabilities(m_before.id, row.sample.id));
        BADCASE_ASSIGN(const auto after, m_predictions.probabilities(m_after.id, row.sample.id));
        ++m_summary.compared;
        for (std::size_t i = 0; i < std::min(before.size(), after.size()); ++i)
            m_change += std::abs(double(after[i]) - double(before[i]));
        m_values += static_cast<double>(before.size());
        const LabelSet was = decide(before, m_before.activation);
        const LabelSet is = decide(after, m_after.activation);
        m_summary.decisions += was == is ? 0 : 1;
        if (!row.labels || row.verdict == Verdict::BadMedia)
            return {};
        ++m_summary.labelled;
        m_summary.rightToWrong += was == *row.labels && is != *row.labels ? 1 : 0;
        m_summary.wrongToRight += was != *row.labels && is == *row.labels ? 1 : 0;
        for (const ClassIndex label : *row.labels) {
            const auto i = static_cast<std::size_t>(label);
            m_drop += double(before.at(i)) - double(after.at(i));
            m_labels += 1;
        }
        return {};
    }

    storage::SampleRepository m_samples;
    storage::PredictionRepository m_predictions;
    const storage::RunRecord& m_before;
    const storage::RunRecord& m_after;
    AblationSummary& m_summary;
    double m_change = 0;
    double m_values = 0;
    double m_drop = 0;
    double m_labels = 0;
};

Result<void> compare(Project& project, storage::Connection& connection, const storage::RunRecord& before,
                     AblationSummary& summary, const CancelToken& cancel)
{
    const storage::RunRecord& after = summary.run.run;
    BADCASE_ASSIGN(const auto samples, storage::PredictionRepository(connection).doneSamples(after.id));
    if (samples.empty())
        return {};
    BADCASE_TRY(Comparison(connection, before, after, summary).run(samples, cancel));
    MetricsRequest request;
    request.only = samples;
    request.run = before.name;
    BADCASE_ASSIGN(const QJsonObject measuredBefore, measure(project, request, cancel));
    request.run = after.name;
    BADCASE_ASSIGN(const QJsonObject measuredAfter, measure(project, request, cancel));
    summary.before = figuresOf(measuredBefore);
    summary.after = figuresOf(measuredAfter);
    return {};
}

} // namespace

AblationMeans ablationMeans(const storage::RunRecord& run)
{
    AblationMeans means;
    means.reason = unusable(run);
    const auto card = cardOf(run);
    if (!means.reason.isEmpty() || !card)
        return means;
    const Blanking gone = Blanking::read(run.settings);
    means.media = !gone.media && (card->readsPictures() || card->readsFeatures());
    means.fields = fieldsOf(*card);
    for (const QString& field : gone.fields)
        means.fields.removeAll(field);
    return means;
}

QString ablationName(const QString& run, const Blanking& blank)
{
    QStringList without = blank.fields;
    if (blank.media)
        without << tr("media");
    return tr("%1 without %2").arg(run, without.join(QStringLiteral(", ")));
}

QJsonObject AblationSummary::toJson() const
{
    QJsonObject json = run.toJson();
    QJsonObject blanked;
    blank.writeTo(blanked);
    json.insert(QStringLiteral("from"), from);
    json.insert(QStringLiteral("blank"), blanked.value(QStringLiteral("blank")));
    json.insert(QStringLiteral("compared"), compared);
    json.insert(QStringLiteral("labelled"), labelled);
    json.insert(QStringLiteral("flips"), QJsonObject{{QStringLiteral("right_to_wrong"), rightToWrong},
                                                     {QStringLiteral("wrong_to_right"), wrongToRight},
                                                     {QStringLiteral("decisions"), decisions}});
    json.insert(QStringLiteral("mean_change"), meanChange);
    json.insert(QStringLiteral("mean_label_drop"), labelled > 0 ? QJsonValue(meanLabelDrop) : QJsonValue());
    json.insert(QStringLiteral("before"), before);
    json.insert(QStringLiteral("after"), after);
    return json;
}

Result<AblationSummary> ablate(const std::shared_ptr<Project>& project, const AblationRequest& request,
                               TrustStore trust, const CancelToken& cancel,
                               const jobs::StatsCallback& progress)
{
    BADCASE_ASSIGN(const auto connection, project->connect());
    BADCASE_ASSIGN(const auto before, storage::RunRepository(*connection).find(request.run));
    BADCASE_ASSIGN(const RunRequest again, runRequest(*connection, request, cancel));
    AblationSummary summary;
    summary.from = before.name;
    summary.blank = again.blank;
    BADCASE_ASSIGN(summary.run, runModel(project, again, trust, cancel, progress));
    if (summary.run.report.outcome != Outcome::Succeeded)
        return summary; // the run says why; what it has done stays
    BADCASE_TRY(compare(*project, *connection, before, summary, cancel));
    return summary;
}

} // namespace badcase::workspace
