// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Where the frames of the shown video come from. widgets/viewer declares it, the window implements it with a
/// decoding thread; nothing here waits.

#include <QImage>
#include <QObject>
#include <QString>

#include <memory>
#include <vector>

namespace badcase::viewer {

/// Presentation times in seconds from the first frame, ascending; frame n is shown from times[n] to times[n +
/// 1].
using FrameTimes = std::shared_ptr<const std::vector<double>>;

/// GUI thread. Frames that are ready come from a bounded store; ask again for one that was thrown out.
class FrameSource : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// Null until the video's index is there.
    virtual FrameTimes times() const = 0;
    /// Frame `index` is to be shown next; afterwards those that follow it in the direction of `step` (1, -1;
    /// 0: none) are decoded ahead. Wishes that are overtaken are dropped.
    virtual void want(int index, int step) = 0;
    /// The frame when it is decoded already, else null.
    virtual QImage frame(int index) const = 0;

Q_SIGNALS:
    void indexed();                                      ///< times() is there, or has become another
    void frameReady(int index);                          ///< frame(index) is there
    void frameFailed(int index, const QString& message); ///< it cannot be decoded; others may
};

} // namespace badcase::viewer
