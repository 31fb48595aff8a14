// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/verb.h"

#include "app/workspace/export_service.h"
#include "app/workspace/import_service.h"
#include "app/workspace/relabel_segments.h"
#include "inference/engine/model_card.h"

namespace badcase::cli {

namespace {

using workspace::Project;

OptionSpec option(const char* name, const char* value, const char* help)
{
    return {QLatin1String(name), QLatin1String(value), QLatin1String(help)};
}

Result<workspace::ImportRequest> importRequest(const Arguments& arguments)
{
    workspace::ImportRequest request;
    request.format = arguments.value(QStringLiteral("format"));
    request.options.source = arguments.positional(1);
    request.options.split = arguments.value(QStringLiteral("split"));
    request.options.mediaRoot = arguments.value(QStringLiteral("media-root"));
    request.options.imagesDir = arguments.value(QStringLiteral("images"));
    request.options.masksDir = arguments.value(QStringLiteral("masks"));
    request.options.classFrom = arguments.value(QStringLiteral("class-from"));
    request.options.encoding = arguments.value(QStringLiteral("encoding"));
    request.options.keepMissing = arguments.has(QStringLiteral("keep-missing"));
    request.options.maskSuffix = arguments.value(QStringLiteral("mask-suffix"));
    BADCASE_ASSIGN(const auto ignore, arguments.number(QStringLiteral("ignore"), 0));
    request.options.ignoreIndex = ignore;
    BADCASE_ASSIGN(request.options.classes,
                   engine::parseClassRenames(arguments.value(QStringLiteral("map-classes"))));
    BADCASE_ASSIGN(const auto columns,
                   engine::parseClassRenames(arguments.value(QStringLiteral("map-columns"))));
    request.options.columns = columns;
    request.dryRun = arguments.has(QStringLiteral("dry-run"));
    request.addClasses = arguments.has(QStringLiteral("add-classes"));
    return request;
}

Result<int> import(const Arguments& arguments, Output& output, const CancelToken& cancel)
{
    BADCASE_ASSIGN(workspace::ImportRequest request, importRequest(arguments));
    BADCASE_ASSIGN(const auto project,
                   openProject(arguments, output,
                               request.dryRun ? storage::OpenMode::ReadOnly : storage::OpenMode::ReadWrite));
    if (project->schema().size() == 0)
        request.addClasses = true; // a project made without a class list takes the data set's
    BADCASE_ASSIGN(const auto report, workspace::importDataset(*project, request, cancel,
                                                               output.progress(QStringLiteral("imported"))));
    output.result(report.toJson(), [&] {
        output.line(QStringLiteral("%1%2: %3 added, %4 updated, %5 unchanged, %6 failed")
                        .arg(request.dryRun ? QStringLiteral("Dry run, ") : QString(), report.format)
                        .arg(report.counts.added)
                        .arg(report.counts.updated)
                        .arg(report.skipped)
                        .arg(report.failed));
        if (report.paired) {
            output.line(
                QStringLiteral(
                    "Pairs: %1 matched; missing masks %2, texts %3; extra masks %4, texts %5; other size %6")
                    .arg(report.pairs.matched)
                    .arg(report.pairs.missingMask)
                    .arg(report.pairs.missingText)
                    .arg(report.pairs.extraMask)
                    .arg(report.pairs.extraText)
                    .arg(report.pairs.sizeMismatch));
        }
        output.problems(report.problems);
    });
    if (report.cancelled)
        return int(kCancelled);
    return statusFor(report.failed > 0);
}

Result<int> exportVerb(const Arguments& arguments, Output& output, const CancelToken& cancel)
{
    workspace::ExportRequest request;
    request.format = arguments.value(QStringLiteral("format"));
    request.out = arguments.value(QStringLiteral("out"));
    request.split = arguments.value(QStringLiteral("split"));
    request.dropBadMedia = !arguments.has(QStringLiteral("keep-bad-media"));
    request.dropAmbiguous = arguments.has(QStringLiteral("drop-ambiguous"));
    request.polygons = arguments.has(QStringLiteral("polygons"));
    BADCASE_ASSIGN(request.labels, labelsOf(arguments));
    if (request.polygons && request.format != QLatin1String("coco"))
        return fail(ErrorCode::InvalidArgument, QStringLiteral("--polygons is for the format coco"));
    if (request.format.isEmpty() || request.out.isEmpty())
        return fail(ErrorCode::InvalidArgument, QStringLiteral("export needs --format and --out"));
    BADCASE_ASSIGN(const auto project, openProject(arguments, output, storage::OpenMode::ReadWrite));
    BADCASE_ASSIGN(const auto report, workspace::exportProject(*project, request, cancel,
                                                               output.progress(QStringLiteral("exported"))));
    output.result(report.toJson(), [&] {
        output.line(QStringLiteral("Exported %1 samples (%2 bytes) to %3, read back and equal")
                        .arg(report.summary.samples)
                        .arg(report.summary.bytes)
                        .arg(report.request.out));
        output.problems(report.summary.problems);
    });
    return statusFor(!report.summary.problems.empty());
}

Result<int> relabel(const Arguments& arguments, Output& output, const CancelToken& cancel)
{
    const QString from = arguments.value(QStringLiteral("from"));
    const QString segments = arguments.value(QStringLiteral("segments"));
    if (from.isEmpty() == segments.isEmpty())
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("relabel needs --from corrections.csv, or --segments truth.json"));
    const bool dryRun = arguments.has(QStringLiteral("dry-run"));
    const QString author = arguments.has(QStringLiteral("author")) ? arguments.value(QStringLiteral("author"))
                                                                   : workspace::defaultAuthor();
    BADCASE_ASSIGN(const auto project,
                   openProject(arguments, output,
                               dryRun ? storage::OpenMode::ReadOnly : storage::OpenMode::ReadWrite));
    BADCASE_ASSIGN(const auto report,
                   segments.isEmpty()
                       ? workspace::relabelFromFile(*project, from, author, dryRun, cancel)
                       : workspace::relabelSegmentsFromFile(*project, segments, author, dryRun, cancel));
    output.result(report.toJson(), [&] {
        output.line(QStringLiteral("%1 changed, %2 unchanged, %3 failed")
                        .arg(report.changed)
                        .arg(report.unchanged)
                        .arg(report.failed));
        output.problems(report.problems);
    });
    return statusFor(report.failed > 0);
}

} // namespace

std::vector<Verb> dataVerbs()
{
    return {
        {QStringLiteral("import"),
         {QStringLiteral("FILE"), QStringLiteral("SOURCE")},
         {option("format", "F",
                 "imagefolder, csv, taac, masks, wechat, taac2021, videos, kaggle-rle, coco or yolo (guessed when "
                 "not given)"),
          option("split", "S", "the split of samples that bring none"),
          option("media-root", "DIR",
                 "folder or zip of the media where they are not beside the annotations: csv (where the paths "
                 "start), wechat (zip_feats), taac2021, kaggle-rle, coco"),
          option("keep-missing", "", "csv, kaggle-rle, coco: keep samples whose media file is missing"),
          option("encoding", "E", "csv, kaggle-rle: such as GBK (told from the file)"),
          option("images", "DIR", "masks: folder of the pictures (images)"),
          option("masks", "DIR", "masks: folder of the masks (masks)"),
          option("class-from", "W", "videos: folder (default) or name, of the file"),
          option("mask-suffix", "S", "masks: a.png belongs to aS.png"),
          option("ignore", "N", "masks: this value counts nowhere"),
          option("map-classes", "A=B,...", "class names of the data -> of the project"),
          option("map-columns", "ROLE=COLUMN,...",
                 "csv, kaggle-rle: roles are id, path, label, split, mask or a field's name"),
          option("add-classes", "", "unknown class names become classes"),
          option("dry-run", "", "say what would happen and write nothing")},
         QStringLiteral("Imports a data set; a second import updates and never duplicates."),
         import},
        {QStringLiteral("export"),
         {QStringLiteral("FILE")},
         {option("format", "F", "imagefolder, csv, masks, wechat, taac2021, videos, kaggle-rle, coco or yolo"),
          option("out", "DIR", "a new or empty folder"),
          option("labels", "L", "corrected (default) or given"), option("split", "S", "only this split"),
          option("keep-bad-media", "", "also samples judged bad media"),
          option("drop-ambiguous", "", "without samples judged ambiguous"),
          option("polygons", "", "coco: outlines in place of run lengths, for pieces without holes")},
         QStringLiteral("Writes the cleaned data set, reads it back and compares."),
         exportVerb},
        {QStringLiteral("relabel"),
         {QStringLiteral("FILE")},
         {option("from", "CSV", "id,label[,verdict][,reason]"),
          option("segments", "JSON", "segments of videos, in the form of TAAC 2021's ground truth"),
          option("author", "NAME", "who decided"),
          option("dry-run", "", "count only")},
         QStringLiteral("Applies corrections from a file, as one journal group."),
         relabel},
    };
}

} // namespace badcase::cli
