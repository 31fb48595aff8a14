// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// How the index of texts is packed: which samples of a block have a term, and where. Private to storage.
///
/// Samples are numbered within their block. A posting's samples are an array of uint16 in ascending order, or
/// a bitmap of the whole block where that is smaller; the size tells which. Its positions are, for each of
/// the samples, a count of bytes and then that many bytes of position differences; both as numbers of 7 bits
/// a byte, lowest first, the top bit saying that more follow.

#include "inference/core/ids.h"
#include "inference/core/text_tokens.h"

#include <QByteArray>
#include <QHash>
#include <QString>

#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <vector>

namespace badcase::storage {

/// Samples of a block: enough that a frequent character costs one read for many, few enough that building one
/// holds the write lock for a moment only.
inline constexpr int kBlockSamples = 16384;

inline qint64 blockOf(SampleId sample)
{
    return sample.value / kBlockSamples;
}

/// A set of samples of one block.
class BlockBits {
public:
    void set(int sample) { m_words[static_cast<std::size_t>(sample) / 64] |= quint64(1) << (sample % 64); }
    bool has(int sample) const
    {
        return (m_words[static_cast<std::size_t>(sample) / 64] >> (sample % 64)) & 1;
    }
    void add(const BlockBits& other);
    void intersect(const BlockBits& other);
    /// Adds what a posting's samples hold. False when the bytes are damaged.
    bool add(const QByteArray& packed);
    int count() const;
    bool any() const;
    /// Calls visit(sample), ascending, while it returns true.
    template <class Visit>
    void each(Visit visit) const
    {
        for (std::size_t w = 0; w < m_words.size(); ++w) {
            for (quint64 word = m_words[w]; word != 0; word &= word - 1) {
                if (!visit(static_cast<int>(w) * 64 + std::countr_zero(word)))
                    return;
            }
        }
    }
    const std::array<quint64, kBlockSamples / 64>& words() const { return m_words; }

private:
    std::array<quint64, kBlockSamples / 64> m_words{};
};

/// Samples and begins of something in them, as sample << 32 | position, ascending.
using Places = std::vector<quint64>;

/// The places of a posting in the samples of `among`, moved back by `offset` (those that would begin before
/// the text are left out). False when the bytes are damaged.
bool appendPlaces(const QByteArray& samples, const QByteArray& positions, const BlockBits& among,
                  quint32 offset, Places& places);

/// One term's posting while a block is built.
class PostingBuilder {
public:
    /// Samples must come in ascending order, positions of a sample too.
    void add(int sample, quint32 position);
    void addSample(int sample); ///< without a position

    QByteArray packedSamples() const;
    QByteArray packedPositions(); ///< ends the building

private:
    void endSample();

    std::vector<quint16> m_samples;
    QByteArray m_positions;
    qsizetype m_sampleStart = -1; ///< where the byte count of the last sample stands
    quint32 m_last = 0;
};

/// Terms that begin with this character hold the samples with a word that begins with the rest, without
/// positions. It is no part of any token.
inline constexpr char16_t kPrefixMark = u'\x01';
/// Words are entered under their first 1, 2 and 3 units.
inline constexpr int kLongestPrefix = 3;

/// The postings of one field in one block.
class FieldPostings {
public:
    void add(int sample, const TextTokens& tokens);
    /// Terms in the order of the table.
    std::vector<QString> terms() const;
    PostingBuilder& posting(const QString& term) { return m_postings[term]; }

private:
    void addPrefixes(int sample, QStringView word);

    QHash<QString, PostingBuilder> m_postings;
};

} // namespace badcase::storage
