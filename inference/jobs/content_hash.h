// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What a sample is, as a number: equal numbers mean that a model is shown the same. With a run's settings it
/// names a result, so that nothing is computed twice.

#include "inference/core/result.h"
#include "inference/core/sample.h"
#include "inference/jobs/run_io.h"
#include "inference/media/media_root.h"
#include "inference/media/video_source.h"

#include <QByteArrayView>
#include <QCryptographicHash>
#include <QStringList>

namespace badcase::jobs {

/// The first 64 bits of a BLAKE2b: among a million samples two different ones meet with a probability of
/// 3e-8. BLAKE2b because Qt has it (0.66 GB/s on one core, 2 % of the time that decoding the same JPEG
/// takes); a faster hash would need another library.
class ContentHash {
public:
    /// Of a sample's kind and of the parts that are added; each counts with its length, so that "ab", "c" and
    /// "a", "bc" differ.
    explicit ContentHash(SampleKind kind);
    /// Whatever the model is shown of the sample belongs in here: the bytes of its file, and for a card that
    /// reads texts those texts, in the order of the card.
    void add(QByteArrayView part);
    quint64 value() const;

private:
    QCryptographicHash m_hash{QCryptographicHash::Blake2b_256};
};

/// Videos beyond this size are known by their size, the time of their last change (in an archive: their
/// checksum), and by kSampledBytes at the beginning and at the end: reading a film of gigabytes would take
/// longer than showing eight of its frames to a model.
inline constexpr qint64 kWholeVideoBytes = qint64(64) << 20;
inline constexpr qint64 kSampledBytes = qint64(1) << 20;

/// Of a video. Errors: Io, NotFound.
Result<quint64> videoContent(const media::VideoSource& source, const media::MediaStat& stat);

/// Of a sample for a model with several inputs: of its texts those that are named (where it has them), in this
/// order, and its file where `media` is wanted and there is one. Reads the file; errors of that.
Result<quint64> sampleContent(const JobSample& sample, const QStringList& fields, bool media);

} // namespace badcase::jobs
