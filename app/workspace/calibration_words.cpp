// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

/// What a CalibrationReport says, as sentences and as JSON.

#include "app/workspace/calibration_service.h"
#include "inference/analysis/metrics_json.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <cmath>

namespace badcase::workspace {

using analysis::jsonNumber;

namespace {

/// Gains of log loss below this are not worth a word.
constexpr double kWorthwhile = 0.001;

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::Calibration", text);
}

QString number(double value, int digits)
{
    return QString::number(value, 'f', digits);
}

QJsonArray binsJson(const analysis::Reliability& diagram)
{
    QJsonArray bins;
    for (const auto& bin : diagram.bins) {
        const analysis::Interval interval = analysis::frequencyInterval(bin);
        bins.append(QJsonObject{{QStringLiteral("lo"), bin.lo},
                                {QStringLiteral("hi"), bin.hi},
                                {QStringLiteral("count"), bin.count},
                                {QStringLiteral("confidence"), jsonNumber(bin.confidence)},
                                {QStringLiteral("accuracy"), jsonNumber(bin.accuracy)},
                                {QStringLiteral("interval"), QJsonArray{interval.low, interval.high}}});
    }
    return bins;
}

QJsonObject errorsJson(const Reliabilities& both)
{
    return {{QStringLiteral("ece"), jsonNumber(both.equalWidth.expectedError)},
            {QStringLiteral("ece_equal_mass"), jsonNumber(both.equalMass.expectedError)},
            {QStringLiteral("largest"), jsonNumber(both.equalWidth.largestError)},
            {QStringLiteral("bias"), jsonNumber(both.equalWidth.bias)},
            {QStringLiteral("brier"), jsonNumber(both.brier)}};
}

QJsonObject diagramJson(const Reliabilities& both)
{
    QJsonObject json = errorsJson(both);
    json.insert(QStringLiteral("equal_width"), binsJson(both.equalWidth));
    json.insert(QStringLiteral("equal_mass"), binsJson(both.equalMass));
    return json;
}

QJsonObject temperatureJson(const TemperatureReport& temperature, const CalibrationReport& report)
{
    QJsonArray folds;
    for (const double one : temperature.fit.ofFolds)
        folds.append(one);
    const auto figures = [](double logLoss, double brier, const Reliabilities& decisions, double classwise) {
        return QJsonObject{{QStringLiteral("log_loss"), jsonNumber(logLoss)},
                           {QStringLiteral("brier"), jsonNumber(brier)},
                           {QStringLiteral("ece"), jsonNumber(decisions.equalWidth.expectedError)},
                           {QStringLiteral("ece_equal_mass"), jsonNumber(decisions.equalMass.expectedError)},
                           {QStringLiteral("ece_classwise"), jsonNumber(classwise)}};
    };
    return {{QStringLiteral("value"), temperature.fit.temperature},
            {QStringLiteral("folds"), folds},
            {QStringLiteral("before"),
             figures(temperature.fit.before.logLoss, report.brier, report.decisions, report.classwise)},
            {QStringLiteral("held_out"), figures(temperature.fit.heldOut.logLoss, temperature.brier,
                                                 temperature.decisions, temperature.classwise)},
            {QStringLiteral("diagram"), diagramJson(temperature.decisions)}};
}

QJsonObject classJson(const ClassCalibration& one, const Schema& schema)
{
    QJsonObject json = errorsJson(one.now);
    json.insert(QStringLiteral("class"), schema.at(one.index).name);
    json.insert(QStringLiteral("support"), one.support);
    json.insert(QStringLiteral("frequency"), jsonNumber(one.frequency));
    json.insert(QStringLiteral("mean_probability"), jsonNumber(one.meanProbability));
    if (one.tempered)
        json.insert(QStringLiteral("held_out"), errorsJson(*one.tempered));
    return json;
}

} // namespace

QString CalibrationReport::temperatureText() const
{
    if (!temperature)
        return noTemperature;
    const analysis::TemperatureFit& fit = temperature->fit;
    const QString change = tr("log loss %1 → %2 on samples it was not fitted to")
                               .arg(number(fit.before.logLoss, 3), number(fit.heldOut.logLoss, 3));
    if (temperature->gain() < kWorthwhile)
        return tr("No temperature is worth using: the best is T = %1, %2.")
            .arg(number(fit.temperature, 2), change);
    QString text =
        fit.temperature > 1
            ? tr("The model is too sure: its log-probabilities should be divided by T = %1; %2.")
            : tr("The model is not sure enough: its log-probabilities should be divided by T = %1; %2.");
    text = text.arg(number(fit.temperature, 2), change);
    const double end = fit.temperature > 1 ? analysis::kLargestTemperature : analysis::kLeastTemperature;
    if (std::abs(std::log(fit.temperature / end)) < 0.01)
        text += u' ' + tr("That is the end of the range that was searched: look at the labels first.");
    return text + u' ' + tr("A temperature changes no decision.");
}

QString CalibrationReport::seenText() const
{
    switch (outOfFold) {
    case storage::OutOfFold::Yes:
        return {};
    case storage::OutOfFold::No:
        return tr("The model has seen these samples in training: on new ones it is less well calibrated than "
                  "this.");
    case storage::OutOfFold::Unknown:
        break;
    }
    return tr(
        "Nobody has said whether the model has seen these samples in training; where it has, it is less well "
        "calibrated on new ones.");
}

QJsonObject CalibrationReport::toJson(const Schema& schema, ClassIndex only) const
{
    QJsonArray perClass;
    for (const ClassCalibration& one : classes)
        perClass.append(classJson(one, schema));
    QJsonObject json{{QStringLiteral("run"), run},
                     {QStringLiteral("labels"), labelSourceName(labels)},
                     {QStringLiteral("task"), taskName(task)},
                     {QStringLiteral("samples"), samples},
                     {QStringLiteral("bins"), bins},
                     {QStringLiteral("log_loss"), jsonNumber(logLoss)},
                     {QStringLiteral("brier"), jsonNumber(brier)},
                     {QStringLiteral("ece"), jsonNumber(decisions.equalWidth.expectedError)},
                     {QStringLiteral("ece_equal_mass"), jsonNumber(decisions.equalMass.expectedError)},
                     {QStringLiteral("ece_classwise"), jsonNumber(classwise)},
                     {QStringLiteral("bias"), jsonNumber(decisions.equalWidth.bias)},
                     {QStringLiteral("diagram"), diagramJson(decisions)},
                     {QStringLiteral("per_class"), perClass},
                     {QStringLiteral("temperature"),
                      temperature ? QJsonValue(temperatureJson(*temperature, *this)) : QJsonValue()},
                     {QStringLiteral("advice_text"), temperatureText()},
                     {QStringLiteral("seen_text"), seenText()}};
    if (!split.isEmpty())
        json.insert(QStringLiteral("split"), split);
    if (only != kNoClass) {
        const ClassCalibration& one = classes[static_cast<std::size_t>(only)];
        QJsonObject diagram = diagramJson(one.now);
        diagram.insert(QStringLiteral("class"), schema.at(only).name);
        if (one.tempered)
            diagram.insert(QStringLiteral("held_out"), diagramJson(*one.tempered));
        json.insert(QStringLiteral("class_diagram"), diagram);
    }
    return json;
}

} // namespace badcase::workspace
