// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What a model says of the frames of one video, each shown in one or several views, gathered until all are in.
/// Internal to jobs.

#include "inference/jobs/sample_parts.h"

#include <vector>

namespace badcase::jobs {

/// The views of a frame are merged first. The probability of a class for the video is the mean of its probability over
/// the frames, and so is the embedding (of the first view); a frame that the plan names twice counts twice.
/// Probabilities are summed in the order of the frames, so that they do not depend on threads; embeddings, which would
/// take much memory, as they come.
class VideoScores : public SampleParts {
public:
    VideoScores(qint64 number, SampleId id, QString name, const ViewPlan& views, Activation activation)
        : SampleParts(number, id, std::move(name)), m_views(views), m_activation(activation)
    {}

    /// Another frame will come, further on in the video; counted `times` times. What it returns is the pass of its
    /// first view; the others follow it. Errors: TooLarge when the scores of so many frames would not fit a project.
    Result<int> expect(double seconds, int times);
    bool hasFrames() const; ///< any was expected

protected:
    Result<void> read(int part, const engine::Postprocessor& post, const engine::OutputSlice& output,
                      const engine::Geometry& geometry, const QString& name) override;
    Result<void> summarise(SampleResult& result) override;

private:
    struct Frame {
        double seconds = 0;
        int times = 1;
        std::vector<std::vector<float>> probabilities; ///< of each view
    };

    /// Rows and columns of one video's scores are one value of the project file.
    static constexpr qint64 kMaxScoreBytes = qint64(64) << 20;
    static constexpr std::size_t kMaxFrames = 1'000'000;

    const ViewPlan& m_views; ///< of the run, which outlives its samples
    const Activation m_activation;
    std::vector<Frame> m_frames;
    std::vector<double> m_embeddingSums;
    qint64 m_heldBytes = 0;
};

} // namespace badcase::jobs
