// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/sample_columns.h"

#include "storage/label_set_table.h"
#include "storage/sqlite/cursor.h"

#include <unordered_map>

namespace badcase::storage {

namespace {

/// Turns ids of label sets into positions in SampleColumns::sets, reading each set once.
class SetIndex {
public:
    SetIndex(Connection& connection, std::vector<LabelSet>& sets) : m_connection(connection), m_sets(sets) {}

    Result<qint32> at(const sqlite::Cursor& row, int column)
    {
        const qint64 id = row.integer(column);
        if (id == 0) // NULL
            return -1;
        if (const auto it = m_positions.find(id); it != m_positions.end())
            return it->second;
        BADCASE_ASSIGN(LabelSet set, m_connection.labelSets().get(id));
        const auto position = static_cast<qint32>(m_sets.size());
        m_sets.push_back(std::move(set));
        m_positions.emplace(id, position);
        return position;
    }

private:
    Connection& m_connection;
    std::vector<LabelSet>& m_sets;
    std::unordered_map<qint64, qint32> m_positions;
};

void appendScores(SampleColumns& columns, const sqlite::Cursor& row)
{
    columns.confidence.push_back(static_cast<float>(row.real(4)));
    columns.margin.push_back(static_cast<float>(row.real(5)));
    columns.lossGiven.push_back(row.real(6));
    columns.lossCorrected.push_back(row.real(7));
    columns.iouGiven.push_back(static_cast<float>(row.real(8)));
    columns.iouCorrected.push_back(static_cast<float>(row.real(9)));
    columns.diceGiven.push_back(static_cast<float>(row.real(10)));
    columns.diceCorrected.push_back(static_cast<float>(row.real(11)));
}

} // namespace

Result<SampleColumns> loadColumns(Connection& connection, RunId run, const CancelToken& cancel)
{
    const bool withRun = run.isValid();
    const QString sql =
        withRun ? QStringLiteral(
                      "SELECT d.sample_id, s.given_set, s.effective_set, d.set_id, d.confidence, d.margin, "
                      "d.loss_given, d.loss_corrected, d.iou_given, d.iou_corrected, d.dice_given, "
                      "d.dice_corrected FROM decisions d JOIN samples s ON s.id = d.sample_id "
                      "WHERE d.run_id = ? AND d.error IS NULL ORDER BY d.sample_id")
                : QStringLiteral("SELECT id, given_set, effective_set FROM samples ORDER BY id");
    SampleColumns columns;
    SetIndex sets(connection, columns.sets);
    sqlite::Cursor row(connection, sql, withRun ? QVariantList{run.value} : QVariantList{}, cancel);
    for (;;) {
        BADCASE_ASSIGN(const bool more, row.next());
        if (!more)
            return columns;
        columns.samples.push_back(row.sampleId(0));
        BADCASE_ASSIGN(const qint32 given, sets.at(row, 1));
        BADCASE_ASSIGN(const qint32 effective, sets.at(row, 2));
        columns.given.push_back(given);
        columns.effective.push_back(effective);
        if (withRun) {
            BADCASE_ASSIGN(const qint32 decided, sets.at(row, 3));
            columns.decided.push_back(decided);
            appendScores(columns, row);
        }
    }
}

} // namespace badcase::storage
