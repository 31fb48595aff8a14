// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The steps of a sample before and after the model, for any thread of a run. Internal to jobs.

#include "inference/jobs/lane.h"
#include "inference/jobs/sample_media.h"

#include <QCoreApplication>

#include <exception>
#include <new>
#include <optional>

namespace badcase::jobs {

/// Runs one step of one sample; nothing it throws leaves the thread.
template <class Step>
auto guarded(const QString& sample, Step&& step) -> decltype(step())
{
    try {
        return step();
    } catch (const std::bad_alloc&) {
        return fail(
            ErrorCode::TooLarge,
            QCoreApplication::translate("badcase::Lane", "%1 does not fit into the memory of this computer")
                .arg(sample));
    } catch (const std::exception& exception) {
        return fail(
            ErrorCode::Internal,
            QCoreApplication::translate("badcase::Lane", "%1: an unexpected error occurred").arg(sample),
            QString::fromUtf8(exception.what()));
    }
}

/// The frames of a video, as the plan's media read them; the sample is finished by it or by the last frame.
void prepareVideo(RunContext& context, const WaitingSample& video, const TakeFrame& take);

/// Decodes and preprocesses a picture; nothing when the sample could not be used (which is then finished).
std::optional<PreparedSample> prepareOrFinish(RunContext& context, const WaitingSample& waiting);

/// `name`: of the picture, for messages.
Result<engine::PreparedInput> preprocess(RunContext& context, const RgbImage& picture, const QString& name);

/// Reads one output; a picture is finished by it, and a video whose last frame it is.
void postprocess(RunContext& context, const ForwardedSample& sample);

/// The model failed for this input.
void modelFailed(RunContext& context, const PreparedSample& sample, Error error);

/// Passes on what VideoScores returned.
void finishVideo(RunContext& context, const VideoScores& video, std::optional<FinishedSample> finished);

} // namespace badcase::jobs
