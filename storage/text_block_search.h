// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// A query put to one block of samples. Private to storage.

#include "inference/core/cancel.h"
#include "inference/core/text_query.h"
#include "storage/statement.h"
#include "storage/text_postings.h"

#include <vector>

namespace badcase::storage {

/// A field of texts, or the names of samples (id 0).
struct TextField {
    qint64 id = 0;
    QString name;
};

/// All fields of a project, the names of samples first.
Result<std::vector<TextField>> textFields(Connection& connection);

/// "SELECT sample, field, text" of a block: two placeholders twice, first and last sample; every field's rows
/// by ascending sample.
QString blockTextsSql();
QVariantList blockTextsValues(qint64 block);

/// On the connection's thread. Both functions answer the same; the block must stand in the index for the
/// first.
class BlockSearch {
public:
    BlockSearch(Connection& connection, TextQuery query, std::vector<TextField> fields);

    Result<BlockBits> indexed(qint64 block);
    Result<BlockBits> scanned(qint64 block, const CancelToken& cancel);

private:
    /// One term in one field of one block.
    struct Place {
        qint64 block;
        qint64 field;
        const TextTerm& term;
    };

    Result<void> addTerm(const Place& place, BlockBits& bits);
    Result<void> addPhrase(const Place& place, BlockBits& bits);
    Result<void> addSamples(const Place& place, const QString& term, BlockBits& bits);
    Result<void> addPrefix(const Place& place, BlockBits& bits);
    Result<BlockBits> candidates(const Place& place);
    Result<Places> begins(const Place& place, const BlockBits& among, std::size_t tokens);
    Result<void> addPrefixedEnd(const Place& place, const BlockBits& among, const Places& begins,
                                BlockBits& bits);
    Error damaged() const;

    Connection& m_connection;
    TextQuery m_query;
    std::vector<TextField> m_fields;
    Statement m_samples, m_both, m_prefixSamples, m_prefixBoth;
};

} // namespace badcase::storage
