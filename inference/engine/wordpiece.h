// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Texts as token numbers for models of the BERT family, equal to BertWordPieceTokenizer of the Python
/// package `tokenizers` (0.23), with one intended difference: a text is only text. The package takes "[SEP]"
/// inside a text for the separator itself; here it is three words, so that no title can forge the layout of
/// an input.

#include "inference/core/result.h"

#include <QString>
#include <QStringList>
#include <QStringView>

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace badcase::engine {

/// How a vocabulary is used; the defaults are those of BERT "uncased".
struct WordPieceOptions {
    bool lowercase = true;
    std::optional<bool> stripAccents; ///< unset: as `lowercase`
    bool chineseSpaces = true;        ///< every ideograph is a word
    int maxWordChars = 100;           ///< a longer word is unknown as a whole
    QString unknown = QStringLiteral("[UNK]");
    QString cls = QStringLiteral("[CLS]");
    QString sep = QStringLiteral("[SEP]");
    QString pad = QStringLiteral("[PAD]");
    QString mask = QStringLiteral("[MASK]");   ///< may be missing from the vocabulary
    QString continuing = QStringLiteral("##"); ///< in front of tokens that do not begin a word

    bool operator==(const WordPieceOptions&) const = default;
};

/// A vocabulary and what it makes of texts. Immutable, cheap to copy, thread-safe.
class WordPiece {
public:
    static constexpr qint64 kMaxBytes = 8 << 20; ///< of a vocabulary file; the largest in use have 5 MB

    /// One input of a model: `[CLS] a [SEP]`, then `b [SEP]` for every further part, then padding. All lists
    /// have the same length.
    struct Encoded {
        std::vector<std::int64_t> ids;
        std::vector<std::int64_t> mask;  ///< 1 for tokens, 0 for padding
        std::vector<std::int64_t> types; ///< 0 for the first part and padding, 1 for later parts
        int length = 0;                  ///< without padding
        bool cut = false;                ///< not all of the text is in it
    };

    /// vocab.txt: UTF-8, one token a line, the first line is token 0; white space at the end of a line is
    /// ignored. NotFound, Io, TooLarge; Corrupt names the line when it is empty, no UTF-8 or a repetition,
    /// and the token when one of `options` (other than `mask`) is not there.
    static Result<WordPiece> load(const QString& path, const WordPieceOptions& options = {});
    /// `name` stands for the file in errors.
    static Result<WordPiece> parse(const QByteArray& bytes, const QString& name,
                                   const WordPieceOptions& options = {});

    /// The tokens of a text alone.
    std::vector<std::int32_t> tokens(QStringView text) const;

    /// Exactly `maxLength` numbers. What is too long is cut at its end, the longest part first: two parts as
    /// the package's "longest_first" cuts them, more parts by the same rule. No part is one empty part. Below
    /// one more than there are parts, even separators are cut off.
    Encoded encode(const QStringList& parts, int maxLength) const;

    int size() const;
    /// Empty for a number that no token has.
    QString token(int id) const;
    /// The number of a token as it stands in the file.
    std::optional<int> id(QStringView token) const;
    const WordPieceOptions& options() const;

private:
    struct Vocabulary;
    explicit WordPiece(std::shared_ptr<const Vocabulary> vocabulary) : m_vocabulary(std::move(vocabulary)) {}

    std::shared_ptr<const Vocabulary> m_vocabulary;
};

} // namespace badcase::engine
