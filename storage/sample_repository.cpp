// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/sample_repository.h"

#include "storage/label_set_table.h"
#include "storage/statement.h"

#include <QCoreApplication>

namespace badcase::storage {

namespace {

/// One SELECT for rows, details and pages. A run's columns are NULL without a run (run 0 has no rows).
QString rowQuery(const QString& where)
{
    return QStringLiteral(
               "SELECT s.id, s.name, s.kind, s.root_id, s.path, s.split, s.width, s.height, s.file_bytes, "
               "s.file_modified, s.file_crc, s.given_set, s.effective_set, c.entry_id, v.verdict, "
               "k.sample_id, COALESCE(m.sample_id, n.sample_id), d.sample_id, d.set_id, d.confidence, d.margin, d.loss_given, "
               "d.iou_given, d.dice_given, d.loss_corrected, d.iou_corrected, d.dice_corrected, d.error, "
               "e.sample_id, g.sample_id, h.sample_id "
               "FROM samples s "
               "LEFT JOIN corrections c ON c.sample_id = s.id "
               "LEFT JOIN verdicts v ON v.sample_id = s.id "
               "LEFT JOIN comments k ON k.sample_id = s.id "
               "LEFT JOIN given_masks m ON m.sample_id = s.id "
               "LEFT JOIN given_mask_maps n ON n.sample_id = s.id "
               "LEFT JOIN given_segments g ON g.sample_id = s.id "
               "LEFT JOIN segment_corrections h ON h.sample_id = s.id "
               "LEFT JOIN mask_corrections e ON e.sample_id = s.id "
               "LEFT JOIN decisions d ON d.run_id = ? AND d.sample_id = s.id ") +
           where;
}

Result<std::optional<LabelSet>> labelsAt(Connection& connection, const Statement& row, int column)
{
    if (row.isNull(column))
        return std::nullopt;
    BADCASE_ASSIGN(LabelSet set, connection.labelSets().get(row.integer(column)));
    return set;
}

Result<RunRow> readRunRow(Connection& connection, const Statement& row, SampleId id)
{
    RunRow run;
    run.decision.sample = id;
    run.failed = !row.isNull(27);
    run.error = row.text(27);
    if (!row.isNull(18)) {
        BADCASE_ASSIGN(run.decision.decided, connection.labelSets().get(row.integer(18)));
    }
    run.decision.confidence = row.real(19);
    run.decision.margin = row.real(20);
    run.decision.given = {row.real(21), row.real(22), row.real(23)};
    run.decision.corrected = {row.real(24), row.real(25), row.real(26)};
    return run;
}

Result<SampleRow> readRow(Connection& connection, const Statement& row)
{
    SampleRow result;
    Sample& sample = result.sample;
    sample.id = SampleId(row.integer(0));
    sample.name = row.text(1);
    sample.kind = static_cast<SampleKind>(row.integer(2));
    sample.media = {MediaRootId(row.integer(3)), row.text(4)};
    sample.split = row.text(5);
    if (!row.isNull(6))
        sample.size = QSize(static_cast<int>(row.integer(6)), static_cast<int>(row.integer(7)));
    sample.fileBytes = row.isNull(8) ? -1 : row.integer(8);
    sample.fileModified = row.integer(9);
    sample.fileCrc = static_cast<quint32>(row.integer(10));
    BADCASE_ASSIGN(result.given, labelsAt(connection, row, 11));
    BADCASE_ASSIGN(result.labels, labelsAt(connection, row, 12));
    result.corrected = !row.isNull(13);
    result.verdict = static_cast<Verdict>(row.integer(14));
    result.hasComment = !row.isNull(15);
    result.hasMask = !row.isNull(16);
    result.maskCorrected = !row.isNull(28);
    result.segmentsCorrected = !row.isNull(30);
    result.hasSegments = !row.isNull(29) || result.segmentsCorrected;
    if (!row.isNull(17)) {
        BADCASE_ASSIGN(RunRow run, readRunRow(connection, row, sample.id));
        result.prediction = std::move(run);
    }
    return result;
}

Error noSuchSample(const Connection& connection, SampleId id)
{
    return {ErrorCode::NotFound,
            QCoreApplication::translate("badcase::ProjectFile", "%1 has no sample with number %2.")
                .arg(connection.projectPath())
                .arg(id.value)};
}

Result<std::optional<Attribution>> attribution(Connection& connection, const char* table, SampleId id)
{
    Statement row(connection,
                  QStringLiteral("SELECT j.id, g.author, g.at, g.reason FROM %1 t "
                                 "JOIN journal j ON j.id = t.entry_id "
                                 "JOIN journal_groups g ON g.id = j.group_id WHERE t.sample_id = ?")
                      .arg(QLatin1String(table)));
    BADCASE_ASSIGN(const bool found, row.first({id.value}));
    if (!found)
        return std::nullopt;
    return Attribution{JournalId(row.integer(0)), row.text(1),
                       QDateTime::fromMSecsSinceEpoch(row.integer(2), Qt::UTC), row.text(3)};
}

Result<QStringList> texts(Connection& connection, const char* sql)
{
    QStringList all;
    Statement row(connection, QLatin1String(sql));
    BADCASE_TRY(row.run());
    for (;;) {
        BADCASE_ASSIGN(const bool more, row.next());
        if (!more)
            return all;
        all += row.text(0);
    }
}

} // namespace

Result<std::vector<SampleRow>> SampleRepository::rows(std::span<const SampleId> ids, RunId run)
{
    std::vector<SampleRow> rows;
    rows.reserve(ids.size());
    Statement row(m_connection, rowQuery(QStringLiteral("WHERE s.id = ?")));
    for (const SampleId id : ids) {
        BADCASE_ASSIGN(const bool found, row.first({run.value, id.value}));
        if (!found)
            continue;
        BADCASE_ASSIGN(SampleRow read, readRow(m_connection, row));
        rows.push_back(std::move(read));
    }
    return rows;
}

Result<std::vector<SampleRow>> SampleRepository::page(SampleId after, int limit, RunId run)
{
    std::vector<SampleRow> rows;
    Statement row(m_connection, rowQuery(QStringLiteral("WHERE s.id > ? ORDER BY s.id LIMIT ?")));
    BADCASE_TRY(row.run({run.value, after.value, limit}));
    for (;;) {
        BADCASE_ASSIGN(const bool more, row.next());
        if (!more)
            return rows;
        BADCASE_ASSIGN(SampleRow read, readRow(m_connection, row));
        rows.push_back(std::move(read));
    }
}

Result<SampleDetail> SampleRepository::detail(SampleId id, RunId run)
{
    BADCASE_ASSIGN(auto found, rows(std::span(&id, 1), run));
    if (found.empty())
        return fail(noSuchSample(m_connection, id));
    SampleDetail detail;
    detail.row = std::move(found.front());
    BADCASE_ASSIGN(detail.fields, fields(id));
    if (detail.row.hasMask) {
        BADCASE_ASSIGN(const auto mask, masks(std::span(&id, 1)));
        detail.mask = mask.front();
    }
    Statement comment(m_connection, QStringLiteral("SELECT text FROM comments WHERE sample_id = ?"));
    BADCASE_ASSIGN(const bool commented, comment.first({id.value}));
    if (commented)
        detail.comment = comment.text(0);
    BADCASE_ASSIGN(detail.correctedBy, attribution(m_connection, "corrections", id));
    for (const char* table : {"mask_corrections", "segment_corrections"}) {
        if (!detail.correctedBy) {
            BADCASE_ASSIGN(detail.correctedBy, attribution(m_connection, table, id));
        }
    }
    BADCASE_ASSIGN(detail.verdictBy, attribution(m_connection, "verdicts", id));
    BADCASE_ASSIGN(detail.commentBy, attribution(m_connection, "comments", id));
    Statement problem(
        m_connection,
        QStringLiteral("SELECT kind, message FROM sample_problems WHERE sample_id = ? ORDER BY kind"));
    BADCASE_TRY(problem.run({id.value}));
    for (;;) {
        BADCASE_ASSIGN(const bool more, problem.next());
        if (!more)
            return detail;
        detail.problems.push_back({detail.row.sample.name, problem.text(0), problem.text(1)});
    }
}

Result<Fields> SampleRepository::fields(SampleId id)
{
    Fields fields;
    Statement row(m_connection,
                  QStringLiteral("SELECT f.name, t.text FROM texts t JOIN fields f ON f.id = t.field_id "
                                 "WHERE t.sample_id = ?"));
    BADCASE_TRY(row.run({id.value}));
    for (;;) {
        BADCASE_ASSIGN(const bool more, row.next());
        if (!more)
            return fields;
        fields.insert(row.text(0), row.text(1));
    }
}

Result<std::vector<MaskRef>> SampleRepository::masks(std::span<const SampleId> ids)
{
    std::vector<MaskRef> masks;
    Statement row(m_connection,
                  QStringLiteral("SELECT root_id, path, encoding, NULL FROM given_masks WHERE sample_id = ? "
                                 "UNION ALL SELECT NULL, NULL, 0, sample_id FROM given_mask_maps "
                                 "WHERE sample_id = ?"));
    for (const SampleId id : ids) {
        BADCASE_ASSIGN(const bool found, row.first({id.value, id.value}));
        MaskRef mask;
        if (found && !row.isNull(3)) {
            mask.stored = id;
        } else if (found) {
            mask.file = {MediaRootId(row.integer(0)), row.text(1)};
            mask.encoding.kind = static_cast<MaskEncoding::Kind>(row.integer(2));
        }
        masks.push_back(std::move(mask));
    }
    return masks;
}

Result<std::optional<SampleId>> SampleRepository::find(const QString& name)
{
    BADCASE_ASSIGN(const qint64 id,
                   scalar(m_connection, QStringLiteral("SELECT id FROM samples WHERE name = ?"), {name}));
    return id > 0 ? std::optional(SampleId(id)) : std::nullopt;
}

Result<QHash<QString, SampleId>> SampleRepository::find(const QStringList& names)
{
    QHash<QString, SampleId> ids;
    Statement row(m_connection, QStringLiteral("SELECT id FROM samples WHERE name = ?"));
    for (const QString& name : names) {
        BADCASE_ASSIGN(const bool found, row.first({name}));
        if (found)
            ids.insert(name, SampleId(row.integer(0)));
    }
    return ids;
}

Result<qint64> SampleRepository::count()
{
    return scalar(m_connection, QStringLiteral("SELECT COUNT(*) FROM samples"));
}

Result<QStringList> SampleRepository::splits()
{
    return texts(m_connection, "SELECT DISTINCT split FROM samples WHERE split <> '' ORDER BY split");
}

Result<QStringList> SampleRepository::fieldNames()
{
    return texts(m_connection, "SELECT name FROM fields ORDER BY name");
}

} // namespace badcase::storage
