// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Search in the texts and names of all samples (query language: inference/core/text_query.h), and quality
/// numbers of texts. Both are exact always; where the index stands they are quick.

#include "inference/core/cancel.h"
#include "inference/core/ids.h"
#include "inference/core/result.h"
#include "inference/core/text_query.h"
#include "storage/connection.h"

#include <QString>

#include <vector>

namespace badcase::storage {

class BlockBits;

/// Numbers of samples. Complete: done == total.
struct TextIndexState {
    qint64 done = 0;
    qint64 total = 0;
    bool complete() const { return done == total; }
};

/// What a search found.
struct TextHits {
    std::vector<SampleId> ids; ///< the first ones, ascending (in the order of import)
    qint64 count = 0;          ///< of all
    bool complete = true;      ///< false: samples outside the index were not looked at
};

/// A set of samples that is asked for single ones.
class SampleSet {
public:
    bool contains(SampleId id) const;
    qint64 count() const { return m_count; }
    std::vector<SampleId> first(qint64 limit) const; ///< ascending
    /// Adds the samples of a block; each block once.
    void add(qint64 block, const BlockBits& bits);

private:
    std::vector<quint64> m_words;
    qint64 m_count = 0;
};

enum class TextMeasure { Length, Repeated, Gibberish }; ///< see TextQuality

/// The index is built in blocks of neighbouring samples, each a transaction of its own, by whoever calls
/// build(): after an import, on a connection of a background job. A kill or a cancel loses one block at most.
/// Imports mark the blocks that they touch as stale (SampleWriter), and what is stale is read from the texts
/// themselves until it is built again; so a search never misses or invents a sample.
///
/// On the connection's thread. Reading works on read-only projects. Errors: Cancelled, Corrupt, and those of
/// the file (NoSpace, ReadOnly, Locked, Io) for build().
class TextIndex {
public:
    explicit TextIndex(Connection& connection) : m_connection(connection) {}

    Result<TextIndexState> state();
    /// Builds what is missing or stale. Progress counts samples. Texts that change meanwhile stay stale.
    Result<void> build(const CancelToken& cancel = {}, const ProgressCallback& progress = {});

    /// Only what the index knows, within milliseconds.
    Result<TextHits> search(const QString& query, int limit = 200);
    /// Everything: from the index where it stands, from the texts elsewhere. Progress counts samples.
    Result<TextHits> scan(const QString& query, int limit = 200, const CancelToken& cancel = {},
                          const ProgressCallback& progress = {});

    /// The samples that match `query`, all of them. `field`: only there, unless a term names another.
    Result<SampleSet> matching(const QString& query, const QString& field = {},
                               const CancelToken& cancel = {}, const ProgressCallback& progress = {});

    /// One number of each sample's text in `field`, indexed by sample id (id 0 is nobody); 0 for samples
    /// without such a text.
    Result<std::vector<float>> quality(const QString& field, TextMeasure measure,
                                       const CancelToken& cancel = {});

    /// The names that a query may restrict itself to: the fields of the project and kNameField.
    Result<QStringList> searchableFields();

private:
    Connection& m_connection;
};

} // namespace badcase::storage
