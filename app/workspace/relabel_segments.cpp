// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/relabel_segments.h"

#include "app/commands/review_commands.h"
#include "storage/formats/dataset_reader.h"
#include "storage/sample_repository.h"
#include "storage/segment_repository.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QSet>

#include <algorithm>

namespace badcase::workspace {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::Relabel", text);
}

/// What the file says, without what only an import needs to know (that media are not there).
class TruthKeeper : public formats::RecordVisitor {
public:
    std::vector<formats::Record> records;
    std::vector<SampleProblem> problems;
    QSet<QString> unusable; ///< names of videos that have a segment which is none

    Result<void> record(formats::Record record) override
    {
        records.push_back(std::move(record));
        return {};
    }
    void problem(SampleProblem problem) override
    {
        const bool segment = problem.kind == QLatin1String("bad-segment");
        if (segment)
            unusable.insert(problem.sample);
        if (segment || problem.kind == QLatin1String("bad-row") || problem.kind == QLatin1String("duplicate"))
            problems.push_back(std::move(problem));
    }
    void progress(const Progress&) override {}
};

Result<TruthKeeper> readTruth(const Project& project, const QString& path, const CancelToken& cancel)
{
    TruthKeeper truth;
    BADCASE_ASSIGN(const auto reader, formats::readerFor(QStringLiteral("taac2021")));
    formats::ReadOptions options;
    options.source = QFileInfo(path).absoluteFilePath();
    BADCASE_TRY(reader->read(options, project.schema(), truth, cancel));
    const bool any = std::ranges::any_of(truth.records,
                                         [](const formats::Record& one) { return one.segments.has_value(); });
    if (!any && truth.problems.empty())
        return fail(ErrorCode::InvalidArgument,
                    tr("%1 has no segments; {\"video\": {\"annotations\": [...]}} was expected").arg(path));
    return truth;
}

/// nullopt: a tag is no class of the project; `unknown` says which.
std::optional<std::vector<Segment>> segmentsOf(const formats::Record& record, const Schema& schema,
                                               QString& unknown)
{
    std::vector<Segment> segments;
    for (const formats::RecordSegment& segment : *record.segments) {
        std::vector<ClassIndex> classes;
        for (const QString& name : segment.labels) {
            const ClassIndex index = schema.indexOf(name);
            if (index == kNoClass) {
                unknown = name;
                return std::nullopt;
            }
            classes.push_back(index);
        }
        segments.push_back({segment.begin, segment.end, LabelSet(std::move(classes))});
    }
    return segments;
}

/// Lists are compared in the order in which the project keeps them.
bool isSame(std::vector<Segment> segments, const std::optional<std::vector<Segment>>& effective)
{
    std::ranges::stable_sort(segments, [](const Segment& a, const Segment& b) {
        return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
    });
    return effective == segments;
}

/// One video's part of the group.
class Applying {
public:
    Applying(const Project& project, storage::Connection& connection, RelabelReport& report,
             storage::ChangeGroup& group)
        : m_schema(project.schema()), m_connection(connection), m_report(report), m_group(group)
    {}

    Result<void> add(const formats::Record& record, SampleId id)
    {
        if (!id.isValid())
            return refuse(record.name, "unknown-sample",
                          tr("The project has no sample \"%1\"").arg(record.name));
        QString unknown;
        const auto segments = segmentsOf(record, m_schema, unknown);
        if (!segments)
            return refuse(record.name, "unknown-class",
                          tr("%1: the tag \"%2\" is no class of the project").arg(record.name, unknown));
        BADCASE_ASSIGN(const auto lists, storage::SegmentRepository(m_connection).segments(id));
        if (isSame(*segments, lists.effective())) {
            ++m_report.unchanged;
            return {};
        }
        BADCASE_ASSIGN(const auto changes,
                       commands::replaceSegments(m_connection, id, *segments, m_group.author));
        m_group.changes.insert(m_group.changes.end(), changes.changes.begin(), changes.changes.end());
        ++m_report.changed;
        return {};
    }

private:
    Result<void> refuse(const QString& name, const char* kind, const QString& message)
    {
        m_report.problems.push_back({name, QString::fromLatin1(kind), message});
        return {};
    }

    const Schema m_schema;
    storage::Connection& m_connection;
    RelabelReport& m_report;
    storage::ChangeGroup& m_group;
};

} // namespace

Result<RelabelReport> relabelSegmentsFromFile(Project& project, const QString& path, const QString& author,
                                              bool dryRun, const CancelToken& cancel)
{
    BADCASE_ASSIGN(TruthKeeper truth, readTruth(project, path, cancel));
    BADCASE_ASSIGN(const auto connection, project.connect());
    QStringList names;
    for (const auto& record : truth.records)
        names.append(record.name);
    BADCASE_ASSIGN(const auto ids, storage::SampleRepository(*connection).find(names));

    RelabelReport report;
    report.problems = std::move(truth.problems);
    storage::ChangeGroup group;
    group.author = author;
    group.reason = tr("segments from %1").arg(QFileInfo(path).fileName());
    Applying applying(project, *connection, report, group);
    for (const auto& record : truth.records) {
        if (record.segments && !truth.unusable.contains(record.name))
            BADCASE_TRY(applying.add(record, ids.value(record.name)));
    }
    report.failed = static_cast<qint64>(report.problems.size());
    if (dryRun || group.changes.empty())
        return report;
    BADCASE_ASSIGN(const auto event, ChangeService(project, *connection).apply(group));
    report.from = event.outcome.first;
    report.to = event.outcome.last;
    return report;
}

} // namespace badcase::workspace
