// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/jobs/model_doubt.h"

#include <QCoreApplication>

namespace badcase::jobs {

namespace {

struct DoubtText {
    Q_DECLARE_TR_FUNCTIONS(badcase::Lane)
};

} // namespace

std::optional<Error> ModelDoubt::observe(engine::InferenceModel& model,
                                         std::span<const PreparedSample> samples,
                                         std::span<const Result<engine::OutputSlice>> outcomes)
{
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        if (outcomes[i]) {
            m_inARow = 0;
            if (!m_known && samples[i].input.bytes() <= kMaxBytes)
                m_known = samples[i].input;
            continue;
        }
        const Error& error = outcomes[i].error();
        if (error.code == ErrorCode::Cancelled || ++m_inARow < kFailures || !m_known)
            continue;
        m_inARow = 0;
        if (auto reason = askAgain(model, error))
            return reason;
    }
    return std::nullopt;
}

std::optional<Error> ModelDoubt::askAgain(engine::InferenceModel& model, const Error& failure)
{
    const auto again = model.forward(std::span(&*m_known, 1));
    if (again.front() || again.front().error().code == ErrorCode::Cancelled)
        return std::nullopt; // it was the samples
    return Error{
        failure.code,
        DoubtText::tr(
            "The model does not work any more: it fails for samples that it could do before. What is "
            "done stays, and the run can be resumed. The last error: %1")
            .arg(failure.message),
        failure.detail};
}

} // namespace badcase::jobs
