// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/imagefolder_reader.h"

#include "storage/formats/export_layout.h"
#include "storage/formats/file_names.h"
#include "storage/formats/preview_collector.h"
#include "storage/formats/record_stream.h"

#include <QCoreApplication>
#include <QDir>
#include <QHash>
#include <QRegularExpression>

#include <algorithm>

namespace badcase::formats {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::formats::ImageFolderReader", text);
}

/// What the names of the folders mean.
struct Tree {
    FolderContent content = FolderContent::Pictures;
    bool classInName = false; ///< the file's own name is its class
    std::shared_ptr<media::MediaRoot> root;
    ExportLayout layout;
    QStringList top;                ///< first-level folders, sorted
    QHash<QString, QString> splits; ///< first-level folder -> split
};

/// Folders directly below `folder` ("" = the root).
Result<QStringList> foldersBelow(const media::MediaRoot& root, const QString& folder,
                                 const CancelToken& cancel)
{
    QStringList names;
    if (!root.isZip()) {
        names = QDir(root.path() + u'/' + folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        names.removeAll(QStringLiteral("__MACOSX"));
    } else {
        const qsizetype skip = folder.isEmpty() ? 0 : folder.size() + 1;
        BADCASE_TRY(root.list(folder, cancel, [&](const QString& member, const media::MediaStat&) {
            const auto slash = member.indexOf(u'/', skip);
            const QString name = slash < 0 ? QString() : member.sliced(skip, slash - skip);
            if (slash >= 0 && (names.isEmpty() || names.last() != name))
                names << name;
            return true;
        }));
        names.removeDuplicates();
    }
    std::sort(names.begin(), names.end());
    return names;
}

Result<Tree> openTree(FolderContent content, const ReadOptions& options, const CancelToken& cancel)
{
    Tree tree;
    tree.content = content;
    tree.classInName = options.classFrom == QStringLiteral("name");
    if (!tree.classInName && !options.classFrom.isEmpty() && options.classFrom != QStringLiteral("folder"))
        return fail(ErrorCode::InvalidArgument,
                    tr("Classes are told from \"folder\" or \"name\", not \"%1\"").arg(options.classFrom));
    BADCASE_ASSIGN(tree.root, openRoot(options.source));
    tree.layout = readExportLayout(*tree.root);
    BADCASE_ASSIGN(tree.top, foldersBelow(*tree.root, QString(), cancel));
    if (tree.layout.isOurs()) {
        for (const QString& split : tree.layout.splits)
            tree.splits.insert(encodeName(split), split);
        return tree;
    }
    for (const QString& folder : tree.top) {
        if (!isSplitName(folder))
            continue;
        BADCASE_ASSIGN(const QStringList inner, foldersBelow(*tree.root, folder, cancel));
        if (!inner.isEmpty())
            tree.splits.insert(folder, folder);
    }
    return tree;
}

/// "walk_02.mkv" is a "walk": takes of one thing are numbered.
QString classInName(const QString& member)
{
    static const QRegularExpression number(QStringLiteral("[ _.-]+\\(?\\d+\\)?$"));
    const QString stem = stemOf(member);
    const QString bare = QString(stem).remove(number);
    return bare.isEmpty() ? stem : bare;
}

PendingRecord makeRecord(const Tree& tree, const ReadOptions& options, const QString& member,
                         const media::MediaStat& stat)
{
    PendingRecord pending;
    Record& record = pending.record;
    record.name = member;
    record.split = options.split;
    const QStringList parts = member.split(u'/');
    qsizetype level = 0;
    if (parts.size() > 1 && tree.splits.contains(parts.first())) {
        record.split = tree.splits.value(parts.first());
        level = 1;
    }
    if (tree.classInName)
        record.labels = QStringList{mappedClass(options, tree.layout.nameOf(classInName(member)))};
    else if (parts.size() - level > 1)
        record.labels = QStringList{mappedClass(options, tree.layout.nameOf(parts.at(level)))};
    setMedia(pending, tree.root, member, stat);
    if (tree.content == FolderContent::Videos && record.kind == SampleKind::Image)
        record.kind = SampleKind::Video; // a GIF among videos
    return pending;
}

/// Streams the media below `folder`; at most `limit` of them when it is not negative.
Result<void> readFolder(const Tree& tree, const ReadOptions& options, const QString& folder, qint64 limit,
                        RecordStream& stream, const CancelToken& cancel)
{
    Result<void> outcome;
    qint64 taken = 0;
    BADCASE_TRY(tree.root->list(folder, cancel, [&](const QString& member, const media::MediaStat& stat) {
        if (belongsTo(tree.content, member)) {
            outcome = stream.add(makeRecord(tree, options, member, stat));
            ++taken;
        } else if (looksLikeUnreadMedia(member) || hasImageSuffix(member)) {
            outcome =
                stream.addProblem({member, QStringLiteral("skipped-file"),
                                   tr("%1 is of a kind that is not read here; it was left out").arg(member)});
        }
        return outcome.has_value() && (limit < 0 || taken < limit);
    }));
    return outcome;
}

class CountingVisitor : public RecordVisitor {
public:
    explicit CountingVisitor(RecordVisitor& inner) : m_inner(inner) {}
    qint64 seen = 0;

    Result<void> record(Record record) override
    {
        ++seen;
        return m_inner.record(std::move(record));
    }
    void problem(SampleProblem problem) override
    {
        ++seen;
        m_inner.problem(std::move(problem));
    }
    void progress(const Progress& progress) override { m_inner.progress(progress); }

private:
    RecordVisitor& m_inner;
};

Error nothingThere(FolderContent content, const ReadOptions& options)
{
    if (content == FolderContent::Videos)
        return Error{ErrorCode::NotFound,
                     tr("There are no videos in %1; a folder with one folder of videos for each class was "
                        "expected")
                         .arg(options.source)};
    return Error{
        ErrorCode::NotFound,
        tr("There are no pictures in %1; a folder with one folder of pictures for each class was expected")
            .arg(options.source)};
}

} // namespace

Result<Preview> ImageFolderReader::preview(const ReadOptions& options, const Schema&, int limit,
                                           const CancelToken& cancel)
{
    BADCASE_ASSIGN(const Tree tree, openTree(m_content, options, cancel));
    PreviewCollector collector;
    QStringList classFolders;
    for (const QString& folder : tree.top) {
        if (!tree.splits.contains(folder)) {
            classFolders << folder;
            continue;
        }
        BADCASE_ASSIGN(const QStringList inner, foldersBelow(*tree.root, folder, cancel));
        for (const QString& name : inner)
            classFolders << folder + u'/' + name;
    }
    for (const QString& folder : classFolders)
        collector.addClass(mappedClass(options, tree.layout.nameOf(fileNameOf(folder))));
    RecordStream stream(collector, cancel, inspectMedia, limit);
    // A few of each class: the first hundred files of a set are all of its first class.
    const qint64 each = std::max<qint64>(1, limit / std::max<qsizetype>(1, classFolders.size()));
    for (const QString& folder : classFolders) {
        BADCASE_TRY(readFolder(tree, options, folder, each, stream, cancel));
        if (stream.full())
            break;
    }
    if (classFolders.isEmpty())
        BADCASE_TRY(readFolder(tree, options, QString(), limit, stream, cancel));
    BADCASE_TRY(stream.finish());
    if (collector.preview.records.empty() && collector.preview.problems.empty())
        return fail(nothingThere(m_content, options));
    return std::move(collector.preview);
}

Result<PairCounts> ImageFolderReader::read(const ReadOptions& options, const Schema&, RecordVisitor& visitor,
                                           const CancelToken& cancel)
{
    BADCASE_ASSIGN(const Tree tree, openTree(m_content, options, cancel));
    CountingVisitor counting(visitor);
    RecordStream stream(counting, cancel, inspectMedia);
    BADCASE_TRY(readFolder(tree, options, QString(), -1, stream, cancel));
    BADCASE_TRY(stream.finish());
    if (counting.seen == 0)
        return fail(nothingThere(m_content, options));
    return PairCounts{};
}

} // namespace badcase::formats
