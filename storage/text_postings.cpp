// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/text_postings.h"

#include "storage/prediction_packing.h"

#include <algorithm>

namespace badcase::storage {

namespace {

constexpr qsizetype kBitmapBytes = kBlockSamples / 8;

void appendNumber(QByteArray& bytes, quint32 value)
{
    while (value >= 0x80) {
        bytes.append(static_cast<char>(value | 0x80));
        value >>= 7;
    }
    bytes.append(static_cast<char>(value));
}

/// Reads a number and moves `at` behind it; false at the end of the bytes.
bool readNumber(const uchar*& at, const uchar* end, quint32& value)
{
    value = 0;
    for (int shift = 0; at < end && shift < 35; shift += 7) {
        const uchar byte = *at++;
        value |= static_cast<quint32>(byte & 0x7f) << shift;
        if (byte < 0x80)
            return true;
    }
    return false;
}

bool isBitmap(const QByteArray& packed)
{
    return packed.size() == kBitmapBytes;
}

} // namespace

void BlockBits::add(const BlockBits& other)
{
    for (std::size_t i = 0; i < m_words.size(); ++i)
        m_words[i] |= other.m_words[i];
}

void BlockBits::intersect(const BlockBits& other)
{
    for (std::size_t i = 0; i < m_words.size(); ++i)
        m_words[i] &= other.m_words[i];
}

bool BlockBits::add(const QByteArray& packed)
{
    if (isBitmap(packed)) {
        std::array<quint64, kBlockSamples / 64> words;
        std::memcpy(words.data(), packed.constData(), sizeof(words));
        for (std::size_t i = 0; i < words.size(); ++i)
            m_words[i] |= words[i];
        return true;
    }
    if (packed.size() % 2 != 0 || packed.size() > kBitmapBytes)
        return false;
    for (const quint16 sample : unpack<quint16>(packed)) {
        if (sample >= kBlockSamples)
            return false;
        set(sample);
    }
    return true;
}

int BlockBits::count() const
{
    int sum = 0;
    for (const quint64 word : m_words)
        sum += std::popcount(word);
    return sum;
}

bool BlockBits::any() const
{
    return std::any_of(m_words.begin(), m_words.end(), [](quint64 word) { return word != 0; });
}

bool appendPlaces(const QByteArray& samples, const QByteArray& positions, const BlockBits& among,
                  quint32 offset, Places& places)
{
    BlockBits have;
    if (!have.add(samples))
        return false;
    const auto* at = reinterpret_cast<const uchar*>(positions.constData());
    const uchar* end = at + positions.size();
    bool sound = true;
    have.each([&](int sample) {
        quint32 bytes = 0;
        sound = readNumber(at, end, bytes) && bytes <= static_cast<quint32>(end - at);
        if (!sound)
            return false;
        const uchar* stop = at + bytes;
        if (among.has(sample)) {
            quint32 position = 0, step = 0;
            while (at < stop && (sound = readNumber(at, stop, step))) {
                position += step;
                if (position >= offset)
                    places.push_back(static_cast<quint64>(sample) << 32 | (position - offset));
            }
        }
        at = stop;
        return sound;
    });
    return sound && at == end;
}

void PostingBuilder::addSample(int sample)
{
    if (m_samples.empty() || m_samples.back() != sample)
        m_samples.push_back(static_cast<quint16>(sample));
}

void PostingBuilder::add(int sample, quint32 position)
{
    if (m_samples.empty() || m_samples.back() != sample) {
        endSample();
        m_samples.push_back(static_cast<quint16>(sample));
        m_sampleStart = m_positions.size();
        m_positions.append('\0'); // room for the count, which is nearly always one byte
        m_last = 0;
    }
    appendNumber(m_positions, position - m_last);
    m_last = position;
}

void PostingBuilder::endSample()
{
    if (m_sampleStart < 0)
        return;
    QByteArray count;
    appendNumber(count, static_cast<quint32>(m_positions.size() - m_sampleStart - 1));
    m_positions.replace(m_sampleStart, 1, count);
    m_sampleStart = -1;
}

QByteArray PostingBuilder::packedSamples() const
{
    if (static_cast<qsizetype>(m_samples.size()) * 2 < kBitmapBytes)
        return pack(m_samples);
    BlockBits bits;
    for (const quint16 sample : m_samples)
        bits.set(sample);
    return QByteArray(reinterpret_cast<const char*>(bits.words().data()), kBitmapBytes);
}

QByteArray PostingBuilder::packedPositions()
{
    endSample();
    return m_positions;
}

void FieldPostings::add(int sample, const TextTokens& tokens)
{
    for (const auto& token : tokens.tokens()) {
        const QStringView text = tokens.text(token);
        // Found without a copy of the text; only a new term needs one of its own.
        const QString key = QString::fromRawData(text.data(), text.size());
        auto found = m_postings.find(key);
        if (found == m_postings.end())
            found = m_postings.insert(text.toString(), {});
        found->add(sample, token.position);
        if (token.isWord)
            addPrefixes(sample, text);
    }
}

void FieldPostings::addPrefixes(int sample, QStringView word)
{
    QString key(kPrefixMark);
    for (qsizetype length = 1; length <= kLongestPrefix && length <= word.size(); ++length) {
        key += word[length - 1];
        m_postings[key].addSample(sample);
    }
}

std::vector<QString> FieldPostings::terms() const
{
    std::vector<QString> terms(m_postings.keyBegin(), m_postings.keyEnd());
    std::sort(terms.begin(), terms.end());
    return terms;
}

} // namespace badcase::storage
