// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/relabel_service.h"

#include "app/commands/review_commands.h"
#include "app/workspace/problem_json.h"
#include "storage/formats/corrections_reader.h"
#include "storage/sample_repository.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>

namespace badcase::workspace {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::Relabel", text);
}

struct Rows {
    std::vector<formats::Correction> corrections;
    std::vector<SampleProblem> problems;
};

Result<Rows> readRows(const Project& project, const QString& path, const CancelToken& cancel)
{
    Rows rows;
    formats::CorrectionVisitor visitor;
    visitor.correction = [&](const formats::Correction& correction) -> Result<void> {
        rows.corrections.push_back(correction);
        return {};
    };
    visitor.problem = [&](const SampleProblem& problem) { rows.problems.push_back(problem); };
    BADCASE_TRY(formats::readCorrections(path, project.schema(), visitor, cancel));
    return rows;
}

/// A label with no verdict is a relabel; the given label is confirmed with "keep".
std::vector<storage::Change> changesOf(const formats::Correction& correction, SampleId id)
{
    std::vector<storage::Change> changes;
    if (correction.label)
        changes.push_back({id, storage::SetCorrection{correction.label}});
    else if (correction.verdict == Verdict::Keep) {
        changes.push_back({id, storage::SetCorrection{}});
        changes.push_back({id, storage::SetMask{}});
    }
    Verdict verdict = correction.verdict;
    if (verdict == Verdict::None && correction.label)
        verdict = Verdict::Relabel;
    changes.push_back({id, storage::SetVerdict{verdict}});
    return changes;
}

/// Would this row change anything? Only asked for a dry run and for counting.
bool isSo(const formats::Correction& correction, const storage::SampleRow& row)
{
    bool labels = !correction.label || row.labels == correction.label;
    if (!correction.label && correction.verdict == Verdict::Keep)
        labels = !row.corrected && !row.maskCorrected;
    const Verdict wanted =
        correction.verdict == Verdict::None && correction.label ? Verdict::Relabel : correction.verdict;
    return labels && row.verdict == wanted;
}

} // namespace

QJsonObject RelabelReport::toJson() const
{
    const QJsonArray list = problemsJson(problems);
    const auto position = [](JournalId id) {
        return id.isValid() ? QJsonValue(id.value) : QJsonValue(QJsonValue::Null);
    };
    return {{QStringLiteral("changed"), changed},
            {QStringLiteral("unchanged"), unchanged},
            {QStringLiteral("failed"), failed},
            {QStringLiteral("problems"), list},
            {QStringLiteral("journal_from"), position(from)},
            {QStringLiteral("journal_to"), position(to)}};
}

Result<RelabelReport> relabelFromFile(Project& project, const QString& path, const QString& author,
                                      bool dryRun, const CancelToken& cancel)
{
    RelabelReport report;
    BADCASE_ASSIGN(Rows rows, readRows(project, path, cancel));
    report.problems = std::move(rows.problems);
    BADCASE_ASSIGN(const auto connection, project.connect());
    storage::SampleRepository samples(*connection);
    QStringList names;
    for (const auto& correction : rows.corrections)
        names.append(correction.sample);
    BADCASE_ASSIGN(const auto ids, samples.find(names));

    storage::ChangeGroup group;
    group.author = author;
    group.reason = tr("relabelled from %1").arg(QFileInfo(path).fileName());
    for (const auto& correction : rows.corrections) {
        const auto id = ids.constFind(correction.sample);
        if (id == ids.constEnd()) {
            report.problems.push_back(
                {correction.sample, QStringLiteral("unknown-sample"),
                 tr("Row %1: the project has no sample \"%2\"").arg(correction.row).arg(correction.sample)});
            continue;
        }
        const SampleId one[] = {*id};
        BADCASE_ASSIGN(const auto state, samples.rows(one));
        if (state.empty() || isSo(correction, state.front())) {
            ++report.unchanged;
            continue;
        }
        ++report.changed;
        for (auto& change : changesOf(correction, *id))
            group.changes.push_back(std::move(change));
        // The file is one change and has one reason; a row's own reason is kept as the sample's comment, if
        // it has none.
        if (!correction.reason.isEmpty() && !state.front().hasComment)
            group.changes.push_back({*id, storage::SetComment{correction.reason}});
    }
    report.failed = static_cast<qint64>(report.problems.size());
    if (dryRun || group.changes.empty())
        return report;
    BADCASE_ASSIGN(const auto event, ChangeService(project, *connection).apply(group));
    report.from = event.outcome.first;
    report.to = event.outcome.last;
    return report;
}

} // namespace badcase::workspace
