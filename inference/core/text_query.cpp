// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/core/text_query.h"

#include <algorithm>

namespace badcase {

namespace {

bool isQuote(QChar c)
{
    return c == u'"' || c == u'\u201c' || c == u'\u201d' || c == u'\u300c' || c == u'\u300d' ||
           c == u'\uff02';
}

bool isColon(QChar c)
{
    return c == u':' || c == u'\uff1a';
}

/// Cuts a query into words and quotations.
class Parser {
public:
    Parser(QStringView query, const QStringList& fields, const QString& onlyField)
        : m_query(query), m_fields(fields), m_onlyField(onlyField)
    {}

    TextQuery parse()
    {
        for (;;) {
            while (m_at < m_query.size() && m_query[m_at].isSpace())
                ++m_at;
            if (m_at == m_query.size())
                return std::move(m_result);
            const QString field = takeField();
            if (m_at < m_query.size() && isQuote(m_query[m_at]))
                takeQuotation(field);
            else
                takeWord(field);
        }
    }

private:
    /// The field in front of a colon, in its own spelling; nothing is taken when there is none.
    QString takeField()
    {
        qsizetype end = m_at;
        while (end < m_query.size() && !m_query[end].isSpace() && !isQuote(m_query[end]) &&
               !isColon(m_query[end]))
            ++end;
        if (end == m_query.size() || !isColon(m_query[end]))
            return m_onlyField;
        const QStringView name = m_query.mid(m_at, end - m_at);
        for (const QString& field : m_fields) {
            if (name.compare(field, Qt::CaseInsensitive) == 0) {
                m_at = end + 1;
                return field;
            }
        }
        return m_onlyField;
    }

    void takeQuotation(const QString& field)
    {
        const qsizetype begin = ++m_at;
        while (m_at < m_query.size() && !isQuote(m_query[m_at]))
            ++m_at;
        add(m_query.mid(begin, m_at - begin), field, false);
        m_at = qMin(m_at + 1, m_query.size());
    }

    void takeWord(const QString& field)
    {
        const qsizetype begin = m_at;
        while (m_at < m_query.size() && !m_query[m_at].isSpace() && !isQuote(m_query[m_at]))
            ++m_at;
        add(m_query.mid(begin, m_at - begin), field, m_at == m_query.size());
    }

    void add(QStringView text, const QString& field, bool mayGoOn)
    {
        const TextTokens tokens(text);
        if (tokens.tokens().empty())
            return;
        TextTerm term;
        term.field = field;
        for (const auto& token : tokens.tokens())
            term.tokens.push_back({tokens.text(token).toString(), token.position});
        // "shirt." is finished: something stands between the word and the end.
        term.prefix =
            mayGoOn && tokens.tokens().back().isWord && tokens.tokens().back().range.end == text.size();
        m_result.terms.push_back(std::move(term));
    }

    QStringView m_query;
    const QStringList& m_fields;
    const QString& m_onlyField;
    qsizetype m_at = 0;
    TextQuery m_result;
};

/// Where the term begun at token `first` ends, nullptr when it is not there.
const TextTokens::Token* endOfTerm(const TextTokens& tokens, std::size_t first, const TextTerm& term)
{
    const auto& all = tokens.tokens();
    for (std::size_t i = 0; i < term.tokens.size(); ++i) {
        if (first + i >= all.size())
            return nullptr;
        const auto& token = all[first + i];
        const auto& wanted = term.tokens[i];
        const QStringView text = tokens.text(token);
        const bool mayGoOn = term.prefix && i + 1 == term.tokens.size();
        if (token.position - all[first].position != wanted.offset ||
            !(mayGoOn ? token.isWord && text.startsWith(wanted.text) : text == wanted.text))
            return nullptr;
    }
    return &all[first + term.tokens.size() - 1];
}

} // namespace

TextQuery parseTextQuery(QStringView query, const QStringList& fields, const QString& onlyField)
{
    return Parser(query, fields, onlyField).parse();
}

std::vector<TextRange> findTerm(const TextTokens& tokens, const TextTerm& term, bool firstOnly)
{
    std::vector<TextRange> ranges;
    if (term.tokens.empty())
        return ranges;
    for (std::size_t i = 0; i < tokens.tokens().size(); ++i) {
        const auto* last = endOfTerm(tokens, i, term);
        if (!last)
            continue;
        ranges.push_back({tokens.tokens()[i].range.begin, last->range.end});
        if (firstOnly)
            break;
    }
    return ranges;
}

bool matches(const TextQuery& query, const Fields& fields)
{
    std::vector<bool> met(query.terms.size(), false);
    for (auto it = fields.cbegin(); it != fields.cend(); ++it) {
        const TextTokens tokens(it.value());
        for (std::size_t i = 0; i < met.size(); ++i) {
            if (!met[i] && query.terms[i].isIn(it.key()))
                met[i] = !findTerm(tokens, query.terms[i], true).empty();
        }
    }
    return !met.empty() && std::all_of(met.begin(), met.end(), [](bool one) { return one; });
}

std::vector<TextRange> highlight(QStringView text, const QString& field, const TextQuery& query)
{
    const TextTokens tokens(text);
    std::vector<TextRange> all;
    for (const TextTerm& term : query.terms) {
        if (!field.isEmpty() && !term.isIn(field))
            continue;
        const auto hits = findTerm(tokens, term);
        all.insert(all.end(), hits.begin(), hits.end());
    }
    std::sort(all.begin(), all.end(),
              [](const TextRange& a, const TextRange& b) { return a.begin < b.begin; });
    std::vector<TextRange> joined;
    for (const TextRange& range : all) {
        if (!joined.empty() && range.begin < joined.back().end)
            joined.back().end = std::max(joined.back().end, range.end);
        else
            joined.push_back(range);
    }
    return joined;
}

QString snippet(const QString& text, const QString& field, const TextQuery& query, int length)
{
    const auto hits = highlight(text, field, query);
    const qsizetype hit = hits.empty() ? 0 : hits.front().begin;
    // A third of the room before the hit, and never a half of a character.
    qsizetype begin = qBound<qsizetype>(0, hit - length / 3, qMax<qsizetype>(0, text.size() - length));
    qsizetype end = qMin<qsizetype>(text.size(), begin + length);
    if (begin > 0 && text[begin].isLowSurrogate())
        --begin;
    if (end < text.size() && text[end].isLowSurrogate())
        ++end;
    QString part = text.mid(begin, end - begin).simplified();
    if (begin > 0)
        part.prepend(u'\u2026');
    if (end < text.size())
        part.append(u'\u2026');
    return part;
}

} // namespace badcase
