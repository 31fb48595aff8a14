// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/text_index_service.h"
#include "app/workspace/text_search.h"
#include "storage/sample_writer.h"
#include "tests/app/workspace_fixture.h"
#include "tests/support/test_support.h"

#include <QJsonArray>
#include <QSignalSpy>

#include <algorithm>
#include <atomic>

using namespace badcase;
using namespace badcase::workspace;
using workspace::test::must;

/// Search as the command line asks for it, and the index that makes it quick, built behind the analyst's
/// back.
class TstTextSearch : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { badcase::test::failOnWarnings(); }
    void hitsWithTheirWords();
    void refusesWhatCannotBeSearched();
    void smallIndexIsBuiltAtOpening();
    void largeIndexIsAJobThatMakesWay();
    void cancelledItRestsUntilTheNextImport();
    void readOnlyProjectsAreLeftAlone();
    void ordersByTextsWithoutARun();
};

namespace {

/// A project of texts without media: sample i says "sample number i", every tenth one 衬衫 in its title.
struct TextProject {
    explicit TextProject(int samples)
    {
        auto project = must(
            Project::create(path(), *Schema::create(Task::Classification, {{QStringLiteral("a"), {}, {}}})));
        add(*project, 0, samples);
    }

    QString path() const { return dir.filePath(QStringLiteral("t.badcase")); }

    static void add(Project& project, int from, int count)
    {
        const auto connection = must(project.connect());
        storage::SampleWriter writer(*connection);
        for (int i = from; i < from + count; ++i) {
            storage::ImportSample row;
            row.sample.name = QStringLiteral("s%1").arg(i, 6, 10, QLatin1Char('0'));
            row.sample.kind = SampleKind::NoMedia;
            row.fields = {{QStringLiteral("title"),
                           i % 10 == 3 ? QStringLiteral("红色衬衫 %1").arg(i) : QStringLiteral("dress")},
                          {QStringLiteral("ocr"),
                           i % 20 == 3 ? QStringLiteral("a shirt") : QString(QLatin1String(""))}};
            must(writer.write(row));
        }
        must(writer.finish());
    }

    storage::TextIndexState state() const
    {
        const auto project = must(Project::open(path(), storage::OpenMode::ReadOnly));
        const auto connection = must(project->connect());
        return must(storage::TextIndex(*connection).state());
    }

    QTemporaryDir dir;
};

} // namespace

void TstTextSearch::hitsWithTheirWords()
{
    TextProject texts(100);
    const auto project = must(Project::open(texts.path(), storage::OpenMode::ReadOnly));
    const auto connection = must(project->connect());
    const auto report = must(searchTexts(*connection, QStringLiteral("衫"), {}, 4));
    QCOMPARE(report.count, 10);
    QVERIFY(report.complete);
    QCOMPARE(report.hits.size(), std::size_t(4));
    QCOMPARE(report.hits[1].sample, QStringLiteral("s000013"));
    QCOMPARE(report.hits[1].field, QStringLiteral("title"));
    QCOMPARE(report.hits[1].snippet, QStringLiteral("红色衬衫 13"));
    QCOMPARE(must(searchTexts(*connection, QStringLiteral("衫 shirt"), {}, 9)).count, 5); // in two fields
    QCOMPARE(must(searchTexts(*connection, QStringLiteral("shirt"), QStringLiteral("title"), 9)).count, 0);
    const auto name = must(searchTexts(*connection, QStringLiteral("s000042"), {}, 9));
    QCOMPARE(name.count, 1);
    QCOMPARE(name.hits[0].field, QStringLiteral("name"));
    const QJsonObject json = report.toJson();
    QCOMPARE(json.value(QStringLiteral("hits")).toArray().size(), 4);
    QCOMPARE(json.value(QStringLiteral("count")).toInt(), 10);
    QVERIFY(json.value(QStringLiteral("field")).isNull());
}

void TstTextSearch::refusesWhatCannotBeSearched()
{
    TextProject texts(3);
    const auto project = must(Project::open(texts.path()));
    const auto connection = must(project->connect());
    const auto field = searchTexts(*connection, QStringLiteral("x"), QStringLiteral("tilte"), 9);
    QVERIFY(!field);
    QCOMPARE(field.error().code, ErrorCode::InvalidArgument);
    QVERIFY(field.error().message.contains(QStringLiteral("title, ocr, name")));
    QCOMPARE(searchTexts(*connection, QStringLiteral(" …!"), {}, 9).error().code, ErrorCode::InvalidArgument);
}

void TstTextSearch::smallIndexIsBuiltAtOpening()
{
    TextProject texts(50);
    QVERIFY(!texts.state().complete());
    Session session;
    TextIndexService service(session);
    QSignalSpy completed(&service, &TextIndexService::completed);
    QVERIFY_RESULT(session.open(texts.path()));
    QTRY_VERIFY(completed.count() > 0);
    QVERIFY(session.jobs().jobs().empty()); // nobody is bothered
    session.close();
    QVERIFY(texts.state().complete());
}

void TstTextSearch::largeIndexIsAJobThatMakesWay()
{
    TextProject texts(static_cast<int>(TextIndexService::kSmall) + 500);
    Session session;
    TextIndexService service(session);
    QSignalSpy completed(&service, &TextIndexService::completed);
    QSignalSpy finished(&session.jobs(), &JobQueue::finished);
    std::atomic<bool> wanted = false;
    std::atomic<bool> ran = false;
    connect(&session.jobs(), &JobQueue::listChanged, this, [&] {
        if (!wanted.exchange(true)) // at the very moment when the index begins
            session.jobs().start(QStringLiteral("a run"), [&ran](const JobContext&) -> Result<QString> {
                ran = true;
                return QString();
            });
    });
    QVERIFY_RESULT(session.open(texts.path()));
    QTRY_VERIFY(completed.count() > 0);
    // What is left may be so little that it needs no job of its own, beside the one that was waited for.
    const auto allOver = [&session] { return std::ranges::all_of(session.jobs().jobs(), &JobState::isOver); };
    QTRY_VERIFY(ran && allOver());
    int indexing = 0;
    for (const auto& job : session.jobs().jobs())
        indexing += job.title == QLatin1String("Indexing texts") ? 1 : 0;
    QVERIFY(indexing >= 1);
    session.close();
    QVERIFY(texts.state().complete());
}

void TstTextSearch::cancelledItRestsUntilTheNextImport()
{
    TextProject texts(static_cast<int>(TextIndexService::kSmall) + 500);
    Session session;
    TextIndexService service(session);
    connect(&session.jobs(), &JobQueue::changed, this, [&session](const JobState& job) {
        if (job.status == JobState::Status::Running)
            session.jobs().cancel(job.id);
    });
    QSignalSpy finished(&session.jobs(), &JobQueue::finished);
    QVERIFY_RESULT(session.open(texts.path()));
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(finished[0][0].value<JobState>().status, JobState::Status::Cancelled);
    QTest::qWait(50);
    QVERIFY(!service.isBuilding());
    QCOMPARE(finished.count(), 1);
    QObject::disconnect(&session.jobs(), &JobQueue::changed, this, nullptr);
    session.reloadRuns(); // what an import ends with
    QTRY_COMPARE(finished.count(), 2);
    QCOMPARE(finished[1][0].value<JobState>().status, JobState::Status::Succeeded);
}

void TstTextSearch::readOnlyProjectsAreLeftAlone()
{
    TextProject texts(30);
    Session session;
    TextIndexService service(session);
    QSignalSpy counted(&session, &Session::samplesChanged);
    QVERIFY_RESULT(session.open(texts.path(), storage::OpenMode::ReadOnly));
    QTRY_VERIFY(counted.count() > 0);
    QVERIFY(session.isReadOnly());
    storage::SampleFilter filter;
    filter.text = QStringLiteral("衬衫");
    session.setFilter(filter);
    QTRY_COMPARE(session.selection()->size(), std::size_t(3)); // read from the texts
    QVERIFY(!service.isBuilding() && session.jobs().jobs().empty());
}

void TstTextSearch::ordersByTextsWithoutARun()
{
    TextProject texts(40);
    Session session;
    QVERIFY_RESULT(session.open(texts.path()));
    QTRY_COMPARE(session.textFields(), QStringList({QStringLiteral("title"), QStringLiteral("ocr")}));
    session.setOrder(
        {storage::SampleOrder::Key::TextQuality, true, QStringLiteral("ocr"), storage::TextMeasure::Length});
    QTRY_VERIFY(!session.isQuerying() &&
                session.selection()->front() == SampleId(4)); // s000003 says "a shirt"
    storage::SampleFilter empty;
    empty.textQuality = {{QStringLiteral("ocr"), storage::TextMeasure::Length, {0, 0}}};
    session.setFilter(empty);
    QTRY_COMPARE(session.selection()->size(), std::size_t(38));
}

BADCASE_REGISTER_TEST(TstTextSearch)
#include "tst_text_search.moc"
