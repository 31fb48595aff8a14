// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/what_if_service.h"

#include "app/workspace/blanking.h"
#include "app/workspace/model_service.h"
#include "app/workspace/server_model.h"
#include "inference/engine/backend.h"
#include "inference/engine/inference_model.h"
#include "inference/engine/vocabularies.h"
#include "inference/jobs/all_media.h"
#include "inference/jobs/sample_inputs.h"
#include "inference/media/image_reader.h"
#include "storage/prediction_repository.h"
#include "storage/sample_repository.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <cstdint>

namespace badcase::workspace {

namespace {

const QLatin1String kBlankMedia("blank_media");
const QLatin1String kFields("fields");

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::WhatIf", text);
}

QString readsNoMedia()
{
    return tr("This model reads texts only; there is no picture to blank");
}

QString readsNoTexts()
{
    return tr("This model reads no texts; only the picture can be blanked");
}

/// The card that a run was made with.
Result<engine::ModelCard> cardOf(const storage::RunRecord& run)
{
    const QJsonObject card = run.settings.value(QStringLiteral("card")).toObject();
    return engine::parseModelCard(QJsonDocument(card).toJson(), run.name);
}

/// The model record of a run; InvalidArgument for predictions that were imported.
Result<storage::ModelRecord> modelOf(storage::Connection& connection, const storage::RunRecord& run)
{
    BADCASE_ASSIGN(const auto models, storage::RunRepository(connection).models());
    const auto found = std::ranges::find(models, run.model, &storage::ModelRecord::id);
    if (found == models.end())
        return fail(ErrorCode::InvalidArgument, whatIfMeans(run).reason);
    return *found;
}

QHash<QString, QString> renamesOf(const storage::RunRecord& run)
{
    QHash<QString, QString> renames;
    const QJsonObject stored = run.settings.value(QStringLiteral("map_classes")).toObject();
    for (auto it = stored.begin(); it != stored.end(); ++it)
        renames.insert(it.key(), it.value().toString());
    return renames;
}

/// Refuses what the model cannot answer; what it merely leaves out is returned as a notice.
Result<QString> noticeFor(const storage::RunRecord& run, const WhatIfEdits& edits)
{
    if (edits.isEmpty())
        return fail(ErrorCode::InvalidArgument,
                    tr("Nothing is changed: blank the picture, or blank or edit a text"));
    const WhatIfMeans means = whatIfMeans(run);
    if (!means.canAsk)
        return fail(ErrorCode::InvalidArgument, means.reason);
    const bool readsMedia = means.readsPictures || means.readsFeatures;
    if (edits.blankMedia && !readsMedia && edits.fields.isEmpty())
        return fail(ErrorCode::InvalidArgument, readsNoMedia());
    if (edits.blankMedia && !readsMedia)
        return readsNoMedia();
    if (means.readsTexts || edits.fields.isEmpty())
        return QString();
    if (!edits.blankMedia)
        return fail(ErrorCode::InvalidArgument, readsNoTexts());
    return readsNoTexts();
}

/// A vocabulary beside the model may have been changed since the run.
Result<void> checkVocabularies(const storage::RunRecord& run, const engine::Vocabularies& vocabularies)
{
    const QJsonObject known = run.settings.value(QStringLiteral("vocabularies")).toObject();
    for (auto it = vocabularies.sha256.begin(); it != vocabularies.sha256.end(); ++it) {
        if (known.value(it.key()).toString() != it.value())
            return fail(ErrorCode::InvalidArgument,
                        tr("The vocabulary %1 is not the one that the run \"%2\" was made with").arg(it.key(), run.name));
    }
    return {};
}

Error readsOnlyPictures(const Sample& sample)
{
    return {ErrorCode::InvalidArgument,
            tr("%1 has neither a picture nor frames, and this model reads nothing else").arg(sample.name)};
}

Result<RgbImage> readPicture(Project& project, const Sample& sample)
{
    BADCASE_ASSIGN(const QByteArray data, project.media().read(sample.media));
    return media::decodeRgb(data, sample.media.path);
}

/// A picture of the sample's size, to be made even. Frames that are all alike give what one of them gives.
Result<RgbImage> pictureToBlank(Project& project, const Sample& sample, const engine::CardInput& input)
{
    QSize size = sample.size;
    if (size.isEmpty() && sample.kind == SampleKind::Image)
        return readPicture(project, sample);
    if (size.isEmpty() && input.width && input.height) // all sizes become this one
        size = {*input.width, *input.height};
    if (size.isEmpty())
        return fail(
            ErrorCode::InvalidArgument,
            tr("The size of the frames of %1 is not known; import it again to blank them").arg(sample.name));
    auto pixels = RgbImage::allocate(size);
    if (!pixels)
        return fail(ErrorCode::TooLarge, tr("There is not enough memory for the picture %1.").arg(sample.name));
    std::fill_n(pixels.get(), RgbImage::lineBytes(size) * size.height(), std::uint8_t(0));
    return RgbImage(std::move(pixels), size, RgbImage::lineBytes(size));
}

} // namespace

QJsonObject WhatIfEdits::toJson() const
{
    QJsonObject texts;
    for (auto it = fields.begin(); it != fields.end(); ++it)
        texts.insert(it.key(), it.value());
    return {{kBlankMedia, blankMedia}, {kFields, texts}};
}

WhatIfEdits WhatIfEdits::fromJson(const QJsonObject& json)
{
    WhatIfEdits edits;
    edits.blankMedia = json.value(kBlankMedia).toBool();
    const QJsonObject texts = json.value(kFields).toObject();
    for (auto it = texts.begin(); it != texts.end(); ++it)
        edits.fields.insert(it.key(), it.value().toString());
    return edits;
}

QJsonObject WhatIfAnswer::toJson(const Schema& schema) const
{
    QJsonArray classes;
    for (std::size_t i = 0; i < record.after.size() && static_cast<int>(i) < schema.size(); ++i) {
        const double before = static_cast<double>(record.before[i]);
        const double after = static_cast<double>(record.after[i]);
        classes.append(QJsonObject{{QStringLiteral("class"), schema.at(static_cast<ClassIndex>(i)).name},
                                   {QStringLiteral("before"), before},
                                   {QStringLiteral("after"), after},
                                   {QStringLiteral("change"), after - before}});
    }
    return {{QStringLiteral("run"), runName},
            {QStringLiteral("sample"), sampleName},
            {QStringLiteral("id"), record.id > 0 ? QJsonValue(QString::number(record.id)) : QJsonValue()},
            {QStringLiteral("edits"), record.edits},
            {QStringLiteral("notice"), notice},
            {QStringLiteral("classes"), classes}};
}

WhatIfMeans whatIfMeans(const storage::RunRecord& run)
{
    WhatIfMeans means;
    if (!run.model.isValid())
        means.reason =
            tr("The predictions of the run \"%1\" were imported: there is no model to ask").arg(run.name);
    else if (run.task == Task::Segmentation)
        means.reason =
            tr("The model of the run \"%1\" marks pixels; What if compares probabilities of classes")
                .arg(run.name);
    else
        means.canAsk = true;
    if (!means.canAsk)
        return means;
    const auto card = cardOf(run); // it was read when the run began
    means.readsTexts = card && card->readsTexts();
    means.readsPictures = !card || card->readsPictures();
    means.readsFeatures = card && card->readsFeatures();
    if (!means.readsTexts)
        means.reason = readsNoTexts();
    return means;
}

struct WhatIfModel::Loaded {
    RunId run;
    QString path;
    QDateTime modified;
    engine::ModelCard card;
    engine::Vocabularies vocabularies;
    Blanking blank; ///< of the run
    int schemaSize = 0;
    std::unique_ptr<engine::InferenceModel> model;

    bool fits(const storage::RunRecord& wanted, const QString& file, int classes) const
    {
        return run == wanted.id && path == file && schemaSize == classes &&
               modified == QFileInfo(file).lastModified();
    }
};

WhatIfModel::WhatIfModel() = default;
WhatIfModel::~WhatIfModel() = default;

Result<void> WhatIfModel::load(Project& project, storage::Connection& connection,
                               const storage::RunRecord& run, const WhatIfRequest& request, TrustStore trust,
                               const CancelToken& cancel)
{
    BADCASE_ASSIGN(const storage::ModelRecord model, modelOf(connection, run));
    const Schema schema = project.schema();
    if (m_loaded && m_loaded->fits(run, model.path, schema.size()))
        return {};
    m_loaded.reset(); // two models would not fit into some memories
    if (isServerModel(model.sha256))
        return fail(ErrorCode::Unsupported,
                    tr("The model of the run \"%1\" runs on a server (%2); only models of this computer can be asked")
                        .arg(run.name, model.path));
    if (!QFileInfo::exists(model.path))
        return fail(ErrorCode::NotFound,
                    tr("The model of the run \"%1\" is no longer at %2. Put the file back to ask it.")
                        .arg(run.name, model.path));
    BADCASE_ASSIGN(const ModelInfo info, inspectModel(model.path, trust, cancel));
    if (info.file.sha256 != model.sha256)
        return fail(ErrorCode::InvalidArgument,
                    tr("%1 is not the file that made the run \"%2\": its content has changed since")
                        .arg(model.path, run.name));
    BADCASE_TRY(engine::checkRunnable(info.file));
    BADCASE_TRY(askForConsent(info, request.trust, trust));
    auto loaded = std::make_unique<Loaded>();
    loaded->run = run.id;
    loaded->path = model.path;
    loaded->modified = QFileInfo(model.path).lastModified();
    loaded->schemaSize = schema.size();
    BADCASE_ASSIGN(loaded->card, cardOf(run));
    BADCASE_ASSIGN(loaded->vocabularies, engine::loadVocabularies(loaded->card, model.path));
    BADCASE_TRY(checkVocabularies(run, loaded->vocabularies));
    loaded->blank = Blanking::read(run.settings);
    BADCASE_ASSIGN(auto classes, engine::mapClasses(loaded->card, schema, renamesOf(run)));
    BADCASE_ASSIGN(auto post,
                   engine::Postprocessor::create(loaded->card, std::move(classes.toSchema), schema.size()));
    BADCASE_ASSIGN(engine::Backend * backend, engine::torchBackend());
    engine::LoadOptions options;
    options.device = request.device;
    options.optimise = false; // one sample does not pay for it
    BADCASE_ASSIGN(auto runtime, backend->load(model.path, options));
    loaded->model = std::make_unique<engine::InferenceModel>(
        std::move(runtime), std::make_shared<const engine::Postprocessor>(std::move(post)));
    m_loaded = std::move(loaded);
    return {};
}

Result<engine::PreparedInput> WhatIfModel::pictureInput(Project& project, const Sample& sample, bool blank)
{
    const engine::CardInput& reads = m_loaded->card.input;
    if (sample.kind != SampleKind::Image && sample.kind != SampleKind::Video)
        return fail(readsOnlyPictures(sample));
    if (!blank && sample.kind == SampleKind::Video)
        return fail(ErrorCode::InvalidArgument,
                    tr("The run has not done %1: there is nothing to compare with").arg(sample.name));
    BADCASE_ASSIGN(const RgbImage picture,
                   blank ? pictureToBlank(project, sample, reads) : readPicture(project, sample));
    BADCASE_ASSIGN(engine::PreparedInput input, engine::prepareInput(picture, reads, sample.name));
    if (blank)
        std::ranges::fill(input.tensors.front().values, 0.0F); // the mean, after normalisation
    return input;
}

Result<engine::PreparedInput> WhatIfModel::allInputs(Project& project, const storage::SampleDetail& detail,
                                                     const WhatIfEdits& edits, bool blank, const CancelToken& cancel)
{
    jobs::JobSample sample;
    sample.id = detail.row.sample.id;
    sample.name = detail.row.sample.name;
    sample.kind = detail.row.sample.kind;
    sample.member = detail.row.sample.media.path;
    if (auto root = project.media().root(detail.row.sample.media.root))
        sample.root = *root;
    sample.texts = m_loaded->blank.applied(detail.fields);
    for (auto it = edits.fields.begin(); it != edits.fields.end(); ++it)
        sample.texts.insert(it.key(), it.value());
    jobs::StageClock clock;
    BADCASE_ASSIGN(auto made,
                   jobs::makeInputs({m_loaded->card, m_loaded->vocabularies, clock, blank, cancel, jobs::allMedia()},
                                    sample));
    return std::move(made.input);
}

Result<std::vector<float>> WhatIfModel::probabilities(Project& project, const storage::SampleDetail& detail,
                                                      const WhatIfEdits& edits, const CancelToken& cancel)
{
    const bool blank = edits.blankMedia || m_loaded->blank.media;
    BADCASE_ASSIGN(engine::PreparedInput input, m_loaded->card.takesPicturesOnly()
                                                    ? pictureInput(project, detail.row.sample, blank)
                                                    : allInputs(project, detail, edits, blank, cancel));
    auto predictions = m_loaded->model->run(std::span(&input, 1));
    if (!predictions.front())
        return fail(predictions.front().error());
    const auto* classes = std::get_if<ClassPrediction>(&*predictions.front());
    if (!classes)
        return fail(ErrorCode::Internal, QStringLiteral("a classifier gave a mask"));
    return classes->probabilities;
}

Result<WhatIfAnswer> WhatIfModel::ask(Project& project, storage::Connection& connection,
                                      const WhatIfRequest& request, TrustStore trust,
                                      const CancelToken& cancel)
{
    BADCASE_ASSIGN(const auto run, storage::RunRepository(connection).find(request.run));
    BADCASE_ASSIGN(const auto detail, storage::SampleRepository(connection).detail(request.sample));
    WhatIfAnswer answer;
    BADCASE_ASSIGN(answer.notice, noticeFor(run, request.edits));
    BADCASE_TRY(load(project, connection, run, request, trust, cancel));
    answer.runName = run.name;
    answer.sampleName = detail.row.sample.name;
    storage::WhatIfRecord& record = answer.record;
    record.run = run.id;
    record.sample = request.sample;
    record.at = QDateTime::currentDateTimeUtc();
    record.author = request.author.isEmpty() ? defaultAuthor() : request.author;
    record.edits = request.edits.toJson();
    // What the run has stored is what everybody sees beside the answer; a sample that the run has not done is
    // asked as it is.
    auto before = storage::PredictionRepository(connection).probabilities(run.id, request.sample);
    if (before && before->size() == static_cast<std::size_t>(m_loaded->schemaSize)) {
        record.before = std::move(*before);
    } else {
        BADCASE_ASSIGN(record.before, probabilities(project, detail, {}, cancel));
    }
    if (cancel.isCancelled())
        return fail(ErrorCode::Cancelled, tr("Stopped asking the model"));
    BADCASE_ASSIGN(record.after, probabilities(project, detail, request.edits, cancel));
    if (!project.isReadOnly()) {
        BADCASE_ASSIGN(record.id, storage::WhatIfRepository(connection).add(record));
    }
    return answer;
}

} // namespace badcase::workspace
