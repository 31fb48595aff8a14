// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/sample_query.h"

#include "storage/schema_repository.h"
#include "storage/sort_keys.h"
#include "storage/sqlite/cursor.h"

#include <QCoreApplication>
#include <QStringBuilder>

#include <algorithm>
#include <cmath>
#include <map>

namespace badcase::storage {

namespace {

/// Explicit ids up to this number become part of the SQL; more are looked up in a sorted list while reading.
constexpr std::size_t kInlineIds = 1000;

template <class Values, class Project>
QString numberList(const Values& values, Project project)
{
    QStringList parts;
    for (const auto& value : values)
        parts += QString::number(project(value));
    return parts.join(QLatin1Char(','));
}

/// Ids of all label sets that contain one of `classes`.
QString setsWith(const QString& column, const std::vector<ClassIndex>& classes)
{
    const QString sets =
        QStringLiteral("%1 IN (SELECT set_id FROM label_set_classes WHERE class_index IN (%2))")
            .arg(column, numberList(classes, [](ClassIndex c) { return c; }));
    if (std::find(classes.begin(), classes.end(), kNoClass) == classes.end())
        return sets;
    return QStringLiteral("(%1 IS NULL OR %2)").arg(column, sets);
}

/// a OR b OR c ... as a balanced tree: SQLite limits the depth of an expression, not its size.
QString anyOf(const QStringList& terms)
{
    if (terms.size() == 1)
        return terms.first();
    const qsizetype half = terms.size() / 2;
    return QLatin1Char('(') % anyOf(terms.first(half)) % QLatin1String(" OR ") % anyOf(terms.sliced(half)) %
           QLatin1Char(')');
}

/// Classes by what is above them; without parents each is a group of its own.
using ClassGroups = std::vector<std::vector<ClassIndex>>;

ClassGroups groupsAbove(const Schema& schema, int steps)
{
    ClassGroups groups(schema.tree().parents().size());
    for (ClassIndex index = 0; index < schema.size(); ++index) {
        const int parent = schema.tree().ancestor(index, steps);
        if (parent == kNoParent)
            groups.push_back({index});
        else
            groups[static_cast<std::size_t>(parent)].push_back(index);
    }
    std::erase_if(groups, [](const auto& group) { return group.empty(); });
    return groups;
}

/// The column that an order sorts by; empty for the order of import.
QString keyColumn(SampleOrder::Key key)
{
    switch (key) {
    case SampleOrder::Key::Imported:
    case SampleOrder::Key::TextQuality:
        return {};
    case SampleOrder::Key::Name:
        return QStringLiteral("s.name");
    case SampleOrder::Key::Loss:
        return QStringLiteral("d.loss_corrected");
    case SampleOrder::Key::Margin:
        return QStringLiteral("d.margin");
    case SampleOrder::Key::Confidence:
        return QStringLiteral("d.confidence");
    case SampleOrder::Key::Iou:
        return QStringLiteral("d.iou_corrected");
    case SampleOrder::Key::Dice:
        return QStringLiteral("d.dice_corrected");
    }
    return {};
}

bool isOfRun(SampleOrder::Key key)
{
    return keyColumn(key).startsWith(QLatin1String("d."));
}

/// Collects the WHERE conditions of a filter and the values of their placeholders.
class QueryBuilder {
public:
    /// `groups`: of the classes, where the filter has a condition on parents.
    QueryBuilder(const SampleFilter& filter, const ClassGroups& groups) : m_filter(filter)
    {
        addParents(groups);
        addLabels();
        addPredictions();
        addState();
        addIds();
    }

    bool needsRun() const { return m_needsRun; } ///< there are conditions on predictions

    /// Sample and number of those that the run has done, where the other conditions are not worth a join.
    QString keysSql(const QString& column) const
    {
        QString text =
            QStringLiteral("SELECT d.sample_id, %1 FROM decisions d WHERE d.run_id = %2 AND d.error IS NULL")
                .arg(column)
                .arg(m_filter.run.value);
        if (!m_inlineIds.isEmpty())
            text += QLatin1String(" AND d.sample_id IN (") % m_inlineIds % QLatin1Char(')');
        return text;
    }

    QString sql(const QString& columns) const
    {
        QString text = QLatin1String("SELECT ") % columns % QLatin1String(" FROM ");
        // Written with the narrow table first: its rows of one run lie side by side in the order of sample
        // ids.
        text += m_needsRun ? QStringLiteral("decisions d JOIN samples s ON s.id = d.sample_id")
                           : QStringLiteral("samples s");
        QStringList all = m_conditions;
        if (m_needsRun)
            all.prepend(QStringLiteral("d.run_id = %1 AND d.error IS NULL").arg(m_filter.run.value));
        if (!all.isEmpty())
            text += QLatin1String(" WHERE ") % all.join(QLatin1String(" AND "));
        return text;
    }
    const QVariantList& values() const { return m_values; }
    /// Sorted; to be looked up while reading. Empty: no such condition.
    const std::vector<SampleId>& manyIds() const { return m_manyIds; }

private:
    void useRun() { m_needsRun = true; }

    void addLabels()
    {
        if (!m_filter.given.empty())
            m_conditions += setsWith(QStringLiteral("s.given_set"), m_filter.given);
        if (!m_filter.effective.empty())
            m_conditions += setsWith(QStringLiteral("s.effective_set"), m_filter.effective);
    }

    void addPredictions()
    {
        if (!m_filter.predicted.empty()) {
            useRun();
            m_conditions += setsWith(QStringLiteral("d.set_id"), m_filter.predicted);
        }
        if (!m_filter.cells.empty())
            addCells();
        if (!m_filter.confusions.empty())
            addConfusions();
        if (m_filter.badCases) {
            useRun();
            m_conditions +=
                QStringLiteral("(d.set_id <> s.effective_set OR (d.set_id IS NULL AND d.iou_corrected < %1))")
                    .arg(m_filter.badIou, 0, 'g', 17);
        }
        addRange(m_filter.confidence, "d.confidence");
        addRange(m_filter.margin, "d.margin");
        addRange(m_filter.loss, "d.loss_corrected");
        addRange(m_filter.iou, "d.iou_corrected");
        addRange(m_filter.dice, "d.dice_corrected");
    }

    /// Rows of the matrix with the same selected columns share a term, so that a rectangle is one term.
    void addCells()
    {
        useRun();
        std::map<ClassIndex, std::vector<ClassIndex>> columnsOfRow;
        for (const auto& [row, column] : m_filter.cells)
            columnsOfRow[row].push_back(column);
        std::map<std::vector<ClassIndex>, std::vector<ClassIndex>> rowsOfColumns;
        for (auto& [row, columns] : columnsOfRow) {
            std::sort(columns.begin(), columns.end());
            rowsOfColumns[columns].push_back(row);
        }
        QStringList terms;
        for (const auto& [columns, rows] : rowsOfColumns)
            terms += QLatin1Char('(') % setsWith(QStringLiteral("s.effective_set"), rows) %
                     QLatin1String(" AND ") % setsWith(QStringLiteral("d.set_id"), columns) %
                     QLatin1Char(')');
        m_conditions += anyOf(terms);
    }

    void addConfusions()
    {
        useRun();
        std::map<ClassIndex, std::vector<ClassIndex>> rowsOfColumn;
        for (const auto& [row, column] : m_filter.confusions)
            rowsOfColumn[column].push_back(row);
        QStringList terms;
        for (const auto& [column, rows] : rowsOfColumn)
            terms += QLatin1Char('(') % setsWith(QStringLiteral("s.effective_set"), rows) %
                     QLatin1String(" AND NOT ") % setsWith(QStringLiteral("s.effective_set"), {column}) %
                     QLatin1String(" AND ") % setsWith(QStringLiteral("d.set_id"), {column}) %
                     QLatin1Char(')');
        m_conditions += anyOf(terms);
    }

    void addParents(const ClassGroups& groups)
    {
        if (!m_filter.parentError)
            return;
        useRun();
        m_conditions += QStringLiteral("d.set_id <> s.effective_set"); // false where one is not known
        QStringList common;
        for (const auto& group : groups)
            common += QLatin1Char('(') % setsWith(QStringLiteral("s.effective_set"), group) %
                      QLatin1String(" AND ") % setsWith(QStringLiteral("d.set_id"), group) % QLatin1Char(')');
        const QString any = common.isEmpty() ? QStringLiteral("0") : anyOf(common);
        m_conditions += *m_filter.parentError == ParentError::WrongChild ? any : QLatin1String("NOT ") % any;
    }

    void addRange(const std::optional<ValueRange>& range, const char* column)
    {
        if (!range)
            return;
        useRun();
        m_conditions += QLatin1String(column) % QLatin1String(" BETWEEN ? AND ?");
        m_values << range->from << range->to;
    }

    void addState()
    {
        if (m_filter.splits) {
            QStringList marks;
            for (const QString& split : *m_filter.splits) {
                marks += QStringLiteral("?");
                m_values << split;
            }
            m_conditions += QLatin1String("s.split IN (") % marks.join(QLatin1Char(',')) % QLatin1Char(')');
        }
        if (!m_filter.verdicts.empty())
            m_conditions +=
                QStringLiteral("COALESCE((SELECT verdict FROM verdicts WHERE sample_id = s.id), 0) IN (%1)")
                    .arg(numberList(m_filter.verdicts, [](Verdict v) { return static_cast<int>(v); }));
        if (!m_filter.kinds.empty())
            m_conditions += QStringLiteral("s.kind IN (%1)").arg(numberList(m_filter.kinds, [](SampleKind k) {
                return static_cast<int>(k);
            }));
        addExists(m_filter.corrected,
                  QStringLiteral("SELECT 1 FROM corrections WHERE sample_id = s.id UNION ALL "
                                 "SELECT 1 FROM mask_corrections WHERE sample_id = s.id UNION ALL "
                                 "SELECT 1 FROM segment_corrections WHERE sample_id = s.id"));
        addExists(m_filter.hasComment, QStringLiteral("SELECT 1 FROM comments WHERE sample_id = s.id"));
        QString problems = QStringLiteral("SELECT 1 FROM sample_problems WHERE sample_id = s.id");
        if (m_filter.run.isValid())
            problems +=
                QStringLiteral(" UNION ALL SELECT 1 FROM decisions WHERE run_id = %1 AND sample_id = s.id "
                               "AND error IS NOT NULL")
                    .arg(m_filter.run.value);
        addExists(m_filter.hasProblem, problems);
    }

    void addExists(std::optional<bool> wanted, const QString& select)
    {
        if (wanted)
            m_conditions += QLatin1String(*wanted ? "EXISTS (" : "NOT EXISTS (") % select % QLatin1Char(')');
    }

    void addIds()
    {
        if (!m_filter.ids)
            return;
        if (m_filter.ids->size() <= kInlineIds) {
            m_inlineIds = numberList(*m_filter.ids, [](SampleId id) { return id.value; });
            m_conditions += QStringLiteral("s.id IN (%1)").arg(m_inlineIds);
            return;
        }
        m_manyIds = *m_filter.ids;
        std::sort(m_manyIds.begin(), m_manyIds.end());
    }

    const SampleFilter& m_filter;
    bool m_needsRun = false;
    QStringList m_conditions;
    QVariantList m_values;
    QString m_inlineIds; ///< of the condition on ids, where it is part of the SQL
    std::vector<SampleId> m_manyIds;
};

struct Keyed {
    double key;
    SampleId id;
};

/// Values first, then NaN; equal keys by id.
void sortByKey(std::vector<Keyed>& rows, bool descending)
{
    std::sort(rows.begin(), rows.end(), [descending](const Keyed& a, const Keyed& b) {
        const bool aKnown = !std::isnan(a.key), bKnown = !std::isnan(b.key);
        if (aKnown != bKnown)
            return aKnown;
        if (aKnown && a.key != b.key)
            return descending ? a.key > b.key : a.key < b.key;
        return a.id < b.id;
    });
}

void cut(std::vector<SampleId>& ids, std::optional<int> limit)
{
    if (limit && ids.size() > static_cast<std::size_t>(qMax(0, *limit)))
        ids.resize(static_cast<std::size_t>(qMax(0, *limit)));
}

/// What is not asked in SQL: conditions on texts.
class TextConditions {
public:
    static Result<TextConditions> load(Connection& connection, const SampleFilter& filter,
                                       const CancelToken& cancel, const ProgressCallback& progress)
    {
        TextConditions conditions;
        TextIndex index(connection);
        if (!filter.text.isEmpty()) {
            BADCASE_ASSIGN(conditions.m_matching,
                           index.matching(filter.text, filter.textField, cancel, progress));
        }
        for (const TextQualityRange& wanted : filter.textQuality) {
            BADCASE_ASSIGN(auto numbers, index.quality(wanted.field, wanted.measure, cancel));
            conditions.m_ranges.push_back({wanted.range, std::move(numbers)});
        }
        return conditions;
    }

    bool any() const { return m_matching || !m_ranges.empty(); }
    const std::optional<SampleSet>& matching() const { return m_matching; }

    bool pass(SampleId id) const
    {
        return (!m_matching || m_matching->contains(id)) &&
               std::all_of(m_ranges.begin(), m_ranges.end(), [id](const auto& wanted) {
                   const double value = at(wanted.second, id);
                   return value >= wanted.first.from && value <= wanted.first.to;
               });
    }

private:
    /// A sample that came after the numbers were read has none yet.
    static double at(const std::vector<float>& numbers, SampleId id)
    {
        const auto index = static_cast<std::size_t>(id.value);
        return index < numbers.size() ? static_cast<double>(numbers[index]) : 0.0;
    }

    std::optional<SampleSet> m_matching;
    std::vector<std::pair<ValueRange, std::vector<float>>> m_ranges;
};

/// Few samples that match a text are named in the SQL, so that no others are read.
SampleFilter narrowed(SampleFilter filter, const TextConditions& texts)
{
    if (!filter.ids && texts.matching() && texts.matching()->count() <= static_cast<qint64>(kInlineIds))
        filter.ids = texts.matching()->first(static_cast<qint64>(kInlineIds));
    return filter;
}

/// How the samples are put in order.
struct Sorting {
    bool byRow = false;                               ///< by a number that is read with each sample
    std::optional<SortKeys> keys;                     ///< by these
    bool isDoneHere() const { return byRow || keys; } ///< false: SQL does it
};

/// Reads what the builder asks for; the rows that pass, sorted unless SQL did.
Result<std::vector<SampleId>> readRows(Connection& connection, const QueryBuilder& builder,
                                       const QString& sql, const TextConditions& texts,
                                       const Sorting& sorting, bool descending, const CancelToken& cancel)
{
    const bool lookUpIds = !builder.manyIds().empty();
    std::vector<SampleId> ids;
    std::vector<Keyed> keyed;
    sqlite::Cursor row(connection, sql, builder.values(), cancel);
    for (;;) {
        BADCASE_ASSIGN(const bool more, row.next());
        if (!more)
            break;
        const SampleId id = row.sampleId(0);
        if (lookUpIds && !std::binary_search(builder.manyIds().begin(), builder.manyIds().end(), id))
            continue;
        if (texts.any() && !texts.pass(id))
            continue;
        if (sorting.isDoneHere())
            keyed.push_back({sorting.byRow ? row.real(1) : sorting.keys->at(id), id});
        else
            ids.push_back(id);
    }
    if (sorting.isDoneHere()) {
        sortByKey(keyed, descending);
        ids.reserve(keyed.size());
        std::transform(keyed.begin(), keyed.end(), std::back_inserter(ids),
                       [](const Keyed& k) { return k.id; });
    }
    return ids;
}

/// Numbers are sorted here: reading 1,000,000 keys and sorting them takes less time than SQLite's sorter.
Result<Sorting> sortingOf(Connection& connection, const QueryBuilder& builder, const SampleOrder& order,
                          const CancelToken& cancel)
{
    Sorting sorting;
    if (order.key == SampleOrder::Key::TextQuality) {
        BADCASE_ASSIGN(sorting.keys,
                       SortKeys::ofText(connection, order.textField, order.textMeasure, cancel));
    } else if (isOfRun(order.key)) {
        // Where no condition needs the run, samples that it has not done stay in the list.
        sorting.byRow = builder.needsRun();
        if (!sorting.byRow) {
            BADCASE_ASSIGN(sorting.keys,
                           SortKeys::ofRun(connection, builder.keysSql(keyColumn(order.key)), cancel));
        }
    }
    return sorting;
}

} // namespace

Result<std::vector<SampleId>> querySamples(Connection& connection, const SampleFilter& wanted,
                                           const SampleOrder& order, const CancelToken& cancel,
                                           std::optional<int> limit, const ProgressCallback& progress)
{
    BADCASE_ASSIGN(const TextConditions texts, TextConditions::load(connection, wanted, cancel, progress));
    const SampleFilter filter = narrowed(wanted, texts);
    ClassGroups groups;
    if (filter.parentError) {
        BADCASE_ASSIGN(const Schema schema, SchemaRepository(connection).load());
        groups = groupsAbove(schema, filter.parentSteps);
    }
    const QueryBuilder builder(filter, groups);
    if ((builder.needsRun() || isOfRun(order.key)) && !filter.run.isValid())
        return fail(ErrorCode::InvalidArgument,
                    QCoreApplication::translate("badcase::ProjectFile",
                                                "Choose a run before filtering or sorting by predictions."));

    BADCASE_ASSIGN(const Sorting sorting, sortingOf(connection, builder, order, cancel));
    const QString idColumn = builder.needsRun() ? QStringLiteral("d.sample_id") : QStringLiteral("s.id");
    const QString direction = order.descending ? QStringLiteral(" DESC") : QString();
    QString sql =
        builder.sql(sorting.byRow ? idColumn % QLatin1String(", ") % keyColumn(order.key) : idColumn);
    if (order.key == SampleOrder::Key::Name)
        sql += QLatin1String(" ORDER BY s.name") % direction;
    else if (!sorting.isDoneHere())
        sql += QLatin1String(" ORDER BY ") % idColumn % direction;
    if (limit && !sorting.isDoneHere() && builder.manyIds().empty() && !texts.any())
        sql += QStringLiteral(" LIMIT %1").arg(qMax(0, *limit));
    BADCASE_ASSIGN(auto ids, readRows(connection, builder, sql, texts, sorting, order.descending, cancel));
    cut(ids, limit);
    return ids;
}

} // namespace badcase::storage
