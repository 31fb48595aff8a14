// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

/// The texts of masks: Kaggle's pairs of numbers and COCO's counts, plain and compressed.

#include "inference/core/mask_runs.h"

#include <QCoreApplication>

#include <charconv>

namespace badcase {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::MaskRuns", text);
}

qint64 pixelsOf(QSize size)
{
    return qint64(size.width()) * size.height();
}

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// The next number of a text; `text` is moved behind it.
enum class Token { Number, End, Bad };
Token nextNumber(QByteArrayView& text, qint64& number)
{
    while (!text.isEmpty() && isSpace(text.front()))
        text = text.sliced(1);
    if (text.isEmpty())
        return Token::End;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const auto length = end - text.data();
    if (error != std::errc() || (length < text.size() && !isSpace(text.at(length))))
        return Token::Bad;
    text = text.sliced(length);
    return Token::Number;
}

QString sizeText(QSize size)
{
    return QStringLiteral("%1 x %2").arg(size.width()).arg(size.height());
}

} // namespace

Result<MaskRuns> runsFromKaggle(QByteArrayView text, QSize size)
{
    std::vector<MaskRun> inside;
    const qint64 pixels = pixelsOf(size);
    for (;;) {
        qint64 start = 0;
        qint64 length = 0;
        const Token first = nextNumber(text, start);
        if (first == Token::End)
            return runsOf(size, inside);
        const Token second = first == Token::Bad ? Token::Bad : nextNumber(text, length);
        const auto pair = static_cast<qint64>(inside.size()) + 1;
        if (second == Token::Bad)
            return fail(ErrorCode::Corrupt, tr("Pair %1 of the run lengths is no pair of numbers").arg(pair));
        if (second == Token::End)
            return fail(ErrorCode::Corrupt, tr("The run lengths end with a start that has no length"));
        if (start < 1)
            return fail(ErrorCode::Corrupt,
                        tr("Pair %1 of the run lengths starts at %2, but pixels are counted from 1")
                            .arg(pair)
                            .arg(start));
        if (length < 1)
            return fail(ErrorCode::Corrupt,
                        tr("Pair %1 of the run lengths has the length %2").arg(pair).arg(length));
        if (!inside.empty() && start - 1 < inside.back().end)
            return fail(ErrorCode::Corrupt,
                        tr("Pair %1 of the run lengths starts at %2, which is not behind the pair before it")
                            .arg(pair)
                            .arg(start));
        if (start > pixels || length > pixels - (start - 1))
            return fail(ErrorCode::Corrupt, tr("The run lengths reach pixel %1 of a picture of %2, which has "
                                               "%3; is it the right picture?")
                                                .arg(start + std::min(length, pixels) - 1)
                                                .arg(sizeText(size))
                                                .arg(pixels));
        inside.push_back({start - 1, start - 1 + length});
    }
}

QByteArray kaggleText(const MaskRuns& runs)
{
    QByteArray text;
    for (const MaskRun& run : insideRuns(runs)) {
        if (!text.isEmpty())
            text += ' ';
        text += QByteArray::number(run.begin + 1);
        text += ' ';
        text += QByteArray::number(run.end - run.begin);
    }
    return text;
}

Result<MaskRuns> runsFromCounts(std::span<const qint64> counts, QSize size)
{
    MaskRuns runs{size, {}};
    runs.counts.reserve(counts.size());
    const qint64 pixels = pixelsOf(size);
    qint64 sum = 0;
    for (const qint64 count : counts) {
        if (count < 0 || count > pixels - sum)
            return fail(ErrorCode::Corrupt,
                        count < 0 ? tr("The run lengths hold %1; they cannot be negative").arg(count)
                                  : tr("The run lengths hold more than the %1 pixels of %2")
                                        .arg(pixels)
                                        .arg(sizeText(size)));
        sum += count;
        runs.counts.push_back(static_cast<std::uint32_t>(count));
    }
    if (sum != pixels)
        return fail(ErrorCode::Corrupt, tr("The run lengths hold %1 pixels instead of the %2 of %3")
                                            .arg(sum)
                                            .arg(pixels)
                                            .arg(sizeText(size)));
    return runs;
}

// Each count is written as its difference to the count two before it (from the fourth on), in groups of five
// bits, the lowest first. A character is 48 plus the group, plus 32 when more groups follow; the last group's
// highest bit is the sign.

Result<MaskRuns> runsFromCompressed(QByteArrayView text, QSize size)
{
    std::vector<qint64> counts;
    qint64 value = 0;
    int shift = 0;
    for (const char c : text) {
        const int bits = c - '0';
        if (bits < 0 || bits > 63 || shift > 55)
            return fail(ErrorCode::Corrupt,
                        tr("The compressed run lengths hold characters that are none of theirs"));
        value |= qint64(bits & 31) << shift;
        shift += 5;
        if (bits & 32)
            continue;
        if (bits & 16)
            value |= -(qint64(1) << shift);
        if (counts.size() > 2)
            value += counts[counts.size() - 2];
        counts.push_back(value);
        if (value < 0 || value > pixelsOf(size))
            return runsFromCounts(counts, size); // refused there; going on could overflow
        value = 0;
        shift = 0;
    }
    if (shift != 0)
        return fail(ErrorCode::Corrupt, tr("The compressed run lengths end inside a number"));
    return runsFromCounts(counts, size);
}

QByteArray compressedText(const MaskRuns& runs)
{
    QByteArray text;
    text.reserve(static_cast<qsizetype>(runs.counts.size()) * 2);
    for (std::size_t i = 0; i < runs.counts.size(); ++i) {
        qint64 value = runs.counts[i];
        if (i > 2)
            value -= runs.counts[i - 2];
        for (;;) {
            const int bits = static_cast<int>(value & 31);
            value >>= 5;
            const bool last = value == ((bits & 16) ? -1 : 0);
            text += static_cast<char>('0' + (last ? bits : bits | 32));
            if (last)
                break;
        }
    }
    return text;
}

} // namespace badcase
