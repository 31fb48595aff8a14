// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/text_index.h"

#include "storage/prediction_packing.h"
#include "storage/text_block_search.h"
#include "storage/text_blocks.h"

#include <QCoreApplication>

#include <algorithm>

namespace badcase::storage {

namespace {

QStringList namesOf(const std::vector<TextField>& fields)
{
    QStringList names;
    for (const TextField& field : fields)
        names += field.name;
    return names;
}

Error stopped()
{
    return {ErrorCode::Cancelled,
            QCoreApplication::translate("badcase::ProjectFile", "Stopped searching the texts.")};
}

/// Puts a query to the blocks of a project, one after the other. `withoutIndex`: also to those that do not
/// stand in the index; else they are counted in `skipped`.
class Searcher {
public:
    Searcher(Connection& connection, bool withoutIndex, const CancelToken& cancel,
             const ProgressCallback& progress)
        : m_connection(connection), m_withoutIndex(withoutIndex), m_cancel(cancel), m_progress(progress)
    {}

    Result<SampleSet> run(const QString& text, const QString& onlyField)
    {
        SampleSet set;
        BADCASE_ASSIGN(auto fields, textFields(m_connection));
        TextQuery query = parseTextQuery(text, namesOf(fields), onlyField);
        BADCASE_ASSIGN(const TextBlocks blocks, TextBlocks::read(m_connection));
        if (query.isEmpty())
            return set;
        BlockSearch search(m_connection, std::move(query), std::move(fields));
        for (qint64 block = 0; block < blocks.count(); ++block) {
            if (m_cancel.isCancelled())
                return fail(stopped());
            if (!blocks.isBuilt(block) && !m_withoutIndex) {
                ++skipped;
                continue;
            }
            BADCASE_ASSIGN(const BlockBits bits,
                           blocks.isBuilt(block) ? search.indexed(block) : search.scanned(block, m_cancel));
            set.add(block, bits);
            if (m_progress)
                m_progress({blocks.samplesBefore(block + 1), blocks.samples()});
        }
        return set;
    }

    qint64 skipped = 0;

private:
    Connection& m_connection;
    const bool m_withoutIndex;
    const CancelToken& m_cancel;
    const ProgressCallback& m_progress;
};

} // namespace

bool SampleSet::contains(SampleId id) const
{
    const auto word = static_cast<std::size_t>(id.value) / 64;
    return id.value >= 0 && word < m_words.size() && ((m_words[word] >> (id.value % 64)) & 1);
}

std::vector<SampleId> SampleSet::first(qint64 limit) const
{
    std::vector<SampleId> ids;
    ids.reserve(static_cast<std::size_t>(std::clamp<qint64>(limit, 0, m_count)));
    for (std::size_t w = 0; w < m_words.size(); ++w) {
        for (quint64 word = m_words[w]; word != 0; word &= word - 1) {
            if (static_cast<qint64>(ids.size()) >= limit)
                return ids;
            ids.push_back(SampleId(static_cast<qint64>(w) * 64 + std::countr_zero(word)));
        }
    }
    return ids;
}

void SampleSet::add(qint64 block, const BlockBits& bits)
{
    const auto& words = bits.words();
    const std::size_t start = static_cast<std::size_t>(block) * words.size();
    if (m_words.size() < start + words.size())
        m_words.resize(start + words.size());
    std::copy(words.begin(), words.end(), m_words.begin() + static_cast<std::ptrdiff_t>(start));
    m_count += bits.count();
}

Result<TextIndexState> TextIndex::state()
{
    BADCASE_ASSIGN(const TextBlocks blocks, TextBlocks::read(m_connection));
    TextIndexState state{0, blocks.samples()};
    for (qint64 block = 0; block < blocks.count(); ++block) {
        if (blocks.isBuilt(block))
            state.done += blocks.samplesBefore(block + 1) - blocks.samplesBefore(block);
    }
    return state;
}

Result<TextHits> TextIndex::search(const QString& query, int limit)
{
    const CancelToken never;
    const ProgressCallback nobody;
    Searcher searcher(m_connection, false, never, nobody);
    BADCASE_ASSIGN(const SampleSet set, searcher.run(query, {}));
    return TextHits{set.first(limit), set.count(), searcher.skipped == 0};
}

Result<TextHits> TextIndex::scan(const QString& query, int limit, const CancelToken& cancel,
                                 const ProgressCallback& progress)
{
    BADCASE_ASSIGN(const SampleSet set, matching(query, {}, cancel, progress));
    return TextHits{set.first(limit), set.count(), true};
}

Result<SampleSet> TextIndex::matching(const QString& query, const QString& field, const CancelToken& cancel,
                                      const ProgressCallback& progress)
{
    return Searcher(m_connection, true, cancel, progress).run(query, field);
}

Result<QStringList> TextIndex::searchableFields()
{
    BADCASE_ASSIGN(const auto fields, textFields(m_connection));
    QStringList names = namesOf(fields);
    names.removeDuplicates();
    return names;
}

Result<std::vector<float>> TextIndex::quality(const QString& field, TextMeasure measure,
                                              const CancelToken& cancel)
{
    BADCASE_ASSIGN(const TextBlocks blocks, TextBlocks::read(m_connection));
    std::vector<float> numbers(static_cast<std::size_t>(blocks.count()) * kBlockSamples);
    BADCASE_ASSIGN(const qint64 id,
                   scalar(m_connection, QStringLiteral("SELECT id FROM fields WHERE name = ?"), {field}));
    Statement row(m_connection,
                  QStringLiteral("SELECT data FROM text_quality WHERE block = ? AND field_id = ?"));
    for (qint64 block = 0; block < blocks.count() && id > 0; ++block) {
        if (cancel.isCancelled())
            return fail(stopped());
        std::vector<float> data;
        if (blocks.isBuilt(block)) {
            BADCASE_ASSIGN(const bool found, row.first({block, id}));
            data = found ? unpack<float>(row.blob(0)) : data;
            row.finish();
        } else {
            BADCASE_ASSIGN(data, qualityOfBlock(m_connection, block, id, cancel));
        }
        for (std::size_t i = 0; i < kBlockSamples && i * 3 + 2 < data.size(); ++i)
            numbers[static_cast<std::size_t>(block) * kBlockSamples + i] =
                data[i * 3 + static_cast<std::size_t>(measure)];
    }
    return numbers;
}

} // namespace badcase::storage
