// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/demo_service.h"

#include "app/workspace/export_service.h"
#include "app/workspace/import_service.h"
#include "app/workspace/relabel_service.h"
#include "app/workspace/run_service.h"
#include "resources/demo/demo_pictures.h"
#include "storage/sample_query.h"
#include "storage/sample_repository.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QStandardPaths>

namespace badcase::workspace {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("badcase::Demo", text); }

const QString kRun = QStringLiteral("first run");

/// Models are shipped inside the program; LibTorch reads files.
Result<QString> copyModel(const QString& name, const QString& dir)
{
    const QString target = QDir(dir).filePath(name + QStringLiteral(".pt"));
    if (!QFile::exists(target) && !QFile::copy(QStringLiteral(":/badcase/models/%1.pt").arg(name), target))
        return fail(ErrorCode::Io, tr("Cannot write the demo's model %1").arg(target));
    QFile::setPermissions(target, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther);
    return target;
}

Result<Schema> schemaFrom(Task task, const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Io, tr("Cannot read %1").arg(path), file.errorString());
    return Schema::parse(task, file.readAll());
}

struct Half {
    Task task;
    QString project;
    QString classes;
    QString model;
    ImportRequest import;
};

Result<void> makeProject(const Half& half, const CancelToken& cancel, const ProgressCallback& progress)
{
    BADCASE_ASSIGN(const Schema schema, schemaFrom(half.task, half.classes));
    BADCASE_ASSIGN(const auto project, Project::create(half.project, schema));
    BADCASE_ASSIGN(const auto report, importDataset(*project, half.import, cancel, progress));
    if (report.cancelled)
        return fail(ErrorCode::Cancelled, tr("Stopped while importing the demo"));
    RunRequest request;
    request.model = half.model;
    request.name = kRun;
    request.device = QStringLiteral("cpu");
    request.trust = true; // the model is part of this program
    const auto stats = [&](const jobs::RunStats& now) {
        if (progress)
            progress({now.done, now.total, tr("running the model")});
    };
    BADCASE_ASSIGN(const auto run, runModel(project, request, TrustStore(), cancel, stats));
    if (run.report.outcome != Outcome::Succeeded)
        return fail(run.report.error.value_or(Error{ErrorCode::Cancelled, tr("Stopped while running the demo's model"), {}}));
    return {};
}

/// Rank of the planted errors in a list: the share of `wrong` that stands in the first quarter.
double shareInFirstQuarter(const QStringList& order, const QSet<QString>& wrong)
{
    if (wrong.isEmpty())
        return 0;
    qsizetype found = 0;
    for (qsizetype i = 0; i < order.size() / 4; ++i)
        found += wrong.contains(order.at(i)) ? 1 : 0;
    return double(found) / double(wrong.size());
}

Result<QStringList> namesByLoss(Project& project, RunId run)
{
    BADCASE_ASSIGN(const auto connection, project.connect());
    storage::SampleFilter filter;
    filter.run = run;
    filter.loss.emplace(); // any: only samples that have one
    BADCASE_ASSIGN(const auto ids, storage::querySamples(*connection, filter, {storage::SampleOrder::Key::Loss, true}));
    BADCASE_ASSIGN(const auto rows, storage::SampleRepository(*connection).rows(ids));
    QStringList names;
    for (const auto& row : rows)
        names.append(row.sample.name);
    return names;
}

struct Planted {
    QSet<QString> labels;
    QSet<QString> masks;
};

Result<Planted> readTruth(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::NotFound, tr("The demo's list of planted errors is missing: %1").arg(path));
    Planted planted;
    const auto lines = QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const QStringList cells = lines.at(i).split(u',');
        if (cells.value(1) != cells.value(2))
            planted.labels.insert(cells.value(0));
        if (!cells.value(3).isEmpty())
            planted.masks.insert(cells.value(0));
    }
    return planted;
}

Result<qint64> countBadCases(Project& project, RunId run)
{
    BADCASE_ASSIGN(const auto connection, project.connect());
    storage::SampleFilter filter;
    filter.run = run;
    filter.badCases = true;
    BADCASE_ASSIGN(const auto ids, storage::querySamples(*connection, filter));
    return static_cast<qint64>(ids.size());
}

Result<RunId> firstRun(Project& project)
{
    BADCASE_ASSIGN(const auto connection, project.connect());
    BADCASE_ASSIGN(const auto run, storage::RunRepository(*connection).find(kRun));
    return run.id;
}

/// A folder name below `dir` that is not taken yet: a second walk-through never overwrites the first one's export.
QString freeFolder(const QString& dir, const QString& name)
{
    for (int i = 1;; ++i) {
        const QString path = QDir(dir).filePath(i == 1 ? name : QStringLiteral("%1_%2").arg(name).arg(i));
        if (!QFileInfo::exists(path))
            return path;
    }
}

Result<QJsonObject> walkThrough(const QString& path, const QSet<QString>& planted, const QString& corrections,
                                const QString& format, const QString& out, const CancelToken& cancel)
{
    BADCASE_ASSIGN(const auto project, Project::open(path));
    BADCASE_ASSIGN(const RunId run, firstRun(*project));
    QJsonObject json;
    BADCASE_ASSIGN(const auto given, measure(*project, {kRun, LabelSource::Given, {}, false}, cancel));
    json.insert(QStringLiteral("as_given"), given);
    BADCASE_ASSIGN(const qint64 bad, countBadCases(*project, run));
    json.insert(QStringLiteral("bad_cases"), bad);
    BADCASE_ASSIGN(const QStringList order, namesByLoss(*project, run));
    json.insert(QStringLiteral("planted"), static_cast<qint64>(planted.size()));
    json.insert(QStringLiteral("planted_in_first_quarter"), shareInFirstQuarter(order, planted));
    if (!corrections.isEmpty()) {
        BADCASE_ASSIGN(const auto relabelled, relabelFromFile(*project, corrections, defaultAuthor(), false, cancel));
        json.insert(QStringLiteral("relabelled"), relabelled.changed + relabelled.unchanged);
        BADCASE_ASSIGN(const auto corrected, measure(*project, {kRun, LabelSource::Corrected, {}, false}, cancel));
        json.insert(QStringLiteral("as_corrected"), corrected);
    }
    ExportRequest request;
    request.format = format;
    request.out = out;
    BADCASE_ASSIGN(const auto exported, exportProject(*project, request, cancel, {}));
    json.insert(QStringLiteral("export"), exported.toJson());
    return json;
}

} // namespace

QString defaultDemoDir()
{
    return QDir(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation)).filePath(QStringLiteral("Badcase demo"));
}

Result<DemoPaths> makeDemo(const QString& dir, const CancelToken& cancel, const ProgressCallback& progress)
{
    const QDir root(dir);
    const QString data = root.absoluteFilePath(QStringLiteral("creatives"));
    DemoPaths paths{root.absolutePath(), root.absoluteFilePath(QStringLiteral("demo_products.badcase")),
                    root.absoluteFilePath(QStringLiteral("demo_regions.badcase")), data + QStringLiteral("/truth/planted.csv"),
                    data + QStringLiteral("/truth/corrections.csv")};
    const QString finished = root.absoluteFilePath(QStringLiteral(".complete"));
    if (QFile::exists(finished) && QFile::exists(paths.products) && QFile::exists(paths.regions))
        return paths;
    if (root.exists() && !root.isEmpty()) {
        return fail(ErrorCode::AlreadyExists,
                    tr("%1 holds something else, or a demo that was not finished; choose or empty a folder").arg(root.path()));
    }
    demo::PictureOptions options;
    options.dir = data;
    BADCASE_ASSIGN(const auto pictures, demo::makePictures(options, cancel, progress));
    BADCASE_ASSIGN(const QString productModel, copyModel(QStringLiteral("demo_products"), paths.dir));
    BADCASE_ASSIGN(const QString regionModel, copyModel(QStringLiteral("demo_regions"), paths.dir));

    Half products{Task::Classification, paths.products, pictures.classes, productModel, {}};
    products.import.format = QStringLiteral("csv");
    products.import.options.source = pictures.labels;
    BADCASE_TRY(makeProject(products, cancel, progress));
    Half regions{Task::Segmentation, paths.regions, pictures.maskClasses, regionModel, {}};
    regions.import.format = QStringLiteral("taac");
    regions.import.options.source = data;
    BADCASE_TRY(makeProject(regions, cancel, progress));
    QFile marker(finished);
    if (!marker.open(QIODevice::WriteOnly))
        return fail(ErrorCode::Io, tr("Cannot finish the demo in %1").arg(paths.dir), marker.errorString());
    return paths;
}

Result<QJsonObject> walkThroughDemo(const DemoPaths& demo, const CancelToken& cancel)
{
    BADCASE_ASSIGN(const Planted planted, readTruth(demo.truth));
    BADCASE_ASSIGN(const auto products, walkThrough(demo.products, planted.labels, demo.corrections, QStringLiteral("imagefolder"),
                                                    freeFolder(demo.dir, QStringLiteral("export_products")), cancel));
    BADCASE_ASSIGN(const auto regions, walkThrough(demo.regions, planted.masks, {}, QStringLiteral("masks"),
                                                   freeFolder(demo.dir, QStringLiteral("export_regions")), cancel));
    return QJsonObject{{QStringLiteral("dir"), demo.dir},
                       {QStringLiteral("projects"), QJsonArray{demo.products, demo.regions}},
                       {QStringLiteral("products"), products},
                       {QStringLiteral("regions"), regions}};
}

} // namespace badcase::workspace
