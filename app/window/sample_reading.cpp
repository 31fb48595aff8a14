// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/sample_reading.h"

#include "app/window/feature_reading.h"
#include "app/workspace/import_run_decisions.h"
#include "app/workspace/label_masks.h"
#include "app/workspace/scoring.h"
#include "inference/analysis/segmentation_score.h"
#include "inference/media/image_reader.h"
#include "storage/mask_repository.h"
#include "storage/prediction_repository.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace badcase::window {

namespace {

constexpr std::size_t kMostLikely = 9; ///< keys 1 to 9

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::SampleReading", text);
}

std::vector<panels::ClassProbability> mostLikely(const std::vector<float>& probabilities)
{
    std::vector<ClassIndex> order(probabilities.size());
    std::iota(order.begin(), order.end(), 0);
    const std::size_t count = std::min(order.size(), kMostLikely);
    const auto better = [&](ClassIndex a, ClassIndex b) {
        const float pa = probabilities[static_cast<std::size_t>(a)];
        const float pb = probabilities[static_cast<std::size_t>(b)];
        return pa != pb ? pa > pb : a < b;
    };
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count), order.end(), better);
    std::vector<panels::ClassProbability> top;
    for (std::size_t i = 0; i < count; ++i)
        top.push_back({order[i], probabilities[static_cast<std::size_t>(order[i])]});
    return top;
}

/// IoU of every class that scores, and how much of the picture is labelled so.
void addOverlaps(panels::SampleView& view, const QByteArray& packed, const Schema& schema,
                 Activation activation)
{
    const auto counts = workspace::unpackCounts(packed, schema.size());
    if (packed.isEmpty() || !counts)
        return;
    const auto metrics =
        analysis::segmentationMetrics(*counts, analysis::SegmentationRules::of(schema, activation));
    for (const auto& entry : metrics.perClass) {
        panels::ClassOverlap overlap{entry.classIndex, std::nullopt, 0};
        if (!std::isnan(entry.iou))
            overlap.iou = entry.iou;
        if (counts->total() > 0)
            overlap.labelShare = double(counts->support(entry.classIndex)) / double(counts->total());
        view.overlaps.push_back(overlap);
    }
    if (!std::isnan(metrics.meanIou))
        view.meanIou = metrics.meanIou;
}

panels::SampleView viewOf(const storage::SampleDetail& detail)
{
    const storage::SampleRow& row = detail.row;
    panels::SampleView view;
    view.id = row.sample.id;
    view.name = row.sample.name;
    view.given = row.given;
    if (row.corrected)
        view.correction = row.labels;
    view.verdict = row.verdict;
    view.comment = detail.comment;
    view.fields = detail.fields;
    view.path = row.sample.media.path;
    view.size = row.sample.size;
    view.fileBytes = row.sample.fileBytes;
    view.split = row.sample.split;
    if (!detail.problems.empty())
        view.problem = detail.problems.front().message;
    return view;
}

/// Videos, and what stands for them, have a time line.
bool isTimed(SampleKind kind)
{
    return kind != SampleKind::Image;
}

/// Has the file changed since the import? Zip members have a checksum, files a size and a time.
bool isChanged(const Sample& sample, const media::MediaStat& stat)
{
    if (sample.fileBytes >= 0 && sample.fileBytes != stat.bytes)
        return true;
    return sample.fileCrc != 0 ? sample.fileCrc != stat.crc
                               : sample.fileModified != 0 && sample.fileModified != stat.modified;
}

} // namespace

Result<SampleFacts> readFacts(storage::Connection& connection, SampleId id,
                              const std::optional<storage::RunRecord>& run, const Schema& schema)
{
    SampleFacts facts;
    const RunId runId = run ? run->id : RunId();
    BADCASE_ASSIGN(facts.detail, storage::SampleRepository(connection).detail(id, runId));
    facts.view = viewOf(facts.detail);
    if (schema.task() == Task::Segmentation) {
        BADCASE_ASSIGN(facts.correctedMask, storage::MaskRepository(connection).corrected(id));
    }
    if (facts.detail.row.hasSegments) {
        BADCASE_ASSIGN(facts.segments, storage::SegmentRepository(connection).segments(id));
    }
    if (isTimed(facts.detail.row.sample.kind)) {
        BADCASE_ASSIGN(facts.spans, storage::SegmentRepository(connection).spans(id));
    }
    const auto& prediction = facts.detail.row.prediction;
    if (!run || !prediction)
        return facts;
    facts.view.runName = run->name;
    if (prediction->failed) {
        facts.view.problem = prediction->error;
        return facts;
    }
    facts.view.predicted = prediction->decision.decided;
    storage::PredictionRepository predictions(connection);
    if (isTimed(facts.detail.row.sample.kind)) {
        BADCASE_ASSIGN(facts.predictedSegments, predictions.segments(run->id, id));
        BADCASE_ASSIGN(facts.sequence, predictions.sequence(run->id, id));
    }
    if (run->task != Task::Segmentation) {
        if (workspace::hasDecisionsOnly(*run))
            return facts;
        BADCASE_ASSIGN(const auto probabilities, predictions.probabilities(run->id, id));
        facts.view.top = mostLikely(probabilities);
        return facts;
    }
    BADCASE_ASSIGN(facts.mask, predictions.mask(run->id, id));
    BADCASE_ASSIGN(const auto counts, predictions.pixelCounts(run->id, id));
    addOverlaps(facts.view, counts.corrected, schema, run->activation);
    return facts;
}

SamplePixels readPixels(workspace::Project& project, const Sample& sample,
                        const std::optional<storage::MaskRef>& mask)
{
    SamplePixels pixels;
    const auto failed = [&pixels](const Error& error) {
        pixels.problem = error.message;
        return pixels;
    };
    if (sample.kind == SampleKind::Features && sample.media.isValid()) {
        auto features = project.media().root(sample.media.root).and_then([&](const auto& root) {
            return readFeatures(*root, sample);
        });
        if (!features)
            return failed(features.error());
        pixels.format = QStringLiteral("NPY");
        pixels.features = std::move(*features);
        return pixels;
    }
    if (sample.kind != SampleKind::Image || !sample.media.isValid()) {
        pixels.problem = tr("This sample has no picture");
        return pixels;
    }
    const auto root = project.media().root(sample.media.root);
    if (!root)
        return failed(root.error());
    const auto data = (*root)->read(sample.media.path);
    if (!data)
        return failed(data.error());
    if (const auto header = media::readImageHeader(*data, sample.media.path))
        pixels.format = QString::fromLatin1(header->format).toUpper();
    auto image = media::decodeImage(*data, sample.media.path);
    if (!image)
        return failed(image.error());
    pixels.image = std::move(*image);
    if (const auto stat = (*root)->stat(sample.media.path); stat && isChanged(sample, *stat))
        pixels.problem = tr("The file has changed since it was imported; predictions belong to the old one");
    if (mask && mask->isValid()) {
        if (auto map = workspace::readGivenMask(project, *mask, pixels.image.size()))
            pixels.givenMask = std::move(*map);
        else
            pixels.problem = map.error().message;
    }
    return pixels;
}

} // namespace badcase::window
