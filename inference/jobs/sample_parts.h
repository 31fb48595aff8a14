// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// A sample that goes through the model in several passes (frames of a video, views of test-time augmentation, windows
/// of a large picture) and is finished when the last of them is read. Internal to jobs.
///
/// On a device the passes of several samples are in the same batch, and any helper may be the one that reads the last.

#include "inference/engine/inference_model.h"
#include "inference/jobs/run_io.h"
#include "inference/jobs/run_types.h"

#include <mutex>
#include <optional>

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
class SampleParts {
public:
    SampleParts(qint64 number, SampleId id, QString name)
        : m_number(number), m_id(id), m_name(std::move(name))
    {}
    virtual ~SampleParts() = default;
    SampleParts(const SampleParts&) = delete;
    SampleParts& operator=(const SampleParts&) = delete;

    qint64 number() const { return m_number; } ///< of the sample in the order of the source

    /// Reads the model's output of the pass `part`. `name` is for messages. What it throws, it throws before anything
    /// is counted: the caller then says failed().
    std::optional<FinishedSample> take(int part, const engine::Postprocessor& post,
                                       const engine::OutputSlice& output, const engine::Geometry& geometry,
                                       const QString& name);
    /// Instead of take(), for a pass that the model failed for. The first error becomes the sample's.
    std::optional<FinishedSample> failed(Error error, Stage stage);
    /// No more passes. `warning`: what is the matter with a sample that could be used all the same.
    std::optional<FinishedSample> end(QString warning = {});
    /// No more passes, because of this.
    std::optional<FinishedSample> endWithError(Error error, Stage stage);
    /// Nobody wants it any more: no call returns a sample from now on.
    void abandon();
    /// More passes would be in vain.
    bool hasFailed() const;

protected:
    /// Another pass will come. Under the mutex.
    void expectOne() { ++m_pending; }
    /// Takes one output in; by several threads at a time, without the mutex.
    virtual Result<void> read(int part, const engine::Postprocessor& post, const engine::OutputSlice& output,
                              const engine::Geometry& geometry, const QString& name) = 0;
    /// The outcome and what comes with it; once, after the last read(), under the mutex.
    virtual Result<void> summarise(SampleResult& result) = 0;

    const QString& name() const { return m_name; }
    std::mutex& mutex() const { return m_mutex; }

private:
    void keepError(Error error, Stage stage);
    std::optional<FinishedSample> finishIfComplete();

    const qint64 m_number;
    const SampleId m_id;
    const QString m_name;
    mutable std::mutex m_mutex;
    std::optional<Error> m_error;
    Stage m_failedIn = Stage::Decode;
    QString m_warning;
    int m_pending = 0;
    bool m_ended = false;
    bool m_done = false; ///< returned, or abandoned
};

} // namespace badcase::jobs
