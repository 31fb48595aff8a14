// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/problem_json.h"

#include <QJsonObject>

namespace badcase::workspace {

QJsonArray problemsJson(const std::vector<SampleProblem>& problems)
{
    QJsonArray list;
    for (const auto& problem : problems) {
        list.append(QJsonObject{{QStringLiteral("sample"), problem.sample},
                                {QStringLiteral("kind"), problem.kind},
                                {QStringLiteral("message"), problem.message}});
    }
    return list;
}

} // namespace badcase::workspace
