// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/paired_reader.h"

#include "storage/formats/file_names.h"
#include "storage/formats/mask_check.h"

#include <QCoreApplication>

#include <atomic>

namespace badcase::formats {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::formats::PairedReader", text);
}

/// Joins the picture with its partners and counts what is missing.
PendingRecord joinPicture(const PairedSet& set, const ReadOptions& options, const StemFile& image,
                          PairCounts& counts)
{
    PendingRecord pending;
    Record& record = pending.record;
    record.name = set.nameOf(image.stem);
    record.split = set.splitOf(record.name);
    if (record.split.isEmpty())
        record.split = options.split;
    setMedia(pending, set.images.root(), image.member, image.stat);
    bool complete = true;
    if (set.masks) {
        if (const StemFile* mask = set.masks->find(image.stem)) {
            record.mask = RecordFile{set.masks->root()->path(), mask->member};
            record.maskEncoding = set.encoding;
            pending.maskRoot = set.masks->root();
        } else {
            ++counts.missingMask;
            complete = false;
            pending.addProblem(QStringLiteral("missing-mask"), tr("%1 has no mask").arg(image.member));
        }
    }
    if (set.texts) {
        if (const StemFile* text = set.texts->find(image.stem)) {
            pending.textRoot = set.texts->root();
            pending.textMember = text->member;
        } else {
            ++counts.missingText;
            complete = false;
            pending.addProblem(QStringLiteral("missing-text"), tr("%1 has no text").arg(image.member));
        }
    }
    if (complete)
        ++counts.matched;
    return pending;
}

/// What lies in a partner folder without a picture, and what else is wrong with the folder's names.
Result<void> reportPartners(const StemTable& images, const StemTable& partners, const QString& extraKind,
                            const QString& extraText, qint64& extras, RecordStream& stream)
{
    for (const StemFile& file : partners.files()) {
        if (images.find(file.stem))
            continue;
        ++extras;
        BADCASE_TRY(stream.addProblem({file.member, extraKind, extraText.arg(file.member)}));
    }
    for (const StemFile& file : partners.duplicates()) {
        BADCASE_TRY(stream.addProblem({file.member, QStringLiteral("duplicate-file"),
                                       tr("%1 has the same stem as %2, which is used")
                                           .arg(file.member, partners.find(file.stem)->member)}));
    }
    if (const auto shift = findOrderShift(images, partners)) {
        BADCASE_TRY(stream.addProblem({shift->first, QStringLiteral("order-shift"),
                                       tr("Pairing by sorted position would join %1 pairs wrongly, the first "
                                          "at position %2 (%3 with %4). Here files "
                                          "are joined by their stem; training code that zips sorted lists "
                                          "has learnt from shifted pairs")
                                           .arg(shift->wrong)
                                           .arg(shift->firstPosition + 1)
                                           .arg(shift->first, shift->second)}));
    }
    return {};
}

Result<void> reportImages(const StemTable& images, const PairedSet& set, RecordStream& stream)
{
    for (const StemFile& file : images.duplicates()) {
        BADCASE_TRY(stream.addProblem({set.nameOf(file.stem), QStringLiteral("duplicate"),
                                       tr("%1 has the same stem as %2, which is used")
                                           .arg(file.member, images.find(file.stem)->member)}));
    }
    for (const QString& member : images.skipped()) {
        if (looksLikeUnreadMedia(member))
            BADCASE_TRY(stream.addProblem(
                {member, QStringLiteral("skipped-file"),
                 tr("%1 is of a kind that is not read here; it was left out").arg(member)}));
    }
    return {};
}

} // namespace

Result<PairCounts> readPairs(const PairedSet& set, const ReadOptions& options, const Schema& schema,
                             RecordVisitor& visitor, const CancelToken& cancel, qint64 limit)
{
    PairCounts counts;
    std::atomic<qint64> sizeMismatches{0};
    const auto inspect = [&](PendingRecord& pending) {
        inspectMedia(pending);
        if (!pending.textMember.isEmpty())
            set.readText(pending);
        if (pending.usable && pending.record.mask)
            inspectMask(pending, schema, options.ignoreIndex, MaskDetection::Trust, &sizeMismatches);
    };
    RecordStream stream(visitor, cancel, inspect, limit);
    stream.setTotal(static_cast<qint64>(set.images.files().size()));
    for (const StemFile& image : set.images.files()) {
        BADCASE_TRY(stream.add(joinPicture(set, options, image, counts)));
        if (stream.full())
            break;
    }
    if (limit < 0) {
        BADCASE_TRY(reportImages(set.images, set, stream));
        if (set.masks)
            BADCASE_TRY(reportPartners(set.images, *set.masks, QStringLiteral("extra-mask"),
                                       tr("The mask %1 has no picture"), counts.extraMask, stream));
        if (set.texts)
            BADCASE_TRY(reportPartners(set.images, *set.texts, QStringLiteral("extra-text"),
                                       tr("The text %1 has no picture"), counts.extraText, stream));
    }
    BADCASE_TRY(stream.finish());
    counts.sizeMismatch = sizeMismatches;
    return counts;
}

Result<StemTable> indexPictures(const Place& place, const QString& suffix, const CancelToken& cancel)
{
    return StemTable::build(place.root, place.folder, suffix, hasImageSuffix, cancel);
}

Result<MaskEncoding> encodingOf(const StemTable& masks, const ReadOptions& options, const Schema& schema,
                                const CancelToken& cancel)
{
    std::vector<MaskFile> files;
    for (const StemFile& file : masks.files())
        files.push_back({masks.root(), file.member});
    return chooseMaskEncoding(files, schema, options.ignoreIndex, cancel);
}

} // namespace badcase::formats
