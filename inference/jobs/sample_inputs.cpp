// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/jobs/sample_inputs.h"

#include "inference/engine/input_tensors.h"
#include "inference/media/array_reader.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace badcase::jobs {

namespace {

struct InputsText {
    Q_DECLARE_TR_FUNCTIONS(badcase::SampleInputs)
};

constexpr qint64 kMaxArrayBytes = qint64(256) << 20; ///< of one sample's features

bool hasFile(const JobSample& sample, SampleKind kind)
{
    return sample.root && !sample.member.isEmpty() && sample.kind == kind;
}

/// One sample on its way to tensors. Used once, in one thread.
class Maker {
public:
    Maker(const InputMaker& maker, const JobSample& sample) : m_maker(maker), m_sample(sample) {}

    Result<SampleInputs> run()
    {
        m_made.input.name = m_sample.name;
        for (std::size_t i = 0; i < m_maker.card.inputs.size(); ++i) {
            m_input = &m_maker.card.inputs[i];
            m_vocabulary = m_maker.vocabularies.ofInput[i] ? &*m_maker.vocabularies.ofInput[i] : nullptr;
            BADCASE_TRY(std::visit([this](const auto& kind) { return add(kind); }, m_input->kind));
        }
        return std::move(m_made);
    }

private:
    Result<void> add(const engine::ImageInput& input)
    {
        if (!hasFile(m_sample, SampleKind::Image))
            return addMissing(input.missing, InputsText::tr("picture"));
        if (m_maker.blankMedia && engine::hasFixedSize(*m_input))
            return addZeros(true);
        BADCASE_ASSIGN(const RgbImage picture, readPicture());
        const StageTimer timer(m_maker.clock, Stage::Preprocess);
        BADCASE_ASSIGN(auto prepared, engine::prepareInput(picture, input.picture, m_sample.name));
        m_made.input.geometry = prepared.geometry;
        append(std::move(prepared.tensors));
        return {};
    }

    Result<void> add(const engine::FramesInput& input)
    {
        const bool isStill = input.stills && hasFile(m_sample, SampleKind::Image);
        if (!isStill && !hasFile(m_sample, SampleKind::Video))
            return addMissing(input.missing, InputsText::tr("frames"));
        const bool timeMatters = m_maker.card.output.sequence() || input.plan != QLatin1String("uniform");
        if (m_maker.blankMedia && engine::hasFixedSize(*m_input) && !timeMatters)
            return addZeros(true);
        engine::FramesTensor frames(input, m_sample.name);
        if (isStill) {
            BADCASE_ASSIGN(const RgbImage picture, readPicture());
            const StageTimer timer(m_maker.clock, Stage::Preprocess);
            BADCASE_TRY(frames.add(picture, input.count));
            m_made.seconds.assign(static_cast<std::size_t>(input.count), 0.0);
        } else {
            BADCASE_ASSIGN(ClipFrames clip, m_maker.media->readClip(m_maker, m_sample, input));
            frames = std::move(clip.frames);
            m_made.seconds = std::move(clip.seconds);
            m_made.duration = clip.duration;
            m_made.warning = std::move(clip.warning);
        }
        const int taken = frames.taken();
        m_made.input.geometry = frames.geometry();
        BADCASE_ASSIGN(auto tensors, frames.finish());
        append(std::move(tensors));
        m_made.input.places = taken;
        return {};
    }

    Result<void> add(const engine::FeaturesInput& input)
    {
        if (!hasFile(m_sample, SampleKind::Features))
            return addMissing(input.missing, InputsText::tr("features"));
        qint64 rows = 0;
        BADCASE_ASSIGN(const auto values, readFeatures(input, rows));
        const StageTimer timer(m_maker.clock, Stage::Preprocess);
        BADCASE_ASSIGN(auto tensors, engine::featureTensors(input, values, m_sample.name));
        append(std::move(tensors));
        for (const qint64 row : engine::featureRows(input, rows))
            m_made.seconds.push_back(static_cast<double>(row) / input.rate);
        m_made.input.places = static_cast<int>(m_made.seconds.size());
        m_made.duration = static_cast<double>(rows) / input.rate;
        return {};
    }

    Result<void> add(const engine::TokensInput& input)
    {
        const StageTimer timer(m_maker.clock, Stage::Preprocess);
        auto tensors = engine::tokenTensors(input, *m_vocabulary, m_sample.texts);
        std::ranges::move(tensors, std::back_inserter(m_made.input.tensors));
        return {};
    }

    Result<void> addMissing(engine::MissingRule rule, const QString& what)
    {
        if (rule == engine::MissingRule::Zeros)
            return addZeros(false);
        return fail(
            ErrorCode::NotFound,
            InputsText::tr("%1 has no %2, which the model's input \"%3\" needs (in its card, \"missing\": "
                           "\"zeros\" would let it do without)")
                .arg(m_sample.name, what, m_input->name));
    }

    Result<void> addZeros(bool present)
    {
        BADCASE_ASSIGN(auto tensors, engine::zeroTensors(*m_input, present, m_sample.name));
        append(std::move(tensors));
        return {};
    }

    /// Tensors of media: the first has the values, a mask may follow.
    void append(std::vector<engine::Tensor> tensors)
    {
        if (m_maker.blankMedia)
            std::ranges::fill(tensors.front().values, 0.0F);
        std::ranges::move(tensors, std::back_inserter(m_made.input.tensors));
    }

    Result<RgbImage> readPicture()
    {
        const StageTimer timer(m_maker.clock, Stage::Decode);
        BADCASE_ASSIGN(const QByteArray data, m_sample.root->read(m_sample.member));
        return m_maker.media->decodePicture(data, m_sample.member);
    }

    Result<std::vector<float>> readFeatures(const engine::FeaturesInput& input, qint64& rows)
    {
        const StageTimer timer(m_maker.clock, Stage::Decode);
        BADCASE_ASSIGN(const auto reader,
                       media::ArrayReader::openMember(*m_sample.root, m_sample.member, kMaxArrayBytes));
        const media::ArrayHeader& header = reader.header();
        // One vector for the whole sample is one row.
        const bool isVector = header.shape.size() == 1 && header.count() == input.dim;
        rows = isVector ? 1 : header.rows();
        if (!isVector && header.columns() != input.dim)
            return fail(ErrorCode::InvalidArgument,
                        InputsText::tr("%1 has features of shape %2, but the model takes rows of %3 values")
                            .arg(m_sample.name, header.shapeText())
                            .arg(input.dim));
        const auto dim = static_cast<std::size_t>(input.dim);
        const std::vector<qint64> wanted = engine::featureRows(input, rows);
        std::vector<float> values(wanted.size() * dim);
        if (isVector) {
            BADCASE_TRY(reader.readRows(0, header.rows(), values));
            return values;
        }
        for (std::size_t i = 0; i < wanted.size(); ++i)
            BADCASE_TRY(reader.readRows(wanted[i], 1, std::span(values).subspan(i * dim, dim)));
        return values;
    }

    const InputMaker& m_maker;
    const JobSample& m_sample;
    const engine::ModelInput* m_input = nullptr;
    const engine::WordPiece* m_vocabulary = nullptr;
    SampleInputs m_made;
};

} // namespace

Result<SampleInputs> makeInputs(const InputMaker& maker, const JobSample& sample)
{
    return Maker(maker, sample).run();
}

} // namespace badcase::jobs
