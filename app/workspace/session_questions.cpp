// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/media_service.h"
#include "app/workspace/metrics_service.h"
#include "app/workspace/scoring.h"
#include "app/workspace/session.h"
#include "storage/prediction_repository.h"

#include <algorithm>

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

using Cells = std::vector<std::pair<ClassIndex, ClassIndex>>;

Result<std::vector<SampleId>> samplesAbove(Project& project, storage::Connection& connection, const storage::RunRecord& run,
                                           ClassIndex index, double threshold)
{
    BADCASE_ASSIGN(const auto columns, loadProbabilities(project, connection, run, LabelSource::Corrected));
    std::vector<SampleId> found;
    for (std::size_t row = 0; row < columns.samples.size(); ++row) {
        const auto at = row * static_cast<std::size_t>(columns.classes) + static_cast<std::size_t>(index);
        if (static_cast<double>(columns.values[at]) >= threshold)
            found.push_back(columns.samples[row]);
    }
    return found;
}

Result<std::vector<SampleId>> masksInCells(storage::Connection& connection, RunId run, int classes, const Cells& cells,
                                           LabelSource labels)
{
    std::vector<SampleId> found;
    BADCASE_TRY(storage::PredictionRepository(connection).eachPixelCounts(
        run, {}, [&](SampleId sample, const storage::PixelCounts& pixels) -> Result<void> {
            const QByteArray& packed = labels == LabelSource::Given ? pixels.given : pixels.corrected;
            if (packed.isEmpty())
                return {};
            BADCASE_ASSIGN(const auto counts, unpackCounts(packed, classes));
            const auto occurs = [&counts](const auto& cell) {
                return counts.accepts(cell.first, cell.second) && counts.at(cell.first, cell.second) > 0;
            };
            if (std::ranges::any_of(cells, occurs))
                found.push_back(sample);
            return {};
        }));
    return found;
}

Result<std::vector<SampleId>> samplesInCells(storage::Connection& connection, RunId run, const Cells& cells, LabelSource labels)
{
    BADCASE_ASSIGN(const auto columns, storage::loadColumns(connection, run));
    const auto& label = labels == LabelSource::Given ? columns.given : columns.effective;
    std::vector<SampleId> found;
    for (std::size_t row = 0; row < columns.size(); ++row) {
        const std::pair cell(columns.classOf(label[row]), columns.classOf(columns.decided[row]));
        if (std::ranges::find(cells, cell) != cells.end())
            found.push_back(columns.samples[row]);
    }
    return found;
}

/// Several labels a sample: those that are given the row and predicted the column without being given it; on the
/// diagonal given and predicted; in the column of no class given and not predicted.
Result<std::vector<SampleId>> samplesOfTags(storage::Connection& connection, RunId run, Cells cells, LabelSource labels)
{
    std::ranges::sort(cells);
    const auto wanted = [&cells](ClassIndex given, ClassIndex predicted) {
        return std::ranges::binary_search(cells, std::pair(given, predicted));
    };
    BADCASE_ASSIGN(const auto columns, storage::loadColumns(connection, run));
    const auto& label = labels == LabelSource::Given ? columns.given : columns.effective;
    std::vector<SampleId> found;
    for (std::size_t row = 0; row < columns.size(); ++row) {
        if (label[row] < 0 || columns.decided[row] < 0)
            continue;
        const LabelSet& given = columns.sets[static_cast<std::size_t>(label[row])];
        const LabelSet& decided = columns.sets[static_cast<std::size_t>(columns.decided[row])];
        const bool hit = std::ranges::any_of(given, [&](ClassIndex a) {
            return wanted(a, decided.contains(a) ? a : kNoClass) ||
                   std::ranges::any_of(decided, [&](ClassIndex b) { return !given.contains(b) && wanted(a, b); });
        });
        if (hit)
            found.push_back(columns.samples[row]);
    }
    return found;
}

} // namespace

void Session::requestAreas(LabelSource labels)
{
    const auto* record = currentRunRecord();
    if (!record || record->task == Task::Segmentation)
        return;
    m_analysis->run(
        this,
        [project = m_project, run = *record, labels](storage::Connection& connection) -> Result<analysis::ClassAreas> {
            BADCASE_ASSIGN(const auto columns, loadProbabilities(*project, connection, run, labels));
            return areasOf(columns, run.activation);
        },
        [this, run = record->id](Result<analysis::ClassAreas> areas) {
            if (!areas)
                return reportFailure(areas.error());
            if (run == m_run)
                Q_EMIT areasReady(*areas);
        });
}

void Session::requestCurves(ClassIndex index, LabelSource labels)
{
    const auto* record = currentRunRecord();
    if (!record || record->task == Task::Segmentation || index == kNoClass)
        return;
    m_analysis->run(
        this,
        [project = m_project, run = *record, index, labels](storage::Connection& connection) -> Result<ClassCurves> {
            BADCASE_ASSIGN(const auto columns, loadProbabilities(*project, connection, run, labels));
            return curvesOf(columns, index);
        },
        [this, run = record->id](Result<ClassCurves> curves) {
            if (!curves)
                return reportFailure(curves.error());
            if (run == m_run)
                Q_EMIT curvesReady(*curves);
        });
}

void Session::requestColumns()
{
    if (!m_project || !m_run.isValid())
        return;
    using Columns = std::shared_ptr<const storage::SampleColumns>;
    m_analysis->run(
        this,
        [run = m_run](storage::Connection& connection) -> Result<Columns> {
            BADCASE_ASSIGN(auto columns, storage::loadColumns(connection, run));
            return std::make_shared<const storage::SampleColumns>(std::move(columns));
        },
        [this, run = m_run](Result<Columns> columns) {
            if (!columns)
                return reportFailure(columns.error());
            if (run == m_run)
                Q_EMIT columnsReady(*columns);
        });
}

template <class Find>
quint64 Session::find(Find find)
{
    const quint64 request = ++m_lastFind;
    m_analysis->run(this, std::move(find), [this, request, run = m_run](Result<std::vector<SampleId>> found) {
        if (!found)
            return reportFailure(found.error());
        if (run == m_run)
            Q_EMIT samplesFound(request, *found);
    });
    return request;
}

quint64 Session::requestSamplesAbove(ClassIndex index, double threshold)
{
    const auto* record = currentRunRecord();
    if (!record || record->task == Task::Segmentation || index == kNoClass)
        return 0;
    return find([project = m_project, run = *record, index, threshold](storage::Connection& connection) {
        return samplesAbove(*project, connection, run, index, threshold);
    });
}

quint64 Session::requestSamplesInCells(std::vector<std::pair<ClassIndex, ClassIndex>> cells, LabelSource labels)
{
    const auto* record = currentRunRecord();
    if (!record)
        return 0;
    return find([run = *record, classes = schema().size(), cells = std::move(cells), labels](storage::Connection& connection) {
        if (run.task == Task::MultiLabel)
            return samplesOfTags(connection, run.id, cells, labels);
        return run.task == Task::Segmentation ? masksInCells(connection, run.id, classes, cells, labels)
                                              : samplesInCells(connection, run.id, cells, labels);
    });
}

void Session::checkMedia()
{
    m_interactive->run(
        this,
        [project = m_project](storage::Connection&) -> Result<QStringList> {
            BADCASE_ASSIGN(const auto roots, mediaRoots(*project));
            QStringList missing;
            for (const auto& root : roots) {
                if (!root.found)
                    missing.append(root.path);
            }
            return missing;
        },
        [this](Result<QStringList> missing) {
            if (!missing)
                return reportFailure(missing.error());
            if (!missing->isEmpty())
                Q_EMIT mediaMissing(*missing);
        });
}

void Session::repointMedia(const QString& from, const QString& to)
{
    if (!m_project)
        return;
    m_interactive->run(
        this,
        [project = m_project, from, to](storage::Connection&) { return workspace::repointMedia(*project, from, to); },
        [this](const Result<void>& result) {
            if (!result)
                return reportFailure(result.error());
            Q_EMIT mediaMoved();
            checkMedia();
        });
}

} // namespace badcase::workspace
