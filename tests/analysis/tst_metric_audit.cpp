// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/audit_witness.h"
#include "inference/analysis/metric_audit.h"
#include "inference/analysis/segmentation_score.h"
#include "tests/analysis/reference_data.h"
#include "tests/support/test_support.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

using namespace badcase;
using namespace badcase::analysis;

class TstMetricAudit : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { test::failOnWarnings(); }
    void figuresAreRead();
    void figuresThatAreNone();
    void noMatrixIsRefuted();
    void witnessesGiveTheFigures();
    void thePublishedTable_data();
    void thePublishedTable();
    void whatCannotBe_data();
    void whatCannotBe();
    void boundsAreReached();
    void twoClassesLeaveOneDice();
    void tooLittle();
    void listsMustFit();
    void scriptByItsOwnLoop();
    void scriptRewardsBackground();
};

namespace {

TypedFigure typed(const QString& text)
{
    return *TypedFigure::parse(text);
}

TypedFigure rounded(double value, int digits)
{
    return typed(QString::number(value, 'f', digits));
}

/// All figures of a matrix, by their definitions; every class must occur.
struct Figures {
    double accuracy = 0;
    double meanIou = 0;
    double meanDice = 0;
    double weighted = 0;
    std::vector<double> iou;
    std::vector<double> dice;
};

Figures figuresOf(const ConfusionCounts& counts)
{
    Figures out;
    const auto total = static_cast<double>(counts.total());
    for (ClassIndex k = 0; k < counts.classes(); ++k) {
        double row = 0;
        double column = 0;
        for (ClassIndex j = 0; j < counts.classes(); ++j) {
            row += static_cast<double>(counts.at(k, j));
            column += static_cast<double>(counts.at(j, k));
        }
        const auto both = static_cast<double>(counts.at(k, k));
        out.iou.push_back(both / (row + column - both));
        out.dice.push_back(2 * both / (row + column));
        out.accuracy += both / total;
        out.weighted += row / total * out.iou.back();
    }
    out.meanIou = std::accumulate(out.iou.begin(), out.iou.end(), 0.0) / counts.classes();
    out.meanDice = std::accumulate(out.dice.begin(), out.dice.end(), 0.0) / counts.classes();
    return out;
}

bool allOccur(const ConfusionCounts& counts)
{
    for (ClassIndex k = 0; k < counts.classes(); ++k)
        if (counts.support(k) + counts.predicted(k) == 0)
            return false;
    return true;
}

/// From nearly diagonal to nothing right, with cells of very different sizes and many empty ones.
ConfusionCounts randomMatrix(std::mt19937_64& random, int classes)
{
    std::uniform_real_distribution<double> unit(0, 1);
    ConfusionCounts counts(classes);
    const double spread = 12 * unit(random);
    const double empty = unit(random) * 0.9;
    const double diagonal = std::exp(8 * unit(random) - 3);
    do {
        counts = ConfusionCounts(classes);
        for (ClassIndex row = 0; row < classes; ++row)
            for (ClassIndex column = 0; column < classes; ++column)
                if (unit(random) >= empty)
                    counts.add(
                        row, column,
                        std::llround((row == column ? diagonal : 1) * std::exp(spread * unit(random))));
    } while (!allOccur(counts));
    return counts;
}

AuditFigures all(const Figures& figures, int digits)
{
    AuditFigures out;
    out.classes = static_cast<int>(figures.iou.size());
    out.accuracy = rounded(figures.accuracy, digits);
    out.microF1 = rounded(figures.accuracy, digits);
    out.meanIou = rounded(figures.meanIou, digits);
    out.meanDice = rounded(figures.meanDice, digits);
    out.weightedIou = rounded(figures.weighted, digits);
    for (const double one : figures.iou)
        out.iou.push_back(rounded(one, digits));
    for (const double one : figures.dice)
        out.dice.push_back(rounded(one, digits));
    return out;
}

/// Some of them: bit i of `mask` keeps figure i.
AuditFigures some(AuditFigures figures, unsigned mask)
{
    if (!(mask & 1U))
        figures.accuracy.reset();
    if (!(mask & 2U))
        figures.microF1.reset();
    if (!(mask & 4U))
        figures.meanIou.reset();
    if (!(mask & 8U))
        figures.meanDice.reset();
    if (!(mask & 16U))
        figures.weightedIou.reset();
    if (!(mask & 32U))
        figures.iou.clear();
    if (!(mask & 64U))
        figures.dice.clear();
    return figures;
}

} // namespace

void TstMetricAudit::figuresAreRead()
{
    const auto is = [](const char* text, double low, double high) {
        const TypedFigure figure = typed(QLatin1String(text));
        return std::abs(figure.low - low) < 1e-12 && std::abs(figure.high - high) < 1e-12;
    };
    QVERIFY(is("0.723", 0.7225, 0.7235));
    QVERIFY(is(".8", 0.75, 0.85));
    QVERIFY(is("72.3 %", 0.7225, 0.7235));
    QVERIFY(is("72.30", 0.72295, 0.72305));
    QVERIFY(is("85", 0.845, 0.855));
    QVERIFY(is("0.5%", 0.0045, 0.0055));
    QVERIFY(is("1.00", 0.995, 1));
    QVERIFY(is("1", 1, 1));
    QVERIFY(is("0", 0, 0));
    QCOMPARE(TypedFigure::parseList(QStringLiteral("0.5, 0.25;1 0"))->size(), std::size_t(4));
}

void TstMetricAudit::figuresThatAreNone()
{
    for (const char* text : {"", "x", "-0.1", "1e-3", "101", "100.5 %", "0,7", "nan", "."})
        QCOMPARE(TypedFigure::parse(QLatin1String(text)).error().code, ErrorCode::InvalidArgument);
    QCOMPARE(TypedFigure::parseList(QStringLiteral("0.5 y")).error().code, ErrorCode::InvalidArgument);
}

/// The promise of the whole thing, by brute force.
void TstMetricAudit::noMatrixIsRefuted()
{
    std::mt19937_64 random(12);
    for (int round = 0; round < 4000; ++round) {
        const int classes = 2 + static_cast<int>(random() % 7);
        const ConfusionCounts counts = randomMatrix(random, classes);
        const AuditFigures figures =
            some(all(figuresOf(counts), 1 + static_cast<int>(random() % 5)), random() & 127U);
        const auto audit = auditFigures(figures);
        QVERIFY_RESULT(audit);
        for (const AuditFinding& finding : audit->findings)
            QVERIFY2(!finding.refutes(), qPrintable(finding.text));
        QVERIFY(audit->verdict != AuditVerdict::Impossible);
    }
    for (int round = 0; round < 500; ++round) { // one class against the rest
        const ConfusionCounts counts = randomMatrix(random, 2);
        const Figures of = figuresOf(counts);
        AuditFigures figures;
        figures.classes = 1;
        figures.accuracy = rounded(of.accuracy, 3);
        figures.meanIou = rounded(of.iou[1], 3);
        figures.meanDice = rounded(of.dice[1], 3);
        const auto audit = auditFigures(figures);
        QVERIFY_RESULT(audit);
        QVERIFY(audit->verdict != AuditVerdict::Impossible);
    }
}

void TstMetricAudit::witnessesGiveTheFigures()
{
    std::mt19937_64 random(13);
    int found = 0;
    int asked = 0;
    for (int round = 0; round < 400; ++round) {
        const int classes = 2 + static_cast<int>(random() % 5);
        const AuditFigures figures =
            some(all(figuresOf(randomMatrix(random, classes)), 3), (random() & 127U) & ~16U);
        const auto audit = auditFigures(figures);
        QVERIFY_RESULT(audit);
        if (audit->verdict == AuditVerdict::TooLittle)
            continue;
        ++asked;
        if (!audit->witness)
            continue;
        ++found;
        QCOMPARE(audit->verdict, AuditVerdict::Possible);
        const Figures of = figuresOf(*audit->witness);
        QVERIFY(!figures.accuracy || figures.accuracy->holds(of.accuracy));
        QVERIFY(!figures.microF1 || figures.microF1->holds(of.accuracy));
        QVERIFY(!figures.meanIou || figures.meanIou->holds(of.meanIou));
        QVERIFY(!figures.meanDice || figures.meanDice->holds(of.meanDice));
        for (std::size_t k = 0; k < figures.iou.size(); ++k)
            QVERIFY(figures.iou[k].holds(of.iou[k]));
        for (std::size_t k = 0; k < figures.dice.size(); ++k)
            QVERIFY(figures.dice[k].holds(of.dice[k]));
    }
    QVERIFY2(asked > 200 && found > asked * 8 / 10,
             qPrintable(QStringLiteral("%1 of %2").arg(found).arg(asked)));
}

/// A table of a write-up on ad segmentation with two classes: none of its rows is of one matrix.
void TstMetricAudit::thePublishedTable_data()
{
    QTest::addColumn<QString>("miou");
    QTest::addColumn<QString>("dice");
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::newRow("DeepLabV3+") << "0.723"
                                << "0.789" << 0.8084 << 0.8392;
    QTest::newRow("UNet") << "0.689"
                          << "0.745" << 0.7743 << 0.8159;
    QTest::newRow("fusion") << "0.756"
                            << "0.812" << 0.8386 << 0.8610;
    QTest::newRow("optimised") << "0.778"
                               << "0.834" << 0.8573 << 0.8751;
}

void TstMetricAudit::thePublishedTable()
{
    QFETCH(QString, miou);
    QFETCH(QString, dice);
    QFETCH(double, low);
    QFETCH(double, high);
    const FigureRange range = meanDiceRange(miou.toDouble(), 2);
    COMPARE_NEAR(range.low, low, 6e-5);
    COMPARE_NEAR(range.high, high, 6e-5);
    AuditFigures figures;
    figures.classes = 2;
    figures.meanIou = typed(miou);
    figures.meanDice = typed(dice);
    QCOMPARE(auditFigures(figures)->verdict, AuditVerdict::Impossible);
    figures.meanDice = rounded((low + high) / 2, 3);
    const auto possible = auditFigures(figures);
    QCOMPARE(possible->verdict, AuditVerdict::Possible);
    figures.classes = 0; // then nothing can be said
    QCOMPARE(auditFigures(figures)->verdict, AuditVerdict::TooLittle);
}

void TstMetricAudit::whatCannotBe_data()
{
    QTest::addColumn<int>("classes");
    QTest::addColumn<QStringList>(
        "figures"); // accuracy, micro F1, mean IoU, mean Dice, weighted IoU, IoUs, Dices
    QTest::addColumn<bool>("possible");
    const auto row = [](const char* name, int classes, QStringList figures, bool possible) {
        QTest::newRow(name) << classes << figures << possible;
    };
    row("Dice below IoU", 5, {"", "", "0.7", "0.6"}, false);
    row("one class", 1, {"", "", "0.500", "0.667"}, true);
    row("one class, another Dice", 1, {"", "", "0.500", "0.700"}, false);
    row("one class, too wrong", 1, {"0.40", "", "0.50"}, false);
    row("mean above Jensen's bound", 10, {"", "", "0.50", "0.70"}, false);
    row("accuracy above K times the mean", 3, {"0.95", "", "0.30"}, false);
    row("accuracy just below it", 3, {"0.88", "", "0.30"}, true);
    row("two classes, accuracy too low", 2, {"0.70", "", "0.70"}, false);
    row("two classes, alike", 2, {"0.824", "", "0.700"}, true);
    row("nearly all right, but wrong", 4, {"0.50", "", "0.90"}, false);
    row("micro F1 is no accuracy", 3, {"0.91", "0.85"}, false);
    row("micro F1 is the accuracy", 3, {"0.91", "91.0"}, true);
    row("weighted IoU above the accuracy", 3, {"0.80", "", "", "", "0.85"}, false);
    row("weighted IoU too low", 3, {"0.90", "", "", "", "0.70"}, false);
    row("IoU and Dice of a class", 2, {"", "", "", "", "", "0.50 0.80", "0.667 0.80"}, false);
    row("the same, right", 2, {"", "", "", "", "", "0.50 0.80", "0.667 0.889"}, true);
    row("mean that is none", 2, {"", "", "0.70", "", "", "0.50 0.80"}, false);
    row("accuracy above the best two", 3, {"0.95", "", "", "", "", "0.5 0.6 0.7"}, false);
    row("accuracy of the classes", 3, {"0.76", "", "0.6", "", "", "0.50 0.60 0.70"}, true);
}

void TstMetricAudit::whatCannotBe()
{
    QFETCH(int, classes);
    QFETCH(QStringList, figures);
    QFETCH(bool, possible);
    const auto at = [&](int index) {
        return figures.value(index).isEmpty() ? std::nullopt : std::optional(typed(figures.value(index)));
    };
    AuditFigures asked{classes, at(0), at(1), at(2), at(3), at(4)};
    asked.iou = *TypedFigure::parseList(figures.value(5));
    asked.dice = *TypedFigure::parseList(figures.value(6));
    const auto audit = auditFigures(asked);
    QVERIFY_RESULT(audit);
    QCOMPARE(auditVerdictName(audit->verdict),
             possible ? QStringLiteral("possible") : QStringLiteral("impossible"));
    QVERIFY(!audit->findings.empty());
    QCOMPARE(audit->findings.front().refutes(), !possible);
    QVERIFY(!audit->findings.front().text.contains(u'%'));
}

/// No bound could be narrower.
void TstMetricAudit::boundsAreReached()
{
    std::mt19937_64 random(14);
    std::uniform_real_distribution<double> unit(0.05, 0.95);
    for (int round = 0; round < 200; ++round) {
        std::vector<double> iou;
        for (int k = 0; k < 2 + round % 5; ++k)
            iou.push_back(unit(random));
        const FigureRange range = accuracyRange(iou);
        const auto least = matrixOf(iou, 0);
        const auto most = matrixOf(iou, 1);
        QVERIFY(least && most);
        COMPARE_NEAR(figuresOf(*least).accuracy, range.low, 1e-3);
        COMPARE_NEAR(figuresOf(*most).accuracy, range.high, 1e-3);
        for (std::size_t k = 0; k < iou.size(); ++k)
            COMPARE_NEAR(figuresOf(*least).iou[k], iou[k], 1e-5);
    }
    // Of a mean: all errors between two classes, and one class that is nearly everything.
    for (const double mean : {0.3, 0.55, 0.8}) {
        const FigureRange range = accuracyRange(mean, 4);
        const double two = std::max(0.0, 1 - 2 * (1 - mean));
        const double others = (4 * mean - 2 * two) / 2;
        COMPARE_NEAR(figuresOf(*matrixOf({two, two, others, others}, 0)).accuracy, range.low, 1e-3);
        const double one = std::min(1.0, 4 * mean);
        const double rest = (4 * mean - one) / 3;
        const double reached = figuresOf(*matrixOf({one, rest, rest, rest}, 1)).accuracy;
        QVERIFY(reached <= range.high + 1e-9);
        QVERIFY(mean > 0.25 ? reached > range.high - 1e-3 : true);
    }
    for (const double mean : {0.1, 0.5, 0.93})
        for (const int classes : {1, 2, 7}) {
            const FigureRange dice = meanDiceRange(mean, classes);
            COMPARE_NEAR(meanIouRange(dice.high, classes).low, mean, 1e-9);
            COMPARE_NEAR(meanIouRange(dice.low, classes).high, mean, 1e-9);
        }
}

void TstMetricAudit::twoClassesLeaveOneDice()
{
    std::mt19937_64 random(15);
    for (int round = 0; round < 200; ++round) {
        const Figures of = figuresOf(randomMatrix(random, 2));
        if (of.accuracy > 0.9999 || of.accuracy < 1e-4)
            continue;
        const auto range = meanDiceRange(FigureRange{of.meanIou, of.meanIou}, {of.accuracy, of.accuracy});
        QVERIFY(range.has_value());
        QVERIFY(range->low <= of.meanDice && of.meanDice <= range->high);
        QVERIFY(range->high - range->low < 1e-3);
    }
    // Each two of these go together; all three do not.
    AuditFigures figures;
    figures.classes = 2;
    figures.accuracy = typed(QStringLiteral("0.930"));
    figures.meanIou = typed(QStringLiteral("0.600"));
    figures.meanDice = typed(QStringLiteral("0.745"));
    QCOMPARE(auditFigures(figures)->verdict, AuditVerdict::Impossible);
    for (const unsigned mask : {1U + 4U, 1U + 8U, 4U + 8U})
        QVERIFY(auditFigures(some(figures, mask))->verdict != AuditVerdict::Impossible);
}

void TstMetricAudit::tooLittle()
{
    AuditFigures figures;
    QCOMPARE(auditFigures(figures)->verdict, AuditVerdict::TooLittle);
    figures.classes = 3;
    figures.meanIou = typed(QStringLiteral("0.5"));
    QCOMPARE(auditFigures(figures)->verdict, AuditVerdict::TooLittle);
    QVERIFY(auditFigures(figures)->findings.empty());
}

void TstMetricAudit::listsMustFit()
{
    AuditFigures figures;
    figures.classes = 3;
    figures.iou = *TypedFigure::parseList(QStringLiteral("0.5 0.6"));
    QCOMPARE(auditFigures(figures).error().code, ErrorCode::InvalidArgument);
    figures.classes = 0;
    QVERIFY_RESULT(auditFigures(figures));
    figures.dice = *TypedFigure::parseList(QStringLiteral("0.5"));
    QCOMPARE(auditFigures(figures).error().code, ErrorCode::InvalidArgument);
}

/// Against the script's loop, written over pixels as it stands there.
void TstMetricAudit::scriptByItsOwnLoop()
{
    std::mt19937_64 random(16);
    for (const int batch : {1, 2, 3, 7}) {
        const int classes = 5;
        ScriptMeanIouCounter counter(classes, batch);
        std::vector<std::pair<std::vector<int>, std::vector<int>>> images;
        for (int i = 0; i < 10; ++i) {
            std::vector<int> label, decision;
            const int mostLabel = 1 + static_cast<int>(random() % 5);
            const int mostDecision = 1 + static_cast<int>(random() % 5);
            ConfusionCounts counts(classes);
            for (int pixel = 0; pixel < 30; ++pixel) {
                label.push_back(static_cast<int>(random() % static_cast<unsigned>(mostLabel)));
                decision.push_back(static_cast<int>(random() % static_cast<unsigned>(mostDecision)));
                counts.add(label.back(), decision.back());
            }
            counter.add(counts);
            images.emplace_back(label, decision);
        }
        double sum = 0;
        int batches = 0;
        for (std::size_t begin = 0; begin < images.size(); begin += static_cast<std::size_t>(batch)) {
            const std::size_t end = std::min(images.size(), begin + static_cast<std::size_t>(batch));
            std::vector<int> label, decision;
            for (std::size_t i = begin; i < end; ++i) {
                label.insert(label.end(), images[i].first.begin(), images[i].first.end());
                decision.insert(decision.end(), images[i].second.begin(), images[i].second.end());
            }
            const int count = std::ranges::max(decision) + 1; // n_classes = pred.max() + 1
            double total = 0;
            for (int k = 0; k < count; ++k) {
                int intersection = 0;
                int either = 0;
                for (std::size_t p = 0; p < label.size(); ++p) {
                    intersection += label[p] == k && decision[p] == k ? 1 : 0;
                    either += label[p] == k || decision[p] == k ? 1 : 0;
                }
                total += either > 0 ? static_cast<double>(intersection) / either : 0;
            }
            sum += total / count;
            ++batches;
        }
        QCOMPARE(counter.result().batches, batches);
        COMPARE_NEAR(counter.result().value, sum / batches, 1e-12);
    }
    QVERIFY(std::isnan(ScriptMeanIouCounter(3, 4).result().value));
}

/// A model that finds nothing scores its background.
void TstMetricAudit::scriptRewardsBackground()
{
    ConfusionCounts image(2);
    image.add(0, 0, 95);
    image.add(1, 0, 5);
    ScriptMeanIouCounter counter(2, 4);
    counter.add(image);
    const ScriptMeanIou script = counter.result();
    COMPARE_NEAR(script.value, 0.95, 1e-12);
    QCOMPARE(script.cutBatches, 1);
    QCOMPARE(script.paddedBatches, 0);
    const SegmentationRules rules{2};
    COMPARE_NEAR(segmentationMetrics(image, rules).meanIou, 0.475, 1e-12);
    ConfusionCounts gap(3); // nothing of class 1 anywhere
    gap.add(0, 0, 50);
    gap.add(2, 2, 50);
    ScriptMeanIouCounter other(3, 1);
    other.add(gap);
    COMPARE_NEAR(other.result().value, 2.0 / 3, 1e-12);
    QCOMPARE(other.result().paddedBatches, 1);
}

BADCASE_REGISTER_TEST(TstMetricAudit)
#include "tst_metric_audit.moc"
