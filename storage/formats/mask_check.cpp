// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/mask_check.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace badcase::formats {

namespace {

/// Masks looked at to tell the encoding of a set.
constexpr std::size_t kVotes = 12;
/// No mask file is larger; a palette PNG of 20k x 20k is far below.
constexpr qint64 kMaxMaskBytes = qint64(512) << 20;

using Histogram = std::array<qint64, 256>;

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::formats::MaskCheck", text);
}

Histogram histogramOf(const ClassMap& map)
{
    // Four tables, so that runs of one value (most of a mask) do not wait for the last increment of the same
    // counter.
    std::array<Histogram, 4> part{};
    const auto pixels = map.pixels();
    for (std::size_t i = 0; i < pixels.size(); ++i)
        ++part[i & 3][pixels[i]];
    Histogram sum{};
    for (std::size_t v = 0; v < sum.size(); ++v)
        sum[v] = part[0][v] + part[1][v] + part[2][v] + part[3][v];
    return sum;
}

QString sizeText(QSize size)
{
    return QStringLiteral("%1 x %2").arg(size.width()).arg(size.height());
}

void dropMask(PendingRecord& pending, const QString& kind, const QString& message)
{
    pending.addProblem(kind, message);
    pending.record.mask.reset();
}

/// Values that are neither a class nor ignored, as "12 (3 px), 77 (1 px)"; empty when there are none.
QString strangeValues(const Histogram& histogram, const Schema& schema, std::optional<int> ignoreIndex)
{
    QStringList found;
    for (int value = 0; value < 256; ++value) {
        const qint64 pixels = histogram[static_cast<std::size_t>(value)];
        if (pixels == 0 || value < schema.size() || value == schema.ignoreIndex() || value == ignoreIndex)
            continue;
        if (found.size() == 6) {
            found << QStringLiteral("...");
            break;
        }
        found << QStringLiteral("%1 (%2 px)").arg(value).arg(pixels);
    }
    return found.join(QStringLiteral(", "));
}

void checkValues(PendingRecord& pending, const QByteArray& data, const Schema& schema,
                 std::optional<int> ignoreIndex)
{
    const QString& member = pending.record.mask->path;
    const MaskEncoding encoding = pending.record.maskEncoding;
    // Two-valued masks are looked at with their raw values: a third value would vanish in "anything but 0 is
    // class 1".
    const bool binary = encoding.kind == MaskEncoding::Kind::Binary;
    auto map =
        media::decodeMask(data, member, binary ? MaskEncoding{MaskEncoding::Kind::Index} : encoding, schema);
    const bool raw = binary && map.has_value();
    if (binary && !raw)
        map = media::decodeMask(data, member, encoding, schema);
    if (!map) {
        dropMask(pending, QStringLiteral("undecodable-mask"), map.error().message);
        return;
    }
    const Histogram histogram = histogramOf(*map);
    if (raw) {
        const auto values =
            std::count_if(histogram.begin() + 1, histogram.end(), [](qint64 n) { return n > 0; });
        if (values > 1)
            pending.addProblem(
                QStringLiteral("mask-values"),
                tr("The mask %1 should hold two values but has %2; every value but 0 is read as class 1")
                    .arg(member)
                    .arg(values + (histogram[0] > 0 ? 1 : 0)));
        return;
    }
    if (schema.size() == 0 || binary)
        return;
    if (encoding.kind == MaskEncoding::Kind::Palette) {
        if (const qint64 pixels = histogram[ClassMap::kUnset]; pixels > 0 && ignoreIndex != ClassMap::kUnset)
            pending.addProblem(
                QStringLiteral("mask-values"),
                tr("The mask %1 has %2 pixels in colours that are not in the class list; they count nowhere")
                    .arg(member)
                    .arg(pixels));
        return;
    }
    if (const QString values = strangeValues(histogram, schema, ignoreIndex); !values.isEmpty())
        pending.addProblem(QStringLiteral("mask-values"),
                           tr("The mask %1 has values that are no class (there are %2 classes, 0 to %3): %4")
                               .arg(member)
                               .arg(schema.size())
                               .arg(schema.size() - 1)
                               .arg(values));
}

} // namespace

void inspectMask(PendingRecord& pending, const Schema& schema, std::optional<int> ignoreIndex,
                 MaskDetection detection, std::atomic<qint64>* sizeMismatches)
{
    const QString member = pending.record.mask->path;
    const auto data = pending.maskRoot->read(member, kMaxMaskBytes);
    const auto header =
        data ? media::readImageHeader(*data, member) : Result<media::ImageHeader>(fail(data.error()));
    if (!header) {
        dropMask(pending, QStringLiteral("undecodable-mask"), header.error().message);
        return;
    }
    const QSize picture = pending.record.size;
    if (!picture.isEmpty() && header->size != picture) {
        if (sizeMismatches)
            ++*sizeMismatches;
        const bool turned = header->size == picture.transposed();
        dropMask(pending, QStringLiteral("size-mismatch"),
                 (turned ? tr("The mask %1 is %2 but the picture is shown as %3; perhaps one of them was "
                              "turned (EXIF)")
                         : tr("The mask %1 is %2 but its picture is %3"))
                     .arg(member, sizeText(header->size), sizeText(picture)));
        return;
    }
    if (detection == MaskDetection::EachFile) {
        if (const auto encoding = media::detectMaskEncoding(*data, member, schema))
            pending.record.maskEncoding = *encoding;
    }
    checkValues(pending, *data, schema, ignoreIndex);
}

Result<MaskEncoding> chooseMaskEncoding(const std::vector<MaskFile>& masks, const Schema& schema,
                                        std::optional<int> ignoreIndex, const CancelToken& cancel)
{
    using Kind = MaskEncoding::Kind;
    bool binary = false;
    bool index = false;
    const std::size_t votes = std::min(kVotes, masks.size());
    for (std::size_t vote = 0; vote < votes; ++vote) {
        if (cancel.isCancelled())
            return fail(cancelledError());
        const MaskFile& file = masks[vote * masks.size() / votes];
        const auto data = file.root->read(file.member, kMaxMaskBytes);
        const auto encoding = data ? media::detectMaskEncoding(*data, file.member, schema)
                                   : Result<MaskEncoding>(fail(data.error()));
        if (!encoding)
            continue;
        if (encoding->kind == Kind::Palette)
            return MaskEncoding{Kind::Palette};
        // Raw values decide: 0/255 is an index mask after all when 255 is a class or ignored.
        const auto map = media::decodeMask(*data, file.member, MaskEncoding{Kind::Index}, schema);
        const Histogram histogram = map ? histogramOf(*map) : Histogram{};
        const bool fits = schema.size() == 0
                              ? encoding->kind == Kind::Index
                              : map.has_value() && strangeValues(histogram, schema, ignoreIndex).isEmpty();
        const bool classes =
            std::any_of(histogram.begin() + 1, histogram.end() - 1, [](qint64 n) { return n > 0; });
        index = index || (fits && classes);
        binary = binary || (!fits && encoding->kind == Kind::Binary);
    }
    return MaskEncoding{binary && !index ? Kind::Binary : Kind::Index};
}

} // namespace badcase::formats
