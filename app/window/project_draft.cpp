// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/project_draft.h"

#include "storage/formats/class_list.h"
#include "storage/formats/mask_annotations.h"
#include "storage/formats/schema_source.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <algorithm>

namespace badcase::window {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::NewProject", text);
}

/// "data set.badcase", "data set 2.badcase", ... whichever is free.
QString freeName(const QDir& folder, const QString& base)
{
    for (int number = 1;; ++number) {
        const QString name = number == 1 ? base : QStringLiteral("%1 %2").arg(base).arg(number);
        const QString path = folder.filePath(name + QStringLiteral(".badcase"));
        if (!QFileInfo::exists(path))
            return path;
    }
}

/// Masks as lists of objects, which have their classes' names with them.
bool hasObjects(const formats::Preview& preview)
{
    return std::ranges::any_of(preview.records,
                               [](const formats::Record& record) { return record.maskMap.has_value(); });
}

Result<Schema> schemaOf(Task task, const QStringList& names)
{
    std::vector<ClassInfo> classes;
    for (const QString& name : names)
        if (!name.isEmpty())
            classes.push_back({name, {}, {}});
    return formats::schemaWithBackground(task, std::move(classes));
}

} // namespace

Task guessTask(const QString& format, const formats::Preview& preview)
{
    const auto has = [&preview](auto condition) { return std::ranges::any_of(preview.records, condition); };
    if (format == QLatin1String("masks") || format == QLatin1String("taac") || hasObjects(preview) ||
        has([](const formats::Record& record) { return record.mask.has_value(); }))
        return Task::Segmentation;
    if (has([](const formats::Record& record) { return record.labels && record.labels->size() > 1; }))
        return Task::MultiLabel;
    return Task::Classification;
}

QString suggestProjectPath(const QString& source)
{
    const QFileInfo info(QDir::cleanPath(source));
    QString base = info.isFile() ? info.completeBaseName() : info.fileName();
    static const QStringList generic{QStringLiteral("test"), QStringLiteral("train"),
                                     QStringLiteral("val"),  QStringLiteral("images"),
                                     QStringLiteral("data"), QStringLiteral("dataset")};
    // Such names say little: put the folder above in front.
    if (const QString above = info.dir().dirName();
        generic.contains(base, Qt::CaseInsensitive) && !above.isEmpty())
        base = QStringLiteral("%1 %2").arg(above, base);
    QDir folder = info.dir();
    if (!QFileInfo(folder.path()).isWritable())
        folder.setPath(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    return freeName(folder, base);
}

QString findClassList(const QString& source)
{
    const QFileInfo info(QDir::cleanPath(source));
    const QDir inside(info.isDir() ? info.absoluteFilePath() : info.absolutePath());
    for (const QDir& folder : {inside, QDir(inside.filePath(QStringLiteral("..")))})
        if (const QString path = formats::findClassListIn(folder.path()); !path.isEmpty())
            return path;
    return {};
}

MaskFolders guessMaskFolders(const QString& source)
{
    const QStringList folders = QDir(source).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    if (folders.contains(QStringLiteral("images")) && folders.contains(QStringLiteral("masks")))
        return {};
    for (const QString& folder : folders)
        for (const auto* ending : {"annot", "_masks", "_labels", "_mask"})
            if (folders.contains(folder + QLatin1String(ending)))
                return {folder, folder + QLatin1String(ending)};
    return {};
}

Result<Schema> draftSchema(Task task, const QString& classList, const formats::Preview& preview)
{
    if (!classList.isEmpty())
        return formats::schemaFromDataset(classList, task);
    if (task == Task::Segmentation && !hasObjects(preview)) {
        return fail(ErrorCode::InvalidArgument, tr("Masks hold numbers or colours, not names: choose a class "
                                                   "list (classes.json or classes.csv)"));
    }
    return schemaOf(task, preview.classes);
}

Result<formats::Preview> previewOf(const QString& format, const formats::ReadOptions& options,
                                   const Schema& schema, int limit, const CancelToken& cancel)
{
    BADCASE_ASSIGN(const auto reader, formats::readerFor(format));
    BADCASE_ASSIGN(auto preview, reader->preview(options, schema, limit, cancel));
    static const QStringList ofObjects{QStringLiteral("coco"), QStringLiteral("yolo"),
                                       QStringLiteral("kaggle-rle")};
    if (schema.size() > 0 || preview.classes.isEmpty() || !ofObjects.contains(format))
        return preview;
    const auto draft = schemaOf(Task::Segmentation, preview.classes);
    if (!draft)
        return preview;
    auto masks = reader->preview(options, *draft, limit, cancel);
    if (!masks || !hasObjects(*masks))
        return preview;
    masks->classes = preview.classes; // a table that names none says so only to who has none
    return masks;
}

Result<workspace::ImportReport> tryImport(const Result<Schema>& schema,
                                          const workspace::ImportRequest& request, const CancelToken& cancel,
                                          const ProgressCallback& progress)
{
    if (!schema)
        return fail(schema.error());
    const QTemporaryDir folder;
    BADCASE_ASSIGN(const auto project,
                   workspace::Project::create(folder.filePath(QStringLiteral("dry-run.badcase")), *schema));
    return workspace::importDataset(*project, request, cancel, progress);
}

} // namespace badcase::window
