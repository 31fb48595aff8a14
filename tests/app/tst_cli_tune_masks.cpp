// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

/// tune for masks on the command line, on real pictures and a real model.

#include "tests/app/cli_runner.h"
#include "tests/app/real_projects.h"
#include "tests/support/test_support.h"

#include <QJsonObject>

#include <cmath>

using namespace badcase;
using namespace badcase::test;

namespace {

QStringList words(const QString& text)
{
    return text.split(u' ', Qt::SkipEmptyParts);
}

} // namespace

class TstCliTuneMasks : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void nucleiByTheBestThreshold();
};

void TstCliTuneMasks::nucleiByTheBestThreshold()
{
    NEEDS_SHARED();
    CliFolder folder;
    const auto call = [&](const QString& text) { return folder.run(words(text)); };
    const int pictures = makeNuclei(folder, QStringLiteral("n.badcase"));
    QVERIFY_STATUS(folder.run(nucleiRun(QStringLiteral("r"))), 0);
    const CliResult before = call(QStringLiteral("metrics n.badcase --run r"));
    const CliResult tuned = call(QStringLiteral("tune n.badcase --run r --objective dice --save best"));
    QVERIFY_STATUS(tuned, 0);
    QCOMPARE(tuned.number("samples"), qint64(pictures));
    QCOMPARE(tuned.real("before"), before.real("mean_dice_per_image"));
    QVERIFY(tuned.real("after") > tuned.real("before"));
    const QString steps = tuned.text("steps");
    QVERIFY2(steps.startsWith(QStringLiteral("threshold:")), qPrintable(steps));
    const double gain = tuned.json.value(QStringLiteral("gain"))[QStringLiteral("held_out")].toDouble(-1);
    qInfo("nuclei_unet: %s, Dice %.4f -> %.4f, held out %+.4f; %s", qPrintable(steps), tuned.real("before"),
          tuned.real("after"), gain, qPrintable(tuned.text("advice_text")));
    QVERIFY(std::abs(tuned.real("after_held_out") - tuned.real("before") - gain) < 1e-12);
    QVERIFY_STATUS(call(QStringLiteral("thresholds n.badcase apply --set best --run r")), 0);
    QCOMPARE(call(QStringLiteral("metrics n.badcase --run r")).real("mean_dice_per_image"), tuned.real("after"));
    // The same steps in a run of their own.
    QVERIFY_STATUS(folder.run(nucleiRun(QStringLiteral("steps"), {QStringLiteral("--steps"), steps})), 0);
    QCOMPARE(call(QStringLiteral("metrics n.badcase --run steps")).real("mean_dice_per_image"), tuned.real("after"));
    const CliResult wrong = call(QStringLiteral("tune n.badcase --run r --objective accuracy"));
    QVERIFY_STATUS(wrong, 2);
    QVERIFY(wrong.message().contains(QStringLiteral("pooled_dice")));
    folder.mustBeSound(QStringLiteral("n.badcase"));
}

BADCASE_REGISTER_TEST(TstCliTuneMasks)
#include "tst_cli_tune_masks.moc"
