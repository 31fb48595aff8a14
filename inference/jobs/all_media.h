// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "inference/jobs/sample_media.h"

#include <memory>

namespace badcase::jobs {

/// Everything that the program reads: pictures of every format of media/image_reader.h, and videos.
std::shared_ptr<const SampleMedia> allMedia();

} // namespace badcase::jobs
