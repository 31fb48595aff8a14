// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/project_database.h"
#include "storage/schema_repository.h"
#include "storage/sqlite/sqlite_session.h"
#include "storage/statement.h"

#include "inference/core/label.h"
#include "inference/core/sample.h"

#include <QFileInfo>

namespace badcase::storage {

namespace {

/// Runs "SELECT key, count" and hands each row to `visit`.
template <class Visit>
Result<void> eachCount(Connection& connection, const char* sql, Visit visit)
{
    Statement statement(connection, QLatin1String(sql));
    BADCASE_TRY(statement.run());
    for (;;) {
        BADCASE_ASSIGN(const bool more, statement.next());
        if (!more)
            return {};
        visit(statement);
    }
}

/// Counts of rows that can only be there when our own code went wrong.
struct Invariant {
    const char* sql;
    const char* meaning;
};

constexpr Invariant kInvariants[] = {
    {"SELECT COUNT(*) FROM samples s LEFT JOIN corrections c ON c.sample_id = s.id "
     "WHERE COALESCE(s.effective_set, -1) <> COALESCE(c.set_id, s.given_set, -1)",
     "%1 samples whose effective label is neither the correction nor the given label"},
    {"SELECT COUNT(*) FROM journal_groups g WHERE NOT EXISTS (SELECT 1 FROM journal j WHERE j.group_id = "
     "g.id)",
     "%1 journal groups without entries"},
    {"SELECT COUNT(*) FROM journal_groups WHERE (action = 0) <> (target IS NULL)",
     "%1 journal groups whose target does not fit their action"},
    {"SELECT COUNT(*) FROM decisions d JOIN runs r ON r.id = d.run_id "
     "WHERE d.error IS NULL AND r.task <> 'segmentation' AND d.chunk_id IS NULL",
     "%1 predictions without probabilities"},
    {"SELECT COUNT(*) FROM decisions d JOIN runs r ON r.id = d.run_id "
     "WHERE d.error IS NULL AND r.task = 'segmentation' AND NOT EXISTS (SELECT 1 FROM mask_maps m "
     "WHERE m.run_id = d.run_id AND m.sample_id = d.sample_id AND m.view = 0)",
     "%1 predictions without a mask"},
    {"SELECT COUNT(*) FROM runs r WHERE r.samples_done <> (SELECT COUNT(*) FROM decisions d "
     "WHERE d.run_id = r.id AND d.error IS NULL) OR r.samples_failed <> (SELECT COUNT(*) FROM decisions d "
     "WHERE d.run_id = r.id AND d.error IS NOT NULL)",
     "%1 runs that count their predictions wrongly"},
    {"SELECT COUNT(*) FROM prediction_chunks c JOIN prediction_blocks b ON b.chunk_id = c.id "
     "WHERE LENGTH(b.data) * 8 <> LENGTH(c.samples) * b.columns * b.value_bytes",
     "%1 packed matrices of a wrong size"},
    {"SELECT COUNT(*) FROM sequence_scores "
     "WHERE LENGTH(scores) * 16 <> LENGTH(times) * columns * 4",
     "%1 rows of scores along time of a wrong size"},
    {"SELECT COUNT(*) FROM given_mask_maps WHERE sample_id IN (SELECT sample_id FROM given_masks)",
     "%1 samples with two given masks"},
};

} // namespace

Result<ProjectInfo> ProjectDatabase::info(Connection& connection)
{
    ProjectInfo info;
    BADCASE_ASSIGN(const Schema schema, SchemaRepository(connection).load());
    info.task = schema.task();
    info.classes = schema.size();
    BADCASE_ASSIGN(const qint64 version, sqlite::pragmaValue(connection.database(), connection.projectPath(),
                                                             QStringLiteral("user_version")));
    info.schemaVersion = static_cast<int>(version);
    BADCASE_TRY(
        eachCount(connection, "SELECT kind, COUNT(*) FROM samples GROUP BY kind", [&](Statement& row) {
            info.byKind[sampleKindName(static_cast<SampleKind>(row.integer(0)))] = row.integer(1);
            info.samples += row.integer(1);
        }));
    BADCASE_TRY(eachCount(connection, "SELECT split, COUNT(*) FROM samples GROUP BY split",
                          [&](Statement& row) { info.bySplit[row.text(0)] = row.integer(1); }));
    BADCASE_TRY(
        eachCount(connection, "SELECT verdict, COUNT(*) FROM verdicts GROUP BY verdict", [&](Statement& row) {
            info.verdicts[verdictName(static_cast<Verdict>(row.integer(0)))] = row.integer(1);
        }));
    BADCASE_TRY(eachCount(connection, "SELECT name FROM runs ORDER BY id",
                          [&](Statement& row) { info.runs += row.text(0); }));
    const auto count = [&](const char* sql) { return scalar(connection, QLatin1String(sql)); };
    BADCASE_ASSIGN(info.labelled, count("SELECT COUNT(*) FROM samples WHERE given_set IS NOT NULL"));
    BADCASE_ASSIGN(info.masks, count("SELECT (SELECT COUNT(*) FROM given_masks) + "
                                     "(SELECT COUNT(*) FROM given_mask_maps)"));
    BADCASE_ASSIGN(info.corrections, count("SELECT COUNT(*) FROM (SELECT sample_id FROM corrections UNION "
                                           "SELECT sample_id FROM mask_corrections UNION "
                                           "SELECT sample_id FROM segment_corrections) AS corrected"));
    BADCASE_ASSIGN(info.journalEntries, count("SELECT COUNT(*) FROM journal"));
    info.bytes = QFileInfo(connection.projectPath()).size() +
                 QFileInfo(connection.projectPath() + QStringLiteral("-wal")).size();
    return info;
}

Result<VerifyReport> ProjectDatabase::verify(Connection& connection)
{
    VerifyReport report;
    BADCASE_ASSIGN(report.problems, sqlite::check(connection.database(), connection.projectPath()));
    for (const Invariant& invariant : kInvariants) {
        // A damaged file may fail here; the check above has said so already.
        const auto broken = scalar(connection, QLatin1String(invariant.sql));
        if (!broken)
            report.problems += broken.error().message;
        else if (*broken > 0)
            report.problems += QString::fromLatin1(invariant.meaning).arg(*broken);
    }
    return report;
}

} // namespace badcase::storage
