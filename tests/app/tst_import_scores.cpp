// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/review_commands.h"
#include "app/workspace/change_service.h"
#include "app/workspace/import_service.h"
#include "app/workspace/label_masks.h"
#include "app/workspace/scoring.h"
#include "inference/analysis/sample_scores.h"
#include "storage/mask_repository.h"
#include "storage/prediction_repository.h"
#include "storage/sample_repository.h"
#include "tests/app/made_data.h"
#include "tests/app/workspace_fixture.h"
#include "tests/support/test_support.h"

#include <QDir>
#include <QImage>

using namespace badcase;
using namespace badcase::workspace;
using workspace::test::difference;
using workspace::test::must;
using workspace::test::RunFixture;

/// What an import does to a project that has runs already, and what a dry run says of it.
class TstImportScores : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { badcase::test::failOnWarnings(); }
    void runsFollowNewMasks();
    void runsFollowMasksRewrittenInPlace();
    void correctedMasksStay();
    void aMaskThatIsGoneLeavesItsScoreUnknown();
    void runsFollowNewLabels();
    void aCancelledImportLeavesNoStaleScore();
    void aDryRunKnowsTheFolders();
    void aLabelThatIsNotTakenIsAFailure();
};

namespace {

/// A data set of pictures and index masks for the samples of a RunFixture, in a folder of its own.
class MaskSet {
public:
    explicit MaskSet(RunFixture& fixture) : m_fixture(fixture)
    {
        QDir(m_dir.path()).mkpath(QStringLiteral("images"));
        QDir(m_dir.path()).mkpath(QStringLiteral("masks"));
    }

    /// Every sample of the first `samples` gets a picture and another random mask.
    void write(int samples)
    {
        for (int i = 0; i < samples; ++i) {
            const QString file = badcase::test::rowName(i) + QStringLiteral(".png");
            badcase::test::writePicture(m_dir.filePath(QStringLiteral("images/") + file), Qt::gray,
                                        RunFixture::kMaskSize);
            const ClassMap map = m_fixture.randomMask();
            QImage image(map.size(), QImage::Format_Grayscale8);
            for (int y = 0; y < map.height(); ++y) {
                for (int x = 0; x < map.width(); ++x)
                    image.scanLine(y)[x] = map.at(x, y);
            }
            QVERIFY(image.save(maskFile(i)));
        }
    }
    QString maskFile(int sample) const
    {
        return m_dir.filePath(QStringLiteral("masks/%1.png").arg(badcase::test::rowName(sample)));
    }
    ImportReport import(const CancelToken& cancel = {}, const ProgressCallback& progress = {})
    {
        ImportRequest request;
        request.format = QStringLiteral("masks");
        request.options.source = m_dir.path();
        return must(importDataset(*m_fixture.project, request, cancel, progress));
    }

private:
    RunFixture& m_fixture;
    QTemporaryDir m_dir;
};

/// What the project says of a sample of a run is what counting its masks anew gives; else the words.
QString staleness(RunFixture& fixture, const storage::RunRecord& run, SampleId id)
{
    storage::Connection& connection = *fixture.connection;
    storage::PredictionRepository predictions(connection);
    const SampleId one[] = {id};
    const auto row = must(storage::SampleRepository(connection).rows(one, run.id)).front();
    if (!row.prediction || row.prediction->failed)
        return {};
    const auto rules = analysis::SegmentationRules::of(fixture.project->schema(), run.activation);
    const MaskPrediction prediction = must(predictions.mask(run.id, id));
    const ClassMap decision = decisionMap(prediction);
    std::optional<analysis::ConfusionCounts> given;
    std::optional<analysis::ConfusionCounts> effective;
    const auto mask = must(storage::SampleRepository(connection).masks(one)).front();
    if (mask.isValid()) {
        if (const auto map = readGivenMask(*fixture.project, mask, {}, &connection))
            given = must(analysis::countPixels(*map, decision, rules));
    }
    const auto corrected = must(storage::MaskRepository(connection).corrected(id));
    effective = corrected ? must(analysis::countPixels(*corrected, decision, rules)) : given;
    const storage::Decision expected = scoreMask(id, prediction, rules, given, effective);
    const storage::PixelCounts pixels = must(predictions.pixelCounts(run.id, id));
    const auto same = [](const storage::SampleScores& a, const storage::SampleScores& b) {
        return qFuzzyCompare(1 + a.loss, 1 + b.loss) && a.iou == b.iou && a.dice == b.dice;
    };
    const auto bothUnknown = [](const storage::SampleScores& a, const storage::SampleScores& b) {
        return std::isnan(a.iou) && std::isnan(b.iou) && std::isnan(a.dice) && std::isnan(b.dice);
    };
    const auto check = [&](const char* which, const storage::SampleScores& stored,
                           const storage::SampleScores& wanted) {
        return same(stored, wanted) || bothUnknown(stored, wanted)
                   ? QString()
                   : QStringLiteral("%1 of sample %2: %3, expected %4; ")
                         .arg(QLatin1String(which))
                         .arg(id.value)
                         .arg(stored.iou)
                         .arg(wanted.iou);
    };
    return check("score as given", row.prediction->decision.given, expected.given) +
           check("score as corrected", row.prediction->decision.corrected, expected.corrected) +
           (pixels.given == packCounts(given) ? QString() : QStringLiteral("pixels as given; ")) +
           (pixels.corrected == packCounts(effective) ? QString() : QStringLiteral("pixels as corrected"));
}

QString staleness(RunFixture& fixture)
{
    QString words;
    for (const auto& run : must(storage::RunRepository(*fixture.connection).list())) {
        for (const SampleId id : fixture.ids())
            words += staleness(fixture, run, id);
    }
    return words.left(400);
}

RunScores scoresOf(RunFixture& fixture)
{
    const RunId run = must(storage::RunRepository(*fixture.connection).find(QStringLiteral("first"))).id;
    return must(RunScores::load(*fixture.project, *fixture.connection, run, RunScores::Depth::Full));
}

} // namespace

void TstImportScores::runsFollowNewMasks()
{
    RunFixture fixture(Task::Segmentation, 30);
    fixture.addRun(QStringLiteral("second"));
    QCOMPARE(staleness(fixture), QString());
    const RunScores before = scoresOf(fixture);
    MaskSet set(fixture);
    set.write(30); // also for the tenth of the samples that had no mask
    QCOMPARE(set.import().counts.updated, 30);
    QVERIFY(!difference(before, scoresOf(fixture)).isEmpty());
    QCOMPARE(staleness(fixture), QString());
}

void TstImportScores::runsFollowMasksRewrittenInPlace()
{
    RunFixture fixture(Task::Segmentation, 30);
    MaskSet set(fixture);
    set.write(30);
    set.import();
    const RunScores before = scoresOf(fixture);
    set.write(30);
    set.import(); // the rows name the same files as before
    QVERIFY(!difference(before, scoresOf(fixture)).isEmpty());
    QCOMPARE(staleness(fixture), QString());
}

void TstImportScores::correctedMasksStay()
{
    RunFixture fixture(Task::Segmentation, 12);
    ChangeService changes(*fixture.project, *fixture.connection);
    const SampleId sample(3);
    must(changes.apply(commands::replaceMask(sample, fixture.randomMask(), QStringLiteral("tester"))));
    MaskSet set(fixture);
    set.write(12);
    set.import();
    QVERIFY(must(storage::MaskRepository(*fixture.connection).corrected(sample)).has_value());
    QCOMPARE(staleness(fixture), QString());
    must(changes.undo(1, QStringLiteral("tester")));
    QCOMPARE(staleness(fixture), QString());
}

void TstImportScores::aMaskThatIsGoneLeavesItsScoreUnknown()
{
    RunFixture fixture(Task::Segmentation, 12);
    MaskSet set(fixture);
    set.write(12);
    set.import();
    badcase::test::writeFile(set.maskFile(2), "no picture");
    set.import();
    QCOMPARE(staleness(fixture), QString());
}

void TstImportScores::runsFollowNewLabels()
{
    RunFixture fixture(Task::Classification, 30);
    const RunId run = must(storage::RunRepository(*fixture.connection).find(QStringLiteral("first"))).id;
    const QStringList names = fixture.project->schema().names();
    QTemporaryDir dir;
    QByteArray table("id,label\n");
    for (int i = 0; i < 30; ++i)
        table += badcase::test::rowName(i).toUtf8() + ',' + names[(i * 7) % names.size()].toUtf8() + '\n';
    badcase::test::writeFile(dir.filePath(QStringLiteral("labels.csv")), table);
    ImportRequest request;
    request.format = QStringLiteral("csv");
    request.options.source = dir.filePath(QStringLiteral("labels.csv"));
    const ImportReport report = must(importDataset(*fixture.project, request, {}, {}));
    QCOMPARE(report.counts.added, 0);
    QVERIFY(report.counts.updated > 10);
    storage::PredictionRepository predictions(*fixture.connection);
    const auto rows = must(storage::SampleRepository(*fixture.connection).rows(fixture.ids(), run));
    for (const auto& row : rows) {
        if (row.prediction->failed)
            continue;
        const auto probabilities = must(predictions.probabilities(run, row.sample.id));
        const double loss = lossOf(probabilities, row.given, Activation::Softmax);
        QCOMPARE(row.prediction->decision.given.loss, loss);
        QCOMPARE(row.prediction->decision.corrected.loss, loss);
    }
}

void TstImportScores::aCancelledImportLeavesNoStaleScore()
{
    constexpr int kSamples = 500; // more than two batches
    RunFixture fixture(Task::Segmentation, kSamples);
    MaskSet set(fixture);
    set.write(kSamples);
    CancelToken cancel;
    const ImportReport report = set.import(cancel, [&](const Progress& progress) {
        if (progress.done > 0)
            cancel.cancel();
    });
    QVERIFY(report.cancelled);
    QVERIFY(report.counts.updated < kSamples);
    QCOMPARE(staleness(fixture), QString());
    QVERIFY(!set.import().cancelled);
    QCOMPARE(staleness(fixture), QString());
}

void TstImportScores::aDryRunKnowsTheFolders()
{
    QTemporaryDir dir;
    const auto project = must(Project::create(dir.filePath(QStringLiteral("p.badcase")),
                                              must(Schema::create(Task::Classification, {}, {}))));
    for (const QString& part : {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")}) {
        badcase::test::writePicture(
            dir.filePath(part + QStringLiteral("/red/") + part + QStringLiteral(".png")), Qt::red);
    }
    const auto import = [&](const QString& folder, bool dryRun) {
        ImportRequest request;
        request.format = QStringLiteral("imagefolder");
        request.options.source = dir.filePath(folder);
        request.addClasses = true;
        request.dryRun = dryRun;
        return must(importDataset(*project, request, {}, {}));
    };
    QCOMPARE(import(QStringLiteral("a"), false).counts.added, 1);
    QCOMPARE(import(QStringLiteral("b"), false).counts.added, 1);
    for (const QString& folder : {QStringLiteral("a"), QStringLiteral("b")}) {
        const ImportReport again = import(folder, true);
        QCOMPARE(again.counts.updated, 0);
        QCOMPARE(again.skipped, 1);
    }
    QCOMPARE(import(QStringLiteral("c"), true).counts.added, 1);
    // The same sample in a folder that the project does not know: a real import would move it there.
    badcase::test::writePicture(dir.filePath(QStringLiteral("moved/red/a.png")), Qt::red);
    QCOMPARE(import(QStringLiteral("moved"), true).counts.updated, 1);
    QCOMPARE(import(QStringLiteral("moved"), false).counts.updated, 1);
}

void TstImportScores::aLabelThatIsNotTakenIsAFailure()
{
    RunFixture fixture(Task::Classification, 4);
    QTemporaryDir dir;
    badcase::test::writeFile(dir.filePath(QStringLiteral("labels.csv")),
                             "id,label\ns00000,nonsense\nnew,nonsense too\n");
    ImportRequest request;
    request.format = QStringLiteral("csv");
    request.options.source = dir.filePath(QStringLiteral("labels.csv"));
    const ImportReport report = must(importDataset(*fixture.project, request, {}, {}));
    QCOMPARE(report.failed, 2);
    QCOMPARE(report.counts.added, 1); // the sample is there, without a label
    QCOMPARE(report.problems.size(), std::size_t(2));
    QCOMPARE(report.problems.front().kind, QStringLiteral("unknown-class"));
}

BADCASE_REGISTER_TEST(TstImportScores)
#include "tst_import_scores.moc"
