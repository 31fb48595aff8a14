// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/wordpiece.h"

#include "inference/engine/token_trie.h"
#include "inference/engine/wordpiece_characters.h"
#include "inference/engine/wordpiece_words.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QStringDecoder>

#include <algorithm>
#include <numeric>

namespace badcase::engine {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::WordPiece", text);
}

std::u32string codePoints(QStringView text)
{
    std::u32string out;
    out.reserve(static_cast<std::size_t>(text.size()));
    eachCharacter(text, [&](char32_t c) { out += c; });
    return out;
}

/// A line without the white space at its end, or nothing when it is no UTF-8.
std::optional<QString> readLine(QByteArrayView bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8,
                           QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
    QString text = decoder.decode(bytes);
    if (decoder.hasError())
        return std::nullopt;
    while (!text.isEmpty() && text.back().isSpace())
        text.chop(1);
    return text;
}

/// How many tokens of each part fit into `room`: the shorter ones are served first, each with its share of
/// what is left, so the longest are cut to equal lengths and the longest or last of them gets the odd token.
std::vector<std::size_t> fairLengths(const std::vector<std::vector<std::int32_t>>& parts, std::size_t room)
{
    std::vector<std::size_t> order(parts.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return parts[a].size() < parts[b].size(); });
    std::vector<std::size_t> lengths(parts.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        lengths[order[i]] = std::min(parts[order[i]].size(), room / (order.size() - i));
        room -= lengths[order[i]];
    }
    return lengths;
}

} // namespace

struct WordPiece::Vocabulary {
    WordPieceOptions options;
    WordOptions words;
    std::vector<QString> tokens;
    TokenTrie trie;
    std::int32_t unknown = 0;
    std::int32_t cls = 0;
    std::int32_t sep = 0;
    std::int32_t pad = 0;

    Result<void> readTokens(QByteArrayView bytes, const QString& name);
    Result<void> add(const QString& token, const QString& name);
    Result<void> findSpecialTokens(const QString& name);
    void appendWord(std::u32string_view word, std::vector<std::int32_t>& out) const;
};

Result<void> WordPiece::Vocabulary::readTokens(QByteArrayView bytes, const QString& name)
{
    if (bytes.startsWith("\xef\xbb\xbf"))
        bytes = bytes.sliced(3);
    while (!bytes.isEmpty()) {
        qsizetype end = bytes.indexOf('\n');
        if (end < 0)
            end = bytes.size();
        const auto line = readLine(bytes.first(end));
        if (!line)
            return fail(ErrorCode::Corrupt,
                        tr("Line %2 of the vocabulary %1 is no UTF-8 text. Save the file as UTF-8.")
                            .arg(name)
                            .arg(tokens.size() + 1));
        BADCASE_TRY(add(*line, name));
        bytes = bytes.sliced(qMin(end + 1, bytes.size()));
    }
    return {};
}

Result<void> WordPiece::Vocabulary::add(const QString& token, const QString& name)
{
    const auto number = static_cast<std::int32_t>(tokens.size());
    if (token.isEmpty())
        return fail(ErrorCode::Corrupt,
                    tr("Line %2 of the vocabulary %1 is empty; one token a line was expected.")
                        .arg(name)
                        .arg(number + 1));
    const std::u32string text = codePoints(token);
    const std::int32_t before = trie.insert(TokenTrie::WordStart, text, number);
    if (before >= 0)
        return fail(ErrorCode::Corrupt,
                    tr("Lines %2 and %3 of the vocabulary %1 are the same token, \"%4\". Take the file that "
                       "came with the model.")
                        .arg(name)
                        .arg(before + 1)
                        .arg(number + 1)
                        .arg(token.left(60)));
    if (token.startsWith(options.continuing))
        trie.insert(TokenTrie::WordInside, codePoints(QStringView(token).mid(options.continuing.size())),
                    number);
    tokens.push_back(token);
    return {};
}

Result<void> WordPiece::Vocabulary::findSpecialTokens(const QString& name)
{
    const std::pair<const QString&, std::int32_t&> needed[] = {
        {options.unknown, unknown}, {options.cls, cls}, {options.sep, sep}, {options.pad, pad}};
    for (const auto& [token, number] : needed) {
        number = trie.find(TokenTrie::WordStart, codePoints(token));
        if (number < 0)
            return fail(
                ErrorCode::Corrupt,
                tr("The vocabulary %1 has no token \"%2\". Take the vocab.txt that came with the model, or "
                   "name its special tokens in the card.")
                    .arg(name, token));
    }
    return {};
}

/// The longest token first, again and again; a word that does not come out even is unknown as a whole.
void WordPiece::Vocabulary::appendWord(std::u32string_view word, std::vector<std::int32_t>& out) const
{
    const std::size_t before = out.size();
    bool known = word.size() <= static_cast<std::size_t>(options.maxWordChars);
    for (auto root = TokenTrie::WordStart; known && !word.empty(); root = TokenTrie::WordInside) {
        const TokenTrie::Match match = trie.longest(root, word);
        known = match.token >= 0;
        out.push_back(match.token);
        word.remove_prefix(match.length);
    }
    if (!known) {
        out.resize(before);
        out.push_back(unknown);
    }
}

Result<WordPiece> WordPiece::load(const QString& path, const WordPieceOptions& options)
{
    if (!QFileInfo(path).isFile())
        return fail(ErrorCode::NotFound, tr("There is no vocabulary file %1").arg(path));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Io, tr("%1 cannot be read").arg(path), file.errorString());
    const QByteArray bytes = file.read(kMaxBytes + 1); // one more: parse() sees that it is too much
    if (file.error() != QFileDevice::NoError)
        return fail(ErrorCode::Io, tr("%1 cannot be read").arg(path), file.errorString());
    return parse(bytes, path, options);
}

Result<WordPiece> WordPiece::parse(const QByteArray& bytes, const QString& name,
                                   const WordPieceOptions& options)
{
    if (bytes.size() > kMaxBytes)
        return fail(ErrorCode::TooLarge,
                    tr("%1 is larger than %2 MB, more than any vocabulary. One token a line was expected.")
                        .arg(name)
                        .arg(kMaxBytes >> 20));
    auto vocabulary = std::make_shared<Vocabulary>();
    vocabulary->options = options;
    vocabulary->words = {options.lowercase, options.stripAccents.value_or(options.lowercase),
                         options.chineseSpaces};
    BADCASE_TRY(vocabulary->readTokens(bytes, name));
    BADCASE_TRY(vocabulary->findSpecialTokens(name));
    return WordPiece(std::move(vocabulary));
}

std::vector<std::int32_t> WordPiece::tokens(QStringView text) const
{
    WordList words;
    words.assign(text, m_vocabulary->words);
    std::vector<std::int32_t> out;
    out.reserve(words.size() + words.size() / 2);
    for (std::size_t i = 0; i < words.size(); ++i)
        m_vocabulary->appendWord(words[i], out);
    return out;
}

WordPiece::Encoded WordPiece::encode(const QStringList& parts, int maxLength) const
{
    std::vector<std::vector<std::int32_t>> tokenLists;
    for (const QString& part : parts)
        tokenLists.push_back(tokens(part));
    if (tokenLists.empty())
        tokenLists.emplace_back();
    const auto total = static_cast<std::size_t>(qMax(maxLength, 0));
    const std::size_t special = tokenLists.size() + 1;
    const auto lengths = fairLengths(tokenLists, total > special ? total - special : 0);

    Encoded encoded;
    encoded.ids.reserve(total + special);
    encoded.ids.push_back(m_vocabulary->cls);
    encoded.types.push_back(0);
    for (std::size_t i = 0; i < tokenLists.size(); ++i) {
        const auto begin = tokenLists[i].begin();
        encoded.ids.insert(encoded.ids.end(), begin, begin + static_cast<std::ptrdiff_t>(lengths[i]));
        encoded.ids.push_back(m_vocabulary->sep);
        encoded.types.resize(encoded.ids.size(), i == 0 ? 0 : 1);
        encoded.cut = encoded.cut || lengths[i] < tokenLists[i].size();
    }
    encoded.cut = encoded.cut || encoded.ids.size() > total;
    encoded.length = static_cast<int>(std::min(encoded.ids.size(), total));
    encoded.mask.resize(static_cast<std::size_t>(encoded.length), 1);
    encoded.ids.resize(total, m_vocabulary->pad);
    encoded.types.resize(total, 0);
    encoded.mask.resize(total, 0);
    return encoded;
}

int WordPiece::size() const
{
    return static_cast<int>(m_vocabulary->tokens.size());
}

QString WordPiece::token(int id) const
{
    return id >= 0 && id < size() ? m_vocabulary->tokens[static_cast<std::size_t>(id)] : QString();
}

std::optional<int> WordPiece::id(QStringView token) const
{
    const std::int32_t number = m_vocabulary->trie.find(TokenTrie::WordStart, codePoints(token));
    return number >= 0 ? std::optional<int>(number) : std::nullopt;
}

const WordPieceOptions& WordPiece::options() const
{
    return m_vocabulary->options;
}

} // namespace badcase::engine
