// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What a user types to search texts, and where a text has it. The same rules hold for the index, for reading
/// texts without one, and for what is highlighted.
///
///   shirt coat       both, in any fields of a sample, in any order
///   shi              the last word also finds what begins with it, unless a space follows or it is quoted
///   "red coat"       the words one after the other (whatever separates them)
///   衬衫             characters without a space between them: exactly as they touch in the text
///   title:shirt      in this field only; also title:"red coat". A word before the colon that is no field is
///                    text like any other.
///
/// Upper and lower case, full and half width are the same (see TextTokens).

#include "inference/core/sample.h"
#include "inference/core/text_tokens.h"

#include <QString>
#include <QStringList>
#include <QStringView>

#include <vector>

namespace badcase {

/// The field name under which the name of a sample is searched too.
inline constexpr auto kNameField = "name";

/// One thing that a sample must have: tokens at fixed distances from each other.
struct TextTerm {
    struct Token {
        QString text;       ///< folded
        quint32 offset = 0; ///< from the position of the first token
        bool operator==(const Token&) const = default;
    };
    QString field; ///< empty: any
    std::vector<Token> tokens;
    bool prefix = false; ///< the last token is a word that may go on

    bool isIn(const QString& ofField) const { return field.isEmpty() || field == ofField; }
    bool operator==(const TextTerm&) const = default;
};

/// All terms must be met. Without terms (nothing but punctuation was typed) nothing is.
struct TextQuery {
    std::vector<TextTerm> terms;
    bool isEmpty() const { return terms.empty(); }
    bool operator==(const TextQuery&) const = default;
};

/// `fields`: the names that may stand before a colon (any case). `onlyField` restricts the terms that name
/// none. An unfinished quotation goes to the end.
TextQuery parseTextQuery(QStringView query, const QStringList& fields, const QString& onlyField = {});

/// Where `tokens` meet `term`, by begin. `firstOnly`: at most one.
std::vector<TextRange> findTerm(const TextTokens& tokens, const TextTerm& term, bool firstOnly = false);

/// Whether a sample meets all terms. `fields` may hold kNameField.
bool matches(const TextQuery& query, const Fields& fields);

/// The hits of all terms in the text of a field, by begin, without overlaps (touching ones are joined where
/// they overlap only). `field` empty: terms of every field count.
std::vector<TextRange> highlight(QStringView text, const QString& field, const TextQuery& query);

/// About `length` characters around the first hit of a text, with "…" where it was cut; the begin of the text
/// where there is no hit. Line breaks become spaces.
QString snippet(const QString& text, const QString& field, const TextQuery& query, int length = 60);

} // namespace badcase
