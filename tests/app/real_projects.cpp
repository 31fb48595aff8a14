// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/app/real_projects.h"

#include "tests/app/made_data.h"
#include "tests/engine/reference_data.h"
#include "tests/support/test_support.h"

#include <QDir>
#include <QFile>

#include <cmath>

namespace badcase::test {

int makeNuclei(const CliFolder& folder, const QString& project, int most)
{
    const QString nuclei = shared(QStringLiteral("data/seg_binary/dsb2018"));
    int pictures = 0;
    for (const auto& row : readCsv(shared(QStringLiteral("models/nuclei_unet/reference/split.csv")))) {
        if (row.at(1) != QLatin1String("test") || pictures == most)
            continue;
        ++pictures;
        for (const QString& kind : {QStringLiteral("images"), QStringLiteral("masks")}) {
            const QString target = folder.path(QStringLiteral("data/%1/%2.png").arg(kind, row.at(0)));
            writeFile(target, readFile(QStringLiteral("%1/%2/%3.png").arg(nuclei, kind, row.at(0))));
        }
    }
    writeFile(folder.path(QStringLiteral("classes.json")), R"({"names": ["background", "nucleus"]})");
    folder.makeProject(project, QStringLiteral("data"),
                       {QStringLiteral("--task"), QStringLiteral("segmentation"), QStringLiteral("--schema"),
                        QStringLiteral("classes.json")},
                       {QStringLiteral("--format"), QStringLiteral("masks")});
    return pictures;
}

QStringList nucleiRun(const QString& name, const QStringList& more)
{
    return QStringList{QStringLiteral("run"),     QStringLiteral("n.badcase"),
                       QStringLiteral("--model"), shared(QStringLiteral("models/nuclei_unet/nuclei_unet.pt")),
                       QStringLiteral("--name"),  name,
                       QStringLiteral("--trust")} +
           more;
}

QHash<QString, double> nucleiReference(const QString& table, double threshold)
{
    // Columns: the id, then thresholds 0.05, 0.10, ...
    const auto column = static_cast<qsizetype>(std::lround(threshold / 0.05));
    QHash<QString, double> dices;
    for (const auto& row : readCsv(shared(QStringLiteral("models/nuclei_unet/reference/%1.csv").arg(table))))
        dices.insert(row.at(0), row.at(column).toDouble());
    return dices;
}

QJsonObject realReference(const QString& model)
{
    return readJson(shared(QStringLiteral("models/%1/reference/metrics.json").arg(model)));
}

} // namespace badcase::test
