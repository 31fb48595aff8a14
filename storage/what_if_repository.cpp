// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/what_if_repository.h"

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

} // namespace

Result<qint64> WhatIfRepository::add(const WhatIfRecord& record)
{
    if (record.before.size() != record.after.size())
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("a what-if compares equally many probabilities, not %1 and %2")
                        .arg(record.before.size())
                        .arg(record.after.size()));
    BADCASE_ASSIGN(Transaction transaction, Transaction::begin(m_connection));
    Statement insert(m_connection,
                     QStringLiteral("INSERT INTO what_ifs (run_id, sample_id, at, author, edits, result) "
                                    "VALUES (?, ?, ?, ?, ?, ?)"));
    BADCASE_TRY(insert.run({record.run.value, record.sample.value, record.at.toMSecsSinceEpoch(),
                            bindableText(record.author),
                            QString::fromUtf8(QJsonDocument(record.edits).toJson(QJsonDocument::Compact)),
                            QByteArray(pack(record.before) + pack(record.after))}));
    const qint64 id = insert.insertedId();
    BADCASE_TRY(transaction.commit());
    return id;
}

Result<std::vector<WhatIfRecord>> WhatIfRepository::list(RunId run, SampleId sample, int limit)
{
    Statement row(m_connection,
                  QStringLiteral("SELECT id, at, author, edits, result FROM what_ifs "
                                 "WHERE run_id = ? AND sample_id = ? ORDER BY id DESC LIMIT ?"));
    BADCASE_TRY(row.run({run.value, sample.value, limit}));
    std::vector<WhatIfRecord> records;
    for (;;) {
        BADCASE_ASSIGN(const bool more, row.next());
        if (!more)
            return records;
        WhatIfRecord record;
        record.id = row.integer(0);
        record.run = run;
        record.sample = sample;
        record.at = QDateTime::fromMSecsSinceEpoch(row.integer(1), Qt::UTC);
        record.author = row.text(2);
        const QJsonDocument edits = QJsonDocument::fromJson(row.text(3).toUtf8());
        const QByteArray packed = row.blob(4);
        if (!edits.isObject() || packed.size() % qsizetype(2 * sizeof(float)) != 0)
            return fail(ErrorCode::Corrupt, say("%1 is damaged: the stored what-if %2 cannot be read.")
                                                .arg(m_connection.projectPath())
                                                .arg(record.id));
        record.edits = edits.object();
        record.before = unpack<float>(packed.first(packed.size() / 2));
        record.after = unpack<float>(packed.last(packed.size() / 2));
        records.push_back(std::move(record));
    }
}

} // namespace badcase::storage
