// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/review_commands.h"
#include "app/workspace/change_service.h"
#include "app/workspace/export_service.h"
#include "app/workspace/import_service.h"
#include "app/workspace/label_masks.h"
#include "storage/segment_repository.h"
#include "tests/app/made_data.h"
#include "tests/app/video_project.h"
#include "tests/app/workspace_fixture.h"
#include "tests/support/test_support.h"

using namespace badcase;
using namespace badcase::workspace;
using workspace::test::must;
using workspace::test::VideoProject;

/// What of a project goes out besides labels: segments, and masks that are kept in the project itself.
class TstExportProject : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { badcase::test::failOnWarnings(); }
    void segmentsComeBack_data();
    void segmentsComeBack();
    void masksOfTheProjectComeBack_data();
    void masksOfTheProjectComeBack();
};

namespace {

constexpr QSize kPicture(6, 4);

/// A project whose given masks came as run lengths: they are kept in the project and are no files.
std::shared_ptr<Project> runLengthProject(const QTemporaryDir& dir)
{
    const std::vector<ClassInfo> classes{{QStringLiteral("background"), {}, {}},
                                         {QStringLiteral("spot"), {}, {}}};
    auto project = must(Project::create(dir.filePath(QStringLiteral("p.badcase")),
                                        must(Schema::create(Task::Segmentation, classes))));
    for (const char* name : {"a", "b"})
        badcase::test::writePicture(dir.filePath(QStringLiteral("set/train/%1.png").arg(QLatin1String(name))),
                                    Qt::gray, kPicture);
    badcase::test::writeFile(dir.filePath(QStringLiteral("set/train.csv")), "id,rle\na,2 3 9 4\nb,20 5\n");
    ImportRequest request;
    request.format = QStringLiteral("kaggle-rle");
    request.options.source = dir.filePath(QStringLiteral("set"));
    const auto report = must(importDataset(*project, request, {}, {}));
    if (report.counts.added != 2)
        qFatal("the run lengths were not imported");
    return project;
}

/// The given mask of each sample, by name; `stored`: whether it is kept in the project.
QMap<QString, ClassMap> givenMasks(Project& project, bool stored)
{
    QMap<QString, ClassMap> masks;
    const auto connection = must(project.connect());
    storage::SampleRepository samples(*connection);
    for (const auto& row : must(samples.page({}, 100))) {
        const auto ref = must(samples.masks(std::vector{row.sample.id})).front();
        if (ref.stored.isValid() != stored)
            qFatal("the mask is not where it should be");
        masks.insert(row.sample.name.section(u'.', 0, 0),
                     must(readGivenMask(project, ref, kPicture, connection.get())));
    }
    return masks;
}

} // namespace

void TstExportProject::segmentsComeBack_data()
{
    QTest::addColumn<int>("labels");
    QTest::newRow("corrected") << int(LabelSource::Corrected);
    QTest::newRow("given") << int(LabelSource::Given);
}

void TstExportProject::segmentsComeBack()
{
    QFETCH(int, labels);
    VideoProject videos;
    ChangeService changes(*videos.project, *videos.connection);
    const std::vector<Segment> corrected{{0, 9.125, {0, 2}}, {9.125, 1.0 / 3 + 20, {1}}};
    must(changes.apply(must(
        commands::replaceSegments(*videos.connection, videos.id("a.mp4"), corrected, QStringLiteral("t")))));
    must(changes.apply(
        must(commands::replaceSegments(*videos.connection, videos.id("c.mp4"), {}, QStringLiteral("t")))));
    ExportRequest request;
    request.format = QStringLiteral("taac2021");
    request.out = videos.path(QStringLiteral("out"));
    request.labels = LabelSource(labels);
    const auto report = must(exportProject(*videos.project, request, {}, {}));
    QVERIFY(report.summary.verified);
    QCOMPARE(report.summary.samples, 3);

    const auto other = videos.importFrom(QStringLiteral("q.badcase"), request.out);
    const auto connection = must(other->connect());
    storage::SegmentRepository theirs(*connection);
    storage::SampleRepository samples(*connection);
    for (const char* name : {"a.mp4", "b.mp4", "c.mp4"}) {
        const auto lists = must(storage::SegmentRepository(*videos.connection).segments(videos.id(name)));
        const auto row = videos.row(name);
        const bool given = request.labels == LabelSource::Given;
        const auto id = must(samples.find(QString::fromLatin1(name))).value_or(SampleId());
        QVERIFY2(must(theirs.segments(id)).given == (given ? lists.given : lists.effective()), name);
        QCOMPARE(must(samples.rows(std::vector{id})).front().given, given ? row.given : row.labels);
    }
}

void TstExportProject::masksOfTheProjectComeBack_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<bool>("stored");
    QTest::newRow("masks") << "masks" << false;
    QTest::newRow("run lengths") << "kaggle-rle" << true;
}

void TstExportProject::masksOfTheProjectComeBack()
{
    QFETCH(QString, format);
    QFETCH(bool, stored);
    QTemporaryDir dir;
    const auto project = runLengthProject(dir);
    auto expected = givenMasks(*project, true);
    QCOMPARE(expected.size(), 2);
    QCOMPARE(expected.value(QStringLiteral("a")).at(0, 1), 1); // run lengths go down the columns
    const auto connection = must(project->connect());
    ClassMap drawn(kPicture, 0);
    drawn.mutablePixels().front() = 1;
    const auto b = must(storage::SampleRepository(*connection).find(QStringLiteral("b")));
    must(ChangeService(*project, *connection).apply(commands::replaceMask(*b, drawn, QStringLiteral("t"))));
    for (const auto labels : {LabelSource::Given, LabelSource::Corrected}) {
        if (labels == LabelSource::Corrected)
            expected.insert(QStringLiteral("b"), drawn);
        ExportRequest request;
        request.format = format;
        request.out = dir.filePath(QStringLiteral("out_") + labelSourceName(labels));
        request.labels = labels;
        QVERIFY(must(exportProject(*project, request, {}, {})).summary.verified);
        const auto again = must(Project::create(request.out + QStringLiteral(".badcase"), project->schema()));
        ImportRequest import;
        import.format = format;
        import.options.source = request.out;
        QCOMPARE(must(importDataset(*again, import, {}, {})).counts.added, 2);
        QVERIFY(givenMasks(*again, stored) == expected);
    }
}

BADCASE_REGISTER_TEST(TstExportProject)
#include "tst_export_project.moc"
