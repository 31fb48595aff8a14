// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

/// Models of texts with frames or features (tests/engine/fixtures/make_fusion_models.py) through the LibTorch
/// plugin, from files to logits, against what PyTorch says of inputs that Python prepared. Runs with every
/// plugin that was built.

#include "inference/engine/inference_model.h"
#include "inference/engine/model_file.h"
#include "inference/jobs/all_media.h"
#include "inference/jobs/sample_inputs.h"
#include "inference/media/array_reader.h"
#include "tests/jobs/fake_run.h"
#include "tests/support/test_support.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <cmath>

using namespace badcase;
using namespace badcase::jobs;
using namespace badcase::test;

namespace {

constexpr double kTolerance = 1e-4;

QString fixture(const QString& name)
{
    return sourceDir() + QStringLiteral("/tests/engine/fixtures/fusion/") + name;
}

QString modelPath(const QString& model)
{
    return fixture(QStringLiteral("fusion_%1.pt").arg(model));
}

std::shared_ptr<media::MediaRoot> archive(const QString& name)
{
    return media::MediaRoot::open(fixture(name)).value();
}

/// The 100 samples, with clips or with features.
std::vector<JobSample> samplesWith(SampleKind kind)
{
    const bool clips = kind == SampleKind::Video;
    const auto root = archive(clips ? QStringLiteral("clips.zip") : QStringLiteral("labeled_feats.zip"));
    QFile file(fixture(QStringLiteral("labeled.json")));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s cannot be read", qPrintable(file.fileName()));
    std::vector<JobSample> samples;
    const QJsonArray records = QJsonDocument::fromJson(file.readAll()).array();
    for (const auto& record : records) {
        JobSample sample;
        sample.id = SampleId(static_cast<qint64>(samples.size()) + 1);
        sample.name = record[QStringLiteral("id")].toString();
        sample.member = sample.name + (clips ? QStringLiteral(".avi") : QStringLiteral(".npy"));
        const bool exists = root->stat(sample.member).has_value();
        sample.kind = exists ? kind : SampleKind::NoMedia;
        sample.root = exists ? root : nullptr;
        QStringList ocr;
        const QJsonArray pieces = record[QStringLiteral("ocr")].toArray();
        for (const auto& piece : pieces)
            ocr << piece[QStringLiteral("text")].toString();
        sample.texts = {{QStringLiteral("title"), record[QStringLiteral("title")].toString()},
                        {QStringLiteral("asr"), record[QStringLiteral("asr")].toString()},
                        {QStringLiteral("ocr"), ocr.join(u'\n')}};
        samples.push_back(sample);
    }
    return samples;
}

/// What Python says: output `index` of a model for every sample, NaN for those that it could not be asked
/// about.
struct Expected {
    std::vector<float> values;
    std::size_t each = 0; ///< values a sample
    std::span<const float> of(std::size_t sample) const
    {
        return std::span(values).subspan(sample * each, each);
    }
    bool knows(std::size_t sample) const { return !std::isnan(of(sample).front()); }
};

Result<Expected> expected(const QString& model, int index)
{
    BADCASE_ASSIGN(const auto reader,
                   media::ArrayReader::openMember(*archive(QStringLiteral("expected.zip")),
                                                  QStringLiteral("%1.%2.npy").arg(model).arg(index)));
    Expected read;
    read.each = static_cast<std::size_t>(reader.header().columns());
    read.values.resize(static_cast<std::size_t>(reader.header().count()));
    BADCASE_TRY(reader.readRows(0, reader.header().rows(), read.values));
    return read;
}

struct Model {
    engine::ModelCard card;
    engine::Vocabularies vocabularies;
};

Result<Model> describe(const QString& model, const QString& head = {})
{
    BADCASE_ASSIGN(const auto file, engine::inspectModelFile(modelPath(model)));
    if (!file.card)
        return fail(*file.cardProblem);
    Model described{*file.card, {}};
    if (!head.isEmpty()) {
        BADCASE_ASSIGN(described.card, engine::cardOfHead(described.card, head));
    }
    BADCASE_ASSIGN(described.vocabularies, engine::loadVocabularies(described.card, modelPath(model)));
    return described;
}

Result<std::unique_ptr<engine::LoadedModel>> load(const QString& model, int threads)
{
    BADCASE_ASSIGN(engine::Backend * backend, engine::torchBackend());
    engine::LoadOptions options;
    options.device = QStringLiteral("cpu");
    options.threads = threads;
    return backend->load(modelPath(model), options);
}

std::vector<double> softmax(std::span<const float> logits)
{
    std::vector<double> values(logits.begin(), logits.end());
    double sum = 0;
    for (double& value : values)
        sum += value = std::exp(value);
    for (double& value : values)
        value /= sum;
    return values;
}

/// A run over all samples, into a sink that remembers.
struct FusionRun {
    FusionRun(const Model& model, const QString& name, SampleKind kind)
        : source(std::make_shared<ListSource>(samplesWith(kind)))
    {
        plan.load = [name](int threads) { return load(name, threads); };
        plan.card = model.card;
        plan.vocabularies = model.vocabularies;
        plan.schemaSize = static_cast<int>(model.card.classes.size());
        for (ClassIndex i = 0; i < plan.schemaSize; ++i)
            plan.toSchema.push_back(i);
        plan.source = source;
        plan.sink = sink;
        plan.media = allMedia();
        plan.options.cores = 2;
        plan.options.batch = 5;
    }
    RunReport run() { return InferenceJob(plan).run(); }
    const ClassPrediction* prediction(std::size_t at) const
    {
        return std::get_if<ClassPrediction>(&sink->result(at).outcome);
    }

    RunPlan plan;
    std::shared_ptr<ListSource> source;
    std::shared_ptr<RecordingSink> sink = std::make_shared<RecordingSink>();
};

} // namespace

class TstFusionModels : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init() { failOnWarnings(); }
    void logitsEqualPython_data();
    void logitsEqualPython();
    void runsEqualPython_data() { logitsEqualPython_data(); }
    void runsEqualPython();
    void scoresOfFrames();
    void scoresOfParts();
    void severalTags();
    void blankedMedia();
    void whatIsMissingIsSaid();
};

void TstFusionModels::initTestCase()
{
#ifdef BADCASE_TEST_HAS_TORCH
    const auto backend = engine::torchBackend();
    QVERIFY_RESULT(backend);
    const QString version = qEnvironmentVariable("BADCASE_TEST_TORCH_VERSION");
    if (!version.isEmpty())
        QCOMPARE((*backend)->version(), version);
#else
    QSKIP("built without LibTorch");
#endif
}

void TstFusionModels::logitsEqualPython_data()
{
    QTest::addColumn<bool>("clips");
    QTest::addColumn<int>("outputs");
    QTest::addColumn<int>("missing"); // samples that lack what the model needs
    QTest::newRow("single") << false << 2 << 5;
    QTest::newRow("two") << false << 1 << 0;
    QTest::newRow("cross") << true << 2 << 0;
    QTest::newRow("heads") << false << 4 << 5;
}

void TstFusionModels::logitsEqualPython()
{
    QFETCH(bool, clips);
    QFETCH(int, outputs);
    QFETCH(int, missing);
    const QString name = QString::fromLatin1(QTest::currentDataTag());
    const auto model = describe(name);
    QVERIFY_RESULT(model);
    auto loaded = load(name, 1);
    QVERIFY_RESULT(loaded);
    std::vector<Expected> reference;
    for (int i = 0; i < outputs; ++i) {
        auto one = expected(name, i);
        QVERIFY_RESULT(one);
        reference.push_back(std::move(*one));
    }
    StageClock clock;
    const InputMaker maker{model->card, model->vocabularies, clock, false, {}, allMedia()};
    const auto samples = samplesWith(clips ? SampleKind::Video : SampleKind::Features);
    QCOMPARE(samples.size(), std::size_t(100));
    int failed = 0;
    double largest = 0;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        auto made = makeInputs(maker, samples[i]);
        QCOMPARE(made.has_value(), reference.front().knows(i));
        if (!made) {
            ++failed;
            continue;
        }
        QCOMPARE(static_cast<qsizetype>(made->input.tensors.size()), model->card.argumentNames().size());
        for (auto& tensor : made->input.tensors)
            tensor.shape.insert(tensor.shape.begin(), 1);
        const auto said = (*loaded)->forward(made->input.tensors);
        QVERIFY_RESULT(said);
        QCOMPARE(static_cast<int>(said->size()), outputs);
        for (std::size_t k = 0; k < said->size(); ++k) {
            const auto right = reference[k].of(i);
            QCOMPARE((*said)[k].values.size(), right.size());
            for (std::size_t v = 0; v < right.size(); ++v)
                largest = std::max(largest, std::abs(double((*said)[k].values[v]) - double(right[v])));
        }
    }
    QCOMPARE(failed, missing);
    QVERIFY2(largest <= kTolerance, qPrintable(QString::number(largest)));
    qInfo("%s: largest difference from Python %g", qPrintable(name), largest);
}

/// The same through batches, lanes and post-processing.
void TstFusionModels::runsEqualPython()
{
    QFETCH(bool, clips);
    QFETCH(int, missing);
    const QString name = QString::fromLatin1(QTest::currentDataTag());
    const bool heads = name == QLatin1String("heads");
    const auto model = describe(name, heads ? QStringLiteral("scene") : QString());
    QVERIFY_RESULT(model);
    const auto logits = expected(name, heads ? 1 : 0);
    QVERIFY_RESULT(logits);
    FusionRun run(*model, name, clips ? SampleKind::Video : SampleKind::Features);
    const RunReport report = run.run();
    QCOMPARE(report.outcome, Outcome::Succeeded);
    QCOMPARE(report.stats.failed, qint64(missing));
    QCOMPARE(run.sink->results.size(), std::size_t(100));
    for (std::size_t i = 0; i < 100; ++i) {
        const ClassPrediction* prediction = run.prediction(i);
        QCOMPARE(prediction != nullptr, logits->knows(i));
        if (!prediction)
            continue;
        const std::vector<double> right = softmax(logits->of(i));
        for (std::size_t c = 0; c < right.size(); ++c)
            QVERIFY(std::abs(double(prediction->probabilities[c]) - right[c]) <= kTolerance);
    }
}

/// Without logits of the whole, its probabilities are the mean over the rows that are there.
void TstFusionModels::scoresOfFrames()
{
    const auto model = describe(QStringLiteral("heads"));
    QVERIFY_RESULT(model);
    QCOMPARE(model->card.output.head, QStringLiteral("topic"));
    const auto logits = expected(QStringLiteral("heads"), 0);
    QVERIFY_RESULT(logits);
    FusionRun run(*model, QStringLiteral("heads"), SampleKind::Features);
    QCOMPARE(run.run().outcome, Outcome::Succeeded);
    const auto samples = samplesWith(SampleKind::Features);
    constexpr std::size_t kClasses = 5;
    constexpr std::size_t kLength = 6;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        if (!logits->knows(i))
            continue;
        const auto array = media::ArrayReader::openMember(*samples[i].root, samples[i].member);
        QVERIFY_RESULT(array);
        const auto rows = std::min<std::size_t>(kLength, static_cast<std::size_t>(array->header().rows()));
        const SampleResult& result = run.sink->result(i);
        QVERIFY(result.frames);
        QCOMPARE(result.frames->seconds.size(), rows);
        QVERIFY(result.frames->ends.empty());
        std::vector<double> mean(kClasses, 0.0);
        for (std::size_t row = 0; row < rows; ++row) {
            QCOMPARE(result.frames->seconds[row], double(row) / 2.0); // two rows a second, says the card
            const auto right = softmax(logits->of(i).subspan(row * kClasses, kClasses));
            for (std::size_t c = 0; c < kClasses; ++c) {
                QVERIFY(std::abs(double(result.frames->values[row * kClasses + c]) - right[c]) <= kTolerance);
                mean[c] += right[c] / double(rows);
            }
        }
        for (std::size_t c = 0; c < kClasses; ++c)
            QVERIFY(std::abs(double(run.prediction(i)->probabilities[c]) - mean[c]) <= kTolerance);
    }
}

void TstFusionModels::scoresOfParts()
{
    const auto model = describe(QStringLiteral("heads"), QStringLiteral("scene"));
    QVERIFY_RESULT(model);
    const auto halves = expected(QStringLiteral("heads"), 2);
    QVERIFY_RESULT(halves);
    FusionRun run(*model, QStringLiteral("heads"), SampleKind::Features);
    QCOMPARE(run.run().outcome, Outcome::Succeeded);
    const auto samples = samplesWith(SampleKind::Features);
    for (std::size_t i = 0; i < samples.size(); ++i) {
        if (!halves->knows(i))
            continue;
        const auto array = media::ArrayReader::openMember(*samples[i].root, samples[i].member);
        QVERIFY_RESULT(array);
        const double half = double(array->header().rows()) / 2.0 / 2.0;
        const auto& frames = run.sink->result(i).frames;
        QVERIFY(frames);
        QCOMPARE(frames->seconds, (std::vector<double>{0.0, half}));
        QCOMPARE(frames->ends, (std::vector<double>{half, 2 * half}));
        for (std::size_t part = 0; part < 2; ++part) {
            const auto right = softmax(halves->of(i).subspan(part * 2, 2));
            QVERIFY(std::abs(double(frames->values[part * 2]) - right[0]) <= kTolerance);
        }
    }
}

void TstFusionModels::severalTags()
{
    const auto model = describe(QStringLiteral("heads"), QStringLiteral("tags"));
    QVERIFY_RESULT(model);
    QCOMPARE(model->card.task, Task::MultiLabel);
    const auto logits = expected(QStringLiteral("heads"), 3);
    QVERIFY_RESULT(logits);
    FusionRun run(*model, QStringLiteral("heads"), SampleKind::Features);
    QCOMPARE(run.run().outcome, Outcome::Succeeded);
    for (std::size_t i = 0; i < 100; ++i) {
        if (!logits->knows(i))
            continue;
        QVERIFY(!run.sink->result(i).frames);
        for (std::size_t c = 0; c < 3; ++c) {
            const double right = 1.0 / (1.0 + std::exp(-double(logits->of(i)[c])));
            QVERIFY(std::abs(double(run.prediction(i)->probabilities[c]) - right) <= kTolerance);
        }
    }
}

/// Blanked frames are all alike, so that only the texts tell samples apart; nothing is decoded for them.
void TstFusionModels::blankedMedia()
{
    const auto model = describe(QStringLiteral("cross"));
    QVERIFY_RESULT(model);
    StageClock clock;
    InputMaker maker{model->card, model->vocabularies, clock, true, {}, allMedia()};
    auto samples = samplesWith(SampleKind::Video);
    samples[1].texts = samples[0].texts;
    const auto a = makeInputs(maker, samples[0]);
    const auto b = makeInputs(maker, samples[1]);
    QVERIFY_RESULT(a);
    QVERIFY_RESULT(b);
    QCOMPARE(a->input.tensors[0].values, std::vector<float>(a->input.tensors[0].values.size()));
    QCOMPARE(a->input.tensors[1].integers,
             (std::vector<std::int64_t>{1, 1, 1, 1})); // the clip is there, but even
    QCOMPARE(b->input.tensors[2].integers, a->input.tensors[2].integers);
    QCOMPARE(clock.read().of(Stage::Decode), 0.0);
    samples[0].root.reset();
    const auto without = makeInputs(maker, samples[0]); // the card lets it do without
    QVERIFY_RESULT(without);
    QCOMPARE(without->input.tensors[1].integers, (std::vector<std::int64_t>{0, 0, 0, 0}));

    const auto features = describe(QStringLiteral("single"));
    QVERIFY_RESULT(features);
    const InputMaker blankRows{features->card, features->vocabularies, clock, true, {}, allMedia()};
    const auto rows = samplesWith(SampleKind::Features);
    const InputMaker plain{features->card, features->vocabularies, clock, false, {}, allMedia()};
    const auto seen = makeInputs(plain, rows[0]);
    const auto blank = makeInputs(blankRows, rows[0]);
    QVERIFY_RESULT(seen);
    QVERIFY_RESULT(blank);
    QCOMPARE(blank->input.tensors[1].integers, seen->input.tensors[1].integers); // as many rows as there are
    QCOMPARE(blank->input.tensors[0].values, std::vector<float>(seen->input.tensors[0].values.size()));
}

void TstFusionModels::whatIsMissingIsSaid()
{
    const auto model = describe(QStringLiteral("single"));
    QVERIFY_RESULT(model);
    StageClock clock;
    const InputMaker maker{model->card, model->vocabularies, clock, false, {}, allMedia()};
    const auto clips = samplesWith(SampleKind::Video);
    const auto made = makeInputs(maker, clips.front());
    QVERIFY(!made);
    QCOMPARE(made.error().code, ErrorCode::NotFound);
    QVERIFY(made.error().message.contains(clips.front().name));
    QVERIFY(made.error().message.contains(QLatin1String("\"features\"")));
}

BADCASE_REGISTER_TEST(TstFusionModels)
#include "tst_fusion_models.moc"
