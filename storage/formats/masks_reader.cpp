// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/masks_reader.h"

#include "storage/formats/csv_reader.h"
#include "storage/formats/export_layout.h"
#include "storage/formats/paired_reader.h"
#include "storage/formats/preview_collector.h"

#include <QBuffer>
#include <QCoreApplication>

namespace badcase::formats {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::formats::MasksReader", text);
}

/// The splits of our own export; empty where there are none.
Result<QHash<QString, QString>> readSplits(const media::MediaRoot& root)
{
    QHash<QString, QString> splits;
    const auto text = root.read(QStringLiteral("splits.csv"));
    if (!text)
        return splits;
    auto buffer = std::make_unique<QBuffer>();
    buffer->setData(*text);
    buffer->open(QIODevice::ReadOnly);
    BADCASE_ASSIGN(const auto csv, CsvReader::create(std::move(buffer), QStringLiteral("splits.csv")));
    const auto id = csv->header().indexOf(QStringLiteral("id"));
    const auto split = csv->header().indexOf(QStringLiteral("split"));
    if (id < 0 || split < 0)
        return splits; // somebody else's table of that name
    CsvRow row;
    for (;;) {
        BADCASE_ASSIGN(const bool any, csv->next(row));
        if (!any)
            return splits;
        if (!row.problem)
            splits.insert(row.cells.at(id), row.cells.at(split));
    }
}

Result<PairedSet> openSet(const ReadOptions& options, const Schema& schema, const CancelToken& cancel)
{
    BADCASE_ASSIGN(const auto source, openRoot(options.source));
    const QString imagesDir = options.imagesDir.isEmpty() ? QStringLiteral("images") : options.imagesDir;
    const QString masksDir = options.masksDir.isEmpty() ? QStringLiteral("masks") : options.masksDir;
    BADCASE_ASSIGN(const Place images, findPlace(source, imagesDir));
    BADCASE_ASSIGN(const Place masks, findPlace(source, masksDir));
    for (const auto& [place, name, option] : {std::tuple{&images, imagesDir, QStringLiteral("--images")},
                                              std::tuple{&masks, masksDir, QStringLiteral("--masks")}}) {
        BADCASE_ASSIGN(const bool exists, placeExists(*place, cancel));
        if (!exists)
            return fail(ErrorCode::NotFound, tr("%1 has no folder \"%2\"; say where the files are (%3)")
                                                 .arg(source->path(), name, option));
    }
    PairedSet set;
    BADCASE_ASSIGN(set.images, indexPictures(images, QString(), cancel));
    BADCASE_ASSIGN(set.masks, indexPictures(masks, options.maskSuffix, cancel));
    if (set.images.files().empty())
        return fail(ErrorCode::NotFound,
                    tr("There are no pictures in %1 of %2").arg(imagesDir, source->path()));
    const ExportLayout layout = readExportLayout(*source);
    // Our own masks are indices; a set of them with 0 and 255 (no class) only would look two-valued.
    if (!layout.isOurs()) {
        BADCASE_ASSIGN(set.encoding, encodingOf(*set.masks, options, schema, cancel));
    }
    BADCASE_ASSIGN(const auto splits, readSplits(*source));
    set.nameOf = [layout](const QString& stem) { return layout.nameOf(stem); };
    set.splitOf = [splits](const QString& name) { return splits.value(name); };
    set.readText = [](PendingRecord&) {};
    return set;
}

} // namespace

Result<Preview> MasksReader::preview(const ReadOptions& options, const Schema& schema, int limit,
                                     const CancelToken& cancel)
{
    BADCASE_ASSIGN(const PairedSet set, openSet(options, schema, cancel));
    PreviewCollector collector;
    BADCASE_TRY(readPairs(set, options, schema, collector, cancel, limit));
    collector.preview.classes = schema.names();
    collector.preview.estimatedRecords = static_cast<qint64>(set.images.files().size());
    return std::move(collector.preview);
}

Result<PairCounts> MasksReader::read(const ReadOptions& options, const Schema& schema, RecordVisitor& visitor,
                                     const CancelToken& cancel)
{
    BADCASE_ASSIGN(const PairedSet set, openSet(options, schema, cancel));
    return readPairs(set, options, schema, visitor, cancel);
}

} // namespace badcase::formats
