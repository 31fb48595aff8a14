// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/core/schema.h"
#include "tests/support/test_support.h"

#include <QFile>

using namespace badcase;

class TstSchema : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void loadsCamvid();
};

void TstSchema::loadsCamvid()
{
    NEEDS_SHARED();
    QFile file(test::shared(QStringLiteral("data/camvid/classes.json")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto schema = Schema::parse(Task::Segmentation, file.readAll());
    QVERIFY_RESULT(schema);
    QCOMPARE(schema->size(), 12);
    QCOMPARE(schema->ignoreIndex(), std::optional<int>(11));
    const auto again = Schema::parse(Task::Segmentation, schema->toJson());
    QVERIFY_RESULT(again);
    QVERIFY(*again == *schema);
}

BADCASE_REGISTER_TEST(TstSchema)
#include "tst_schema.moc"
