// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/input_tensors.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <utility>

namespace badcase::engine {

namespace {

struct InputText {
    Q_DECLARE_TR_FUNCTIONS(badcase::InputTensors)
};

Tensor integersOf(std::vector<std::int64_t> values)
{
    Tensor tensor;
    tensor.shape = {static_cast<std::int64_t>(values.size())};
    tensor.integers = std::move(values);
    return tensor;
}

/// 1 for the first `present` of `places`, then 0.
Tensor maskOf(qint64 present, qint64 places)
{
    std::vector<std::int64_t> values(static_cast<std::size_t>(places), 0);
    std::fill_n(values.begin(), present, 1);
    return integersOf(std::move(values));
}

/// T x C x H x W -> C x T x H x W.
std::vector<float> channelsFirst(const std::vector<float>& frames, int count, int channels, std::size_t plane)
{
    std::vector<float> out(frames.size());
    for (int t = 0; t < count; ++t) {
        for (int c = 0; c < channels; ++c) {
            const auto from = static_cast<std::size_t>(t * channels + c) * plane;
            const auto to = static_cast<std::size_t>(c * count + t) * plane;
            std::copy_n(frames.begin() + static_cast<std::ptrdiff_t>(from), plane,
                        out.begin() + static_cast<std::ptrdiff_t>(to));
        }
    }
    return out;
}

Tensor layOut(const FramesInput& input, std::vector<float> frames, QSize size)
{
    const int channels = input.picture.channelCount();
    Tensor tensor;
    switch (input.layout) {
    case FrameLayout::TimeFirst:
        tensor.shape = {input.count, channels, size.height(), size.width()};
        break;
    case FrameLayout::ChannelsFirst: {
        tensor.shape = {channels, input.count, size.height(), size.width()};
        const auto plane = static_cast<std::size_t>(size.width()) * static_cast<std::size_t>(size.height());
        frames = channelsFirst(frames, input.count, channels, plane);
        break;
    }
    case FrameLayout::Stacked:
        tensor.shape = {std::int64_t(input.count) * channels, size.height(), size.width()};
        break;
    }
    tensor.values = std::move(frames);
    return tensor;
}

void normaliseRows(std::vector<float>& values, std::size_t dim)
{
    for (auto row = values.begin(); row != values.end(); row += static_cast<std::ptrdiff_t>(dim)) {
        const auto end = row + static_cast<std::ptrdiff_t>(dim);
        double sum = 0.0;
        std::for_each(row, end, [&sum](float value) { sum += double(value) * double(value); });
        if (sum > 0.0)
            std::transform(row, end, row,
                           [length = std::sqrt(sum)](float value) { return float(value / length); });
    }
}

QSize inputSize(const CardInput& picture)
{
    const auto roundedUp = [&](int side) {
        return (side + picture.padMultiple - 1) / picture.padMultiple * picture.padMultiple;
    };
    return {roundedUp(*picture.width), roundedUp(*picture.height)};
}

Tensor zeros(std::vector<std::int64_t> shape)
{
    Tensor tensor;
    tensor.shape = std::move(shape);
    tensor.values.resize(static_cast<std::size_t>(tensor.size()));
    return tensor;
}

} // namespace

FramesTensor::FramesTensor(const FramesInput& input, QString name) : m_input(&input), m_name(std::move(name))
{}

std::size_t FramesTensor::frameValues() const
{
    return static_cast<std::size_t>(m_input->picture.channelCount()) *
           static_cast<std::size_t>(m_geometry.input.width()) *
           static_cast<std::size_t>(m_geometry.input.height());
}

Result<void> FramesTensor::add(const RgbImage& rgb, int times)
{
    BADCASE_ASSIGN(const Geometry geometry, planInput(m_input->picture, rgb.size(), m_name));
    if (m_taken == 0) {
        m_geometry = geometry;
        if (qint64(geometry.input.width()) * geometry.input.height() * m_input->count > kMaxInputPixels)
            return fail(
                ErrorCode::TooLarge,
                InputText::tr("%1 makes a model input of %2 frames of %3 x %4 pixels; at most %5 million "
                              "pixels fit into a run")
                    .arg(m_name)
                    .arg(m_input->count)
                    .arg(geometry.input.width())
                    .arg(geometry.input.height())
                    .arg(kMaxInputPixels / 1000000));
        m_values.resize(frameValues() * static_cast<std::size_t>(m_input->count));
    } else if (geometry.input != m_geometry.input) {
        return fail(
            ErrorCode::InvalidArgument,
            InputText::tr("%1 has frames of different sizes (%2 x %3, then %4 x %5); set \"width\" and "
                          "\"height\" of the frames in the model card")
                .arg(m_name)
                .arg(m_geometry.input.width())
                .arg(m_geometry.input.height())
                .arg(geometry.input.width())
                .arg(geometry.input.height()));
    }
    float* const first = m_values.data() + static_cast<std::size_t>(m_taken) * frameValues();
    for (int i = 0; i < times && !isFull(); ++i, ++m_taken) {
        float* const place = first + static_cast<std::size_t>(i) * frameValues();
        if (i == 0)
            preprocess(rgb, m_input->picture, geometry, place);
        else
            std::copy_n(first, frameValues(), place);
    }
    return {};
}

Result<std::vector<Tensor>> FramesTensor::finish()
{
    if (m_taken == 0)
        return fail(ErrorCode::Corrupt,
                    InputText::tr("%1 has no frame that could be shown to the model").arg(m_name));
    if (m_input->fill == FillRule::Repeat) {
        const float* const last = m_values.data() + static_cast<std::size_t>(m_taken - 1) * frameValues();
        for (int i = m_taken; i < m_input->count; ++i)
            std::copy_n(last, frameValues(), m_values.data() + static_cast<std::size_t>(i) * frameValues());
    }
    std::vector<Tensor> tensors;
    tensors.push_back(layOut(*m_input, std::exchange(m_values, {}), m_geometry.input));
    if (!m_input->mask.isEmpty())
        tensors.push_back(maskOf(m_taken, m_input->count));
    return tensors;
}

std::vector<qint64> featureRows(const FeaturesInput& input, qint64 rows)
{
    const qint64 length = input.length.value_or(static_cast<int>(std::min<qint64>(rows, 1 << 16)));
    std::vector<qint64> numbers(static_cast<std::size_t>(std::min(rows, length)));
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const auto at = static_cast<qint64>(i);
        const bool fits = rows <= length || input.longer == LengthRule::Cut;
        numbers[i] = fits                                 ? at
                     : input.longer == LengthRule::Stride ? at * (rows / length)
                                                          : (2 * at + 1) * rows / (2 * length);
    }
    return numbers;
}

Result<std::vector<Tensor>> featureTensors(const FeaturesInput& input, std::span<const float> values,
                                           const QString& name)
{
    const auto dim = static_cast<std::size_t>(input.dim);
    const auto rows = static_cast<qint64>(values.size() / dim);
    if (rows == 0)
        return fail(ErrorCode::Corrupt, InputText::tr("%1 has an empty array of features").arg(name));
    if (!std::ranges::all_of(values, [](float value) { return std::isfinite(value); }))
        return fail(ErrorCode::Corrupt,
                    InputText::tr("%1 has features that are not finite numbers (NaN or infinity)").arg(name));
    const qint64 length = input.length.value_or(static_cast<int>(rows));
    Tensor tensor;
    tensor.shape = {length, input.dim};
    tensor.values.assign(values.begin(), values.end());
    if (input.normalise)
        normaliseRows(tensor.values, dim);
    const std::vector<float> last(tensor.values.end() - static_cast<std::ptrdiff_t>(dim),
                                  tensor.values.end());
    tensor.values.resize(static_cast<std::size_t>(length) * dim);
    for (qint64 i = rows; i < length && input.fill == FillRule::Repeat; ++i)
        std::ranges::copy(last, tensor.values.begin() + static_cast<std::ptrdiff_t>(i * input.dim));
    std::vector<Tensor> tensors;
    tensors.push_back(std::move(tensor));
    if (!input.mask.isEmpty())
        tensors.push_back(maskOf(rows, length));
    return tensors;
}

WordPieceOptions wordPieceOptions(const TokensInput& input)
{
    WordPieceOptions options;
    options.lowercase = input.lowercase;
    options.stripAccents = input.stripAccents;
    options.chineseSpaces = input.chineseSpaces;
    return options;
}

std::vector<Tensor> tokenTensors(const TokensInput& input, const WordPiece& vocabulary, const Fields& texts)
{
    QStringList parts;
    for (const QString& field : input.fields)
        parts << texts.value(field);
    if (!input.pairs) {
        parts.removeAll(QString());
        parts = QStringList{parts.join(input.joint)};
    }
    WordPiece::Encoded encoded = vocabulary.encode(parts, input.maxLength);
    std::vector<Tensor> tensors;
    tensors.push_back(integersOf(std::move(encoded.ids)));
    if (!input.mask.isEmpty())
        tensors.push_back(integersOf(std::move(encoded.mask)));
    if (!input.types.isEmpty())
        tensors.push_back(integersOf(std::move(encoded.types)));
    return tensors;
}

bool hasFixedSize(const ModelInput& input)
{
    if (const CardInput* picture = input.picture())
        return picture->width.has_value();
    const auto* features = std::get_if<FeaturesInput>(&input.kind);
    return features && features->length;
}

Result<std::vector<Tensor>> zeroTensors(const ModelInput& input, bool present, const QString& name)
{
    if (!hasFixedSize(input))
        return fail(
            ErrorCode::InvalidArgument,
            InputText::tr("%1: the card does not say how large the input \"%2\" is without a sample's media")
                .arg(name, input.name));
    std::vector<Tensor> tensors;
    QString mask;
    qint64 places = 0;
    if (const auto* image = std::get_if<ImageInput>(&input.kind)) {
        const QSize size = inputSize(image->picture);
        tensors.push_back(zeros({image->picture.channelCount(), size.height(), size.width()}));
    } else if (const auto* frames = std::get_if<FramesInput>(&input.kind)) {
        const QSize size = inputSize(frames->picture);
        const auto values = static_cast<std::size_t>(frames->count) *
                            static_cast<std::size_t>(frames->picture.channelCount()) *
                            static_cast<std::size_t>(size.width()) * static_cast<std::size_t>(size.height());
        tensors.push_back(layOut(*frames, std::vector<float>(values), size));
        mask = frames->mask;
        places = frames->count;
    } else if (const auto* features = std::get_if<FeaturesInput>(&input.kind)) {
        tensors.push_back(zeros({*features->length, features->dim}));
        mask = features->mask;
        places = *features->length;
    }
    if (!mask.isEmpty())
        tensors.push_back(maskOf(present ? places : 0, places));
    return tensors;
}

} // namespace badcase::engine
