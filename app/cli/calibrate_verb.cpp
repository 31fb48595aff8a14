// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/verb.h"

#include "app/workspace/calibration_service.h"

#include <algorithm>
#include <cmath>

namespace badcase::cli {

namespace {

using workspace::CalibrationReport;
using workspace::Reliabilities;

QString number(double value)
{
    return std::isnan(value) ? QStringLiteral("–") : QString::number(value, 'f', 4);
}

Result<workspace::CalibrationRequest> requestFrom(const Arguments& arguments)
{
    workspace::CalibrationRequest request;
    request.run = arguments.value(QStringLiteral("run"));
    request.split = arguments.value(QStringLiteral("split"));
    if (request.run.isEmpty())
        return fail(ErrorCode::InvalidArgument, QStringLiteral("calibrate needs --run"));
    BADCASE_ASSIGN(request.labels, labelsOf(arguments));
    BADCASE_ASSIGN(const auto folds, arguments.number(QStringLiteral("folds"), 2));
    BADCASE_ASSIGN(const auto bins, arguments.number(QStringLiteral("bins"), 1));
    request.folds = folds.value_or(request.folds);
    request.bins = bins.value_or(request.bins);
    return request;
}

/// Wrong use and not a failure: the classes are those of the project, and a script has mistyped one.
Result<ClassIndex> classFrom(const Arguments& arguments, const Schema& schema)
{
    const QString name = arguments.value(QStringLiteral("class"));
    if (name.isEmpty())
        return kNoClass;
    const auto index = schema.names().indexOf(name);
    if (index < 0)
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("There is no class \"%1\"; the classes are: %2")
                        .arg(name, schema.names().join(QStringLiteral(", "))));
    return static_cast<ClassIndex>(index);
}

void printDiagram(const Output& output, const QString& title, const Reliabilities& both)
{
    output.line(title);
    for (const auto rule : {analysis::BinRule::EqualWidth, analysis::BinRule::EqualMass}) {
        const bool width = rule == analysis::BinRule::EqualWidth;
        output.line(width
                        ? QStringLiteral(
                              "  bins of equal width          samples    said      is        95 % interval")
                        : QStringLiteral(
                              "  bins of equally many samples samples    said      is        95 % interval"));
        for (const auto& bin : both.by(rule).bins) {
            if (bin.count == 0)
                continue;
            const analysis::Interval interval = analysis::frequencyInterval(bin);
            output.line(QStringLiteral("    %1 to %2 %3    %4    %5    %6 to %7")
                            .arg(number(bin.lo), number(bin.hi))
                            .arg(bin.count, 18)
                            .arg(number(bin.confidence), number(bin.accuracy), number(interval.low),
                                 number(interval.high)));
        }
    }
}

void printReport(const Output& output, const CalibrationReport& report, const Schema& schema, ClassIndex only)
{
    output.line(QStringLiteral("Run %1, %2 labels, %3 samples")
                    .arg(report.run, workspace::labelSourceName(report.labels))
                    .arg(report.samples));
    const auto& after = report.temperature;
    const auto line = [&](const char* name, double before, double tempered) {
        output.line(after ? QStringLiteral("  %1 %2 -> %3")
                                .arg(QLatin1String(name), -16)
                                .arg(number(before), number(tempered))
                          : QStringLiteral("  %1 %2").arg(QLatin1String(name), -16).arg(number(before)));
    };
    if (after)
        output.line(
            QStringLiteral("  now -> with the temperature, on samples it was not fitted to (%1 folds)")
                .arg(after->folds));
    line("log_loss", after ? after->fit.before.logLoss : report.logLoss,
         after ? after->fit.heldOut.logLoss : 0);
    line("brier", report.brier, after ? after->brier : 0);
    line("ece", report.decisions.equalWidth.expectedError,
         after ? after->decisions.equalWidth.expectedError : 0);
    line("ece_equal_mass", report.decisions.equalMass.expectedError,
         after ? after->decisions.equalMass.expectedError : 0);
    line("ece_classwise", report.classwise, after ? after->classwise : 0);
    if (after)
        output.line(
            QStringLiteral("  T %1, of the folds %2 to %3")
                .arg(number(after->fit.temperature), number(after->least()), number(after->largest())));
    output.line(report.temperatureText());
    if (only != kNoClass)
        return printDiagram(output, schema.at(only).name, report.classes[static_cast<std::size_t>(only)].now);
    printDiagram(output,
                 report.task == Task::MultiLabel ? QStringLiteral("All tags") : QStringLiteral("Decisions"),
                 report.decisions);
    std::vector<const workspace::ClassCalibration*> worst;
    for (const auto& one : report.classes)
        worst.push_back(&one);
    std::ranges::stable_sort(worst, std::ranges::greater(),
                             [](const auto* one) { return one->now.equalWidth.expectedError; });
    output.line(QStringLiteral("Classes, worst first:    n    said      is        ece       equal mass"));
    for (const auto* one : worst)
        output.line(QStringLiteral("    %1 %2    %3    %4    %5    %6")
                        .arg(schema.at(one->index).name, -16)
                        .arg(one->support, 5)
                        .arg(number(one->meanProbability), number(one->frequency),
                             number(one->now.equalWidth.expectedError),
                             number(one->now.equalMass.expectedError)));
}

Result<int> calibrateVerb(const Arguments& arguments, Output& output, const CancelToken& cancel)
{
    BADCASE_ASSIGN(const auto request, requestFrom(arguments));
    BADCASE_ASSIGN(const auto project, openProject(arguments, output, storage::OpenMode::ReadOnly));
    const Schema schema = project->schema();
    BADCASE_ASSIGN(const ClassIndex only, classFrom(arguments, schema));
    BADCASE_ASSIGN(const auto report, workspace::calibrate(*project, request, cancel,
                                                           output.progress(QStringLiteral("calibrate"))));
    output.result(report.toJson(schema, only), [&] { printReport(output, report, schema, only); });
    if (const QString seen = report.seenText(); !seen.isEmpty())
        output.message(seen);
    return int(kDone);
}

} // namespace

std::vector<Verb> calibrateVerbs()
{
    const auto option = [](const char* name, const char* value, const char* help) {
        return OptionSpec{QLatin1String(name), QLatin1String(value), QLatin1String(help)};
    };
    return {
        {QStringLiteral("calibrate"),
         {QStringLiteral("FILE")},
         {option("run", "R", "the run's name"), option("labels", "L", "corrected (default) or given"),
          option("split", "S", "only this split"),
          option("folds", "K", "the temperature is fitted and judged on K folds (5)"),
          option("bins", "N", "of a diagram (15)"), option("class", "NAME", "the diagram of this class")},
         QStringLiteral(
             "Says whether probabilities mean what they say: reliability, calibration errors, temperature."),
         calibrateVerb}};
}

} // namespace badcase::cli
