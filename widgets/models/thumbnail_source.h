// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Where thumbnails come from. widgets/models declares it, app/workspace implements it over media and its
/// cache file.

#include "inference/core/ids.h"

#include <QImage>

#include <functional>

namespace badcase::models {

struct ThumbnailRequest {
    quint64 ticket = 0; ///< unique among all caches; what cancel() names
    SampleId id;
    int pixels = 0; ///< device pixels of the longer side that are wanted; a smaller picture is not enlarged
};

/// Called at most once, on the GUI thread. A null image: there is no picture, or it cannot be decoded.
using ThumbnailReceiver = std::function<void(QImage)>;

/// Interface. Both calls come on the GUI thread and return at once. The receiver may outlive who asked.
class ThumbnailSource {
public:
    virtual ~ThumbnailSource() = default;
    virtual void request(const ThumbnailRequest& request, ThumbnailReceiver receiver) = 0;
    /// Nobody looks at it any more: drop it if it has not been started; an answer does no harm.
    virtual void cancel(quint64 ticket) = 0;
};

} // namespace badcase::models
