// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/sample_set.h"

#include <QByteArray>
#include <QCoreApplication>

#include <algorithm>
#include <limits>

namespace badcase::workspace {

namespace {

constexpr int kBits = 7;
constexpr quint64 kMore = 1u << kBits; ///< set in every byte of a number but its last

void append(QByteArray& bytes, quint64 number)
{
    for (; number >= kMore; number >>= kBits)
        bytes.append(static_cast<char>((number & (kMore - 1)) | kMore));
    bytes.append(static_cast<char>(number));
}

ResultError corrupt()
{
    return fail(ErrorCode::Corrupt, QCoreApplication::translate(
                                        "badcase::Runs", "The list of samples of this run cannot be read"));
}

} // namespace

QString sampleSetText(std::vector<SampleId> samples)
{
    std::ranges::sort(samples);
    const auto repeated = std::ranges::unique(samples);
    samples.erase(repeated.begin(), repeated.end());
    QByteArray steps;
    qint64 last = 0;
    for (const SampleId id : samples) {
        append(steps, static_cast<quint64>(id.value - last));
        last = id.value;
    }
    return QString::fromLatin1(qCompress(steps, 9).toBase64());
}

Result<std::vector<SampleId>> parseSampleSet(const QString& text)
{
    const auto packed =
        QByteArray::fromBase64Encoding(text.toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    if (!packed)
        return corrupt();
    const QByteArray steps = qUncompress(*packed);
    if (steps.isEmpty())
        return corrupt();
    std::vector<SampleId> samples;
    quint64 number = 0;
    qint64 last = 0;
    int shift = 0;
    for (const char byte : steps) {
        number |= (static_cast<quint64>(static_cast<unsigned char>(byte)) & (kMore - 1)) << shift;
        shift += kBits;
        if (static_cast<unsigned char>(byte) & kMore) {
            if (shift > 63 - kBits)
                return corrupt();
            continue;
        }
        if (number == 0 || number > static_cast<quint64>(std::numeric_limits<qint64>::max() - last))
            return corrupt();
        last += static_cast<qint64>(number);
        samples.push_back(SampleId{last});
        number = 0;
        shift = 0;
    }
    if (shift != 0)
        return corrupt();
    return samples;
}

} // namespace badcase::workspace
