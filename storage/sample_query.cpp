// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/sample_query.h"

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

QString escapedForLike(QString text)
{
    text.replace(QLatin1Char('\\'), QLatin1String("\\\\"));
    text.replace(QLatin1Char('%'), QLatin1String("\\%"));
    text.replace(QLatin1Char('_'), QLatin1String("\\_"));
    return QLatin1Char('%') % text % QLatin1Char('%');
}

/// The column that an order sorts by; empty for the order of import.
QString keyColumn(SampleOrder::Key key)
{
    switch (key) {
    case SampleOrder::Key::Imported:
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

/// Collects the WHERE conditions of a filter and the values of their placeholders.
class QueryBuilder {
public:
    explicit QueryBuilder(const SampleFilter& filter) : m_filter(filter)
    {
        addLabels();
        addPredictions();
        addState();
        addTexts();
        addIds();
    }

    /// Conditions on predictions, or an order by them.
    bool needsRun() const { return m_needsRun; }
    void useRun() { m_needsRun = true; }

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

    void addTexts()
    {
        if (m_filter.text.isEmpty())
            return;
        // On the base table: a trigram index finds nothing for one or two Chinese characters.
        m_conditions += QStringLiteral("(s.name LIKE ? ESCAPE '\\' OR EXISTS (SELECT 1 FROM texts t "
                                       "WHERE t.sample_id = s.id AND t.text LIKE ? ESCAPE '\\'))");
        const QString pattern = escapedForLike(m_filter.text);
        m_values << pattern << pattern;
    }

    void addIds()
    {
        if (!m_filter.ids)
            return;
        if (m_filter.ids->size() <= kInlineIds) {
            m_conditions += QStringLiteral("s.id IN (%1)").arg(numberList(*m_filter.ids, [](SampleId id) {
                return id.value;
            }));
            return;
        }
        m_manyIds = *m_filter.ids;
        std::sort(m_manyIds.begin(), m_manyIds.end());
    }

    const SampleFilter& m_filter;
    bool m_needsRun = false;
    QStringList m_conditions;
    QVariantList m_values;
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

} // namespace

Result<std::vector<SampleId>> querySamples(Connection& connection, const SampleFilter& filter,
                                           const SampleOrder& order, const CancelToken& cancel,
                                           std::optional<int> limit)
{
    QueryBuilder builder(filter);
    const QString key = keyColumn(order.key);
    const bool byNumber = key.startsWith(QLatin1String("d."));
    if (byNumber)
        builder.useRun();
    if (builder.needsRun() && !filter.run.isValid())
        return fail(ErrorCode::InvalidArgument,
                    QCoreApplication::translate("badcase::ProjectFile",
                                                "Choose a run before filtering or sorting by predictions."));

    const bool lookUpIds = !builder.manyIds().empty();
    const QString idColumn = builder.needsRun() ? QStringLiteral("d.sample_id") : QStringLiteral("s.id");
    const QString direction = order.descending ? QStringLiteral(" DESC") : QString();
    QString sql = builder.sql(byNumber ? idColumn % QLatin1String(", ") % key : idColumn);
    if (order.key == SampleOrder::Key::Name)
        sql += QLatin1String(" ORDER BY s.name") % direction;
    else if (!byNumber)
        sql += QLatin1String(" ORDER BY ") % idColumn % direction;
    if (limit && !byNumber && !lookUpIds)
        sql += QStringLiteral(" LIMIT %1").arg(qMax(0, *limit));

    // Numbers are sorted here: reading 1,000,000 keys and sorting them takes less time than SQLite's sorter.
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
        if (byNumber)
            keyed.push_back({row.real(1), id});
        else
            ids.push_back(id);
    }
    if (byNumber) {
        sortByKey(keyed, order.descending);
        ids.reserve(keyed.size());
        std::transform(keyed.begin(), keyed.end(), std::back_inserter(ids),
                       [](const Keyed& k) { return k.id; });
    }
    cut(ids, limit);
    return ids;
}

} // namespace badcase::storage
