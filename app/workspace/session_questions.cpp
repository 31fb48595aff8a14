// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/metrics_service.h"
#include "app/workspace/session.h"

namespace badcase::workspace {

namespace {

/// Enough for any chart; more points would only be drawn over each other.
constexpr int kCurvePoints = 600;

Result<ClassCurves> curvesOf(const ProbabilityColumns& columns, ClassIndex index)
{
    ClassCurves curves;
    curves.index = index;
    BADCASE_ASSIGN(const auto ranking,
                   analysis::rankClass(columns.table(), std::span<const LabelSet>(columns.labels), index));
    curves.pr = analysis::thinned(ranking.prCurve(), kCurvePoints);
    curves.roc = analysis::thinned(ranking.rocCurve(), kCurvePoints);
    curves.averagePrecision = ranking.averagePrecision();
    curves.rocAuc = ranking.rocAuc();
    return curves;
}

} // namespace

void Session::requestAreas()
{
    const auto* record = currentRunRecord();
    if (!record || record->task == Task::Segmentation)
        return;
    m_analysis->run(
        this,
        [project = m_project, run = *record](storage::Connection& connection) -> Result<analysis::ClassAreas> {
            BADCASE_ASSIGN(const auto columns, loadProbabilities(*project, connection, run, LabelSource::Corrected));
            return areasOf(columns, run.activation);
        },
        [this, run = record->id](Result<analysis::ClassAreas> areas) {
            if (!areas)
                return reportFailure(areas.error());
            if (run == m_run)
                Q_EMIT areasReady(*areas);
        });
}

void Session::requestCurves(ClassIndex index)
{
    const auto* record = currentRunRecord();
    if (!record || record->task == Task::Segmentation || index == kNoClass)
        return;
    m_analysis->run(
        this,
        [project = m_project, run = *record, index](storage::Connection& connection) -> Result<ClassCurves> {
            BADCASE_ASSIGN(const auto columns, loadProbabilities(*project, connection, run, LabelSource::Corrected));
            return curvesOf(columns, index);
        },
        [this, run = record->id](Result<ClassCurves> curves) {
            if (!curves)
                return reportFailure(curves.error());
            if (run == m_run)
                Q_EMIT curvesReady(*curves);
        });
}

} // namespace badcase::workspace
