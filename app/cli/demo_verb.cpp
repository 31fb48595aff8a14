// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/verb.h"

#include "app/workspace/demo_service.h"

#include <QElapsedTimer>

namespace badcase::cli {

namespace {

QString percent(const QJsonValue& value)
{
    return QStringLiteral("%1 %").arg(value.toDouble() * 100, 0, 'f', 1);
}

QString score(const QJsonObject& metrics)
{
    if (metrics.contains(QStringLiteral("accuracy"))) {
        return QStringLiteral("accuracy %1, macro F1 %2")
            .arg(metrics.value(QStringLiteral("accuracy")).toDouble(), 0, 'f', 3)
            .arg(metrics.value(QStringLiteral("f1")).toObject().value(QStringLiteral("macro")).toDouble(), 0,
                 'f', 3);
    }
    return QStringLiteral("mean IoU %1, pixel accuracy %2")
        .arg(metrics.value(QStringLiteral("mean_iou")).toDouble(), 0, 'f', 3)
        .arg(metrics.value(QStringLiteral("pixel_accuracy")).toDouble(), 0, 'f', 3);
}

void printHalf(const Output& output, const QString& title, const QString& project, const QJsonObject& half)
{
    const QJsonObject given = half.value(QStringLiteral("as_given")).toObject();
    output.line(QStringLiteral("\n%1 (%2)").arg(title, project));
    output.line(QStringLiteral("  score as given      %1, %2 samples")
                    .arg(score(given))
                    .arg(given.value(QStringLiteral("samples")).toInteger()));
    output.line(
        QStringLiteral("  bad cases           %1").arg(half.value(QStringLiteral("bad_cases")).toInteger()));
    output.line(QStringLiteral("  planted errors      %1, of which %2 stand in the first quarter by loss")
                    .arg(half.value(QStringLiteral("planted")).toInteger())
                    .arg(percent(half.value(QStringLiteral("planted_in_first_quarter")))));
    if (half.contains(QStringLiteral("as_corrected"))) {
        output.line(QStringLiteral("  corrections         %1 labels from a file")
                        .arg(half.value(QStringLiteral("relabelled")).toInteger()));
        output.line(QStringLiteral("  score as corrected  %1")
                        .arg(score(half.value(QStringLiteral("as_corrected")).toObject())));
    }
    const QJsonObject exported = half.value(QStringLiteral("export")).toObject();
    output.line(QStringLiteral("  export              %1 samples in %2, read back and equal")
                    .arg(exported.value(QStringLiteral("samples")).toInteger())
                    .arg(exported.value(QStringLiteral("out")).toString()));
}

/// The window's "demo" never comes here (wantsWindow).
Result<int> demo(const Arguments& arguments, Output& output, const CancelToken& cancel)
{
    QElapsedTimer timer;
    timer.start();
    const QString dir =
        arguments.positional(0).isEmpty() ? workspace::defaultDemoDir() : arguments.positional(0);
    BADCASE_ASSIGN(const auto paths,
                   workspace::makeDemo(dir, cancel, output.progress(QStringLiteral("demo"))));
    BADCASE_ASSIGN(QJsonObject json, workspace::walkThroughDemo(paths, cancel));
    json.insert(QStringLiteral("seconds"), double(timer.elapsed()) / 1000);
    output.result(json, [&] {
        output.line(QStringLiteral("The demo is in %1").arg(paths.dir));
        printHalf(output, QStringLiteral("Which product is advertised?"), paths.products,
                  json.value(QStringLiteral("products")).toObject());
        printHalf(output, QStringLiteral("Where are product, price, logo and text?"), paths.regions,
                  json.value(QStringLiteral("regions")).toObject());
        output.line(QStringLiteral("\nOpen it with: badcase open \"%1\"").arg(paths.products));
    });
    return int(kDone);
}

} // namespace

std::vector<Verb> demoVerbs()
{
    return {{QStringLiteral("demo"),
             {QStringLiteral("DIR?")},
             {{QStringLiteral("headless"),
               {},
               QStringLiteral("walk through it here instead of opening the window")}},
             QStringLiteral("Makes two demo projects with planted errors, and opens them."),
             demo}};
}

} // namespace badcase::cli
