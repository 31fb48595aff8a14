// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/mix_report.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>
#include <cmath>

namespace badcase::workspace {

namespace {

constexpr double kSure = 0.9;
constexpr std::size_t kNamedWorse = 10; ///< in the JSON, of each member

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::Mix", text);
}

QJsonValue number(double value)
{
    return std::isfinite(value) ? QJsonValue(value) : QJsonValue();
}

QJsonArray interval(const analysis::Interval& interval)
{
    return {number(interval.low), number(interval.high)};
}

QJsonObject flipsJson(const analysis::FlipCounts& flips)
{
    return {{QStringLiteral("wrong_to_right"), flips.gained},
            {QStringLiteral("right_to_wrong"), flips.lost},
            {QStringLiteral("other"), flips.other}};
}

QJsonObject gainJson(const analysis::PairedGain& gain)
{
    return {{QStringLiteral("gain"), number(gain.gain)},
            {QStringLiteral("interval"), interval(gain.interval)},
            {QStringLiteral("p_gain"), gain.likelihood}};
}

QJsonObject honestJson(const analysis::HonestGain& gain)
{
    return {{QStringLiteral("in_sample"), number(gain.inSample)},
            {QStringLiteral("held_out"), number(gain.heldOut)},
            {QStringLiteral("interval"), interval(gain.interval)}};
}

QJsonArray worseJson(const std::vector<WorseThing>& worse)
{
    QJsonArray list;
    for (const WorseThing& one : worse) {
        if (static_cast<std::size_t>(list.size()) == kNamedWorse)
            break;
        QJsonObject json{{QStringLiteral("name"), one.name},
                         {QStringLiteral("before"), number(one.before)},
                         {QStringLiteral("after"), number(one.after)}};
        if (one.support > 0)
            json.insert(QStringLiteral("support"), one.support);
        list.append(json);
    }
    return list;
}

QJsonArray membersJson(const MixReport& report)
{
    QJsonArray list;
    for (std::size_t i = 0; i < report.members.size(); ++i) {
        const MixMemberLine& line = report.members[i];
        QJsonObject json{{QStringLiteral("name"), line.name},
                         {QStringLiteral("weight"), line.weight},
                         {QStringLiteral("cost_ms"), line.costMs ? QJsonValue(*line.costMs) : QJsonValue()},
                         {QStringLiteral("alone"), number(line.alone)},
                         {QStringLiteral("gain_alone"), number(line.gainAlone)},
                         {QStringLiteral("gain_when_added"), number(line.gainWhenAdded)},
                         {QStringLiteral("flips_when_added"), flipsJson(line.flipsWhenAdded)},
                         {QStringLiteral("worse"), worseJson(line.worse)},
                         {QStringLiteral("worse_count"), static_cast<qint64>(line.worse.size())},
                         {QStringLiteral("advised_weight"), report.weights.empty() ? 0.0 : report.weights[i]}};
        list.append(json);
    }
    return list;
}

QJsonObject selectionJson(const MixReport& report)
{
    QJsonArray kept;
    for (const std::size_t member : report.selection.members)
        kept.append(report.members[member].name);
    QJsonArray steps;
    for (const auto& step : report.selection.steps) {
        QJsonObject json = gainJson(step.gain);
        json.insert(QStringLiteral("add"), report.members[step.member].name);
        json.insert(QStringLiteral("value"), number(step.value));
        json.insert(QStringLiteral("kept"), step.kept);
        steps.append(json);
    }
    return {{QStringLiteral("start"), number(report.selection.start)},
            {QStringLiteral("members"), kept},
            {QStringLiteral("steps"), steps}};
}

QJsonArray pairsJson(const MixReport& report)
{
    QJsonArray list;
    for (const MixPair& pair : report.pairs)
        list.append(QJsonObject{{QStringLiteral("a"), report.members[pair.first].name},
                                {QStringLiteral("b"), report.members[pair.second].name},
                                {QStringLiteral("error_correlation"), number(pair.phi)},
                                {QStringLiteral("q"), number(pair.q)},
                                {QStringLiteral("disagreement"), number(pair.disagreement)},
                                {QStringLiteral("double_fault"), number(pair.doubleFault)}});
    return list;
}

QJsonObject fitJson(const MixReport& report)
{
    const MixFitReport& fit = *report.fit;
    QJsonObject weights;
    QJsonObject spread;
    for (std::size_t i = 0; i < fit.weights.size(); ++i) {
        weights.insert(report.members[i].name, fit.weights[i]);
        spread.insert(report.members[i].name, interval(fit.spread[i]));
    }
    return {{QStringLiteral("weights"), weights},
            {QStringLiteral("weights_of_folds"), spread},
            {QStringLiteral("log_loss_equal"), number(fit.logLossEqual)},
            {QStringLiteral("log_loss"), number(fit.logLoss)},
            {QStringLiteral("log_loss_held_out"), number(fit.logLossHeldOut)},
            {QStringLiteral("gain"), honestJson(fit.fitted)},
            {QStringLiteral("gain_equal"), honestJson(fit.equal)},
            {QStringLiteral("gain_over_equal"), honestJson(fit.overEqual)}};
}

QString adviceName(MixAdvice advice)
{
    switch (advice) {
    case MixAdvice::UseFitted:
        return QStringLiteral("use_fitted");
    case MixAdvice::UseSelected:
        return QStringLiteral("use_selected");
    case MixAdvice::UseAll:
        return QStringLiteral("use_all");
    case MixAdvice::LeaveItOut:
        break;
    }
    return QStringLiteral("leave_it_out");
}

QString signedScore(double value)
{
    return (value < 0 ? QStringLiteral("−") : QStringLiteral("+")) + QString::number(std::abs(value), 'f', 4);
}

QString percent(double share)
{
    return QStringLiteral("%1 %").arg(QString::number(100 * share, 'f', 0));
}

QString namesOf(const MixReport& report, const std::vector<std::size_t>& members)
{
    QStringList names;
    for (const std::size_t member : members)
        names.append(report.members[member].name);
    return names.join(QStringLiteral(" + "));
}

/// What the selection brings on the whole, and how sure its least sure step is.
double selectedGain(const MixReport& report)
{
    double value = report.selection.start;
    for (const auto& step : report.selection.steps)
        value = step.kept ? step.value : value;
    return value - report.referenceValue;
}

QString priceText(const MixReport& report)
{
    if (report.flips.lost == 0)
        return {};
    return u' ' + tr("Of the samples that change, %1 get better and %2 get worse.")
                      .arg(report.flips.gained)
                      .arg(report.flips.lost);
}

QString leaveOutText(const MixReport& report)
{
    const QString name = report.members[report.reference].name;
    if (report.flips == analysis::FlipCounts())
        return tr("Leave it out: this mix decides as \"%1\" alone does.").arg(name);
    if (report.mixed < report.referenceValue)
        return tr("Leave it out: all together score %1 against \"%2\" alone, and P(gain > 0) is %3.")
            .arg(signedScore(report.mixed - report.referenceValue), name, percent(report.mixedGain.likelihood));
    return tr("Leave it out: \"%1\" alone does as well. All together bring %2, but P(gain > 0) is only %3.")
        .arg(name, signedScore(report.mixed - report.referenceValue), percent(report.mixedGain.likelihood));
}

} // namespace

QJsonObject MixReport::toJson() const
{
    QJsonObject json{{QStringLiteral("objective"), objective},
                     {QStringLiteral("labels"), labelSourceName(source.labels)},
                     {QStringLiteral("merge"), engine::mergeModeToText(merge)},
                     {QStringLiteral("samples"), samples},
                     {QStringLiteral("missing"), missing},
                     {QStringLiteral("decided_whatever_the_weights"), number(decided)},
                     {QStringLiteral("reference"), members[reference].name},
                     {QStringLiteral("reference_value"), number(referenceValue)},
                     {QStringLiteral("value"), number(mixed)},
                     {QStringLiteral("flips"), flipsJson(flips)},
                     {QStringLiteral("worse"), worseJson(worse)},
                     {QStringLiteral("worse_count"), static_cast<qint64>(worse.size())},
                     {QStringLiteral("members"), membersJson(*this)},
                     {QStringLiteral("pairs"), pairsJson(*this)},
                     {QStringLiteral("selection"), selectionJson(*this)},
                     {QStringLiteral("fit"), fit ? QJsonValue(fitJson(*this)) : QJsonValue()},
                     {QStringLiteral("advice"), adviceName(advice)},
                     {QStringLiteral("advice_text"), adviceText},
                     {QStringLiteral("command"), command}};
    const QJsonObject gain = gainJson(mixedGain);
    for (auto it = gain.begin(); it != gain.end(); ++it)
        json.insert(it.key(), it.value());
    if (source.ofViews())
        json.insert(QStringLiteral("run"), source.run);
    return json;
}

void advise(MixReport& report, const std::vector<MixMember>& members, const QString& project)
{
    report.weights.assign(members.size(), 0.0);
    const bool fitPays = report.fit && report.fit->advice == analysis::Advice::Keep;
    const bool allPay = report.mixedGain.likelihood > kSure;
    const bool selectionPays = report.selection.members.size() > 1 && selectedGain(report) > 0;
    // Of two that are sure the one that brings more; of equals the one with fewer members.
    const bool preferSelection =
        selectionPays && (!allPay || selectedGain(report) >= report.mixed - report.referenceValue);
    if (fitPays) {
        report.advice = MixAdvice::UseFitted;
        report.weights = report.fit->weights;
        report.adviceText = tr("Use the fitted weights: on samples that they have not seen they bring %1 (%2 to %3) over \"%4\".")
                                .arg(signedScore(report.fit->fitted.heldOut),
                                     signedScore(report.fit->fitted.interval.low),
                                     signedScore(report.fit->fitted.interval.high),
                                     report.members[report.reference].name);
    } else if (preferSelection) {
        report.advice = MixAdvice::UseSelected;
        for (const std::size_t member : report.selection.members)
            report.weights[member] = members[member].weight;
        report.adviceText = tr("Use %1: %2 over \"%3\", every step with P(gain > 0) above 90 %. The others add nothing that is sure.")
                                .arg(namesOf(report, report.selection.members), signedScore(selectedGain(report)),
                                     report.members[report.reference].name);
        if (report.selection.members.size() == members.size())
            report.adviceText = tr("Use all of them: %1 over \"%2\", every step with P(gain > 0) above 90 %.")
                                    .arg(signedScore(selectedGain(report)), report.members[report.reference].name) +
                                priceText(report);
    } else if (allPay) {
        report.advice = MixAdvice::UseAll;
        for (std::size_t i = 0; i < members.size(); ++i)
            report.weights[i] = members[i].weight;
        report.adviceText = tr("Use all of them: together %1 (%2 to %3) over \"%4\", though no single one is sure to add something.")
                                .arg(signedScore(report.mixedGain.gain), signedScore(report.mixedGain.interval.low),
                                     signedScore(report.mixedGain.interval.high),
                                     report.members[report.reference].name) +
                            priceText(report);
    } else {
        report.advice = MixAdvice::LeaveItOut;
        report.weights[report.reference] = 1;
        report.adviceText = leaveOutText(report) + priceText(report);
    }
    const QString base = report.source.ofViews() ? report.source.run : QString();
    report.command = combineCommand(
        project, combineRequest(report.source, members, report.weights, report.merge,
                                base.isEmpty() ? tr("mixed") : tr("%1 mixed").arg(base)));
}

} // namespace badcase::workspace
