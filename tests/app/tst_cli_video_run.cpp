// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/prediction_repository.h"
#include "storage/project_database.h"
#include "storage/run_repository.h"
#include "storage/sample_query.h"
#include "storage/sample_repository.h"
#include "tests/app/cli_runner.h"
#include "tests/app/made_data.h"
#include "tests/engine/reference_data.h"
#include "tests/support/test_support.h"

#include <QDir>
#include <QJsonDocument>

#include <cmath>
#include <map>

using namespace badcase;
using namespace badcase::test;

namespace {

/// What run "r" says of a sample.
struct SampleScores {
    std::vector<float> probabilities;
    std::optional<storage::SequenceScores> sequence;
};
using ScoresByName = std::map<QString, SampleScores>;

Result<ScoresByName> scoresOf(const QString& project)
{
    BADCASE_ASSIGN(const auto database, storage::ProjectDatabase::open(project, storage::OpenMode::ReadOnly));
    BADCASE_ASSIGN(const auto connection, database->connect());
    BADCASE_ASSIGN(const auto run, storage::RunRepository(*connection).find(QStringLiteral("r")));
    storage::PredictionRepository predictions(*connection);
    BADCASE_ASSIGN(const auto ids, storage::querySamples(*connection, {}));
    BADCASE_ASSIGN(const auto rows, storage::SampleRepository(*connection).rows(ids));
    ScoresByName scores;
    for (const auto& row : rows) {
        auto probabilities = predictions.probabilities(run.id, row.sample.id);
        if (!probabilities)
            continue; // it failed
        BADCASE_ASSIGN(auto sequence, predictions.sequence(run.id, row.sample.id));
        scores[row.sample.name] = {std::move(*probabilities), std::move(sequence)};
    }
    return scores;
}

bool areClose(float a, double b)
{
    return std::abs(double(a) - b) < 1e-6;
}

} // namespace

/// A model of pictures over clips of ../shared/data/videos.
class TstCliVideoRun : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        failOnWarnings();
        m_folder = std::make_unique<CliFolder>();
    }
    void equalsTheFramesAsPictures_data();
    void equalsTheFramesAsPictures();
    void framesBelongToTheRun();
    void clipsThatCannotBeUsed();

private:
    /// Copies a clip to clips/dress/NAME.
    void addClip(const char* clip)
    {
        const QString source = shared(QStringLiteral("data/videos/") + QLatin1String(clip));
        const QString name = QFileInfo(source).fileName();
        QDir(m_folder->path()).mkpath(QStringLiteral("clips/dress"));
        QVERIFY(QFile::copy(source, m_folder->path(QStringLiteral("clips/dress/") + name)));
    }
    /// A project with the classes of clothing_net.
    void makeProject(const QString& name, const QString& data, const QString& format)
    {
        const QJsonObject card = readJson(shared(QStringLiteral("models/clothing_net/card.json")));
        writeFile(m_folder->path(QStringLiteral("classes.json")),
                  QJsonDocument(QJsonObject{{QStringLiteral("names"), card.value(QStringLiteral("classes"))}})
                      .toJson());
        m_folder->makeProject(name, data,
                              {QStringLiteral("--task"), QStringLiteral("classification"),
                               QStringLiteral("--schema"), QStringLiteral("classes.json")},
                              {QStringLiteral("--format"), format});
    }
    CliResult runOf(const QString& project, const QStringList& more = {}) const
    {
        return m_folder->run(QStringList{QStringLiteral("run"), project, QStringLiteral("--model"),
                                         shared(QStringLiteral("models/clothing_net/clothing_net.pt")),
                                         QStringLiteral("--name"), QStringLiteral("r"),
                                         QStringLiteral("--trust")} +
                             more);
    }

    std::unique_ptr<CliFolder> m_folder;
};

void TstCliVideoRun::equalsTheFramesAsPictures_data()
{
    QTest::addColumn<QString>("clip");
    QTest::addColumn<QString>("frames");   // of run
    QTest::addColumn<QStringList>("same"); // of frames
    const auto row = [](const char* clip, const char* frames, const QStringList& same) {
        QTest::newRow(clip) << QString::fromLatin1(clip) << QString::fromLatin1(frames) << same;
    };
    const QStringList eight{QStringLiteral("--count"), QStringLiteral("8")};
    row("androidx/bt601.mov", "", eight); // the default
    row("derived/car_rot90_meta.mp4", "uniform:3", {QStringLiteral("--count"), QStringLiteral("3")});
    row("derived/car_nonsquare_sar.mp4", "uniform:8", eight);
    row("derived/car_vfr_dropped_frames.mp4", "every:15", {QStringLiteral("--every"), QStringLiteral("15")});
    row("torchcodec/h265_10bits.mp4", "every:5", {QStringLiteral("--every"), QStringLiteral("5")});
}

void TstCliVideoRun::equalsTheFramesAsPictures()
{
    NEEDS_SHARED();
    QFETCH(QString, clip);
    QFETCH(QString, frames);
    QFETCH(QStringList, same);
    addClip(qPrintable(clip));
    makeProject(QStringLiteral("v.badcase"), QStringLiteral("clips"), QStringLiteral("videos"));
    const CliResult run =
        runOf(QStringLiteral("v.badcase"),
              frames.isEmpty() ? QStringList() : QStringList{QStringLiteral("--frames"), frames});
    QVERIFY_STATUS(run, 0);
    QCOMPARE(run.number("samples_done"), 1);
    QVERIFY(run.list("problems").isEmpty());

    QDir(m_folder->path()).mkpath(QStringLiteral("pictures"));
    const CliResult written =
        m_folder->run(QStringList{QStringLiteral("frames"), shared(QStringLiteral("data/videos/") + clip),
                                  QStringLiteral("--out"), m_folder->path(QStringLiteral("pictures/dress"))} +
                      same);
    QVERIFY_STATUS(written, 0);
    makeProject(QStringLiteral("p.badcase"), QStringLiteral("pictures"), QStringLiteral("imagefolder"));
    QVERIFY_STATUS(runOf(QStringLiteral("p.badcase")), 0);

    const auto videos = scoresOf(m_folder->path(QStringLiteral("v.badcase")));
    const auto pictures = scoresOf(m_folder->path(QStringLiteral("p.badcase")));
    QVERIFY(videos && pictures);
    QCOMPARE(videos->size(), std::size_t(1));
    const auto& [probabilities, sequence] = videos->begin()->second;
    QVERIFY(sequence);
    QVERIFY(sequence->content == storage::SequenceScores::Content::Frames);
    QCOMPARE(sequence->times.size(), pictures->size());
    QVERIFY(pictures->size() >= 3);
    const auto columns = std::size_t(sequence->columns);
    QCOMPARE(columns, std::size_t(10));
    std::vector<double> sums(columns, 0.0);
    const auto list = written.list("frames");
    const double start = m_folder
                             ->run({QStringLiteral("frames"), shared(QStringLiteral("data/videos/") + clip),
                                    QStringLiteral("--at"), QStringLiteral("0")})
                             .list("frames")[0][QStringLiteral("seconds")]
                             .toDouble();
    std::size_t frame = 0;
    for (const auto& [name, picture] : *pictures) { // by name, which is by number
        for (std::size_t c = 0; c < columns; ++c) {
            const float seen = sequence->values[frame * columns + c];
            QVERIFY2(areClose(seen, double(picture.probabilities[c])), qPrintable(name));
            sums[c] += double(seen);
        }
        const double seconds = list[qsizetype(frame)][QStringLiteral("seconds")].toDouble() - start;
        QVERIFY(std::abs(sequence->times[frame].begin - seconds) < 1e-6);
        QVERIFY(!picture.sequence); // a picture has no course in time
        ++frame;
    }
    for (std::size_t c = 0; c < columns; ++c)
        QVERIFY(areClose(probabilities[c], sums[c] / double(frame)));
}

void TstCliVideoRun::framesBelongToTheRun()
{
    NEEDS_SHARED();
    addClip("androidx/bt601.mov");
    makeProject(QStringLiteral("v.badcase"), QStringLiteral("clips"), QStringLiteral("videos"));
    const CliResult bad =
        runOf(QStringLiteral("v.badcase"), {QStringLiteral("--frames"), QStringLiteral("some")});
    QVERIFY_STATUS(bad, 2);
    QVERIFY(bad.message().contains(QLatin1String("uniform:N")));
    QVERIFY_STATUS(runOf(QStringLiteral("v.badcase"), {QStringLiteral("--frames"), QStringLiteral("rate:2")}),
                   0);
    // Other frames make another run; without a word it goes on as it was begun.
    QVERIFY_STATUS(runOf(QStringLiteral("v.badcase"), {QStringLiteral("--resume"), QStringLiteral("--frames"),
                                                       QStringLiteral("uniform:8")}),
                   2);
    const CliResult resumed = runOf(QStringLiteral("v.badcase"), {QStringLiteral("--resume")});
    QVERIFY_STATUS(resumed, 0);
    QCOMPARE(resumed.number("resumed_from"), 1);
    const auto scores = scoresOf(m_folder->path(QStringLiteral("v.badcase")));
    QVERIFY(scores);
    QCOMPARE(scores->begin()->second.sequence->rows(), 3); // at 0, 0.5 and 1 s
}

void TstCliVideoRun::clipsThatCannotBeUsed()
{
    NEEDS_SHARED();
    addClip("androidx/bbb_2500ms.ts");
    addClip("androidx/sample_vvc.mp4");
    addClip("androidx/bt601.mov");
    // Packets in the middle of the stream are lost.
    QFile damaged(m_folder->path(QStringLiteral("clips/dress/bbb_2500ms.ts")));
    QVERIFY(damaged.open(QIODevice::ReadWrite));
    QVERIFY(damaged.seek(damaged.size() / 2));
    QVERIFY(damaged.write(QByteArray(20000, '\x5a')) == 20000);
    damaged.close();
    writeFile(m_folder->path(QStringLiteral("clips/dress/text.mp4")), "this is no video");
    makeProject(QStringLiteral("v.badcase"), QStringLiteral("clips"), QStringLiteral("videos"));
    const CliResult run =
        runOf(QStringLiteral("v.badcase"), {QStringLiteral("--frames"), QStringLiteral("every:1")});
    QVERIFY_STATUS(run, 3);
    QCOMPARE(run.number("samples_done"), 2);
    QCOMPARE(run.number("samples_failed"), 2);
    std::map<QString, QJsonObject> problems;
    for (const auto& problem : run.list("problems"))
        problems[problem[QStringLiteral("sample")].toString()] = problem.toObject();
    QCOMPARE(problems.size(), std::size_t(3));
    const auto kindOf = [&](const char* name) {
        return problems[QStringLiteral("dress/") + QLatin1String(name)][QStringLiteral("kind")].toString();
    };
    QCOMPARE(kindOf("bbb_2500ms.ts"), QStringLiteral("damaged-media"));
    QCOMPARE(kindOf("sample_vvc.mp4"), QStringLiteral("unsupported"));
    QCOMPARE(kindOf("text.mp4"), QStringLiteral("corrupt"));
    const auto scores = scoresOf(m_folder->path(QStringLiteral("v.badcase")));
    QVERIFY(scores);
    QCOMPARE(scores->size(), std::size_t(2));
    QVERIFY(scores->at(QStringLiteral("dress/bbb_2500ms.ts")).sequence->rows() > 10);
    QCOMPARE(scores->at(QStringLiteral("dress/bt601.mov")).sequence->rows(), 30);
    m_folder->mustBeSound(QStringLiteral("v.badcase"));
}

BADCASE_REGISTER_TEST(TstCliVideoRun)

#include "tst_cli_video_run.moc"
