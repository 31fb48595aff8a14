// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/analysis/metric_audit.h"

#include "inference/analysis/audit_witness.h"
#include "inference/analysis/class_metrics.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace badcase::analysis {

namespace {

/// Bounds are computed in doubles; nothing that misses them by less is refuted.
constexpr double kSlack = 1e-9;

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::MetricAudit", text);
}

double diceOf(double iou)
{
    return 2 * iou / (1 + iou);
}

double iouOf(double dice)
{
    return dice / (2 - dice);
}

/// Of A / (2 - A) = r.
double accuracyOf(double r)
{
    return 2 * r / (1 + r);
}

double leastMeanDice(double meanIou, int classes)
{
    const double sum = meanIou * classes;
    const double whole = std::floor(sum + kSlack);
    return (whole + diceOf(std::max(0.0, sum - whole))) / classes;
}

double harmonicMean(double a, double b)
{
    return a <= 0 || b <= 0 ? 0.0 : 2 * a * b / (a + b);
}

QString number(double value)
{
    return QString::number(value, 'f', 4);
}

QString rangeText(FigureRange range)
{
    return tr("%1 to %2").arg(number(range.low), number(range.high));
}

/// Collects what is found; knows how a typed interval meets a range.
class Findings {
public:
    using Kind = AuditFinding::Kind;

    /// The typed figure must meet the range. False when it does not.
    bool expect(const QString& name, const TypedFigure& typed, FigureRange range, const QString& reason)
    {
        const bool refutes = typed.high < range.low - kSlack || typed.low > range.high + kSlack;
        const QString text = refutes ? tr("%1 would have to lie from %2, and is %3: %4")
                                     : tr("%1 may lie from %2, and is %3: %4");
        add(refutes ? Kind::Refutes : Kind::Fits, text.arg(name, rangeText(range), typed.text, reason));
        return !refutes;
    }
    void add(Kind kind, const QString& text) { m_list.push_back({kind, text}); }
    bool refuted() const { return std::ranges::any_of(m_list, &AuditFinding::refutes); }
    bool empty() const { return m_list.empty(); }
    std::vector<AuditFinding> take()
    {
        std::ranges::stable_partition(m_list, &AuditFinding::refutes);
        return std::move(m_list);
    }

private:
    std::vector<AuditFinding> m_list;
};

double meanOf(const std::vector<TypedFigure>& figures, double TypedFigure::*end)
{
    double sum = 0;
    for (const TypedFigure& one : figures)
        sum += one.*end;
    return sum / static_cast<double>(figures.size());
}

std::vector<double> ends(const std::vector<TypedFigure>& figures, double TypedFigure::*end)
{
    std::vector<double> out;
    for (const TypedFigure& one : figures)
        out.push_back(one.*end);
    return out;
}

/// What the lists of classes say of one another, and the IoUs that both allow; nothing without lists.
std::vector<TypedFigure> checkLists(const AuditFigures& figures, Findings& findings)
{
    std::vector<TypedFigure> iou = figures.iou;
    if (iou.empty()) {
        for (const TypedFigure& one : figures.dice)
            iou.push_back({iouOf(one.low), iouOf(one.high), one.text});
        return iou;
    }
    for (std::size_t k = 0; k < figures.dice.size(); ++k) {
        const TypedFigure& dice = figures.dice[k];
        const FigureRange range{diceOf(iou[k].low), diceOf(iou[k].high)};
        if (dice.high < range.low - kSlack || dice.low > range.high + kSlack) {
            findings.expect(
                tr("Dice of class %1").arg(k + 1), dice, range,
                tr("Dice = 2 IoU / (1 + IoU) of the same counts, and the IoU is %1.").arg(iou[k].text));
            continue;
        }
        iou[k].low = std::max(iou[k].low, iouOf(dice.low));
        iou[k].high = std::max(iou[k].low, std::min(iou[k].high, iouOf(dice.high)));
    }
    if (!figures.dice.empty() && !findings.refuted())
        findings.add(AuditFinding::Kind::Fits,
                     tr("IoU and Dice of every class fit: Dice = 2 IoU / (1 + IoU)."));
    return iou;
}

void checkMeans(const AuditFigures& figures, const std::vector<TypedFigure>& iou, Findings& findings)
{
    if (iou.empty())
        return;
    if (figures.meanIou)
        findings.expect(tr("Mean IoU"), *figures.meanIou,
                        {meanOf(iou, &TypedFigure::low), meanOf(iou, &TypedFigure::high)},
                        tr("it is the mean of the classes' figures."));
    if (figures.meanDice) {
        FigureRange range{0, 0};
        for (const TypedFigure& one : iou) {
            range.low += diceOf(one.low) / static_cast<double>(iou.size());
            range.high += diceOf(one.high) / static_cast<double>(iou.size());
        }
        findings.expect(tr("Mean Dice"), *figures.meanDice, range,
                        tr("it is the mean of 2 IoU / (1 + IoU) over the classes."));
    }
}

/// What is known of the mean IoU, from wherever; nothing: nothing is.
std::optional<FigureRange> knownMeanIou(const AuditFigures& figures, const std::vector<TypedFigure>& iou,
                                        int classes)
{
    FigureRange known{0, 1};
    if (figures.meanIou)
        known = {figures.meanIou->low, figures.meanIou->high};
    else if (!iou.empty())
        known = {meanOf(iou, &TypedFigure::low), meanOf(iou, &TypedFigure::high)};
    else if (!figures.meanDice)
        return {};
    if (figures.meanDice) {
        known.low = std::max(known.low, meanIouRange(figures.meanDice->low, classes).low);
        known.high = std::min(known.high, meanIouRange(figures.meanDice->high, classes).high);
    }
    return known.low <= known.high + kSlack ? std::optional(known) : std::nullopt;
}

void checkDice(const AuditFigures& figures, int classes, Findings& findings)
{
    if (!figures.meanIou || !figures.meanDice)
        return;
    const FigureRange range{meanDiceRange(figures.meanIou->low, classes).low,
                            meanDiceRange(figures.meanIou->high, classes).high};
    const QString reason = classes == 1
                               ? tr("Dice = 2 IoU / (1 + IoU), and the IoU is %1.").arg(figures.meanIou->text)
                               : tr("Dice = 2 IoU / (1 + IoU) of each class, which is concave. With a mean "
                                    "IoU of %1 over %2 classes the "
                                    "mean Dice is largest when all classes are alike, and least when as many "
                                    "as can be are at 0 or 1.")
                                     .arg(figures.meanIou->text)
                                     .arg(classes);
    if (findings.expect(tr("Mean Dice"), *figures.meanDice, range, reason))
        return;
    findings.add(AuditFinding::Kind::Hint,
                 tr("Figures that were averaged over images or batches, or over other classes, can do "
                    "this; then they are not of one confusion matrix."));
}

/// Both or one accuracy, as one figure; the intersection where there are two.
std::optional<TypedFigure> checkMicro(const AuditFigures& figures, Findings& findings)
{
    if (!figures.microF1)
        return figures.accuracy;
    if (!figures.accuracy)
        return figures.microF1;
    if (!findings.expect(tr("Micro F1"), *figures.microF1, {figures.accuracy->low, figures.accuracy->high},
                         tr("with one label and one decision each, it is the accuracy.")))
        return {};
    return TypedFigure{std::max(figures.accuracy->low, figures.microF1->low),
                       std::min(figures.accuracy->high, figures.microF1->high), figures.accuracy->text};
}

void checkAccuracy(const TypedFigure& accuracy, const std::vector<TypedFigure>& iou,
                   const std::optional<FigureRange>& meanIou, int classes, Findings& findings)
{
    if (!iou.empty()) {
        const FigureRange range{accuracyRange(ends(iou, &TypedFigure::low)).low,
                                accuracyRange(ends(iou, &TypedFigure::high)).high};
        findings.expect(
            tr("Accuracy"), accuracy, range,
            tr("every error lies in the unions of two classes, so accuracy / (2 - accuracy) is a mean of the "
               "classes' IoUs, in which no class has more than half of the errors."));
        return;
    }
    if (!meanIou)
        return;
    const FigureRange range{accuracyRange(meanIou->low, classes).low,
                            accuracyRange(meanIou->high, classes).high};
    findings.expect(tr("Accuracy"), accuracy, range,
                    classes == 1
                        ? tr("the errors of one class are at most 1 - IoU of everything.")
                        : tr("no union is larger than everything, so the accuracy is at most %1 times the "
                             "mean IoU; and every "
                             "error lies in the unions of two classes, so it cannot be too low either.")
                              .arg(classes));
}

/// With two classes the three figures hang together more closely than any two of them.
void checkTwoClasses(const AuditFigures& figures, const TypedFigure& accuracy, Findings& findings)
{
    if (!figures.meanIou || !figures.meanDice || findings.refuted())
        return;
    const auto range =
        meanDiceRange({figures.meanIou->low, figures.meanIou->high}, {accuracy.low, accuracy.high});
    if (range)
        findings.expect(tr("Mean Dice"), *figures.meanDice, *range,
                        tr("with two classes, mean IoU %1 and accuracy %2 leave no other, because both "
                           "classes share the same "
                           "errors.")
                            .arg(figures.meanIou->text, accuracy.text));
}

void checkWeighted(const AuditFigures& figures, const std::optional<TypedFigure>& accuracy,
                   const std::vector<TypedFigure>& iou, const std::optional<FigureRange>& meanIou,
                   int classes, Findings& findings)
{
    if (!figures.weightedIou || classes < 2)
        return;
    const TypedFigure& weighted = *figures.weightedIou;
    if (accuracy)
        findings.expect(tr("Frequency-weighted IoU"), weighted,
                        {accuracy->low * accuracy->low / (2 - accuracy->low), accuracy->high},
                        tr("the IoU of a class is at most its recall, whose weighted mean is the accuracy A; "
                           "and by Cauchy it "
                           "is at least A squared / (2 - A)."));
    if (!iou.empty())
        findings.expect(
            tr("Frequency-weighted IoU"), weighted,
            {std::ranges::min(ends(iou, &TypedFigure::low)), std::ranges::max(ends(iou, &TypedFigure::high))},
            tr("it is a mean of the classes' IoUs."));
    else if (meanIou)
        findings.expect(
            tr("Frequency-weighted IoU"), weighted,
            {std::max(0.0, 1 - classes * (1 - meanIou->low)), std::min(1.0, classes * meanIou->high)},
            tr("it is a mean of the classes' IoUs, none of which can be below or above this with that "
               "mean."));
}

} // namespace

Result<TypedFigure> TypedFigure::parse(const QString& text)
{
    QString digits = text.trimmed();
    const bool marked = digits.endsWith(u'%');
    if (marked)
        digits = digits.chopped(1).trimmed();
    static const QRegularExpression form(QStringLiteral("^(\\d*)(?:\\.(\\d*))?$"));
    const auto match = form.match(digits);
    const QString decimals = match.captured(2);
    bool known = false;
    const double typed = digits.toDouble(&known);
    if (!match.hasMatch() || !known)
        return fail(ErrorCode::InvalidArgument,
                    tr("\"%1\" is no figure; type it as 0.723 or 72.3 %, with all its digits").arg(text));
    const bool percent = marked || typed > 1;
    const double scale = percent ? 100.0 : 1.0;
    if (typed > scale)
        return fail(ErrorCode::InvalidArgument, tr("\"%1\" is more than 100 %").arg(text));
    const double half = 0.5 * std::pow(10.0, -static_cast<double>(decimals.size()));
    // A whole number is a count of per cent, but 0 and 1 stand for themselves.
    const bool exact = decimals.isEmpty() && !percent;
    return TypedFigure{std::max(0.0, (typed - (exact ? 0 : half)) / scale),
                       std::min(1.0, (typed + (exact ? 0 : half)) / scale), text.trimmed()};
}

Result<std::vector<TypedFigure>> TypedFigure::parseList(const QString& text)
{
    static const QRegularExpression between(QStringLiteral("[\\s,;]+"));
    std::vector<TypedFigure> out;
    for (const QString& part : text.split(between, Qt::SkipEmptyParts)) {
        BADCASE_ASSIGN(auto one, parse(part));
        out.push_back(std::move(one));
    }
    return out;
}

QString auditVerdictName(AuditVerdict verdict)
{
    switch (verdict) {
    case AuditVerdict::Impossible:
        return QStringLiteral("impossible");
    case AuditVerdict::Possible:
        return QStringLiteral("possible");
    case AuditVerdict::NotRefuted:
        return QStringLiteral("not-refuted");
    case AuditVerdict::TooLittle:
        break;
    }
    return QStringLiteral("too-little");
}

QString auditFindingName(AuditFinding::Kind kind)
{
    switch (kind) {
    case AuditFinding::Kind::Refutes:
        return QStringLiteral("refutes");
    case AuditFinding::Kind::Fits:
        return QStringLiteral("fits");
    case AuditFinding::Kind::Hint:
        break;
    }
    return QStringLiteral("hint");
}

FigureRange meanDiceRange(double meanIou, int classes)
{
    return {leastMeanDice(meanIou, classes), diceOf(meanIou)};
}

FigureRange meanIouRange(double meanDice, int classes)
{
    // The least mean Dice rises with the mean IoU: its inverse is the largest mean IoU. Ones stay ones.
    const double sum = meanDice * classes;
    const double whole = std::floor(sum + kSlack);
    return {iouOf(meanDice), (whole + iouOf(std::max(0.0, sum - whole))) / classes};
}

FigureRange accuracyRange(double meanIou, int classes)
{
    if (classes < 2)
        return {meanIou, 1};
    return {accuracyOf(std::max(0.0, 1 - classes * (1 - meanIou) / 2)), std::min(1.0, classes * meanIou)};
}

FigureRange accuracyRange(std::vector<double> iou)
{
    if (iou.size() < 2)
        return {iou.empty() ? 0.0 : iou.front(), 1};
    std::ranges::sort(iou);
    const std::size_t last = iou.size() - 1;
    return {accuracyOf(1 - harmonicMean(1 - iou[0], 1 - iou[1])),
            accuracyOf(1 - harmonicMean(1 - iou[last], 1 - iou[last - 1]))};
}

std::optional<FigureRange> meanDiceRange(FigureRange meanIou, FigureRange accuracy)
{
    constexpr int kSteps = 1000;
    constexpr double kStepError = 1e-5; // of the corners that lie between two steps
    // TP_k = a_k times the errors with a_k = J_k / (1 - J_k), so A / (1 - A) = a_1 + a_2: at one mean it
    // rises with the distance of the two IoUs, and the mean Dice falls.
    const auto diceAt = [](double mean, double right) {
        double low = 0;
        double high = std::min(mean, 1 - mean);
        for (int i = 0; i < 60; ++i) {
            const double d = (low + high) / 2;
            const double a = (mean + d) / (1 - mean - d) + (mean - d) / (1 - mean + d);
            (a < right / (1 - right) ? low : high) = d;
        }
        return (diceOf(mean + low) + diceOf(mean - low)) / 2;
    };
    std::optional<FigureRange> out;
    for (int i = 0; i <= kSteps; ++i) {
        const double mean = std::lerp(meanIou.low, meanIou.high, static_cast<double>(i) / kSteps);
        const FigureRange possible = accuracyRange(mean, 2);
        const double least = std::max(possible.low, accuracy.low);
        const double most = std::min(possible.high, accuracy.high);
        if (least > most + kSlack)
            continue;
        const FigureRange here{diceAt(mean, std::min(most, 1 - kSlack)),
                               diceAt(mean, std::min(least, 1 - kSlack))};
        out = out ? FigureRange{std::min(out->low, here.low), std::max(out->high, here.high)} : here;
    }
    if (out)
        *out = {out->low - kStepError, out->high + kStepError};
    return out;
}

Result<Audit> auditFigures(const AuditFigures& figures)
{
    const std::size_t listed = std::max(figures.iou.size(), figures.dice.size());
    const int classes = figures.classes > 0 ? figures.classes : static_cast<int>(listed);
    for (const auto* list : {&figures.iou, &figures.dice}) {
        if (!list->empty() && list->size() != static_cast<std::size_t>(classes))
            return fail(ErrorCode::InvalidArgument,
                        tr("There are %1 classes, and figures of %2").arg(classes).arg(list->size()));
    }
    Audit audit;
    Findings findings;
    const auto accuracy = checkMicro(figures, findings);
    if (classes > 0) {
        const auto iou = checkLists(figures, findings);
        checkMeans(figures, iou, findings);
        if (iou.empty())
            checkDice(figures, classes, findings);
        const auto meanIou = knownMeanIou(figures, iou, classes);
        if (accuracy)
            checkAccuracy(*accuracy, iou, meanIou, classes, findings);
        if (accuracy && classes == 2 && iou.empty())
            checkTwoClasses(figures, *accuracy, findings);
        checkWeighted(figures, accuracy, iou, meanIou, classes, findings);
        if (!findings.empty() && !findings.refuted())
            audit.witness = auditWitness(figures, iou, accuracy, classes);
    }
    audit.verdict = findings.refuted() ? AuditVerdict::Impossible
                    : findings.empty() ? AuditVerdict::TooLittle
                    : audit.witness    ? AuditVerdict::Possible
                                       : AuditVerdict::NotRefuted;
    audit.findings = findings.take();
    return audit;
}

void ScriptMeanIouCounter::add(const ConfusionCounts& image)
{
    m_batch += image;
    if (++m_inBatch < m_batchSize)
        return;
    close(m_batch, m_sum);
    m_batch = ConfusionCounts(m_batch.classes());
    m_inBatch = 0;
}

void ScriptMeanIouCounter::close(const ConfusionCounts& batch, ScriptMeanIou& sum)
{
    int counted = 0;
    for (ClassIndex k = 0; k < batch.classes(); ++k)
        counted = batch.predicted(k) > 0 ? k + 1 : counted;
    double iou = 0;
    bool padded = false;
    for (ClassIndex k = 0; k < counted; ++k) {
        const qint64 both = batch.at(k, k);
        const qint64 either = batch.support(k) + batch.predicted(k) - both;
        padded = padded || either == 0;
        iou += either > 0 ? static_cast<double>(both) / static_cast<double>(either) : 0.0;
    }
    bool cut = false;
    for (ClassIndex k = counted; k < batch.classes(); ++k)
        cut = cut || batch.support(k) > 0;
    ++sum.batches;
    sum.cutBatches += cut ? 1 : 0;
    sum.paddedBatches += padded ? 1 : 0;
    sum.value += counted > 0 ? iou / counted : 0.0;
}

ScriptMeanIou ScriptMeanIouCounter::result() const
{
    ScriptMeanIou out = m_sum;
    if (m_inBatch > 0)
        close(m_batch, out);
    out.value = out.batches > 0 ? out.value / static_cast<double>(out.batches) : kUndefined;
    return out;
}

} // namespace badcase::analysis
