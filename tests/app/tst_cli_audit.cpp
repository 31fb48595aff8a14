// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/app/cli_runner.h"
#include "tests/app/made_data.h"
#include "tests/app/real_projects.h"
#include "tests/support/test_support.h"

using namespace badcase::test;

/// `badcase audit` as a script sees it.
class TstCliAudit : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        failOnWarnings();
        m_folder = std::make_unique<CliFolder>();
    }
    void figuresWithoutAProject();
    void wrongUse();
    void aRunOfMasks();

private:
    CliResult audit(const QStringList& options) const
    {
        return m_folder->run(QStringList(QStringLiteral("audit")) + options);
    }
    std::unique_ptr<CliFolder> m_folder;
};

void TstCliAudit::figuresWithoutAProject()
{
    const auto impossible = audit({"--miou", "0.723", "--dice", "0.789", "--classes", "2"});
    QVERIFY_STATUS(impossible, 0);
    QVERIFY(impossible.oneObject);
    QCOMPARE(impossible.text("verdict"), QStringLiteral("impossible"));
    QVERIFY(impossible.list("findings").first()[QStringLiteral("refutes")].toBool());
    QVERIFY(impossible.json.value(QStringLiteral("witness")).isNull());
    QVERIFY(!impossible.json.contains(QStringLiteral("project")));
    const auto possible =
        audit({"--miou", "72.3", "--dice", "82.9 %", "--accuracy", "0.90", "--classes", "2"});
    QVERIFY_STATUS(possible, 0);
    QCOMPARE(possible.text("verdict"), QStringLiteral("possible"));
    double sum = 0;
    for (const auto& row : possible.list("witness"))
        for (const auto& cell : row.toArray())
            sum += cell.toDouble();
    QVERIFY(std::abs(sum - 1) < 1e-9);
    QCOMPARE(audit({"--class-iou", "0.500,0.800", "--class-dice", "0.700,0.900"}).text("verdict"),
             QStringLiteral("impossible"));
    QCOMPARE(audit({"--miou", "0.723"}).text("verdict"), QStringLiteral("too-little"));
}

void TstCliAudit::wrongUse()
{
    QCOMPARE(audit({}).status, 2);
    QCOMPARE(audit({"--miou", "lots"}).status, 2);
    QCOMPARE(audit({"--miou", "0.7", "--classes", "0"}).status, 2);
    QCOMPARE(audit({"--class-iou", "0.5,0.6", "--classes", "3"}).status, 2);
    writeColours(m_folder->path(QStringLiteral("colours")), 1);
    m_folder->makeProject(QStringLiteral("p.badcase"), QStringLiteral("colours"));
    QCOMPARE(audit({"p.badcase"}).status, 2);
    QCOMPARE(audit({"p.badcase", "--run", "r"}).status, 1);
    QCOMPARE(audit({"p.badcase", "--run", "r", "--batch", "0"}).status, 2);
}

/// Its own figures are possible, and the script's are beside them.
void TstCliAudit::aRunOfMasks()
{
    NEEDS_SHARED();
    makeNuclei(*m_folder, QStringLiteral("n.badcase"), 6);
    QVERIFY_STATUS(m_folder->run(nucleiRun(QStringLiteral("r"))), 0);
    const auto measured = m_folder->run({"metrics", "n.badcase", "--run", "r"});
    QVERIFY_STATUS(measured, 0);
    const auto text = [&](const char* key) { return QString::number(measured.real(key), 'f', 4); };
    const auto result =
        audit({"n.badcase", "--run", "r", "--batch", "4", "--classes", "1", "--miou", text("mean_iou"),
               "--dice", text("mean_dice_pooled"), "--accuracy", text("pixel_accuracy")});
    QVERIFY_STATUS(result, 0);
    QCOMPARE(result.text("verdict"), QStringLiteral("possible"));
    const QJsonValue script = result.json.value(QStringLiteral("script"));
    QCOMPARE(script[QStringLiteral("images")].toInt(), 6);
    QCOMPARE(script[QStringLiteral("batches")].toInt(), 2);
    QCOMPARE(script[QStringLiteral("mean_iou")].toDouble(), measured.real("mean_iou"));
    QCOMPARE(script[QStringLiteral("mean_iou_per_image")].toDouble(), measured.real("mean_iou_per_image"));
    // The script averages the background, too, which is nearly all right.
    QVERIFY(script[QStringLiteral("script_mean_iou")].toDouble() > measured.real("mean_iou"));
    QVERIFY(result.json.contains(QStringLiteral("project")));
}

BADCASE_REGISTER_TEST(TstCliAudit)
#include "tst_cli_audit.moc"
