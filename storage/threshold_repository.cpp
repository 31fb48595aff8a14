// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/threshold_repository.h"

#include "storage/label_set_table.h"
#include "storage/prediction_packing.h"
#include "storage/statement.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace badcase::storage {

namespace {

QString say(const char* text)
{
    return QCoreApplication::translate("badcase::ProjectFile", text);
}

const QString kColumns = QStringLiteral("SELECT id, at, author, body FROM threshold_sets ");

Result<ThresholdSetRecord> readRecord(const Connection& connection, const Statement& row, const Schema& schema)
{
    ThresholdSetRecord record;
    record.id = ThresholdSetId(row.integer(0));
    record.at = QDateTime::fromMSecsSinceEpoch(row.integer(1), Qt::UTC);
    record.author = row.text(2);
    auto set = ThresholdSet::fromJson(QJsonDocument::fromJson(row.text(3).toUtf8()).object(), schema);
    if (!set)
        return fail(ErrorCode::Corrupt,
                    say("%1 is damaged: threshold set %2 cannot be read.").arg(connection.projectPath()).arg(record.id.value),
                    set.error().message);
    record.set = std::move(*set);
    return record;
}

/// Writes what was decided anew, row by row.
class RedecisionWriter {
public:
    RedecisionWriter(Connection& connection, RunId run, bool masks, bool own)
        : m_connection(connection),
          m_run(run),
          m_masks(masks),
          m_own(own),
          m_decided(connection, QStringLiteral("UPDATE decisions SET set_id = ? "
                                               "WHERE run_id = ? AND sample_id = ? AND error IS NULL")),
          m_scored(connection,
                   QStringLiteral("UPDATE decisions SET iou_given = ?, dice_given = ?, loss_given = ?, iou_corrected = ?, "
                                  "dice_corrected = ?, loss_corrected = ? "
                                  "WHERE run_id = ? AND sample_id = ? AND error IS NULL")),
          m_map(connection, QStringLiteral("INSERT INTO mask_maps (run_id, sample_id, view, content, width, height, data) "
                                           "VALUES (?, ?, 0, ?, ?, ?, ?)")),
          m_pixels(connection, QStringLiteral("INSERT INTO pixel_counts (run_id, sample_id, given, corrected) "
                                              "VALUES (?, ?, ?, ?) ON CONFLICT (run_id, sample_id) DO UPDATE SET "
                                              "given = excluded.given, corrected = excluded.corrected"))
    {}

    Result<void> put(const Redecision& row) { return m_masks ? putMask(row) : putClasses(row); }

private:
    Result<void> putClasses(const Redecision& row)
    {
        BADCASE_ASSIGN(const qint64 set, m_connection.labelSets().intern(row.decided));
        return m_decided.run({set, m_run.value, row.sample.value});
    }

    Result<void> putMask(const Redecision& row)
    {
        BADCASE_TRY(m_scored.run({bindable(row.given.iou), bindable(row.given.dice), bindable(row.given.loss),
                                  bindable(row.corrected.iou), bindable(row.corrected.dice),
                                  bindable(row.corrected.loss), m_run.value, row.sample.value}));
        if (m_scored.affectedRows() == 0)
            return {};
        if (!row.pixels.given.isEmpty() || !row.pixels.corrected.isEmpty())
            BADCASE_TRY(m_pixels.run({m_run.value, row.sample.value, bindableBlob(row.pixels.given),
                                      bindableBlob(row.pixels.corrected)}));
        if (m_own)
            return {};
        return m_map.run({m_run.value, row.sample.value, static_cast<int>(MapContent::Decision), row.maskSize.width(),
                          row.maskSize.height(), row.mask});
    }

    Connection& m_connection;
    RunId m_run;
    bool m_masks;
    bool m_own; ///< the run's own decisions come back; their maps are there
    Statement m_decided;
    Statement m_scored;
    Statement m_map;
    Statement m_pixels;
};

} // namespace

Result<ThresholdSetId> ThresholdRepository::add(const ThresholdSet& set, const QString& author)
{
    if (set.name.trimmed().isEmpty())
        return fail(ErrorCode::InvalidArgument, say("A threshold set needs a name."));
    if (set.task != m_schema.task())
        return fail(ErrorCode::InvalidArgument, say("The threshold set \"%1\" is for another task than %2.")
                                                    .arg(set.name, m_connection.projectPath()));
    BADCASE_ASSIGN(Transaction transaction, Transaction::begin(m_connection));
    BADCASE_ASSIGN(const qint64 taken,
                   scalar(m_connection, QStringLiteral("SELECT COUNT(*) FROM threshold_sets WHERE name = ?"), {set.name}));
    if (taken > 0)
        return fail(ErrorCode::AlreadyExists, say("%1 has a threshold set \"%2\" already. Choose another name.")
                                                  .arg(m_connection.projectPath(), set.name));
    Statement insert(m_connection,
                     QStringLiteral("INSERT INTO threshold_sets (name, at, author, body) VALUES (?, ?, ?, ?)"));
    BADCASE_TRY(insert.run({set.name, QDateTime::currentMSecsSinceEpoch(), bindableText(author),
                            QString::fromUtf8(QJsonDocument(set.toJson(m_schema)).toJson(QJsonDocument::Compact))}));
    const ThresholdSetId id(insert.insertedId());
    BADCASE_TRY(transaction.commit());
    return id;
}

Result<std::vector<ThresholdSetRecord>> ThresholdRepository::list()
{
    std::vector<ThresholdSetRecord> all;
    Statement row(m_connection, kColumns + QStringLiteral("ORDER BY id"));
    BADCASE_TRY(row.run());
    for (;;) {
        BADCASE_ASSIGN(const bool more, row.next());
        if (!more)
            return all;
        BADCASE_ASSIGN(auto record, readRecord(m_connection, row, m_schema));
        all.push_back(std::move(record));
    }
}

Result<ThresholdSetRecord> ThresholdRepository::find(const QString& name)
{
    Statement row(m_connection, kColumns + QStringLiteral("WHERE name = ?"));
    BADCASE_ASSIGN(const bool found, row.first({name}));
    if (found)
        return readRecord(m_connection, row, m_schema);
    BADCASE_ASSIGN(const auto all, list());
    QStringList names;
    for (const auto& one : all)
        names += one.set.name;
    return fail(ErrorCode::NotFound,
                say("%1 has no threshold set \"%2\".").arg(m_connection.projectPath(), name) + QLatin1Char(' ') +
                    (names.isEmpty() ? say("There are none yet.")
                                     : say("There are: %1.").arg(names.join(QStringLiteral(", ")))));
}

Result<void> ThresholdRepository::remove(const QString& name)
{
    BADCASE_ASSIGN(const auto record, find(name));
    BADCASE_ASSIGN(Transaction transaction, Transaction::begin(m_connection));
    Statement used(m_connection, QStringLiteral("SELECT name FROM runs WHERE threshold_set_id = ? ORDER BY id"));
    BADCASE_ASSIGN(const bool inUse, used.first({record.id.value}));
    if (inUse)
        return fail(ErrorCode::InvalidArgument,
                    say("The run \"%1\" is decided by the threshold set \"%2\". Give it its own decisions back first.")
                        .arg(used.text(0), name));
    used.finish();
    BADCASE_TRY(execute(m_connection, QStringLiteral("DELETE FROM threshold_sets WHERE id = ?"), {record.id.value}));
    return transaction.commit();
}

Result<void> ThresholdRepository::keepOwnMasks(RunId run, ThresholdSetId before, ThresholdSetId after)
{
    const auto turn = [&](MapContent from, MapContent to) {
        return execute(m_connection,
                       QStringLiteral("UPDATE mask_maps SET content = ? WHERE run_id = ? AND view = 0 AND content = ?"),
                       {static_cast<int>(to), run.value, static_cast<int>(from)});
    };
    if (!before.isValid())
        return after.isValid() ? turn(MapContent::Decision, MapContent::OwnDecision) : Result<void>();
    BADCASE_TRY(execute(m_connection,
                        QStringLiteral("DELETE FROM mask_maps WHERE run_id = ? AND view = 0 AND content = ?"),
                        {run.value, static_cast<int>(MapContent::Decision)}));
    return after.isValid() ? Result<void>() : turn(MapContent::OwnDecision, MapContent::Decision);
}

Result<void> ThresholdRepository::redecide(
    RunId run, ThresholdSetId set,
    const std::function<Result<void>(const std::function<Result<void>(const Redecision&)>&)>& each)
{
    BADCASE_ASSIGN(Transaction transaction, Transaction::begin(m_connection));
    BADCASE_ASSIGN(const qint64 before,
                   scalar(m_connection, QStringLiteral("SELECT threshold_set_id FROM runs WHERE id = ?"), {run.value}));
    const bool masks = m_schema.task() == Task::Segmentation;
    if (masks)
        BADCASE_TRY(keepOwnMasks(run, ThresholdSetId(before), set));
    RedecisionWriter writer(m_connection, run, masks, !set.isValid());
    BADCASE_TRY(each([&](const Redecision& row) { return writer.put(row); }));
    BADCASE_TRY(execute(m_connection, QStringLiteral("UPDATE runs SET threshold_set_id = ? WHERE id = ?"),
                        {bindable(set), run.value}));
    return transaction.commit();
}

Result<ClassMap> ThresholdRepository::ownMask(RunId run, SampleId sample)
{
    Statement row(m_connection,
                  QStringLiteral("SELECT m.width, m.height, m.data FROM mask_maps m JOIN runs r ON r.id = m.run_id "
                                 "WHERE m.run_id = ? AND m.sample_id = ? AND m.view = 0 AND m.content = "
                                 "CASE WHEN r.threshold_set_id IS NULL THEN ? ELSE ? END"));
    BADCASE_ASSIGN(const bool found,
                   row.first({run.value, sample.value, static_cast<int>(MapContent::Decision),
                              static_cast<int>(MapContent::OwnDecision)}));
    if (!found)
        return ClassMap();
    return decompressMap(row.blob(2), QSize(static_cast<int>(row.integer(0)), static_cast<int>(row.integer(1))));
}

} // namespace badcase::storage
