// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What a model says of the frames of one video, gathered until all are in: on a device the frames of several
/// videos are in the same batch, and any helper may be the one that reads the last.

#include "inference/jobs/run_io.h"
#include "inference/jobs/run_types.h"

#include <mutex>
#include <optional>
#include <vector>

namespace badcase::jobs {

/// A sample that is done, or not.
struct FinishedSample {
    SampleResult result;
    Stage failedIn = Stage::Decode; ///< where an error came from; of no meaning for a prediction

    bool modelFailed() const
    {
        return std::holds_alternative<Error>(result.outcome) && failedIn >= Stage::Forward;
    }
};

/// Thread-safe. Those calls that can be the last one return the finished sample, exactly one of them does.
///
/// The probability of a class for the video is the mean of its probability over the frames, and so is the
/// embedding; a frame that the plan names twice counts twice. Probabilities are summed in the order of the
/// frames, so that they do not depend on threads; embeddings, which would take much memory, as they come.
class VideoScores {
public:
    VideoScores(qint64 number, SampleId id, QString name)
        : m_number(number), m_id(id), m_name(std::move(name))
    {}
    qint64 number() const { return m_number; } ///< of the sample in the order of the source

    /// Another frame will come, further on in the video; counted `times` times. What it returns names the
    /// frame in add(). Errors: TooLarge when the scores of so many frames would not fit a project.
    Result<int> expect(double seconds, int times);
    std::optional<FinishedSample> add(int frame, ClassPrediction prediction);
    /// Instead of add(), for a frame that the model failed for. The first error becomes the sample's.
    std::optional<FinishedSample> frameFailed(Error error, Stage stage);
    /// No more frames. `warning`: what is the matter with a video that could be used all the same.
    std::optional<FinishedSample> endOfFrames(QString warning);
    /// No more frames, because of this.
    std::optional<FinishedSample> endWithError(Error error, Stage stage);
    /// Nobody wants it any more: no call returns a sample from now on.
    void abandon();
    /// More frames would be in vain.
    bool hasFailed() const;
    bool hasFrames() const; ///< any was expected

private:
    struct Frame {
        double seconds = 0;
        int times = 1;
        std::vector<float> probabilities;
    };
    void keepError(Error error, Stage stage);
    std::optional<FinishedSample> finishIfComplete();
    void summarise(SampleResult& result);

    /// Rows and columns of one video's scores are one value of the project file.
    static constexpr qint64 kMaxScoreBytes = qint64(64) << 20;
    static constexpr std::size_t kMaxFrames = 1'000'000;

    const qint64 m_number;
    const SampleId m_id;
    const QString m_name;
    mutable std::mutex m_mutex;
    std::vector<Frame> m_frames;
    std::vector<double> m_embeddingSums;
    std::optional<Error> m_error;
    Stage m_failedIn = Stage::Decode;
    QString m_warning;
    qint64 m_heldBytes = 0;
    int m_pending = 0;
    bool m_ended = false;
    bool m_done = false; ///< returned, or abandoned
};

} // namespace badcase::jobs
