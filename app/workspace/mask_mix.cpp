// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/mask_mix.h"

#include "app/workspace/label_masks.h"
#include "inference/analysis/tuning/row_blocks.h"
#include "storage/mask_repository.h"
#include "storage/prediction_repository.h"
#include "storage/sample_repository.h"

#include <QCoreApplication>

#include <atomic>

namespace badcase::workspace {

namespace {

constexpr qint64 kKeptBytes = qint64(1) << 30;
constexpr ClassIndex kThing = 1; ///< of one sigmoid channel

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::Mix", text);
}

Error stopped()
{
    return {ErrorCode::Cancelled, tr("Stopped while reading the masks"), {}};
}

std::span<const std::uint8_t> bytesOf(const QByteArray& bytes)
{
    return {reinterpret_cast<const std::uint8_t*>(bytes.constData()), static_cast<std::size_t>(bytes.size())};
}

/// The mask that an image is scored against, or nothing.
Result<std::optional<ClassMap>> labelOf(Project& project, storage::Connection& connection, SampleId sample, QSize size,
                                        LabelSource labels)
{
    if (labels == LabelSource::Corrected) {
        BADCASE_ASSIGN(auto corrected, storage::MaskRepository(connection).corrected(sample));
        if (corrected)
            return corrected;
    }
    const SampleId one[] = {sample};
    BADCASE_ASSIGN(const auto given, storage::SampleRepository(connection).masks(one));
    if (given.empty() || !given.front().isValid())
        return std::optional<ClassMap>();
    auto mask = readGivenMask(project, given.front(), size, &connection);
    // A damaged label mask has no score in a run either.
    return mask ? std::optional(std::move(*mask)) : std::optional<ClassMap>();
}

} // namespace

Result<std::optional<MaskMixSet::Planes>> MaskMixSet::read(storage::Connection& connection, SampleId sample) const
{
    storage::PredictionRepository predictions(connection);
    Planes planes;
    QSize size;
    for (const MixMember& member : m_members) {
        BADCASE_ASSIGN(const MaskPlanes one, predictions.planes(member.run.id, sample, member.view));
        if (one.count != 1 || (size.isValid() && one.size != size))
            return fail(ErrorCode::InvalidArgument,
                        tr("The masks of sample number %1 differ in size or in their classes").arg(sample.value));
        size = one.size;
        planes.views.push_back(one.bytes);
    }
    BADCASE_ASSIGN(const auto label, labelOf(*m_project, connection, sample, size, m_source.labels));
    if (!label || label->size() != size)
        return std::optional<Planes>();
    const auto rules = analysis::SegmentationRules::of(m_project->schema(), Activation::Sigmoid);
    planes.roles = analysis::MaskTruth(rules, kThing).roles(*label);
    return std::optional(std::move(planes));
}

void MaskMixSet::show(const Planes& planes, std::size_t index, const Visit& visit)
{
    std::vector<std::span<const std::uint8_t>> views;
    for (const QByteArray& bytes : planes.views)
        views.push_back(bytesOf(bytes));
    visit({index, views, planes.roles});
}

Result<std::shared_ptr<const MaskMixSet>> MaskMixSet::load(const std::shared_ptr<Project>& project,
                                                           const MixSource& source, const CancelToken& cancel,
                                                           const ProgressCallback& progress)
{
    const std::shared_ptr<MaskMixSet> set(new MaskMixSet);
    set->m_project = project;
    set->m_source = source;
    BADCASE_ASSIGN(const auto connection, project->connect());
    BADCASE_ASSIGN(set->m_members, mixMembers(*connection, project->schema(), source));
    if (set->m_members.front().run.activation != Activation::Sigmoid)
        return fail(ErrorCode::InvalidArgument,
                    tr("Masks of several classes can be combined (combine) and measured (metrics), but not mixed here"));
    BADCASE_ASSIGN(const auto samples, mixSamples(*connection, source, set->m_members, cancel));
    set->m_missing = samples.missing;
    storage::SampleRepository names(*connection);
    qint64 bytes = 0;
    qint64 done = 0;
    for (const SampleId sample : samples.samples) {
        if (cancel.isCancelled())
            return fail(stopped());
        BADCASE_ASSIGN(auto planes, set->read(*connection, sample));
        if (progress)
            progress({++done, static_cast<qint64>(samples.samples.size()), {}});
        if (!planes)
            continue;
        show(*planes, 0, [&](const Image& image) {
            set->m_estimates.emplace_back(image.views, image.roles, analysis::MixSampleRules{});
        });
        const SampleId one[] = {sample};
        BADCASE_ASSIGN(const auto rows, names.rows(one));
        set->m_samples.push_back(sample);
        set->m_names.push_back(rows.empty() ? QString() : rows.front().sample.name);
        bytes += static_cast<qint64>(planes->roles.size() * (planes->views.size() + 1));
        if (bytes <= kKeptBytes)
            set->m_planes.push_back(std::move(*planes));
        else
            set->m_planes.clear();
    }
    if (set->m_planes.size() != set->m_samples.size())
        set->m_planes.clear();
    if (set->m_samples.empty())
        return fail(ErrorCode::InvalidArgument, tr("None of the masks has a label mask to compare it with"));
    return std::shared_ptr<const MaskMixSet>(set);
}

Result<void> MaskMixSet::each(const CancelToken& cancel, const Visit& visit) const
{
    if (!m_planes.empty()) {
        analysis::inRowBlocks(m_planes.size(), 1, 0, [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end && !cancel.isCancelled(); ++i)
                show(m_planes[i], i, visit);
        });
    } else {
        BADCASE_ASSIGN(const auto connection, m_project->connect());
        for (std::size_t i = 0; i < m_samples.size() && !cancel.isCancelled(); ++i) {
            BADCASE_ASSIGN(const auto planes, read(*connection, m_samples[i]));
            if (!planes)
                return fail(ErrorCode::NotFound,
                            tr("The label mask of %1 is not there any more").arg(m_names[i]));
            show(*planes, i, visit);
        }
    }
    if (cancel.isCancelled())
        return fail(stopped());
    return {};
}

Result<std::vector<std::vector<analysis::MaskOverlap>>>
MaskMixSet::overlaps(const std::vector<analysis::MaskMix>& mixes, const CancelToken& cancel) const
{
    std::vector<std::vector<analysis::MaskOverlap>> out(mixes.size(),
                                                        std::vector<analysis::MaskOverlap>(m_samples.size()));
    BADCASE_TRY(each(cancel, [&](const Image& image) {
        for (std::size_t mix = 0; mix < mixes.size(); ++mix)
            out[mix][image.index] = mixes[mix].overlap(image.views, image.roles);
    }));
    return out;
}

} // namespace badcase::workspace
