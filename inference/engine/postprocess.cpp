// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/engine/postprocess.h"

#include "inference/engine/mask_planes.h"
#include "inference/engine/mask_rows.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <span>

namespace badcase::engine {

namespace {

struct PostprocessText {
    Q_DECLARE_TR_FUNCTIONS(badcase::Postprocess)
};

QString shapeText(const std::vector<std::int64_t>& shape)
{
    QStringList parts;
    for (const auto size : shape)
        parts << QString::number(size);
    return parts.isEmpty() ? PostprocessText::tr("a single number") : parts.join(QStringLiteral(" x "));
}

/// The shape without axes of length one at the end (N x C x 1 x 1 is as good as N x C).
std::vector<std::int64_t> withoutTrailingOnes(std::vector<std::int64_t> shape, std::size_t keep)
{
    while (shape.size() > keep && shape.back() == 1)
        shape.pop_back();
    return shape;
}

/// Values of one sample in a tensor whose first axis counts samples.
std::size_t sampleValues(const Tensor& tensor)
{
    return tensor.shape.empty() || tensor.shape[0] == 0
               ? 0
               : tensor.values.size() / static_cast<std::size_t>(tensor.shape[0]);
}

ResultError wrongShape(const ModelCard& card, const QString& what, const Tensor& tensor,
                       const QString& expected)
{
    return fail(
        ErrorCode::Backend,
        PostprocessText::tr("The model %1 returned %2 of shape %3; its card promises %4. Correct the card "
                            "(classes, task or the index of the output) or the model.")
            .arg(card.name, what, shapeText(tensor.shape), expected));
}

Result<void> checkMaps(const ModelCard& card, const Tensor& logits, int samples)
{
    const int channels = card.channelCount();
    const auto& shape = logits.shape;
    const bool planes = shape.size() == 4 && shape[1] == channels && shape[2] > 0 && shape[3] > 0;
    const bool lonePlane = shape.size() == 3 && channels == 1 && shape[1] > 0 && shape[2] > 0;
    if ((planes || lonePlane) && shape[0] == samples &&
        static_cast<std::size_t>(logits.size()) == logits.values.size())
        return {};
    return wrongShape(card, PostprocessText::tr("logits"), logits,
                      QStringLiteral("%1 x %2 x H x W").arg(samples).arg(channels));
}

Result<void> checkRows(const ModelCard& card, const QString& what, const Tensor& tensor, int samples,
                       std::optional<int> columns)
{
    const auto shape = withoutTrailingOnes(tensor.shape, 2);
    if (shape.size() == 2 && shape[0] == samples && shape[1] > 0 && (!columns || shape[1] == *columns) &&
        static_cast<std::size_t>(tensor.size()) == tensor.values.size())
        return {};
    const QString width = columns ? QString::number(*columns) : QStringLiteral("D");
    return wrongShape(card, what, tensor, QStringLiteral("%1 x %2").arg(QString::number(samples), width));
}

/// N x T x C; one channel may leave its axis out.
Result<void> checkSequence(const ModelCard& card, const Tensor& tensor, int samples)
{
    const int channels = card.channelCount();
    const auto& shape = tensor.shape;
    const bool rows = shape.size() == 3 && shape[2] == channels;
    const bool loneChannel = shape.size() == 2 && channels == 1;
    if ((rows || loneChannel) && shape[0] == samples && shape[1] > 0 &&
        static_cast<std::size_t>(tensor.size()) == tensor.values.size())
        return {};
    return wrongShape(card, PostprocessText::tr("scores along time"), tensor,
                      QStringLiteral("%1 x T x %2").arg(samples).arg(channels));
}

/// Probabilities in double: the sum of a row of softmax then is 1 to the last float bit.
std::vector<double> softmax(std::span<const float> logits)
{
    const double largest = *std::max_element(logits.begin(), logits.end());
    std::vector<double> values(logits.size());
    double sum = 0.0;
    for (std::size_t i = 0; i < logits.size(); ++i)
        sum += values[i] = std::exp(logits[i] - largest);
    for (double& value : values)
        value /= sum;
    return values;
}

double sigmoid(double z)
{
    const double e = std::exp(-std::abs(z));
    return (z >= 0.0 ? 1.0 : e) / (1.0 + e);
}

} // namespace

Result<Postprocessor> Postprocessor::create(const ModelCard& card, std::vector<ClassIndex> toSchema,
                                            int schemaSize, MaskFinish finish)
{
    std::vector<ClassIndex> sorted = toSchema;
    std::sort(sorted.begin(), sorted.end());
    const bool different = std::adjacent_find(sorted.begin(), sorted.end()) == sorted.end();
    if (sorted.empty() || static_cast<qsizetype>(sorted.size()) != card.classes.size() || !different ||
        sorted.front() < 0 || sorted.back() >= schemaSize) {
        return fail(ErrorCode::InvalidArgument,
                    PostprocessText::tr(
                        "The classes of the model %1 are not matched to the project's: each needs a class of "
                        "its own")
                        .arg(card.name));
    }
    if (card.task == Task::Segmentation && schemaSize > ClassMap::kUnset) {
        return fail(
            ErrorCode::Unsupported,
            PostprocessText::tr("Masks hold at most 255 classes, this project has %1").arg(schemaSize));
    }
    Postprocessor made;
    made.m_card = card;
    made.m_toSchema = std::move(toSchema);
    made.m_schemaSize = schemaSize;
    made.m_finish = std::move(finish);
    return made;
}

Result<void> Postprocessor::check(const std::vector<Tensor>& outputs, int samples) const
{
    const CardOutput& named = m_card.output;
    const int needed =
        std::max({named.logits, named.embedding.value_or(0), named.sequence().value_or(0)}) + 1;
    if (static_cast<int>(outputs.size()) < needed) {
        return fail(ErrorCode::Backend,
                    PostprocessText::tr(
                        "The model %1 returned %2 tensor(s), but its card names output %3. Correct the "
                        "card or the model.")
                        .arg(m_card.name)
                        .arg(outputs.size())
                        .arg(needed - 1));
    }
    const auto output = [&](int at) -> const Tensor& { return outputs[static_cast<std::size_t>(at)]; };
    if (m_card.task == Task::Segmentation)
        return checkMaps(m_card, output(named.logits), samples);
    if (named.logits != CardOutput::kNone) {
        BADCASE_TRY(checkRows(m_card, PostprocessText::tr("logits"), output(named.logits), samples,
                              m_card.channelCount()));
    }
    if (named.sequence()) {
        BADCASE_TRY(checkSequence(m_card, output(*named.sequence()), samples));
    }
    if (named.embedding) {
        BADCASE_TRY(checkRows(m_card, PostprocessText::tr("an embedding"),
                              output(*named.embedding), samples, named.embeddingDim));
    }
    return {};
}

std::vector<float> Postprocessor::classify(const float* logits) const
{
    const auto channels = static_cast<std::size_t>(m_card.channelCount());
    std::vector<double> values;
    if (m_card.output.activation == Activation::Softmax) {
        values = softmax({logits, channels});
    } else {
        values.resize(channels);
        std::transform(logits, logits + channels, values.begin(), [](float z) { return sigmoid(z); });
    }
    if (m_card.isOneSigmoidChannel()) // of the second class
        values = {1.0 - values.front(), values.front()};
    std::vector<float> probabilities(static_cast<std::size_t>(m_schemaSize), 0.0F);
    for (std::size_t c = 0; c < values.size(); ++c)
        probabilities[static_cast<std::size_t>(m_toSchema[c])] = static_cast<float>(values[c]);
    return probabilities;
}

Result<Prediction> Postprocessor::read(const std::vector<Tensor>& outputs, int index,
                                       const PreparedInput& input) const
{
    if (m_card.output.sequence()) {
        BADCASE_ASSIGN(auto clip, readClip(outputs, index, input.places, input.name));
        return Prediction(std::move(clip.whole));
    }
    return read(outputs, index, input.geometry, input.name);
}

std::span<const float> Postprocessor::valuesOf(const std::vector<Tensor>& outputs, int output, int index) const
{
    const Tensor& tensor = outputs[static_cast<std::size_t>(output)];
    const std::size_t count = sampleValues(tensor);
    return std::span<const float>(tensor.values.data() + static_cast<std::size_t>(index) * count, count);
}

Error Postprocessor::notFinite(const QString& name) const
{
    return {ErrorCode::Backend, PostprocessText::tr("%1: the model %2 returned values that are not finite numbers "
                                                    "(NaN or infinity) for this sample")
                                    .arg(name, m_card.name)};
}

Result<ScoreMaps> Postprocessor::scoresOf(const std::vector<Tensor>& outputs, int index,
                                          const QString& name) const
{
    const std::span<const float> logits = valuesOf(outputs, m_card.output.logits, index);
    if (!allFinite(logits))
        return fail(notFinite(name));
    const auto& shape = outputs[static_cast<std::size_t>(m_card.output.logits)].shape;
    return ScoreMaps{logits.data(), m_card.channelCount(), static_cast<int>(shape[shape.size() - 2]),
                     static_cast<int>(shape.back())};
}

Result<ClassPrediction> Postprocessor::readWhole(const std::vector<Tensor>& outputs, int index,
                                                 const QString& name) const
{
    ClassPrediction prediction;
    if (m_card.output.logits != CardOutput::kNone) {
        const std::span<const float> logits = valuesOf(outputs, m_card.output.logits, index);
        if (!allFinite(logits))
            return fail(notFinite(name));
        prediction.probabilities = classify(logits.data());
    }
    if (m_card.output.embedding) {
        const std::span<const float> embedding = valuesOf(outputs, *m_card.output.embedding, index);
        if (!allFinite(embedding))
            return fail(notFinite(name));
        prediction.embedding.assign(embedding.begin(), embedding.end());
    }
    return prediction;
}

Result<Prediction> Postprocessor::read(const std::vector<Tensor>& outputs, int index,
                                       const Geometry& geometry, const QString& name) const
{
    if (m_card.task == Task::Segmentation) {
        BADCASE_ASSIGN(const ScoreMaps maps, scoresOf(outputs, index, name));
        BADCASE_ASSIGN(auto mask, m_finish.apply(decideMask(maps, m_card, m_toSchema, geometry)));
        return Prediction(std::move(mask));
    }
    BADCASE_ASSIGN(auto prediction, readWhole(outputs, index, name));
    return Prediction(std::move(prediction));
}

Result<ClipPrediction> Postprocessor::readClip(const std::vector<Tensor>& outputs, int index, int places,
                                               const QString& name) const
{
    const int output = *m_card.output.sequence();
    const auto rows = static_cast<int>(outputs[static_cast<std::size_t>(output)].shape[1]);
    ClipPrediction clip;
    clip.rows = m_card.output.frames ? places : rows;
    if (clip.rows == 0 && m_card.output.logits != CardOutput::kNone) { // zeros instead of frames
        BADCASE_ASSIGN(clip.whole, readWhole(outputs, index, name));
        return clip;
    }
    if (clip.rows > rows || clip.rows < 1)
        return fail(ErrorCode::Backend, PostprocessText::tr("%1: the model %2 returned scores of %3 frames for %4")
                                            .arg(name, m_card.name)
                                            .arg(rows)
                                            .arg(clip.rows));
    const auto channels = static_cast<std::size_t>(m_card.channelCount());
    const auto logits =
        valuesOf(outputs, output, index).first(static_cast<std::size_t>(clip.rows) * channels);
    if (!allFinite(logits))
        return fail(notFinite(name));
    BADCASE_ASSIGN(clip.whole, readWhole(outputs, index, name));
    std::vector<double> sums(static_cast<std::size_t>(m_schemaSize), 0.0);
    for (int row = 0; row < clip.rows; ++row) {
        const std::vector<float> one = classify(logits.data() + static_cast<std::size_t>(row) * channels);
        std::transform(one.begin(), one.end(), sums.begin(), sums.begin(),
                       [](float value, double sum) { return sum + double(value); });
        clip.values.insert(clip.values.end(), one.begin(), one.end());
    }
    if (m_card.output.logits == CardOutput::kNone) {
        clip.whole.probabilities.resize(sums.size());
        std::ranges::transform(sums, clip.whole.probabilities.begin(),
                               [&](double sum) { return static_cast<float>(sum / clip.rows); });
    }
    return clip;
}

Result<ProbabilityMaps> Postprocessor::readMaps(const std::vector<Tensor>& outputs, int index,
                                                const Geometry& geometry, const QString& name) const
{
    BADCASE_ASSIGN(const ScoreMaps maps, scoresOf(outputs, index, name));
    return probabilityMaps(maps, m_card, geometry);
}

Result<MaskPrediction> Postprocessor::decide(const ProbabilityMaps& maps) const
{
    return m_finish.apply(decideProbabilities(maps, m_card, m_toSchema));
}

Result<MaskPrediction> MaskFinish::apply(MaskPrediction mask) const
{
    if (steps.empty())
        return mask;
    BADCASE_ASSIGN(SteppedMask done, applyMaskSteps(steps, mask, context));
    mask.decision = std::move(done.decision);
    return mask;
}

MaskPlanes Postprocessor::planes(const ProbabilityMaps& maps) const
{
    return maskPlanes(maps, m_card, m_toSchema, m_schemaSize);
}

} // namespace badcase::engine
