// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/models/problems_model.h"

namespace badcase::models {

namespace {

/// A problem's stable name in the language of the window; an unknown one is shown as it is.
QString kindText(const QString& kind)
{
    if (kind == QLatin1String("missing-media"))
        return ProblemsModel::tr("Missing file");
    if (kind == QLatin1String("undecodable"))
        return ProblemsModel::tr("Cannot be decoded");
    if (kind == QLatin1String("size-mismatch"))
        return ProblemsModel::tr("Sizes differ");
    if (kind == QLatin1String("duplicate"))
        return ProblemsModel::tr("Duplicate");
    if (kind == QLatin1String("unknown-class"))
        return ProblemsModel::tr("Unknown class");
    return kind;
}

} // namespace

void ProblemsModel::setProblems(std::vector<SampleProblem> problems)
{
    beginResetModel();
    m_problems = std::move(problems);
    endResetModel();
}

void ProblemsModel::append(const std::vector<SampleProblem>& problems)
{
    if (problems.empty())
        return;
    beginInsertRows({}, rows(), rows() + static_cast<int>(problems.size()) - 1);
    m_problems.insert(m_problems.end(), problems.begin(), problems.end());
    endInsertRows();
}

TableModel::Column ProblemsModel::column(int column) const
{
    switch (column) {
    case Sample:
        return {tr("Sample"), {}, false};
    case Kind:
        return {tr("Problem"), {}, false};
    case Message:
        return {tr("What happened"), {}, false};
    default:
        return {};
    }
}

TableCell ProblemsModel::cell(int row, int column) const
{
    const SampleProblem& problem = at(row);
    switch (column) {
    case Sample:
        return {problem.sample, problem.sample, problem.sample};
    case Kind:
        return {kindText(problem.kind), kindText(problem.kind), problem.kind};
    case Message:
        return {problem.message, problem.message, problem.message};
    default:
        return {};
    }
}

} // namespace badcase::models
