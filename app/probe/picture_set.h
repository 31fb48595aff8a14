// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The pictures of a probe.

#include "inference/core/result.h"
#include "inference/engine/model_card.h"
#include "inference/engine/preprocess.h"
#include "inference/media/media_root.h"

#include <QStringList>

#include <memory>
#include <vector>

namespace badcase::probe {

/// Immutable and thread-safe.
class PictureSet {
public:
    /// Those files of a folder or zip archive, at any depth and in the order of their paths, whose names end
    /// like a picture's that this program reads; at most `limit` (0: all). NotFound when there is none.
    static Result<PictureSet> open(const QString& folder, int limit);

    qint64 size() const { return m_members.size(); }
    const QString& member(qint64 number) const { return m_members[number % size()]; } ///< round and round
    const std::shared_ptr<media::MediaRoot>& root() const { return m_root; }

    /// Read, decoded and preprocessed.
    Result<engine::PreparedInput> prepare(qint64 number, const engine::CardInput& input) const;
    /// At most `count` inputs of different pictures, those that cannot be used left out; the first problem
    /// when there is no other.
    Result<std::vector<engine::PreparedInput>> prepareSome(int count, const engine::CardInput& input) const;

private:
    std::shared_ptr<media::MediaRoot> m_root;
    QStringList m_members;
};

} // namespace badcase::probe
