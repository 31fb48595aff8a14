// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/change_store.h"
#include "storage/migrations.h"
#include "storage/project_database.h"
#include "storage/schema_repository.h"
#include "storage/segment_repository.h"
#include "storage/sqlite/file_header.h"
#include "storage/sqlite/sqlite_session.h"
#include "storage/text_index.h"
#include "tests/storage/storage_fixture.h"
#include "tests/support/test_support.h"

#include <QTemporaryDir>

using namespace badcase;
using namespace badcase::storage;
using storage::test::must;

/// Project files of earlier versions with what later ones added.
class TstMigrations : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { badcase::test::failOnWarnings(); }
    void migratesVersionThree();
};

/// A project of the days before videos and texts: nothing of it is lost, and what is new starts empty.
void TstMigrations::migratesVersionThree()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("three.badcase"));
    const QString name = QStringLiteral("version three");
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        must(sqlite::open(database, path, sqlite::Access::ReadWrite, ProjectDatabase::kPageSize));
        const auto run = [&](const QByteArray& sql) { must(sqlite::executeScript(database, path, sql)); };
        for (const Migration& step : projectMigrations()) {
            if (step.version <= 3)
                run(step.sql);
        }
        run("PRAGMA application_id = " + QByteArray::number(sqlite::kApplicationId) +
            "; PRAGMA user_version = 3;"
            "INSERT INTO meta VALUES ('task', 'classification'), ('uuid', 'u');"
            "INSERT INTO class_parents VALUES (0, 'pet'), (1, 'beast');"
            "INSERT INTO classes VALUES (0, 'cat', 0, NULL), (1, 'dog', 0, NULL), (2, 'wolf', 1, NULL);"
            "INSERT INTO label_sets VALUES (1, '0');"
            "INSERT INTO label_set_classes VALUES (0, 1);"
            "INSERT INTO samples (id, name, kind, split, given_set, effective_set) VALUES (1, 'a', 3, '', 1, "
            "1), "
            "(2, 'b', 3, '', NULL, NULL);"
            "INSERT INTO fields VALUES (1, 'title');"
            "INSERT INTO texts VALUES (1, 1, 1, '\xe7\x8c\xab cat');");
    }
    QSqlDatabase::removeDatabase(name);

    const auto project = ProjectDatabase::open(path);
    QVERIFY_RESULT(project);
    QCOMPARE(must(sqlite::readHeader(path + QStringLiteral(".v3.backup"))).userVersion, 3);
    auto connection = must((*project)->connect());
    QCOMPARE(must(ProjectDatabase::info(*connection)).schemaVersion, currentSchemaVersion());
    QVERIFY(must(ProjectDatabase::verify(*connection)).ok());
    const Schema schema = must(SchemaRepository(*connection).load());
    QCOMPARE(schema.parents(), (QStringList{QStringLiteral("pet"), QStringLiteral("beast")}));
    QVERIFY(schema.tree().above().isEmpty());

    // Texts that came before there was an index are found without it, and built into it.
    TextIndex index(*connection);
    QCOMPARE(must(index.state()).done, 0);
    QCOMPARE(must(index.state()).total, 2);
    QCOMPARE(must(index.scan(QStringLiteral("猫"))).count, 1);
    must(index.build());
    QCOMPARE(must(index.search(QStringLiteral("猫 ca"))).count, 1);
    QVERIFY(must(index.state()).complete());

    const std::vector<Segment> segments{{0, 1, {1}}};
    must(ChangeStore(*connection).apply({{{SampleId(1), SetSegments{segments}}}, QStringLiteral("me")}));
    QVERIFY(must(SegmentRepository(*connection).segments(SampleId(1))).effective() == segments);
    QVERIFY(must(SchemaRepository(*connection).append({{QStringLiteral("car"), QStringLiteral("thing"), {}}}))
                .size() == 4);
    QVERIFY(must(ProjectDatabase::verify(*connection)).ok());
}

BADCASE_REGISTER_TEST(TstMigrations)
#include "tst_migrations.moc"
