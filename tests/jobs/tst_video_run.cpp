// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/jobs/planned_frames.h"
#include "tests/jobs/fake_run.h"
#include "tests/support/test_support.h"

#include <QElapsedTimer>
#include <QTemporaryDir>

#include <algorithm>
#include <cmath>
#include <future>
#include <numeric>

using namespace badcase;
using namespace badcase::jobs;
using namespace badcase::test;
using namespace std::chrono_literals;

namespace {

constexpr int kSide = 8;
constexpr int kRate = 10; ///< frames a second

std::vector<PlannedFrame> eachOnce(const std::vector<int>& numbers)
{
    std::vector<PlannedFrame> frames;
    for (const int number : numbers)
        frames.push_back({number, 1});
    return frames;
}

const ClassPrediction* predictionOf(const SampleResult& result)
{
    return std::get_if<ClassPrediction>(&result.outcome);
}

} // namespace

/// Videos as samples of a model of pictures.
class TstVideoRun : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init() { test::failOnWarnings(); }
    void plans_data();
    void plans();
    void badPlans();
    void scenes();
    void meanOfTheFramesAsPictures_data();
    void meanOfTheFramesAsPictures();
    void framesNamedTwiceCountTwice();
    void besidePictures_data() { meanOfTheFramesAsPictures_data(); }
    void besidePictures();
    void unusableVideos_data() { meanOfTheFramesAsPictures_data(); }
    void unusableVideos();
    void masksAreRefused();
    void featuresHaveNoPixels();
    void aFrameThatTheModelFailsFor_data() { meanOfTheFramesAsPictures_data(); }
    void aFrameThatTheModelFailsFor();
    void cancelInsideAVideo_data() { meanOfTheFramesAsPictures_data(); }
    void cancelInsideAVideo();
    void littleMemory_data() { meanOfTheFramesAsPictures_data(); }
    void littleMemory();

private:
    /// Frames of one grey each, uncompressed (YUV4MPEG2 is text and pixels).
    JobSample video(const QString& name, const std::vector<int>& greys);
    JobSample file(const QString& name, const QByteArray& bytes, SampleKind kind = SampleKind::Video);
    std::unique_ptr<media::VideoReader> reader(const JobSample& sample) const;
    /// The grey of each frame as a picture.
    std::vector<int> pictureGreys(const JobSample& sample) const;
    /// What the model says of pictures of these greys.
    static std::vector<float> scoresOfPictures(const std::vector<int>& greys);

    QTemporaryDir m_dir;
    std::shared_ptr<media::MediaRoot> m_root;
    qint64 m_lastId = 0;
};

void TstVideoRun::initTestCase()
{
    auto root = media::MediaRoot::open(m_dir.path());
    QVERIFY(root);
    m_root = *root;
}

JobSample TstVideoRun::file(const QString& name, const QByteArray& bytes, SampleKind kind)
{
    QFile out(m_dir.filePath(name));
    if (!out.open(QIODevice::WriteOnly) || out.write(bytes) != bytes.size())
        qFatal("%s cannot be written", qPrintable(name));
    return {SampleId(++m_lastId), name, m_root, name, kind};
}

JobSample TstVideoRun::video(const QString& name, const std::vector<int>& greys)
{
    QByteArray bytes = "YUV4MPEG2 W8 H8 F10:1 Ip A1:1 Cmono\n";
    for (const int grey : greys)
        bytes += "FRAME\n" + QByteArray(kSide * kSide, char(grey));
    return file(name, bytes);
}

std::unique_ptr<media::VideoReader> TstVideoRun::reader(const JobSample& sample) const
{
    const auto source = media::VideoSource::member(*sample.root, sample.member);
    auto opened = media::VideoReader::open(source.value());
    return std::move(opened).value();
}

std::vector<int> TstVideoRun::pictureGreys(const JobSample& sample) const
{
    const auto opened = reader(sample);
    std::vector<int> numbers(std::size_t(opened->count()));
    std::iota(numbers.begin(), numbers.end(), 0);
    const auto images = opened->readImages(numbers, {});
    std::vector<int> greys;
    for (const QImage& image : images.value())
        greys.push_back(qGreen(image.pixel(kSide / 2, kSide / 2)));
    return greys;
}

std::vector<float> TstVideoRun::scoresOfPictures(const std::vector<int>& greys)
{
    QStringList members;
    for (const int grey : greys)
        members << QStringLiteral("8-8-%1").arg(grey);
    FakeRun fake(members);
    fake.run();
    std::vector<float> scores;
    for (const SampleResult& result : fake.sink->results)
        scores.push_back(predictionOf(result)->probabilities[0]);
    return scores;
}

void TstVideoRun::plans_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<std::vector<int>>("numbers"); // of a video of 12 frames, 10 a second
    const auto row = [](const char* text, std::vector<int> numbers) {
        QTest::newRow(text) << QString::fromLatin1(text) << std::move(numbers);
    };
    row("uniform:8", {0, 2, 3, 5, 6, 8, 9, 11});
    row("uniform:1", {6});
    row("every:5", {0, 5, 10});
    row("every:100", {0});
    row("rate:2.5", {0, 4, 8});
}

void TstVideoRun::plans()
{
    QFETCH(QString, text);
    QFETCH(std::vector<int>, numbers);
    const auto plan = FramePlan::parse(text);
    QVERIFY2(plan, plan ? "" : qPrintable(plan.error().message));
    QCOMPARE(plan->toText(), text);
    const auto twelve = reader(video(QStringLiteral("twelve.y4m"), std::vector<int>(12, 100)));
    QCOMPARE(twelve->count(), 12);
    const auto frames = plannedFrames(*plan, *twelve);
    QVERIFY(frames);
    QVERIFY(*frames == eachOnce(numbers));
}

void TstVideoRun::badPlans()
{
    for (const char* text : {"", "uniform", "uniform:", "uniform:0", "uniform:2.5", "every:-1", "every:1e99",
                             "rate:0", "rate:nan", "rate:fast", "scenes:3", "all", "uniform:8:9"}) {
        const auto plan = FramePlan::parse(QString::fromLatin1(text));
        QVERIFY2(!plan, text);
        QCOMPARE(plan.error().code, ErrorCode::InvalidArgument);
        QVERIFY(plan.error().message.contains(QLatin1String("uniform:N")));
    }
    QVERIFY(FramePlan() == FramePlan::parse(QStringLiteral("uniform:8")).value());
}

void TstVideoRun::scenes()
{
    std::vector<int> greys(10, 30);
    greys.insert(greys.end(), 10, 200);
    const auto plan = FramePlan::parse(QStringLiteral("scenes"));
    QVERIFY(plan);
    QCOMPARE(plan->toText(), QStringLiteral("scenes"));
    const auto opened = reader(video(QStringLiteral("cut.y4m"), greys));
    QVERIFY(plannedFrames(*plan, *opened).value() == eachOnce({0, 10}));
}

void TstVideoRun::meanOfTheFramesAsPictures_data()
{
    QTest::addColumn<bool>("onDevice");
    QTest::newRow("cpu: lanes") << false;
    QTest::newRow("device: one lane and helpers") << true;
}

void TstVideoRun::meanOfTheFramesAsPictures()
{
    QFETCH(bool, onDevice);
    const JobSample sample =
        video(QStringLiteral("mean.y4m"), {20, 40, 60, 80, 100, 120, 140, 160, 180, 200, 220, 230});
    FakeRun fake({sample});
    fake.model.onDevice = onDevice;
    fake.frames = {FramePlan::Kind::Uniform, 4}; // 1, 4, 7, 10
    const RunReport report = fake.run();
    QCOMPARE(report.outcome, Outcome::Succeeded);
    QCOMPARE(report.stats.done, 1); // samples, not frames
    QCOMPARE(report.stats.failed, 0);
    QCOMPARE(fake.sink->results.size(), std::size_t(1));

    const auto greys = pictureGreys(sample);
    const std::vector<float> expected = scoresOfPictures({greys[1], greys[4], greys[7], greys[10]});
    QVERIFY(expected[0] < expected[1] && expected[1] < expected[2] && expected[2] < expected[3]);
    const SampleResult& result = fake.sink->result(0);
    QVERIFY(result.frames);
    QVERIFY(result.warning.isEmpty());
    QCOMPARE(result.frames->columns, 2);
    QCOMPARE(result.frames->values.size(), std::size_t(8));
    double sum = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        QCOMPARE(result.frames->values[2 * i], expected[i]); // the same float
        QVERIFY(std::abs(result.frames->seconds[i] - double(1 + 3 * i) / kRate) < 1e-9);
        sum += double(expected[i]);
    }
    QVERIFY(predictionOf(result));
    QCOMPARE(predictionOf(result)->probabilities[0], float(sum / 4));
}

void TstVideoRun::framesNamedTwiceCountTwice()
{
    const JobSample sample = video(QStringLiteral("short.y4m"), {20, 120, 220});
    FakeRun fake({sample});
    std::atomic<int> forwards = 0;
    fake.model.forwards = &forwards;
    fake.frames = {FramePlan::Kind::Uniform, 8}; // 0 0 0 1 1 2 2 2
    QCOMPARE(fake.run().outcome, Outcome::Succeeded);
    QCOMPARE(forwards.load(), 3); // but the model sees each once
    const SampleResult& result = fake.sink->result(0);
    QCOMPARE(result.frames->seconds.size(), std::size_t(3));
    const auto expected = scoresOfPictures(pictureGreys(sample));
    const double mean = (3 * double(expected[0]) + 2 * double(expected[1]) + 3 * double(expected[2])) / 8;
    QCOMPARE(predictionOf(result)->probabilities[0], float(mean));
}

void TstVideoRun::besidePictures()
{
    QFETCH(bool, onDevice);
    const auto pictureRoot = std::make_shared<FakeRoot>();
    std::vector<JobSample> samples;
    for (int i = 0; i < 60; ++i) {
        if (i % 3 == 0)
            samples.push_back(video(QStringLiteral("beside%1.y4m").arg(i), std::vector<int>(5, 40 + i)));
        else
            samples.push_back({SampleId(++m_lastId), QStringLiteral("picture %1").arg(i), pictureRoot,
                               QStringLiteral("8-8-%1").arg(i)});
    }
    FakeRun fake(samples);
    fake.model.onDevice = onDevice;
    fake.options.batch = 4;
    QCOMPARE(fake.run().outcome, Outcome::Succeeded);
    QCOMPARE(fake.sink->results.size(), samples.size());
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const SampleResult& result = fake.sink->result(i);
        QCOMPARE(result.id, samples[i].id); // in the order of the source
        QVERIFY(predictionOf(result));
        QCOMPARE(result.frames.has_value(), i % 3 == 0);
        const int grey = i % 3 == 0 ? pictureGreys(samples[i])[0] : int(i);
        QCOMPARE(predictionOf(result)->probabilities[0], scoresOfPictures({grey})[0]);
    }
}

void TstVideoRun::unusableVideos()
{
    QFETCH(bool, onDevice);
    JobSample gone = video(QStringLiteral("gone.y4m"), {1, 2});
    QFile::remove(m_dir.filePath(gone.member));
    JobSample noRoot = video(QStringLiteral("noroot.y4m"), {1, 2});
    noRoot.root.reset();
    FakeRun fake({file(QStringLiteral("broken.mp4"), "this is no video"), gone, noRoot,
                  file(QStringLiteral("empty.y4m"), "YUV4MPEG2 W8 H8 F10:1 Ip A1:1 Cmono\n"),
                  video(QStringLiteral("good.y4m"), {50, 60})});
    fake.model.onDevice = onDevice;
    const RunReport report = fake.run();
    QCOMPARE(report.outcome, Outcome::Succeeded);
    QCOMPARE(report.stats.done, 5);
    QCOMPARE(report.stats.failed, 4);
    QCOMPARE(report.problems.size(), std::size_t(4));
    const QStringList kinds{QStringLiteral("undecodable"), QStringLiteral("missing-media"),
                            QStringLiteral("missing-media"), QStringLiteral("undecodable")};
    for (std::size_t i = 0; i < 4; ++i) {
        QCOMPARE(report.problems[i].kind, kinds[qsizetype(i)]);
        QVERIFY2(report.problems[i].message.contains(report.problems[i].sample),
                 qPrintable(report.problems[i].message));
        QVERIFY(!fake.sink->result(i).frames);
    }
    QVERIFY(predictionOf(fake.sink->result(4)));
}

void TstVideoRun::masksAreRefused()
{
    FakeRun fake({video(QStringLiteral("masks.y4m"), {50, 60})});
    fake.model.segmentation = true;
    const RunReport report = fake.run();
    QCOMPARE(report.stats.failed, 1);
    QCOMPARE(report.problems[0].kind, QStringLiteral("unsupported"));
    QVERIFY(report.problems[0].message.contains(QLatin1String("masks.y4m")));
}

void TstVideoRun::featuresHaveNoPixels()
{
    FakeRun fake({file(QStringLiteral("features.npy"), "\x93NUMPY", SampleKind::Features)});
    const RunReport report = fake.run();
    QCOMPARE(report.stats.failed, 1);
    QVERIFY(report.problems[0].message.contains(QLatin1String("no pixels")));
}

void TstVideoRun::aFrameThatTheModelFailsFor()
{
    QFETCH(bool, onDevice);
    const JobSample bad = video(QStringLiteral("bad.y4m"), {20, 120, 220});
    const int failing = pictureGreys(bad)[1];
    FakeRun fake({bad, video(QStringLiteral("fine.y4m"), {20, 220})});
    fake.model.onDevice = onDevice;
    fake.model.throwsFor = [failing](float mean) { return int(mean) == failing; };
    const RunReport report = fake.run();
    QCOMPARE(report.outcome, Outcome::Succeeded);
    QCOMPARE(report.stats.failed, 1);
    QCOMPARE(report.problems[0].kind, QStringLiteral("model-error"));
    QVERIFY2(report.problems[0].message.contains(QLatin1String("bad.y4m, frame 1")),
             qPrintable(report.problems[0].message));
    QVERIFY(predictionOf(fake.sink->result(1)));
}

void TstVideoRun::cancelInsideAVideo()
{
    QFETCH(bool, onDevice);
    FakeRun fake({video(QStringLiteral("first.y4m"), {50}),
                  video(QStringLiteral("long.y4m"), std::vector<int>(5000, 50))});
    fake.options.cores = 1;
    fake.options.batch = 1;
    fake.model.onDevice = onDevice;
    fake.model.delay = 10ms;
    fake.frames = {FramePlan::Kind::Every, 1};
    std::promise<RunReport> ended;
    auto finished = ended.get_future();
    InferenceJob job(fake.plan());
    job.start({}, [&](RunReport report) { ended.set_value(std::move(report)); });
    QTest::qWait(500);
    QElapsedTimer timer;
    timer.start();
    job.cancel();
    QCOMPARE(finished.wait_for(10s), std::future_status::ready);
    QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
    const RunReport report = finished.get();
    job.wait();
    QCOMPARE(report.outcome, Outcome::Cancelled);
    QCOMPARE(report.stats.done, 1); // half a video is no result
    QCOMPARE(fake.sink->results.size(), std::size_t(1));
    QCOMPARE(fake.sink->result(0).name, QStringLiteral("first.y4m"));
}

/// Room for two inputs, and videos of hundreds of frames: everything comes through, and not in one heap.
void TstVideoRun::littleMemory()
{
    QFETCH(bool, onDevice);
    std::vector<JobSample> samples;
    for (int i = 0; i < 6; ++i)
        samples.push_back(video(QStringLiteral("little%1.y4m").arg(i), std::vector<int>(300, 60 + i)));
    FakeRun fake(samples);
    fake.model.onDevice = onDevice;
    fake.options.cores = 4;
    fake.options.memoryBytes = 2 * qint64(3 * kSide * kSide * sizeof(float));
    fake.frames = {FramePlan::Kind::Every, 1};
    int mostPrepared = 0;
    const RunReport report = InferenceJob(fake.plan()).run([&](const RunStats& stats) {
        mostPrepared = std::max(mostPrepared, stats.prepared);
    });
    QCOMPARE(report.outcome, Outcome::Succeeded);
    QCOMPARE(report.stats.failed, 0);
    QCOMPARE(fake.sink->results.size(), samples.size());
    for (const SampleResult& result : fake.sink->results)
        QCOMPARE(result.frames->seconds.size(), std::size_t(300));
    QVERIFY2(mostPrepared <= 2 + 4, qPrintable(QString::number(mostPrepared))); // each helper may bring one
}

BADCASE_REGISTER_TEST(TstVideoRun)

#include "tst_video_run.moc"
