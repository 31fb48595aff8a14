// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/models/runs_model.h"

#include "widgets/theme/theme.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace badcase::models {

namespace {

/// "0.4 s", "12 s", "3 min 05 s", "2 h 07 min".
QString durationText(double seconds)
{
    if (std::isnan(seconds))
        return enDash();
    if (seconds < 10)
        return RunsModel::tr("%1 s").arg(seconds, 0, 'f', 1);
    const qint64 whole = qRound64(seconds);
    if (whole < 60)
        return RunsModel::tr("%1 s").arg(whole);
    if (whole < 3600)
        return RunsModel::tr("%1 min %2 s").arg(whole / 60).arg(whole % 60, 2, 10, QLatin1Char('0'));
    return RunsModel::tr("%1 h %2 min").arg(whole / 3600).arg(whole % 3600 / 60, 2, 10, QLatin1Char('0'));
}

} // namespace

void RunsModel::setRows(std::vector<RunRow> rows)
{
    const bool same = std::equal(rows.begin(), rows.end(), m_rows.begin(), m_rows.end(),
                                 [](const RunRow& a, const RunRow& b) { return a.id == b.id; });
    if (same && !rows.empty()) {
        m_rows = std::move(rows);
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

RunId RunsModel::idAt(int row) const
{
    return row >= 0 && row < rows() ? m_rows[static_cast<std::size_t>(row)].id : RunId();
}

int RunsModel::rowOf(RunId id) const
{
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [&](const RunRow& run) { return run.id == id; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

TableModel::Column RunsModel::column(int column) const
{
    switch (column) {
    case Name:
        return {tr("Run"), {}, false};
    case Model:
        return {tr("Model"), {}, false};
    case Score:
        return {tr("Score"), tr("With the labels as given"), true};
    case Samples:
        return {tr("Samples"), tr("Samples with a prediction"), true};
    case Status:
        return {tr("Status"), {}, false};
    case Device:
        return {tr("Device"), {}, false};
    case Started:
        return {tr("Started"), {}, false};
    case Duration:
        return {tr("Time"), {}, true};
    case Fold:
        return {tr("Out-of-fold"), tr("Yes: the model never saw these samples in training"), false};
    default:
        return {};
    }
}

TableCell RunsModel::statusCell(const RunRow& run) const
{
    switch (run.status) {
    case RunStatus::Running:
        return {tr("Running"), 0, {}, {}, theme::color(theme::Role::Accent)};
    case RunStatus::Finished:
        if (run.failed == 0)
            return {tr("Finished"), 1};
        return {tr("Finished, %n failed", nullptr, static_cast<int>(run.failed)),
                2,
                tr("%n sample(s) could not be run", nullptr, static_cast<int>(run.failed)),
                {},
                theme::color(theme::Role::Warn)};
    case RunStatus::Partial:
        return {tr("Partial"), 3, tr("It can be resumed"), {}, theme::color(theme::Role::Warn)};
    case RunStatus::Cancelled:
        return {tr("Cancelled"), 4, tr("It can be resumed"), {}, {}};
    case RunStatus::Failed:
        return {tr("Failed"), 5, {}, {}, theme::color(theme::Role::Bad)};
    }
    return {};
}

TableCell RunsModel::cell(int row, int column) const
{
    const RunRow& run = at(row);
    switch (column) {
    case Name:
        return {run.name, run.name, run.name};
    case Model:
        return {run.model, run.model, run.model};
    case Score:
        return {scoreOrDash(run.score), run.score, run.scoreName};
    case Samples:
        return {QLocale().toString(run.samples), run.samples,
                run.reused > 0
                    ? tr("%n of them computed by other runs before", nullptr, static_cast<int>(run.reused))
                    : QString()};
    case Status:
        return statusCell(run);
    case Device:
        return {run.device, run.device};
    case Started:
        if (!run.started.isValid())
            return {enDash(), {}};
        return {QLocale().toString(run.started, QStringLiteral("yyyy-MM-dd hh:mm")),
                run.started.toMSecsSinceEpoch()};
    case Duration:
        return {durationText(run.seconds), run.seconds};
    case Fold:
        return run.outOfFold == OutOfFold::Yes  ? TableCell{tr("Yes"), 0}
               : run.outOfFold == OutOfFold::No ? TableCell{tr("No"), 1}
                                                : TableCell{tr("Unknown"), 2};
    default:
        return {};
    }
}

} // namespace badcase::models
