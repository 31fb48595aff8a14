// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/text_blocks.h"

#include "inference/core/text_quality.h"
#include "storage/prediction_packing.h"
#include "storage/sqlite/cursor.h"
#include "storage/statement.h"
#include "storage/text_block_search.h"
#include "storage/text_index.h"

#include <QCoreApplication>

#include <map>

namespace badcase::storage {

namespace {

/// Everything that the index keeps of a block.
struct Block {
    std::map<qint64, FieldPostings> postings;
    std::map<qint64, std::vector<float>> quality;
};

void putQuality(std::vector<float>& numbers, int sample, const QString& text)
{
    if (numbers.empty())
        numbers.resize(std::size_t(kBlockSamples) * 3);
    const TextQuality quality = textQuality(text);
    float* at = numbers.data() + static_cast<std::ptrdiff_t>(sample) * 3;
    at[0] = static_cast<float>(quality.length);
    at[1] = static_cast<float>(quality.repeated);
    at[2] = static_cast<float>(quality.gibberish);
}

Result<Block> readBlock(Connection& connection, qint64 block, const CancelToken& cancel)
{
    Block read;
    TextTokens tokens;
    sqlite::Cursor row(connection, blockTextsSql(), blockTextsValues(block), cancel);
    for (;;) {
        BADCASE_ASSIGN(const bool more, row.next());
        if (!more)
            return read;
        const auto sample = static_cast<int>(row.integer(0) % kBlockSamples);
        const qint64 field = row.integer(1);
        const QString text = row.text(2);
        tokens.assign(text);
        read.postings[field].add(sample, tokens);
        if (field != 0)
            putQuality(read.quality[field], sample, text);
    }
}

Result<void> writeBlock(Connection& connection, qint64 number, Block& block)
{
    for (const char* table : {"text_postings", "text_quality"})
        BADCASE_TRY(execute(connection,
                            QStringLiteral("DELETE FROM %1 WHERE block = ?").arg(QLatin1String(table)),
                            {number}));
    Statement put(connection,
                  QStringLiteral("INSERT INTO text_postings (block, field_id, term, samples, positions) "
                                 "VALUES (?, ?, ?, ?, ?)"));
    for (auto& [field, postings] : block.postings) {
        for (const QString& term : postings.terms()) {
            PostingBuilder& posting = postings.posting(term);
            BADCASE_TRY(put.run(
                {number, field, term, posting.packedSamples(), bindableBlob(posting.packedPositions())}));
        }
    }
    Statement quality(connection,
                      QStringLiteral("INSERT INTO text_quality (block, field_id, data) VALUES (?, ?, ?)"));
    for (const auto& [field, numbers] : block.quality)
        BADCASE_TRY(quality.run({number, field, pack(numbers)}));
    return {};
}

Result<qint64> stampOf(Connection& connection, qint64 block)
{
    return scalar(connection, QStringLiteral("SELECT stamp FROM text_blocks WHERE block = ?"), {block});
}

} // namespace

Result<TextBlocks> TextBlocks::read(Connection& connection)
{
    TextBlocks blocks;
    BADCASE_ASSIGN(blocks.m_lastSample, scalar(connection, QStringLiteral("SELECT MAX(id) FROM samples")));
    if (blocks.m_lastSample > 0)
        blocks.m_built.resize(static_cast<std::size_t>(blockOf(SampleId(blocks.m_lastSample))) + 1);
    Statement row(connection, QStringLiteral("SELECT block FROM text_blocks WHERE built = stamp"));
    BADCASE_TRY(row.run());
    for (;;) {
        BADCASE_ASSIGN(const bool more, row.next());
        if (!more)
            return blocks;
        if (const qint64 block = row.integer(0); block >= 0 && block < blocks.count())
            blocks.m_built[static_cast<std::size_t>(block)] = true;
    }
}

Result<void> markStale(Connection& connection, const std::set<qint64>& blocks)
{
    if (blocks.empty())
        return {};
    Statement mark(connection, QStringLiteral("INSERT INTO text_blocks (block, stamp) VALUES (?, 1) "
                                              "ON CONFLICT (block) DO UPDATE SET stamp = stamp + 1"));
    for (const qint64 block : blocks)
        BADCASE_TRY(mark.run({block}));
    return {};
}

Result<bool> buildBlock(Connection& connection, qint64 number, const CancelToken& cancel)
{
    // The stamp first: what is read after it may be newer, and then the stamp has grown by the time of
    // writing.
    BADCASE_ASSIGN(const qint64 stamp, stampOf(connection, number));
    BADCASE_ASSIGN(Block block, readBlock(connection, number, cancel));
    BADCASE_ASSIGN(Transaction transaction, Transaction::begin(connection));
    BADCASE_ASSIGN(const qint64 now, stampOf(connection, number));
    if (now != stamp)
        return false;
    BADCASE_TRY(writeBlock(connection, number, block));
    BADCASE_TRY(execute(connection,
                        QStringLiteral("INSERT INTO text_blocks (block, stamp, built) VALUES (?, ?, ?) "
                                       "ON CONFLICT (block) DO UPDATE SET built = excluded.built"),
                        {number, stamp, stamp}));
    BADCASE_TRY(transaction.commit());
    return true;
}

Result<std::vector<float>> qualityOfBlock(Connection& connection, qint64 block, qint64 field,
                                          const CancelToken& cancel)
{
    std::vector<float> numbers;
    sqlite::Cursor row(connection,
                       QStringLiteral("SELECT sample_id, text FROM texts "
                                      "WHERE sample_id BETWEEN ? AND ? AND field_id = ?"),
                       blockTextsValues(block).first(2) << field, cancel);
    for (;;) {
        BADCASE_ASSIGN(const bool more, row.next());
        if (!more)
            return numbers;
        putQuality(numbers, static_cast<int>(row.integer(0) % kBlockSamples), row.text(1));
    }
}

Result<void> TextIndex::build(const CancelToken& cancel, const ProgressCallback& progress)
{
    BADCASE_ASSIGN(const TextBlocks blocks, TextBlocks::read(m_connection));
    for (qint64 block = 0; block < blocks.count(); ++block) {
        if (progress)
            progress({blocks.samplesBefore(block), blocks.samples()});
        if (cancel.isCancelled())
            return fail(
                ErrorCode::Cancelled,
                QCoreApplication::translate("badcase::ProjectFile", "Stopped building the index of texts."));
        if (!blocks.isBuilt(block))
            BADCASE_TRY(buildBlock(m_connection, block, cancel));
    }
    if (progress)
        progress({blocks.samples(), blocks.samples()});
    return {};
}

} // namespace badcase::storage
