// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// From a sample to everything that a model with several inputs takes: pictures and frames are decoded,
/// features and texts read, and each becomes the tensors that the model's card asks for.

#include "inference/engine/input_tensors.h"
#include "inference/engine/model_card.h"
#include "inference/engine/preprocess.h"
#include "inference/engine/vocabularies.h"
#include "inference/jobs/run_io.h"
#include "inference/jobs/sample_media.h"
#include "inference/jobs/stage_clock.h"

#include <memory>
#include <vector>

namespace badcase::jobs {

/// The same for all samples of a run; what it refers to outlives it.
struct InputMaker {
    const engine::ModelCard& card;
    const engine::Vocabularies& vocabularies; ///< of this card
    StageClock& clock;
    /// The picture, the frames or the features are zeros (after normalisation: the mean colour), in as many
    /// places as the sample has. What is not needed for that is not decoded.
    bool blankMedia = false;
    CancelToken cancel = {};
    /// How files are read; the program sets allMedia().
    std::shared_ptr<const SampleMedia> media = std::make_shared<const SampleMedia>();
};

/// Frames of one video that an input takes all at once.
struct ClipFrames {
    engine::FramesTensor frames;
    std::vector<double> seconds; ///< when each place is, from the first frame
    double duration = 0;         ///< of the video in seconds
    QString warning;             ///< what is the matter with a video that could be used all the same
};

struct SampleInputs {
    engine::PreparedInput input; ///< tensors in the order of the card's arguments
    std::vector<double>
        seconds; ///< when each place along time is, from the first frame; one for each of input.places
    double duration = 0; ///< of the sample in seconds; 0 when it has no time
    QString warning;     ///< what is the matter with a file that could be used all the same
};

/// For cards with "inputs". A sample that lacks what an input needs (a text is never lacking) fails with
/// NotFound, unless the card says "missing": "zeros". Errors of decoding and preprocessing name the sample.
/// Any thread; never throws but bad_alloc.
Result<SampleInputs> makeInputs(const InputMaker& maker, const JobSample& sample);

} // namespace badcase::jobs
