// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// A sample for a model that takes more than one picture: all of it in a single pass. Internal to jobs.

#include "inference/jobs/sample_parts.h"
#include "inference/jobs/video_pass.h"

#include <vector>

namespace badcase::jobs {

/// What the model says of such a sample, and of its frames or parts where the card names such scores.
class ClipParts : public SampleParts {
public:
    /// `seconds`: when each place along time is; `duration`: of the sample.
    ClipParts(qint64 number, SampleId id, QString name, std::vector<double> seconds, double duration)
        : SampleParts(number, id, std::move(name)), m_seconds(std::move(seconds)), m_duration(duration)
    {}
    /// The one pass will come.
    void expect();

protected:
    Result<void> read(int part, const engine::Postprocessor& post, const engine::OutputSlice& output,
                      const engine::Geometry& geometry, const QString& name) override;
    Result<void> summarise(SampleResult& result) override;

private:
    FrameScores timed(engine::ClipPrediction clip, bool isFrames) const;

    const std::vector<double> m_seconds;
    const double m_duration;
    SampleResult m_result; ///< of which the outcome and the frames are set
};

/// Reads a sample and gives its one input to `take`; a sample that cannot be used is finished with its error.
/// When the run is stopped, the sample stays unfinished. Never throws but what `take` throws.
void prepareInputs(RunContext& context, const WaitingSample& waiting, const TakeInput& take);

} // namespace badcase::jobs
