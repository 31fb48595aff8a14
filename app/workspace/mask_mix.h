// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Mixing masks of one sigmoid channel: what the members say of every pixel, read once and kept where it fits.

#include "app/workspace/mix_board.h"
#include "inference/analysis/tuning/mask_mix_sample.h"

#include <functional>

namespace badcase::workspace {

/// Images with a label mask that every member has drawn. Immutable; any thread.
class MaskMixSet {
public:
    /// One image while it is visited.
    struct Image {
        std::size_t index = 0;
        std::span<const std::span<const std::uint8_t>> views; ///< one a member, values 0..255
        std::span<const std::uint8_t> roles;                   ///< analysis::PixelRole
    };
    using Visit = std::function<void(const Image&)>;

    /// InvalidArgument: masks of several classes, of different sizes, or none with a label mask. Planes beyond 1 GiB are
    /// not kept but read again at each visit.
    static Result<std::shared_ptr<const MaskMixSet>> load(const std::shared_ptr<Project>& project,
                                                          const MixSource& source, const CancelToken& cancel,
                                                          const ProgressCallback& progress);

    const MixSource& source() const { return m_source; }
    const std::vector<MixMember>& members() const { return m_members; }
    const std::vector<SampleId>& samples() const { return m_samples; }
    const std::vector<QString>& names() const { return m_names; } ///< of the samples
    qint64 missing() const { return m_missing; }
    const std::vector<analysis::MaskMixSample>& estimates() const { return m_estimates; }

    /// Every image, in order; visits come from several threads at once, each image once. Cancelled.
    Result<void> each(const CancelToken& cancel, const Visit& visit) const;
    /// Exact counts of every image for each mix: [mix][image].
    Result<std::vector<std::vector<analysis::MaskOverlap>>> overlaps(const std::vector<analysis::MaskMix>& mixes,
                                                                     const CancelToken& cancel) const;

private:
    struct Planes {
        std::vector<QByteArray> views;
        std::vector<std::uint8_t> roles;
    };
    MaskMixSet() = default;
    Result<std::optional<Planes>> read(storage::Connection& connection, SampleId sample) const;
    static void show(const Planes& planes, std::size_t index, const Visit& visit);

    std::shared_ptr<Project> m_project;
    MixSource m_source;
    std::vector<MixMember> m_members;
    std::vector<SampleId> m_samples;
    std::vector<QString> m_names;
    std::vector<analysis::MaskMixSample> m_estimates;
    std::vector<Planes> m_planes; ///< empty: they are read anew
    qint64 m_missing = 0;
};

/// The names of `mix --objective` for masks, the usual one first.
QStringList maskMixObjectives();
Result<analysis::MaskObjective> maskMixObjective(const QString& name);

/// The board of a segmentation project; errors as MaskMixSet::load().
Result<std::shared_ptr<MixBoard>> loadMaskMixBoard(const std::shared_ptr<Project>& project, const MixSource& source,
                                                   const CancelToken& cancel, const ProgressCallback& progress);

} // namespace badcase::workspace
