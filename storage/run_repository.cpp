// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/run_repository.h"

#include "storage/statement.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QStringList>

namespace badcase::storage {

namespace {

QString say(const char* text)
{
    return QCoreApplication::translate("badcase::ProjectFile", text);
}

QString toText(const QJsonObject& object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QJsonObject toObject(const QString& text)
{
    return QJsonDocument::fromJson(text.toUtf8()).object();
}

QVariant toMs(const QDateTime& time)
{
    return time.isValid() ? QVariant(time.toMSecsSinceEpoch()) : QVariant(QMetaType(QMetaType::LongLong));
}

QDateTime toTime(const Statement& row, int column)
{
    return row.isNull(column) ? QDateTime() : QDateTime::fromMSecsSinceEpoch(row.integer(column), Qt::UTC);
}

const QString kModelColumns =
    QStringLiteral("SELECT id, sha256, path, name, bytes, card, trusted_at, trusted_by FROM models ");

ModelRecord readModel(const Statement& row)
{
    return {ModelId(row.integer(0)), row.text(1),           row.text(2),    row.text(3),
            row.integer(4),          toObject(row.text(5)), toTime(row, 6), row.text(7)};
}

const QString kRunColumns = QStringLiteral(
    "SELECT id, name, model_id, task, activation, status, out_of_fold, device, settings, summary, "
    "started_at, finished_at, error, samples_done, samples_failed, compute_key, threshold_set_id, "
    "(SELECT t.name FROM threshold_sets t WHERE t.id = threshold_set_id) FROM runs ");

RunRecord readRun(const Statement& row)
{
    RunRecord run;
    run.id = RunId(row.integer(0));
    run.name = row.text(1);
    run.model = ModelId(row.integer(2));
    run.task = taskFromName(row.text(3)).value_or(Task::Classification);
    run.activation = static_cast<Activation>(row.integer(4));
    run.status = static_cast<RunStatus>(row.integer(5));
    run.outOfFold = static_cast<OutOfFold>(row.integer(6));
    run.device = row.text(7);
    run.settings = toObject(row.text(8));
    run.summary = toObject(row.text(9));
    run.startedAt = toTime(row, 10);
    run.finishedAt = toTime(row, 11);
    run.error = row.text(12);
    run.samplesDone = row.integer(13);
    run.samplesFailed = row.integer(14);
    run.computeKey = row.text(15);
    run.thresholdSet = ThresholdSetId(row.integer(16));
    run.thresholdSetName = row.text(17);
    return run;
}

template <class Record, class Read>
Result<std::vector<Record>> readAll(Connection& connection, const QString& sql, Read read,
                                    const QVariantList& values = {})
{
    std::vector<Record> all;
    Statement row(connection, sql);
    BADCASE_TRY(row.run(values));
    for (;;) {
        BADCASE_ASSIGN(const bool more, row.next());
        if (!more)
            return all;
        all.push_back(read(row));
    }
}

Error noSuchRun(const Connection& connection, const QString& run)
{
    return {ErrorCode::NotFound, say("%1 has no run \"%2\".").arg(connection.projectPath(), run)};
}

} // namespace

Result<ModelId> RunRepository::putModel(const ModelRecord& model)
{
    BADCASE_ASSIGN(Transaction transaction, Transaction::begin(m_connection));
    BADCASE_TRY(execute(
        m_connection,
        QStringLiteral("INSERT INTO models (sha256, path, name, bytes, card) VALUES (?, ?, ?, ?, ?) "
                       "ON CONFLICT (sha256) DO UPDATE SET path = excluded.path, name = excluded.name, "
                       "card = excluded.card"),
        {model.sha256, bindableText(model.path), bindableText(model.name), model.bytes, toText(model.card)}));
    BADCASE_ASSIGN(
        const qint64 id,
        scalar(m_connection, QStringLiteral("SELECT id FROM models WHERE sha256 = ?"), {model.sha256}));
    BADCASE_TRY(transaction.commit());
    return ModelId(id);
}

Result<std::vector<ModelRecord>> RunRepository::models()
{
    return readAll<ModelRecord>(m_connection, kModelColumns + QStringLiteral("ORDER BY id"), &readModel);
}

Result<void> RunRepository::setTrusted(ModelId model, const QString& by, const QDateTime& at)
{
    return execute(m_connection,
                   QStringLiteral("UPDATE models SET trusted_at = ?, trusted_by = ? WHERE id = ?"),
                   {toMs(at), bindableText(by), model.value});
}

Result<RunId> RunRepository::create(const RunRecord& run)
{
    BADCASE_ASSIGN(Transaction transaction, Transaction::begin(m_connection));
    BADCASE_ASSIGN(
        const qint64 taken,
        scalar(m_connection, QStringLiteral("SELECT COUNT(*) FROM runs WHERE name = ?"), {run.name}));
    if (taken > 0)
        return fail(ErrorCode::AlreadyExists,
                    say("%1 has a run \"%2\" already. Choose another name, or resume it.")
                        .arg(m_connection.projectPath(), run.name));
    Statement insert(
        m_connection,
        QStringLiteral("INSERT INTO runs (name, model_id, task, activation, status, out_of_fold, device, "
                       "settings, summary, started_at, finished_at, error, compute_key) "
                       "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    BADCASE_TRY(
        insert.run({run.name, bindable(run.model), taskName(run.task), static_cast<int>(run.activation),
                    static_cast<int>(run.status), static_cast<int>(run.outOfFold), bindableText(run.device),
                    toText(run.settings), toText(run.summary), toMs(run.startedAt), toMs(run.finishedAt),
                    bindableText(run.error),
                    // An empty key is NULL: it would be equal to another empty one.
                    run.computeKey.isEmpty() ? QVariant(QMetaType(QMetaType::QString)) : run.computeKey}));
    const RunId id(insert.insertedId());
    BADCASE_TRY(transaction.commit());
    return id;
}

Result<void> RunRepository::update(const RunRecord& run)
{
    Statement update(m_connection,
                     QStringLiteral("UPDATE runs SET status = ?, device = ?, settings = ?, summary = ?, "
                                    "finished_at = ?, error = ? WHERE id = ?"));
    BADCASE_TRY(
        update.run({static_cast<int>(run.status), bindableText(run.device), toText(run.settings),
                    toText(run.summary), toMs(run.finishedAt), bindableText(run.error), run.id.value}));
    return update.affectedRows() == 1 ? Result<void>() : fail(noSuchRun(m_connection, run.name));
}

Result<std::vector<RunRecord>> RunRepository::list()
{
    return readAll<RunRecord>(m_connection, kRunColumns + QStringLiteral("ORDER BY id"), &readRun);
}

Result<std::vector<RunRecord>> RunRepository::withComputeKey(const QString& computeKey)
{
    return readAll<RunRecord>(m_connection, kRunColumns + QStringLiteral("WHERE compute_key = ? AND threshold_set_id IS NULL ORDER BY id"),
                              &readRun, {computeKey});
}

Result<RunRecord> RunRepository::find(const QString& name)
{
    Statement row(m_connection, kRunColumns + QStringLiteral("WHERE name = ?"));
    BADCASE_ASSIGN(const bool found, row.first({name}));
    if (found)
        return readRun(row);
    Error error = noSuchRun(m_connection, name);
    QStringList names;
    BADCASE_ASSIGN(const auto runs, list());
    for (const RunRecord& run : runs)
        names += run.name;
    error.message +=
        QLatin1Char(' ') + (names.isEmpty() ? say("There are no runs yet.")
                                            : say("There are: %1.").arg(names.join(QStringLiteral(", "))));
    return fail(error);
}

Result<RunRecord> RunRepository::find(RunId id)
{
    Statement row(m_connection, kRunColumns + QStringLiteral("WHERE id = ?"));
    BADCASE_ASSIGN(const bool found, row.first({id.value}));
    return found ? Result<RunRecord>(readRun(row)) : fail(noSuchRun(m_connection, QString::number(id.value)));
}

Result<void> RunRepository::remove(RunId run)
{
    BADCASE_ASSIGN(Transaction transaction, Transaction::begin(m_connection));
    Statement statement(m_connection, QStringLiteral("DELETE FROM runs WHERE id = ?"));
    BADCASE_TRY(statement.run({run.value}));
    if (statement.affectedRows() == 0)
        return fail(noSuchRun(m_connection, QString::number(run.value)));
    return transaction.commit();
}

} // namespace badcase::storage
