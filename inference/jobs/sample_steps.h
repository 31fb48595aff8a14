// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The steps of a sample before and after the model, for any thread of a run. Internal to jobs.

#include "inference/jobs/lane.h"

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

/// Keeps the content of a sample under way. True: its result is known already, and the sample is finished.
bool finishIfKnown(RunContext& context, const WaitingSample& waiting, quint64 content);

/// Decodes a picture; nothing when it cannot be used, or its result is known already (the sample is then
/// finished).
std::optional<RgbImage> decodeOrFinish(RunContext& context, const WaitingSample& waiting);

/// Preprocesses a picture that the model sees once, as it is; nothing when it cannot be used, likewise.
std::optional<PreparedSample> prepareOrFinish(RunContext& context, const WaitingSample& waiting,
                                              const RgbImage& picture);

/// A view of a picture as input. `name`: of the picture, for messages.
Result<engine::PreparedInput> prepareView(RunContext& context, const RgbImage& picture,
                                          const engine::View& view, const QString& name);

/// Reads one output, and finishes the sample whose last one it is.
void postprocess(RunContext& context, const ForwardedSample& sample);

/// The model failed for this input.
void modelFailed(RunContext& context, const PreparedSample& sample, Error error);

/// Passes on what a sample in parts returned.
void finishParts(RunContext& context, const SampleParts& parts, std::optional<FinishedSample> finished);

} // namespace badcase::jobs
