// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

/// Samples become the tensors of a card's inputs, and go through a run with a model that is a formula.

#include "inference/jobs/all_media.h"
#include "inference/jobs/sample_inputs.h"
#include "tests/jobs/fake_run.h"
#include "tests/support/test_support.h"

#include <QFile>
#include <QTemporaryDir>

using namespace badcase;
using namespace badcase::jobs;
using namespace badcase::test;

namespace {

using Numbers = std::vector<std::int64_t>;

/// Any size, values as in the file.
engine::CardInput plainPicture()
{
    engine::CardInput picture;
    picture.scale = 1.0;
    picture.resize = engine::ResizeMode::None;
    return picture;
}

engine::ModelInput image()
{
    return {QStringLiteral("picture"), engine::ImageInput{plainPicture(), engine::MissingRule::Refuse}};
}

engine::FramesInput frames(int count, const QString& plan)
{
    engine::FramesInput input;
    input.picture = plainPicture();
    input.count = count;
    input.plan = plan;
    input.mask = QStringLiteral("mask");
    return input;
}

engine::ModelInput titles()
{
    engine::TokensInput input;
    input.fields = QStringList{QStringLiteral("title")};
    input.maxLength = 4;
    return {QStringLiteral("ids"), input};
}

/// A classifier of two classes with these inputs.
struct Described {
    explicit Described(std::vector<engine::ModelInput> inputs)
    {
        card.name = QStringLiteral("fake");
        card.classes = QStringList{QStringLiteral("a"), QStringLiteral("b")};
        card.inputs = std::move(inputs);
        for (const engine::ModelInput& input : card.inputs) {
            auto& place = vocabularies.ofInput.emplace_back();
            if (std::holds_alternative<engine::TokensInput>(input.kind))
                place = engine::WordPiece::parse("[PAD]\n[UNK]\n[CLS]\n[SEP]\nred\n", QStringLiteral("v"))
                            .value();
        }
    }
    Result<SampleInputs> make(const JobSample& sample, bool blank = false)
    {
        return makeInputs({card, vocabularies, clock, blank, {}, jobs::allMedia()}, sample);
    }

    engine::ModelCard card;
    engine::Vocabularies vocabularies;
    StageClock clock;
};

QByteArray npy(const QByteArray& shape, const std::vector<float>& values)
{
    QByteArray header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + shape + "), }";
    header += QByteArray(64 - (10 + header.size() + 1) % 64, ' ') + '\n';
    QByteArray bytes("\x93NUMPY\x01\x00", 8);
    bytes += char(header.size() & 255);
    bytes += char(header.size() >> 8);
    bytes += header;
    bytes += QByteArray(reinterpret_cast<const char*>(values.data()),
                        static_cast<qsizetype>(values.size() * sizeof(float)));
    return bytes;
}

} // namespace

class TstSampleInputs : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_root = media::MediaRoot::open(m_dir.path()).value(); }
    void init() { failOnWarnings(); }
    void aPictureBesideAText();
    void plansOfClips_data();
    void plansOfClips();
    void blankedClipsKeepTheirTime();
    void stillsAreClipsOfThemselves();
    void rowsOfFeatures_data();
    void rowsOfFeatures();
    void otherFeaturesAreRefused();
    void runsInOnePass_data();
    void runsInOnePass();

private:
    JobSample file(const QString& name, const QByteArray& bytes, SampleKind kind)
    {
        QFile out(m_dir.filePath(name));
        if (!out.open(QIODevice::WriteOnly) || out.write(bytes) != bytes.size())
            qFatal("%s cannot be written", qPrintable(name));
        return {SampleId(1), name, m_root, name, kind};
    }
    /// Ten frames a second, each of one grey.
    JobSample clip(int count)
    {
        QByteArray bytes = "YUV4MPEG2 W8 H8 F10:1 Ip A1:1 Cmono\n";
        for (int i = 0; i < count; ++i)
            bytes += "FRAME\n" + QByteArray(64, char(40 + 20 * i));
        return file(QStringLiteral("clip%1.y4m").arg(count), bytes, SampleKind::Video);
    }
    JobSample picture(const QString& member) const
    {
        return {SampleId(1), QStringLiteral("p"), m_fake, member, SampleKind::Image};
    }

    QTemporaryDir m_dir;
    std::shared_ptr<media::MediaRoot> m_root;
    std::shared_ptr<FakeRoot> m_fake = std::make_shared<FakeRoot>();
};

void TstSampleInputs::aPictureBesideAText()
{
    Described model({titles(), image()});
    JobSample sample = picture(QStringLiteral("5-4-70"));
    sample.texts = {{QStringLiteral("title"), QStringLiteral("Red")},
                    {QStringLiteral("asr"), QStringLiteral("red red")}};
    const auto made = model.make(sample);
    QVERIFY_RESULT(made);
    QCOMPARE(made->input.tensors.size(), std::size_t(2));
    QCOMPARE(made->input.tensors[0].integers, (Numbers{2, 4, 3, 0}));
    QCOMPARE(made->input.tensors[1].shape, (Numbers{3, 4, 5}));
    QCOMPARE(made->input.tensors[1].values, std::vector<float>(60, 70.0F));
    QCOMPARE(made->input.geometry.native, QSize(5, 4));
    QCOMPARE(made->input.places, 0);
    const auto blank = model.make(sample, true);
    QVERIFY_RESULT(blank);
    QCOMPARE(blank->input.tensors[0].integers, made->input.tensors[0].integers);
    QCOMPARE(blank->input.tensors[1].values, std::vector<float>(60, 0.0F));
    const auto broken = model.make(picture(QStringLiteral("broken")));
    QVERIFY(!broken);
    QVERIFY(broken.error().message.contains(QLatin1String("broken")));
}

void TstSampleInputs::plansOfClips_data()
{
    QTest::addColumn<QString>("plan");
    QTest::addColumn<int>("inVideo");
    QTest::addColumn<QList<double>>("seconds");
    const auto row = [](const char* plan, int inVideo, const QList<double>& seconds) {
        QTest::addRow("%s of %d", plan, inVideo) << QString::fromLatin1(plan) << inVideo << seconds;
    };
    row("uniform", 8, {0.1, 0.3, 0.5, 0.7});
    row("uniform", 4, {0.0, 0.1, 0.2, 0.3});
    row("uniform", 2, {0.0, 0.0, 0.1, 0.1}); // each twice
    row("every:2", 9, {0.0, 0.2, 0.4, 0.6});
    row("every:2", 5, {0.0, 0.2, 0.4});
    row("rate:5", 3, {0.0, 0.2});
}

void TstSampleInputs::plansOfClips()
{
    QFETCH(QString, plan);
    QFETCH(int, inVideo);
    QFETCH(QList<double>, seconds);
    Described model({{QStringLiteral("frames"), frames(4, plan)}});
    const auto made = model.make(clip(inVideo));
    QVERIFY_RESULT(made);
    QCOMPARE(made->input.places, static_cast<int>(seconds.size()));
    QCOMPARE(made->seconds.size(), static_cast<std::size_t>(seconds.size()));
    QVERIFY(std::abs(made->duration - inVideo / 10.0) < 1e-9);
    const auto& tensors = made->input.tensors;
    QCOMPARE(tensors[0].shape, (Numbers{4, 3, 8, 8}));
    float before = -1;
    for (qsizetype i = 0; i < 4; ++i) {
        const auto at = static_cast<std::size_t>(i);
        const bool there = i < seconds.size();
        QCOMPARE(tensors[1].integers[at], std::int64_t(there));
        const float grey = tensors[0].values[at * 3 * 64];
        if (!there) {
            QCOMPARE(grey, 0.0F);
            continue;
        }
        QVERIFY(std::abs(made->seconds[at] - seconds[i]) < 1e-9);
        const bool again = i > 0 && seconds[i] == seconds[i - 1];
        QVERIFY(again ? grey == before : grey > before); // greys rise with time
        before = grey;
    }
}

void TstSampleInputs::blankedClipsKeepTheirTime()
{
    Described model({{QStringLiteral("frames"), frames(4, QStringLiteral("every:2"))}});
    const auto made = model.make(clip(5), true);
    QVERIFY_RESULT(made);
    QCOMPARE(made->input.tensors[0].values, std::vector<float>(4 * 3 * 64, 0.0F));
    QCOMPARE(made->input.tensors[1].integers, (Numbers{1, 1, 1, 0}));
    QCOMPARE(made->seconds.size(), std::size_t(3));
}

void TstSampleInputs::stillsAreClipsOfThemselves()
{
    engine::FramesInput input = frames(3, QStringLiteral("uniform"));
    Described strict({{QStringLiteral("frames"), input}});
    QVERIFY(!strict.make(picture(QStringLiteral("4-4-9"))));
    input.stills = true;
    Described model({{QStringLiteral("frames"), input}});
    const auto made = model.make(picture(QStringLiteral("4-4-9")));
    QVERIFY_RESULT(made);
    QCOMPARE(made->input.tensors[0].values, std::vector<float>(3 * 3 * 16, 9.0F));
    QCOMPARE(made->input.places, 3);
    QCOMPARE(made->duration, 0.0);
}

void TstSampleInputs::rowsOfFeatures_data()
{
    QTest::addColumn<QByteArray>("shape");
    QTest::addColumn<int>("values");
    QTest::addColumn<Numbers>("tensor");
    QTest::newRow("two rows") << QByteArray("2, 3") << 6 << Numbers{2, 3};
    QTest::newRow("a vector is one row") << QByteArray("3,") << 3 << Numbers{1, 3};
    QTest::newRow("more axes") << QByteArray("2, 1, 3") << 6 << Numbers{2, 3};
}

void TstSampleInputs::rowsOfFeatures()
{
    QFETCH(QByteArray, shape);
    QFETCH(int, values);
    QFETCH(Numbers, tensor);
    engine::FeaturesInput input;
    input.dim = 3;
    input.rate = 2.0;
    Described model({{QStringLiteral("rows"), input}});
    std::vector<float> numbers;
    for (int i = 0; i < values; ++i)
        numbers.push_back(static_cast<float>(i));
    const auto made = model.make(file(QStringLiteral("f.npy"), npy(shape, numbers), SampleKind::Features));
    QVERIFY_RESULT(made);
    QCOMPARE(made->input.tensors[0].shape, tensor);
    QCOMPARE(made->input.tensors[0].values, numbers);
    QCOMPARE(made->duration, double(tensor[0]) / 2.0);
}

void TstSampleInputs::otherFeaturesAreRefused()
{
    engine::FeaturesInput input;
    input.dim = 4;
    Described model({{QStringLiteral("rows"), input}});
    const auto made =
        model.make(file(QStringLiteral("g.npy"), npy("2, 3", std::vector<float>(6)), SampleKind::Features));
    QVERIFY(!made);
    QCOMPARE(made.error().code, ErrorCode::InvalidArgument);
    QVERIFY(made.error().message.contains(QLatin1String("g.npy")));
    QVERIFY(made.error().message.contains(QLatin1String("2 x 3")));
    QVERIFY(!model.make(file(QStringLiteral("h.npy"), "no array", SampleKind::Features)));
}

void TstSampleInputs::runsInOnePass_data()
{
    QTest::addColumn<bool>("onDevice");
    QTest::newRow("CPU") << false;
    QTest::newRow("device") << true;
}

/// Pictures of many sizes beside texts say what the pictures alone say; a clip is one pass.
void TstSampleInputs::runsInOnePass()
{
    QFETCH(bool, onDevice);
    QStringList members = pictures(30);
    members << QStringLiteral("5-9-33") << QStringLiteral("missing") << QStringLiteral("9-5-44");
    FakeRun alone(members);
    FakeRun both(members);
    alone.model.onDevice = both.model.onDevice = onDevice;
    std::atomic<int> passes = 0;
    both.model.forwards = &passes;
    both.options.batch = 4;
    RunPlan plan = both.plan();
    Described model({image(), titles()});
    plan.card = model.card;
    plan.vocabularies = model.vocabularies;
    QCOMPARE(alone.run().outcome, Outcome::Succeeded);
    const RunReport report = InferenceJob(plan).run();
    QCOMPARE(report.outcome, Outcome::Succeeded);
    QCOMPARE(report.stats.failed, 1);
    QCOMPARE(both.sink->results.size(), alone.sink->results.size());
    for (std::size_t i = 0; i < alone.sink->results.size(); ++i) {
        const auto* a = std::get_if<ClassPrediction>(&alone.sink->result(i).outcome);
        const auto* b = std::get_if<ClassPrediction>(&both.sink->result(i).outcome);
        QCOMPARE(a != nullptr, b != nullptr);
        if (a)
            QCOMPARE(b->probabilities, a->probabilities);
    }
    QVERIFY(passes > 0 && passes < 32);
}

BADCASE_REGISTER_TEST(TstSampleInputs)
#include "tst_sample_inputs.moc"
