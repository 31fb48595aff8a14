// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/preprocess.h"

#include "inference/engine/reflect.h"
#include "inference/engine/resize.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>

namespace badcase::engine {

namespace {

struct PreprocessText {
    Q_DECLARE_TR_FUNCTIONS(badcase::Preprocess)
};

int roundedUp(int value, int multiple)
{
    return (value + multiple - 1) / multiple * multiple;
}

/// A side of the picture times the scale of a view. The bound keeps the product inside an int; such sizes are
/// refused as too large.
int scaledSide(int side, double scale)
{
    constexpr double kLargest = 1 << 28;
    return static_cast<int>(std::clamp(std::floor(side * scale + 0.5), 1.0, kLargest));
}

ResizeMethod methodOf(const CardInput& card, int from, int to)
{
    // Only a scaled view has another size than the picture where the card forbids resizing.
    if (card.resize == ResizeMode::None && from != to)
        return {from > to ? ResizeFilter::BilinearAntialias : ResizeFilter::Bilinear, card.alignCorners};
    switch (card.resize) {
    case ResizeMode::Nearest:
        return {ResizeFilter::Nearest, false};
    case ResizeMode::Area:
        return {ResizeFilter::Area, false};
    case ResizeMode::None:
    case ResizeMode::Bilinear:
        break;
    }
    return {card.antialias ? ResizeFilter::BilinearAntialias : ResizeFilter::Bilinear, card.alignCorners};
}

/// 8-bit luma with the integer weights of Pillow's convert("L"), which is what grey models are trained on.
std::vector<std::uint8_t> grayPixels(const RgbImage& rgb)
{
    std::vector<std::uint8_t> gray(static_cast<std::size_t>(rgb.width()) *
                                   static_cast<std::size_t>(rgb.height()));
    std::uint8_t* out = gray.data();
    for (int y = 0; y < rgb.height(); ++y) {
        const std::uint8_t* in = rgb.constScanLine(y);
        for (int x = 0; x < rgb.width(); ++x, in += 3)
            *out++ =
                static_cast<std::uint8_t>((in[0] * 19595U + in[1] * 38470U + in[2] * 7471U + 0x8000U) >> 16);
    }
    return gray;
}

/// The source index of a padded position, for positions outside 0 .. size - 1.
int paddedIndex(int position, int size, PadMode mode)
{
    return mode == PadMode::Replicate ? std::clamp(position, 0, size - 1) : reflectedIndex(position, size);
}

void padRow(float* row, const Geometry& geometry, PadMode mode)
{
    const float* picture = row + geometry.left;
    const int width = geometry.resized.width();
    const auto value = [&](int x) {
        return mode == PadMode::Zero ? 0.0F : picture[paddedIndex(x - geometry.left, width, mode)];
    };
    for (int x = 0; x < geometry.left; ++x)
        row[x] = value(x);
    for (int x = geometry.left + width; x < geometry.input.width(); ++x)
        row[x] = value(x);
}

/// Fills the rows above and below the picture from its (already widened) rows.
void padRows(float* plane, const Geometry& geometry, PadMode mode)
{
    const auto width = static_cast<std::size_t>(geometry.input.width());
    const int height = geometry.resized.height();
    const auto rowAt = [&](int y) { return plane + static_cast<std::size_t>(y) * width; };
    for (int y = 0; y < geometry.input.height(); ++y) {
        if (y >= geometry.top && y < geometry.top + height)
            continue;
        if (mode == PadMode::Zero)
            std::fill_n(rowAt(y), width, 0.0F);
        else
            std::memcpy(rowAt(y), rowAt(geometry.top + paddedIndex(y - geometry.top, height, mode)),
                        width * sizeof(float));
    }
}

/// One channel's numbers, in the model's channel order.
struct Normalisation {
    float scale;
    float mean;
    float deviation;
};

void writePlane(PlaneResizer<std::uint8_t>& resizer, const Normalisation& n, const Geometry& geometry,
                PadMode mode, float* plane)
{
    const int width = geometry.resized.width();
    for (int y = 0; y < geometry.resized.height(); ++y) {
        float* row = plane + static_cast<std::ptrdiff_t>(y + geometry.top) * geometry.input.width();
        float* picture = row + geometry.left;
        resizer.row(y, picture);
        // A division, not a product with the reciprocal: training code divides, and the last bit is compared.
        for (int x = 0; x < width; ++x)
            picture[x] = (picture[x] * n.scale - n.mean) / n.deviation;
        if (geometry.input.width() != width)
            padRow(row, geometry, mode);
    }
    if (geometry.input.height() != geometry.resized.height())
        padRows(plane, geometry, mode);
}

} // namespace

Result<Geometry> planInput(const CardInput& card, QSize native, const QString& name, double scale)
{
    Geometry geometry;
    geometry.native = native;
    geometry.resized = QSize(card.width.value_or(native.width()), card.height.value_or(native.height()));
    if (native.isEmpty())
        return fail(ErrorCode::InvalidArgument,
                    PreprocessText::tr("%1: the picture has no pixels").arg(name));
    if (card.resize == ResizeMode::None && geometry.resized != native) {
        return fail(
            ErrorCode::InvalidArgument,
            PreprocessText::tr(
                "%1 has %2 x %3 pixels, but the model takes %4 x %5 and its card forbids resizing. Set "
                "\"resize\" in the model card, or run it on pictures of that size.")
                .arg(name)
                .arg(native.width())
                .arg(native.height())
                .arg(geometry.resized.width())
                .arg(geometry.resized.height()));
    }
    if (scale != 1.0)
        geometry.resized =
            QSize(scaledSide(geometry.resized.width(), scale), scaledSide(geometry.resized.height(), scale));
    const int multiple = std::max(1, card.padMultiple);
    geometry.input =
        QSize(roundedUp(geometry.resized.width(), multiple), roundedUp(geometry.resized.height(), multiple));
    const qint64 pixels = qint64(geometry.input.width()) * geometry.input.height();
    if (pixels > kMaxInputPixels) {
        return fail(ErrorCode::TooLarge,
                    PreprocessText::tr(
                        "%1 makes a model input of %2 x %3 pixels; at most %4 million pixels fit into a run")
                        .arg(name)
                        .arg(geometry.input.width())
                        .arg(geometry.input.height())
                        .arg(kMaxInputPixels / 1000000));
    }
    if (card.padSide == PadSide::Centre) {
        geometry.left = (geometry.input.width() - geometry.resized.width()) / 2;
        geometry.top = (geometry.input.height() - geometry.resized.height()) / 2;
    }
    return geometry;
}

void preprocess(const RgbImage& rgb, const CardInput& card, const Geometry& geometry, float* out)
{
    const auto table = [&card](int from, int to) {
        return AxisTable::make(from, to, methodOf(card, from, to));
    };
    const AxisTable horizontal = table(geometry.native.width(), geometry.resized.width());
    const AxisTable vertical = table(geometry.native.height(), geometry.resized.height());
    const std::size_t plane =
        static_cast<std::size_t>(geometry.input.width()) * static_cast<std::size_t>(geometry.input.height());
    const auto numbers = [&](std::size_t c) {
        return Normalisation{static_cast<float>(card.scale), static_cast<float>(card.mean[c]),
                             static_cast<float>(card.std[c])};
    };
    if (card.channels == ChannelOrder::Gray) {
        const std::vector<std::uint8_t> gray = grayPixels(rgb);
        PlaneResizer<std::uint8_t> resizer(horizontal, vertical, gray.data(), rgb.width());
        writePlane(resizer, numbers(0), geometry, card.padMode, out);
        return;
    }
    const std::array<int, 3> source =
        card.channels == ChannelOrder::Bgr ? std::array{2, 1, 0} : std::array{0, 1, 2};
    for (std::size_t c = 0; c < 3; ++c) {
        PlaneResizer<std::uint8_t> resizer(horizontal, vertical, rgb.constBits() + source[c],
                                           rgb.bytesPerLine(), 3);
        writePlane(resizer, numbers(c), geometry, card.padMode, out + c * plane);
    }
}

std::size_t PreparedInput::bytes() const
{
    std::size_t total = 0;
    for (const Tensor& tensor : tensors)
        total += tensor.bytes();
    return total;
}

bool PreparedInput::fitsBatchOf(const PreparedInput& other) const
{
    return std::ranges::equal(tensors, other.tensors, [](const Tensor& a, const Tensor& b) {
        return a.shape == b.shape && a.isInteger() == b.isInteger();
    });
}

Result<PreparedInput> prepareInput(const RgbImage& rgb, const CardInput& card, const QString& name,
                                   const View& view)
{
    BADCASE_ASSIGN(const Geometry geometry,
                   planInput(card, viewSize(rgb.size(), view.turn), name, view.scale));
    PreparedInput input;
    input.name = name;
    input.geometry = geometry;
    Tensor& picture = input.tensors.emplace_back();
    picture.shape = {card.channelCount(), geometry.input.height(), geometry.input.width()};
    picture.values.resize(static_cast<std::size_t>(picture.size()));
    preprocess(applyTurn(rgb, view.turn), card, geometry, picture.values.data());
    return input;
}

} // namespace badcase::engine
