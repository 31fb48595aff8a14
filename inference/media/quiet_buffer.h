// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QBuffer>

namespace badcase::media {

/// A damaged TIFF points behind its end; QBuffer would print a warning for each such seek.
class QuietBuffer final : public QBuffer {
public:
    bool seek(qint64 position) override { return position <= size() && QBuffer::seek(position); }
};

} // namespace badcase::media
