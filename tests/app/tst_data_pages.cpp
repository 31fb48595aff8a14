// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/export_log_model.h"
#include "app/window/export_page.h"
#include "app/window/import_page.h"
#include "app/window/project_draft.h"
#include "app/window/project_draft_form.h"
#include "app/window/workbench.h"
#include "tests/app/made_data.h"
#include "tests/app/workspace_fixture.h"
#include "tests/support/test_support.h"
#include "widgets/models/import_preview_model.h"
#include "widgets/models/problems_model.h"
#include "widgets/panels/export_form.h"
#include "widgets/panels/import_panel.h"
#include "widgets/panels/status_notice.h"

#include <QComboBox>
#include <QDir>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableWidget>

using namespace badcase;
using window::ExportPage;
using window::ImportPage;
using window::Workbench;
using workspace::test::must;

namespace {

QPushButton* button(const QWidget& parent, const QString& text)
{
    for (auto* candidate : parent.findChildren<QPushButton*>())
        if (candidate->text() == text)
            return candidate;
    return nullptr;
}

bool finished(Workbench& bench)
{
    return QTest::qWaitFor([&] { return !bench.session.jobs().isBusy(); }, 20000);
}

/// The notices that are on a page now.
QString notice(const QWidget& page)
{
    QStringList texts;
    for (auto* shown : page.findChildren<panels::StatusNotice*>())
        if (shown->isVisible())
            texts.append(shown->text());
    return texts.join(QLatin1Char('\n'));
}

void look(ImportPage& page, const QString& source)
{
    QSignalSpy previewed(&page, &ImportPage::previewed);
    page.setSource(source);
    QTRY_VERIFY(previewed.size() > 0);
}

} // namespace

/// Import and Export as a user drives them.
class TstDataPages : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { badcase::test::failOnWarnings(); }
    void newProjectFromFolders();
    void newProjectFromMasks();
    void newProjectFromObjects();
    void runLengthsKeepTheirColumns();
    void dryRunWritesNothing();
    void mapsClassNames();
    void csvColumnsAreMapped();
    void problemsAreListed();
    void unknownDataIsRefusedInPlace();
    void exportIsReadBack();
    void exportErrorsStandOnThePage();
    void suggestsAFreeProjectFile();
};

void TstDataPages::newProjectFromFolders()
{
    QTemporaryDir dir;
    badcase::test::writeColours(dir.filePath(QStringLiteral("colours")));
    Workbench bench;
    ImportPage page(bench.context);
    page.resize(1100, 700);
    page.show();
    look(page, dir.filePath(QStringLiteral("colours")));
    QCOMPARE(page.panel()->request().format, QStringLiteral("imagefolder"));
    QCOMPARE(page.findChild<models::ImportPreviewModel*>()->rowCount(), 12);
    QCOMPARE(page.projectForm()->task(), Task::Classification);
    QCOMPARE(page.projectForm()->path(), dir.filePath(QStringLiteral("colours.badcase")));
    QVERIFY(!bench.session.isOpen()); // nothing is written before the user says so

    QTest::mouseClick(button(page, QStringLiteral("Import")), Qt::LeftButton);
    QVERIFY(finished(bench));
    QVERIFY(bench.session.isOpen());
    QTRY_COMPARE(bench.session.sampleCount(), 12);
    QCOMPARE(bench.session.schema().size(), 3);
    QVERIFY2(notice(page).contains(QStringLiteral("12 new")), qPrintable(notice(page)));
    QVERIFY(!page.projectForm()->isVisible());
    QSignalSpy next(&page, &window::Page::modeRequested);
    QTest::mouseClick(button(page, QStringLiteral("Run a model")), Qt::LeftButton);
    QCOMPARE(next[0][0].value<window::Mode>(), window::Mode::Runs);
}

void TstDataPages::newProjectFromMasks()
{
    QTemporaryDir dir;
    badcase::test::writeRegions(dir.filePath(QStringLiteral("regions")));
    Workbench bench;
    ImportPage page(bench.context);
    page.show();
    look(page, dir.filePath(QStringLiteral("regions")));
    QCOMPARE(page.projectForm()->task(), Task::Segmentation);
    QVERIFY(page.projectForm()->classList().endsWith(QStringLiteral("classes.json")));
    // Without names for the numbers of a mask there is no project.
    const QString list = page.projectForm()->classList();
    page.projectForm()->setClassList({});
    QVERIFY(!button(page, QStringLiteral("Import"))->isEnabled());
    QVERIFY(notice(page).contains(QStringLiteral("class list")));
    page.projectForm()->setClassList(list);
    QTest::mouseClick(button(page, QStringLiteral("Import")), Qt::LeftButton);
    QVERIFY(finished(bench));
    QTRY_COMPARE(bench.session.sampleCount(), 4);
    QCOMPARE(bench.session.schema().task(), Task::Segmentation);
    QCOMPARE(bench.session.schema().size(), 5);
}

/// COCO names its classes, so that a project for its masks needs no list.
void TstDataPages::newProjectFromObjects()
{
    QTemporaryDir dir;
    const QString source = dir.filePath(QStringLiteral("set"));
    badcase::test::writePicture(source + QStringLiteral("/images/a.png"), Qt::red, {12, 9});
    badcase::test::writeFile(
        source + QStringLiteral("/annotations/instances_train.json"),
        "{\"images\": [{\"id\": 1, \"file_name\": \"a.png\", \"width\": 12, \"height\": 9}], "
        "\"annotations\": [{\"id\": 1, \"image_id\": 1, \"category_id\": 7, "
        "\"segmentation\": [[2, 1, 8, 1, 8, 6, 2, 6]]}], "
        "\"categories\": [{\"id\": 7, \"name\": \"cat\"}, {\"id\": 8, \"name\": \"dog\"}]}");
    Workbench bench;
    ImportPage page(bench.context);
    page.show();
    look(page, source);
    QCOMPARE(page.panel()->request().format, QStringLiteral("coco"));
    QCOMPARE(page.projectForm()->task(), Task::Segmentation);
    auto* rows = page.findChild<models::ImportPreviewModel*>();
    QCOMPARE(rows->at(0).mask, QStringLiteral("in the annotations"));
    QTest::mouseClick(button(page, QStringLiteral("Import")), Qt::LeftButton);
    QVERIFY(finished(bench));
    QTRY_COMPARE(bench.session.sampleCount(), 1);
    QCOMPARE(bench.session.schema().names(), QStringList() << "background"
                                                           << "cat"
                                                           << "dog");
    // The formats of objects are offered, and said what they are.
    ExportPage exports(bench.context);
    exports.resize(1100, 700);
    exports.show();
    exports.activate();
    auto* format = exports.form()->findChild<QComboBox*>();
    for (const char* name : {"masks", "csv", "coco", "yolo", "kaggle-rle"})
        QVERIFY2(format->findData(QLatin1String(name)) >= 0, name);
    QCOMPARE(format->findData(QStringLiteral("wechat")), -1);
}

/// A table of run lengths is imported as it was looked at.
void TstDataPages::runLengthsKeepTheirColumns()
{
    QTemporaryDir dir;
    badcase::test::writePicture(dir.filePath(QStringLiteral("train/a.png")), Qt::red, {12, 9});
    badcase::test::writeFile(dir.filePath(QStringLiteral("train.csv")), "id,EncodedPixels\na,1 9\n");
    Workbench bench;
    ImportPage page(bench.context);
    page.show();
    look(page, dir.filePath(QStringLiteral("train.csv")));
    QCOMPARE(page.panel()->request().format, QStringLiteral("kaggle-rle"));
    QCOMPARE(page.panel()->request().columns.value(QStringLiteral("mask")), QStringLiteral("EncodedPixels"));
    QCOMPARE(page.projectForm()->task(), Task::Segmentation);
    QTest::mouseClick(button(page, QStringLiteral("Import")), Qt::LeftButton);
    QVERIFY(finished(bench));
    QTRY_COMPARE(bench.session.sampleCount(), 1);
    QCOMPARE(bench.session.schema().names(), QStringList() << "background"
                                                           << "object");
    QVERIFY2(notice(page).contains(QStringLiteral("1 new")), qPrintable(notice(page)));
}

void TstDataPages::dryRunWritesNothing()
{
    QTemporaryDir dir;
    badcase::test::writeColours(dir.filePath(QStringLiteral("colours")));
    Workbench bench;
    ImportPage page(bench.context);
    page.show();
    look(page, dir.filePath(QStringLiteral("colours")));
    QTest::mouseClick(button(page, QStringLiteral("Dry run")), Qt::LeftButton);
    QVERIFY(finished(bench));
    QVERIFY(!bench.session.isOpen());
    QVERIFY(notice(page).contains(QStringLiteral("12 new")));
    QVERIFY(!QFile::exists(page.projectForm()->path()));
}

void TstDataPages::mapsClassNames()
{
    QTemporaryDir dir;
    const QString source = dir.filePath(QStringLiteral("data"));
    for (const auto* name : {"red", "Crimson"})
        badcase::test::writePicture(
            source + QLatin1Char('/') + QLatin1String(name) + QStringLiteral("/0.png"), Qt::red);
    Workbench bench;
    must(
        bench.session.create(dir.filePath(QStringLiteral("p.badcase")),
                             must(Schema::create(Task::Classification, {{QStringLiteral("red"), {}, {}},
                                                                        {QStringLiteral("blue"), {}, {}}}))));
    ImportPage page(bench.context);
    page.show();
    look(page, source);
    auto* rows = page.findChild<models::ImportPreviewModel*>();
    const auto unknown = [&] {
        int count = 0;
        for (int row = 0; row < rows->rowCount(); ++row)
            count += rows->at(row).labelKnown ? 0 : 1;
        return count;
    };
    QCOMPARE(unknown(), 1);
    QComboBox* box = nullptr;
    for (auto* candidate : page.findChildren<QComboBox*>())
        if (candidate->findData(QStringLiteral("Crimson")) >= 0)
            box = candidate;
    QVERIFY(box);
    QSignalSpy previewed(&page, &ImportPage::previewed);
    box->setCurrentIndex(box->findData(QStringLiteral("red")));
    QTRY_VERIFY(previewed.size() > 0);
    QCOMPARE(unknown(), 0);
    QCOMPARE(page.panel()->request().classes.value(QStringLiteral("Crimson")), QStringLiteral("red"));
    QTest::mouseClick(button(page, QStringLiteral("Import")), Qt::LeftButton);
    QVERIFY(finished(bench));
    QTRY_COMPARE(bench.session.sampleCount(), 2);
    QCOMPARE(bench.session.schema().names(), (QStringList{QStringLiteral("red"), QStringLiteral("blue")}));
    storage::SampleFilter red;
    red.effective = {0};
    bench.session.setFilter(red);
    QTRY_COMPARE(bench.session.selection()->size(), std::size_t(2));
}

void TstDataPages::csvColumnsAreMapped()
{
    QTemporaryDir dir;
    badcase::test::writePicture(dir.filePath(QStringLiteral("a.png")), Qt::red);
    badcase::test::writeFile(dir.filePath(QStringLiteral("t.csv")),
                             "key,file,kind,other\nx,a.png,red,blue\n");
    Workbench bench;
    ImportPage page(bench.context);
    page.show();
    look(page, dir.filePath(QStringLiteral("t.csv")));
    QCOMPARE(page.panel()->request().format, QStringLiteral("csv"));
    auto* rows = page.findChild<models::ImportPreviewModel*>();
    QSignalSpy previewed(&page, &ImportPage::previewed);
    const auto choose = [&](int role, const QString& column) {
        for (auto* table : page.findChildren<QTableWidget*>())
            if (table->rowCount() > role && table->item(role, 0)->data(Qt::UserRole).isValid())
                if (auto* box = qobject_cast<QComboBox*>(table->cellWidget(role, 1)))
                    box->setCurrentIndex(box->findData(column));
    };
    choose(0, QStringLiteral("key"));
    choose(1, QStringLiteral("file"));
    choose(2, QStringLiteral("other"));
    QTRY_VERIFY(rows->rowCount() == 1 && rows->at(0).label == QStringLiteral("blue"));
    QCOMPARE(rows->at(0).name, QStringLiteral("x"));
    QCOMPARE(rows->at(0).media, QStringLiteral("a.png"));
    QTRY_VERIFY(button(page, QStringLiteral("Import"))->isEnabled());
    QTest::mouseClick(button(page, QStringLiteral("Import")), Qt::LeftButton);
    QVERIFY(finished(bench));
    QTRY_COMPARE(bench.session.sampleCount(), 1);
    QCOMPARE(bench.session.schema().names(), QStringList{QStringLiteral("blue")});
}

void TstDataPages::problemsAreListed()
{
    QTemporaryDir dir;
    const QString source = dir.filePath(QStringLiteral("data"));
    badcase::test::writePicture(source + QStringLiteral("/red/good.png"), Qt::red);
    badcase::test::writeFile(source + QStringLiteral("/red/bad.png"), "this is no picture");
    Workbench bench;
    ImportPage page(bench.context);
    page.show();
    look(page, source);
    QTest::mouseClick(button(page, QStringLiteral("Import")), Qt::LeftButton);
    QVERIFY(finished(bench));
    auto* problems = page.findChild<models::ProblemsModel*>();
    QCOMPARE(problems->rowCount(), 1);
    QVERIFY(problems->at(0).message.contains(QStringLiteral("bad.png")));
    QVERIFY2(notice(page).contains(QStringLiteral("1 left out")), qPrintable(notice(page)));
    QTRY_COMPARE(bench.session.sampleCount(), 1);
}

void TstDataPages::unknownDataIsRefusedInPlace()
{
    QTemporaryDir dir;
    Workbench bench;
    ImportPage page(bench.context);
    page.show();
    look(page, dir.path());
    QVERIFY(!button(page, QStringLiteral("Import"))->isEnabled());
    QVERIFY(notice(page).contains(QStringLiteral("does not look like a data set")));
}

void TstDataPages::exportIsReadBack()
{
    QTemporaryDir dir;
    badcase::test::writeColours(dir.filePath(QStringLiteral("colours")));
    Workbench bench;
    ImportPage import(bench.context);
    import.show();
    look(import, dir.filePath(QStringLiteral("colours")));
    QTest::mouseClick(button(import, QStringLiteral("Import")), Qt::LeftButton);
    QVERIFY(finished(bench));
    QTRY_COMPARE(bench.session.selection()->size(), std::size_t(12));
    // One label is corrected and one sample is no good.
    const auto ids = *bench.session.selection();
    QSignalSpy changed(&bench.session, &workspace::Session::changed);
    bench.session.relabel({ids[0]}, LabelSet{0});
    bench.session.judge({ids[1]}, Verdict::BadMedia);
    QTRY_COMPARE(changed.size(), 2);

    ExportPage page(bench.context);
    page.resize(1100, 700);
    page.show();
    page.activate();
    const QString out = dir.filePath(QStringLiteral("out"));
    page.form()->setFolder(out);
    QSignalSpy ended(&page, &ExportPage::ended);
    QTest::mouseClick(button(page, QStringLiteral("Export")), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, 20000);
    QVERIFY2(notice(page).contains(QStringLiteral("11 samples")), qPrintable(notice(page)));
    QVERIFY(QFile::exists(out + QStringLiteral("/manifest.json")));

    // What was exported is a data set: it comes back as it was.
    Workbench again;
    ImportPage second(again.context);
    second.show();
    look(second, out);
    QTest::mouseClick(button(second, QStringLiteral("Import")), Qt::LeftButton);
    QVERIFY(finished(again));
    QTRY_COMPARE(again.session.sampleCount(), 11);
    auto* log = page.findChild<window::ExportLogModel*>();
    QTRY_COMPARE(log->rowCount(), 1);
    QCOMPARE(log->at(0).location, out);
}

void TstDataPages::exportErrorsStandOnThePage()
{
    QTemporaryDir dir;
    badcase::test::writeColours(dir.filePath(QStringLiteral("colours")));
    Workbench bench;
    ImportPage import(bench.context);
    import.show();
    look(import, dir.filePath(QStringLiteral("colours")));
    QTest::mouseClick(button(import, QStringLiteral("Import")), Qt::LeftButton);
    QVERIFY(finished(bench));
    QTRY_COMPARE(bench.session.sampleCount(), 12);
    ExportPage page(bench.context);
    page.show();
    page.form()->setFolder(dir.filePath(QStringLiteral("colours/red"))); // a source
    QSignalSpy ended(&page, &ExportPage::ended);
    QTest::mouseClick(button(page, QStringLiteral("Export")), Qt::LeftButton);
    QTRY_COMPARE(ended.size(), 1);
    QVERIFY(!notice(page).isEmpty());
    QVERIFY(!QFile::exists(dir.filePath(QStringLiteral("colours/red/manifest.json"))));
}

void TstDataPages::suggestsAFreeProjectFile()
{
    QTemporaryDir dir;
    QVERIFY(QDir(dir.path()).mkpath(QStringLiteral("holiday pictures")));
    const QString source = dir.filePath(QStringLiteral("holiday pictures"));
    QCOMPARE(window::suggestProjectPath(source), dir.filePath(QStringLiteral("holiday pictures.badcase")));
    badcase::test::writeFile(dir.filePath(QStringLiteral("holiday pictures.badcase")), "taken");
    QCOMPARE(window::suggestProjectPath(source), dir.filePath(QStringLiteral("holiday pictures 2.badcase")));
}

BADCASE_REGISTER_TEST(TstDataPages)
#include "tst_data_pages.moc"
