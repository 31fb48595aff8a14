// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/text_block_search.h"

#include "storage/sqlite/cursor.h"

#include <QCoreApplication>

#include <algorithm>

namespace badcase::storage {

namespace {

/// Above every term that begins with `prefix`: terms are compared by their UTF-8, so by code point.
QString endOfPrefix(const QString& prefix)
{
    return prefix + QString::fromUcs4(U"\U0010ffff", 1);
}

/// The shortest entry that holds at least the samples with a word that begins so.
QString prefixEntry(const QString& text)
{
    return QString(kPrefixMark) + text.first(qMin<qsizetype>(text.size(), kLongestPrefix));
}

Places common(const Places& a, const Places& b)
{
    Places both;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
    return both;
}

void addSamplesOf(const Places& places, BlockBits& bits)
{
    for (const quint64 place : places)
        bits.set(static_cast<int>(place >> 32));
}

} // namespace

Result<std::vector<TextField>> textFields(Connection& connection)
{
    std::vector<TextField> fields{{0, QString::fromLatin1(kNameField)}};
    Statement row(connection, QStringLiteral("SELECT id, name FROM fields ORDER BY id"));
    BADCASE_TRY(row.run());
    for (;;) {
        BADCASE_ASSIGN(const bool more, row.next());
        if (!more)
            return fields;
        fields.push_back({row.integer(0), row.text(1)});
    }
}

QString blockTextsSql()
{
    // The order is that of the indices that are read; asking for it would only make SQLite sort.
    return QStringLiteral("SELECT id, 0, name FROM samples WHERE id BETWEEN ? AND ? UNION ALL "
                          "SELECT sample_id, field_id, text FROM texts WHERE sample_id BETWEEN ? AND ?");
}

QVariantList blockTextsValues(qint64 block)
{
    const qint64 first = block * kBlockSamples, last = first + kBlockSamples - 1;
    return {first, last, first, last};
}

BlockSearch::BlockSearch(Connection& c, TextQuery query, std::vector<TextField> fields)
    : m_connection(c),
      m_query(std::move(query)),
      m_fields(std::move(fields)),
      m_samples(c, QStringLiteral("SELECT samples FROM text_postings "
                                  "WHERE block = ? AND field_id = ? AND term = ?")),
      m_both(c, QStringLiteral("SELECT samples, positions FROM text_postings "
                               "WHERE block = ? AND field_id = ? AND term = ?")),
      m_prefixSamples(c, QStringLiteral("SELECT samples FROM text_postings "
                                        "WHERE block = ? AND field_id = ? AND term >= ? AND term < ?")),
      m_prefixBoth(c, QStringLiteral("SELECT samples, positions FROM text_postings "
                                     "WHERE block = ? AND field_id = ? AND term >= ? AND term < ?"))
{}

Error BlockSearch::damaged() const
{
    return {ErrorCode::Corrupt,
            QCoreApplication::translate("badcase::ProjectFile", "The index of texts of %1 is damaged.")
                .arg(m_connection.projectPath())};
}

Result<BlockBits> BlockSearch::indexed(qint64 block)
{
    BlockBits all;
    bool first = true;
    for (const TextTerm& term : m_query.terms) {
        BlockBits bits;
        for (const TextField& field : m_fields) {
            if (term.isIn(field.name))
                BADCASE_TRY(addTerm({block, field.id, term}, bits));
        }
        if (first)
            all = bits;
        else
            all.intersect(bits);
        first = false;
        if (!all.any())
            break;
    }
    return all;
}

Result<BlockBits> BlockSearch::scanned(qint64 block, const CancelToken& cancel)
{
    std::vector<BlockBits> met(m_query.terms.size());
    TextTokens tokens;
    sqlite::Cursor row(m_connection, blockTextsSql(), blockTextsValues(block), cancel);
    for (;;) {
        BADCASE_ASSIGN(const bool more, row.next());
        if (!more)
            break;
        const auto field = std::find_if(m_fields.begin(), m_fields.end(),
                                        [&](const TextField& f) { return f.id == row.integer(1); });
        const auto sample = static_cast<int>(row.integer(0) % kBlockSamples);
        bool tokenised = false;
        for (std::size_t i = 0; i < met.size() && field != m_fields.end(); ++i) {
            const TextTerm& term = m_query.terms[i];
            if (met[i].has(sample) || !term.isIn(field->name))
                continue;
            if (!tokenised)
                tokens.assign(row.text(2));
            tokenised = true;
            if (!findTerm(tokens, term, true).empty())
                met[i].set(sample);
        }
    }
    BlockBits all = met.empty() ? BlockBits() : met.front();
    for (const BlockBits& bits : met)
        all.intersect(bits);
    return all;
}

Result<void> BlockSearch::addTerm(const Place& place, BlockBits& bits)
{
    if (place.term.tokens.size() > 1)
        return addPhrase(place, bits);
    const QString& text = place.term.tokens.front().text;
    if (!place.term.prefix)
        return addSamples(place, text, bits);
    return text.size() <= kLongestPrefix ? addSamples(place, prefixEntry(text), bits)
                                         : addPrefix(place, bits);
}

Result<void> BlockSearch::addSamples(const Place& place, const QString& term, BlockBits& bits)
{
    BADCASE_ASSIGN(const bool found, m_samples.first({place.block, place.field, term}));
    const bool sound = !found || bits.add(m_samples.blob(0));
    m_samples.finish();
    return sound ? Result<void>() : fail(damaged());
}

Result<void> BlockSearch::addPrefix(const Place& place, BlockBits& bits)
{
    const QString& prefix = place.term.tokens.back().text;
    BADCASE_TRY(m_prefixSamples.run({place.block, place.field, prefix, endOfPrefix(prefix)}));
    for (;;) {
        BADCASE_ASSIGN(const bool more, m_prefixSamples.next());
        if (!more)
            return {};
        if (!bits.add(m_prefixSamples.blob(0)))
            return fail(damaged());
    }
}

/// Samples that have all tokens of a phrase, wherever.
Result<BlockBits> BlockSearch::candidates(const Place& place)
{
    BlockBits all;
    for (std::size_t i = 0; i < place.term.tokens.size(); ++i) {
        const QString& text = place.term.tokens[i].text;
        const bool prefix = place.term.prefix && i + 1 == place.term.tokens.size();
        BlockBits bits;
        BADCASE_TRY(addSamples(place, prefix ? prefixEntry(text) : text, bits));
        if (i == 0)
            all = bits;
        else
            all.intersect(bits);
        if (!all.any())
            break;
    }
    return all;
}

/// Where the first `tokens` tokens of a phrase stand one after the other.
Result<Places> BlockSearch::begins(const Place& place, const BlockBits& among, std::size_t tokens)
{
    Places places;
    for (std::size_t i = 0; i < tokens; ++i) {
        const TextTerm::Token& token = place.term.tokens[i];
        BADCASE_ASSIGN(const bool found, m_both.first({place.block, place.field, token.text}));
        Places one;
        const bool sound = !found || appendPlaces(m_both.blob(0), m_both.blob(1), among, token.offset, one);
        m_both.finish();
        if (!sound)
            return fail(damaged());
        places = i == 0 ? std::move(one) : common(places, one);
        if (places.empty())
            break;
    }
    return places;
}

Result<void> BlockSearch::addPhrase(const Place& place, BlockBits& bits)
{
    BADCASE_ASSIGN(const BlockBits among, candidates(place));
    if (!among.any())
        return {};
    const std::size_t whole = place.term.tokens.size() - (place.term.prefix ? 1 : 0);
    BADCASE_ASSIGN(const Places found, begins(place, among, whole));
    if (place.term.prefix)
        return addPrefixedEnd(place, among, found, bits);
    addSamplesOf(found, bits);
    return {};
}

Result<void> BlockSearch::addPrefixedEnd(const Place& place, const BlockBits& among, const Places& begins,
                                         BlockBits& bits)
{
    if (begins.empty())
        return {};
    const TextTerm::Token& last = place.term.tokens.back();
    BADCASE_TRY(m_prefixBoth.run({place.block, place.field, last.text, endOfPrefix(last.text)}));
    Places one;
    for (;;) {
        BADCASE_ASSIGN(const bool more, m_prefixBoth.next());
        if (!more)
            return {};
        one.clear();
        if (!appendPlaces(m_prefixBoth.blob(0), m_prefixBoth.blob(1), among, last.offset, one))
            return fail(damaged());
        addSamplesOf(common(begins, one), bits);
    }
}

} // namespace badcase::storage
