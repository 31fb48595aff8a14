// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/import_run_decisions.h"

#include "app/workspace/import_run_plan.h"
#include "app/workspace/import_run_record.h"
#include "app/workspace/import_service.h"
#include "app/workspace/sample_rows.h"
#include "storage/change_store.h"
#include "storage/formats/csv_reader.h"
#include "storage/prediction_repository.h"
#include "storage/sample_repository.h"
#include "storage/sample_writer.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QSet>

#include <algorithm>
#include <unordered_map>

namespace badcase::workspace {

namespace {

const QLatin1String kValues("values");
const QLatin1String kDecisions("decisions");

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::ImportRun", text);
}

/// Where in the table the two things are.
struct Columns {
    int id = -1;
    int decision = -1;
    bool named = true; ///< the first line is a header; else only its content tells what it is

    bool isKnown() const { return id >= 0 && decision >= 0; }
};

Columns columnsOf(const QStringList& header)
{
    Columns columns;
    columns.id = idColumnOf(header);
    for (const char* name : {"prediction", "predicted", "pred", "decision", "label", "labels", "class",
                             "category", "category_id", "class_name", "tags", "target"}) {
        if (columns.decision < 0)
            columns.decision = formats::columnNamed(header, QLatin1String(name));
    }
    if (header.size() != 2 || columns.isKnown())
        return columns;
    columns.named = columns.id >= 0 || columns.decision >= 0;
    if (columns.decision == 0)
        columns.id = 1;
    else
        columns.id = columns.id < 0 ? 0 : columns.id;
    columns.decision = 1 - columns.id;
    return columns;
}

/// Which classes the words of the file mean.
class ClassWords {
public:
    ClassWords(const Schema& schema, const QHash<QString, QString>& renames)
        : m_schema(schema), m_renames(renames)
    {}

    bool byNumber = false;

    const Schema& schema() const { return m_schema; }

    ClassIndex named(const QString& word) const
    {
        const ClassIndex index = m_schema.indexOf(word);
        return index == kNoClass ? m_schema.indexOf(m_renames.value(word)) : index;
    }
    ClassIndex numbered(const QString& word) const
    {
        bool isNumber = false;
        const int number = word.toInt(&isNumber);
        // "0107" is the name of something, not the class 107.
        return isNumber && number >= 0 && number < m_schema.size() && word == QString::number(number)
                   ? number
                   : kNoClass;
    }
    QStringList split(const QString& cell) const
    {
        if (m_schema.task() != Task::MultiLabel || named(cell) != kNoClass)
            return {cell.trimmed()};
        QStringList words;
        for (const QString& word : cell.split(u'|', Qt::SkipEmptyParts))
            words.append(word.trimmed());
        return words;
    }
    /// The decision of a cell, or the word that stands in its way.
    tl::expected<LabelSet, QString> decision(const QString& cell) const
    {
        std::vector<ClassIndex> classes;
        for (const QString& word : split(cell)) {
            const ClassIndex index = byNumber ? numbered(word) : named(word);
            if (index == kNoClass)
                return tl::unexpected(word);
            classes.push_back(index);
        }
        return LabelSet(std::move(classes));
    }

private:
    const Schema m_schema;
    const QHash<QString, QString> m_renames;
};

struct DecisionPlan {
    Columns columns;
    ClassWords words;
    QStringList met;       ///< words of the first rows, each once
    QStringList unmatched; ///< of these, what the project does not have
    QString heading;       ///< the first line, where it was taken as a heading without being a known one
};

Result<void> checkRequest(const Schema& schema, const ImportRunRequest& request)
{
    if (schema.task() == Task::Segmentation)
        return fail(ErrorCode::InvalidArgument,
                    tr("This project has masks; a class for each sample is no mask."));
    if (!request.ids.isEmpty() || !request.classes.isEmpty() || !request.embeddings.isEmpty() ||
        request.meaning == ValueMeaning::Logits)
        return fail(ErrorCode::InvalidArgument,
                    tr("%1 has one class for each id; a table of ids, a class list, embeddings or logits do "
                       "not go with it.")
                        .arg(request.probabilities));
    return {};
}

/// What nobody has named may be a heading, or a row: ids and classes have digits more often than headings.
bool looksLikeHeading(const QStringList& line)
{
    return std::ranges::none_of(line, [](const QString& cell) {
        return std::ranges::any_of(cell, [](QChar c) { return c.isDigit(); });
    });
}

/// Names or numbers, and which of them the project does not have.
void settleWords(DecisionPlan& plan, const std::vector<QString>& cells)
{
    bool anyNamed = false;
    bool allNumbers = true;
    QSet<QString> seen;
    for (const QString& cell : cells) {
        for (const QString& word : plan.words.split(cell)) {
            anyNamed = anyNamed || plan.words.named(word) != kNoClass;
            allNumbers = allNumbers && plan.words.numbered(word) != kNoClass;
            if (!seen.contains(word))
                plan.met.append(word);
            seen.insert(word);
        }
    }
    plan.words.byNumber = !anyNamed && allNumbers;
    for (const QString& word : std::as_const(plan.met)) {
        if (!plan.words.byNumber && plan.words.named(word) == kNoClass)
            plan.unmatched.append(word);
    }
}

Result<DecisionPlan> planDecisions(const Schema& schema, const ImportRunRequest& request)
{
    BADCASE_TRY(checkRequest(schema, request));
    BADCASE_ASSIGN(const auto csv, formats::CsvReader::open(request.probabilities));
    DecisionPlan plan{columnsOf(csv->header()), ClassWords(schema, request.classRenames), {}, {}, {}};
    if (!plan.columns.isKnown())
        return fail(ErrorCode::InvalidArgument,
                    tr("%1 should have a column of ids (id) and one of classes (label); it has: %2")
                        .arg(request.probabilities, csv->header().mid(0, 12).join(QStringLiteral(", "))));
    const QString first = csv->header().at(plan.columns.decision);
    std::vector<QString> cells;
    if (!plan.columns.named && plan.words.named(first) == kNoClass && looksLikeHeading(csv->header())) {
        plan.columns.named = true;
        plan.heading = csv->header().join(u',');
    } else if (!plan.columns.named) {
        cells.push_back(first);
    }
    formats::CsvRow row;
    while (static_cast<qint64>(cells.size()) < kProbeRows) {
        BADCASE_ASSIGN(const bool any, csv->next(row));
        if (!any)
            break;
        if (!row.problem)
            cells.push_back(row.cells.at(plan.columns.decision));
    }
    settleWords(plan, cells);
    return plan;
}

/// The rows of the first lines must name a class at all; a project that has none of them is another one.
Result<void> checkWords(const DecisionPlan& plan, const ImportRunRequest& request)
{
    if (plan.met.isEmpty() && plan.words.schema().task() != Task::MultiLabel)
        return fail(ErrorCode::InvalidArgument, tr("%1 has no rows.").arg(request.probabilities));
    if (plan.met.isEmpty() || plan.unmatched.size() < plan.met.size())
        return {};
    return fail(ErrorCode::InvalidArgument,
                tr("No row of %1 names a class of the project: it says %2. Say which class each is "
                   "(--map-classes).")
                    .arg(request.probabilities, plan.met.mid(0, 8).join(QStringLiteral(", "))));
}

QStringList noticesOf(const DecisionPlan& plan, const ImportRunRequest& request)
{
    QStringList notices{tr("The file says one decision for each sample: losses and every figure of "
                           "probabilities are unknown")};
    if (!plan.heading.isEmpty())
        notices.append(tr("The first line (%1) was taken as a heading").arg(plan.heading));
    if (plan.words.byNumber)
        notices.append(
            tr("No row names a class; numbers are taken as the project's classes, counted from 0"));
    if (!request.outOfFold)
        notices.append(outOfFoldNotice());
    return notices;
}

/// Rows of the table, on their way into the run.
class DecisionWriter {
public:
    DecisionWriter(Project& project, storage::Connection& connection, const DecisionPlan& plan,
                   ImportRunReport& report, bool create)
        : m_project(project),
          m_connection(connection),
          m_plan(plan),
          m_report(report),
          m_create(create),
          m_met(static_cast<std::size_t>(project.schema().size()))
    {}

    Result<void> run(const QString& path, const CancelToken& cancel, const ProgressCallback& progress);

private:
    struct Pending {
        QString name;
        QString cell;
        QString where; ///< "result.csv, row 17"
    };

    void add(const QStringList& cells, qint64 number)
    {
        m_pending.push_back({cells.at(m_plan.columns.id).trimmed(), cells.at(m_plan.columns.decision),
                             tr("%1, row %2").arg(m_file).arg(number)});
    }
    Result<void> flush();
    Result<QHash<QString, SampleId>> findSamples();
    Result<void> createMissing(const QHash<QString, SampleId>& found);
    bool isNew(const Pending& pending, SampleId id);
    void decide(storage::ClassChunk& chunk, const Pending& pending, SampleId id);
    void keep(SampleProblem problem)
    {
        if (m_report.problems.size() < kMaxReportedProblems)
            m_report.problems.push_back(std::move(problem));
    }
    Result<void> tellClasses();

    Project& m_project;
    storage::Connection& m_connection;
    const DecisionPlan& m_plan;
    ImportRunReport& m_report;
    const bool m_create;
    QString m_file;
    std::vector<Pending> m_pending;
    std::vector<bool> m_seen; ///< by sample id, which are small numbers
    std::vector<bool> m_met;  ///< classes that are decided at least once
};

Result<void> DecisionWriter::run(const QString& path, const CancelToken& cancel,
                                 const ProgressCallback& progress)
{
    m_file = QFileInfo(path).fileName();
    BADCASE_ASSIGN(const auto csv, formats::CsvReader::open(path));
    if (!m_plan.columns.named)
        add(csv->header(), 1);
    formats::CsvRow row;
    for (;;) {
        if (cancel.isCancelled())
            return fail(ErrorCode::Cancelled, tr("The import was cancelled."));
        BADCASE_ASSIGN(const bool any, csv->next(row));
        if (!any)
            break;
        if (row.problem)
            keep(*row.problem);
        else
            add(row.cells, row.number);
        if (m_pending.size() < storage::PredictionRepository::kChunkRows)
            continue;
        BADCASE_TRY(flush());
        if (progress)
            progress({csv->bytesRead(), csv->bytesTotal()});
    }
    BADCASE_TRY(flush());
    return tellClasses();
}

Result<void> DecisionWriter::flush()
{
    BADCASE_ASSIGN(const auto found, findSamples());
    storage::ClassChunk chunk;
    for (const Pending& pending : m_pending) {
        const SampleId id = found.value(pending.name);
        if (isNew(pending, id))
            decide(chunk, pending, id);
    }
    m_pending.clear();
    m_report.samples += static_cast<qint64>(chunk.decisions.size());
    m_report.failed += static_cast<qint64>(chunk.failed.size());
    return storage::PredictionRepository(m_connection).write(m_report.run.id, chunk);
}

Result<QHash<QString, SampleId>> DecisionWriter::findSamples()
{
    QStringList names;
    for (const Pending& pending : m_pending)
        names.append(pending.name);
    storage::SampleRepository samples(m_connection);
    BADCASE_ASSIGN(auto found, samples.find(names));
    if (m_create && found.size() < names.size()) {
        BADCASE_TRY(createMissing(found));
        BADCASE_ASSIGN(found, samples.find(names));
    }
    return found;
}

Result<void> DecisionWriter::createMissing(const QHash<QString, SampleId>& found)
{
    storage::SampleWriter writer(m_connection);
    QSet<QString> made;
    for (const Pending& pending : m_pending) {
        if (pending.name.isEmpty() || found.contains(pending.name) || made.contains(pending.name))
            continue;
        made.insert(pending.name);
        storage::ImportSample sample;
        sample.sample.name = pending.name;
        sample.sample.kind = SampleKind::NoMedia;
        BADCASE_TRY(writer.write(sample));
    }
    BADCASE_TRY(writer.finish());
    m_report.created += writer.counts().added;
    return {};
}

/// Whether the row belongs to a sample that no row before it belonged to; else it is told why not.
bool DecisionWriter::isNew(const Pending& pending, SampleId id)
{
    if (pending.name.isEmpty()) {
        keep({pending.where, QStringLiteral("bad-row"), tr("%1: the row has no id").arg(pending.where)});
        return false;
    }
    if (!id.isValid()) {
        ++m_report.unknown;
        keep({pending.name, QStringLiteral("unknown-sample"),
              tr("%1: the project has no sample \"%2\"").arg(pending.where, pending.name)});
        return false;
    }
    const auto place = static_cast<std::size_t>(id.value);
    if (place >= m_seen.size())
        m_seen.resize(place + place / 2 + 1);
    if (m_seen[place]) {
        ++m_report.duplicates;
        keep({pending.name, QStringLiteral("duplicate"),
              tr("%1: \"%2\" is there twice; its first row counts").arg(pending.where, pending.name)});
        return false;
    }
    m_seen[place] = true;
    return true;
}

void DecisionWriter::decide(storage::ClassChunk& chunk, const Pending& pending, SampleId id)
{
    const auto decided = m_plan.words.decision(pending.cell);
    if (!decided) {
        const QString message =
            tr("%1: \"%2\" is no class of the project").arg(pending.where, decided.error());
        chunk.failed.push_back({id, message});
        return keep({pending.name, QStringLiteral("unknown-class"), message});
    }
    for (const ClassIndex index : *decided)
        m_met[static_cast<std::size_t>(index)] = true;
    storage::Decision decision; // confidence and losses stay unknown
    decision.sample = id;
    decision.decided = *decided;
    chunk.decisions.push_back(std::move(decision));
    chunk.probabilities.samples.push_back(id);
}

Result<void> DecisionWriter::tellClasses()
{
    if (m_report.samples + m_report.failed == 0 && m_report.unknown > 0)
        return fail(ErrorCode::InvalidArgument,
                    tr("The project has none of the samples that %1 names. Import them first, or let them be "
                       "created (--create).")
                        .arg(m_file),
                    m_report.problems.empty() ? QString() : m_report.problems.front().message);
    const Schema schema = m_project.schema();
    for (ClassIndex index = 0; index < schema.size(); ++index) {
        if (m_met[static_cast<std::size_t>(index)])
            m_report.classes.append(schema.at(index).name);
    }
    return {};
}

} // namespace

bool hasDecisionsOnly(const storage::RunRecord& run)
{
    return run.settings.value(kValues).toString() == kDecisions;
}

bool isDecisionFile(const QString& path, const Schema& schema, const QHash<QString, QString>& renames)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || path.endsWith(QLatin1String(".npy")))
        return false;
    const QByteArray head = file.peek(6); // arrays and archives are told as ProbabilitySource does
    if (head.startsWith("\x93NUMPY") || head.startsWith("PK"))
        return false;
    const auto csv = formats::CsvReader::open(path);
    if (!csv)
        return false;
    const QStringList& header = (*csv)->header();
    const Columns columns = columnsOf(header);
    if (!columns.isKnown())
        return false;
    const ClassWords words(schema, renames);
    if (!columns.named) // "cat,dog" above numbers are two columns of probabilities
        return words.named(header.first()) == kNoClass;
    return !ProbabilitySource::open(path, schema.names() + renames.keys());
}

Result<ImportRunReport> importDecisions(Project& project, const ImportRunRequest& request,
                                        const CancelToken& cancel, const ProgressCallback& progress)
{
    QElapsedTimer clock;
    clock.start();
    const Schema schema = project.schema();
    BADCASE_ASSIGN(const auto plan, planDecisions(schema, request));
    BADCASE_TRY(checkWords(plan, request));
    BADCASE_ASSIGN(const auto connection, project.connect());
    BADCASE_TRY(claimImportName(*connection, request.name));
    ImportRunReport report;
    report.notices = noticesOf(plan, request);
    report.run = importedRun(
        request, schema.task(), schema.task() == Task::MultiLabel ? Activation::Sigmoid : Activation::Softmax,
        {{QStringLiteral("type"), kDecisions},
         {kValues, kDecisions},
         {QStringLiteral("class_order"),
          plan.words.byNumber ? QStringLiteral("as-project") : QStringLiteral("by-name")}});
    BADCASE_ASSIGN(report.run.id, storage::RunRepository(*connection).create(report.run));
    const auto written = DecisionWriter(project, *connection, plan, report, request.create)
                             .run(request.probabilities, cancel, progress);
    report.seconds = double(clock.elapsed()) / 1000;
    return concludeImport(*connection, std::move(report), request, written, 0);
}

Result<ImportRunPreview> previewDecisions(const Schema& schema, const ImportRunRequest& request)
{
    ImportRunPreview preview;
    preview.columns = 2;
    preview.type = tr("decisions");
    preview.namesSamples = true;
    preview.namesClasses = true;
    const auto plan = planDecisions(schema, request);
    if (!plan) {
        preview.problem = plan.error();
        return preview;
    }
    preview.classes = plan->met;
    preview.unmatched = plan->unmatched;
    preview.notices = noticesOf(*plan, request);
    if (const auto words = checkWords(*plan, request); !words)
        preview.problem = words.error();
    return preview;
}

} // namespace badcase::workspace
