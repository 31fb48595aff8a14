// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What a confusion matrix shows: counts, names, the order of the classes, and the words and colours for a
/// cell.

#include "inference/analysis/confusion_counts.h"
#include "widgets/plots/matrix_layout.h"
#include "widgets/theme/class_colors.h"

#include <QCoreApplication>
#include <QImage>
#include <QStringList>

#include <memory>
#include <vector>

namespace badcase::plots {

/// What the number in a cell is.
enum class MatrixValue {
    Count,
    RowShare,    ///< of those labelled so
    ColumnShare, ///< of those predicted so
};

enum class MatrixOrder {
    Schema,
    Errors,  ///< classes that lose most of their samples to others first (by count)
    Support, ///< most frequent first
};

/// Immutable but for its setters; knows nothing of pixels. Rows are labels, columns decisions; when some
/// samples got none of the classes there is one more column, whose class is kNoClass. Two levels of classes
/// need no more than ConfusionCounts::merged(): the classes of a MatrixContent are those of its counts.
class MatrixContent {
    Q_DECLARE_TR_FUNCTIONS(badcase::plots::MatrixContent)
public:
    using Counts = std::shared_ptr<const analysis::ConfusionCounts>;

    /// `names` has one entry for each class of `counts`; null counts: empty.
    void setData(Counts counts, QStringList names, theme::ClassPalette palette);
    void setValue(MatrixValue value) { m_value = value; }
    void setOrder(MatrixOrder order);
    MatrixValue value() const { return m_value; }
    MatrixOrder order() const { return m_order; }

    bool isEmpty() const { return !m_counts || m_counts->total() == 0; }
    int rows() const { return static_cast<int>(m_rows.size()); }
    int columns() const { return static_cast<int>(m_columns.size()); }
    ClassIndex classOfRow(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    ClassIndex classOfColumn(int column) const { return m_columns[static_cast<std::size_t>(column)]; }
    int rowOf(ClassIndex label) const;       ///< -1: no such row
    int columnOf(ClassIndex decision) const; ///< -1: no such column
    QString nameOf(ClassIndex index) const;
    QColor colorOf(ClassIndex index) const { return m_palette.color(index); }
    QStringList rowNames() const;
    QStringList columnNames() const;
    bool isDiagonal(int row, int column) const { return classOfRow(row) == classOfColumn(column); }

    qint64 count(int row, int column) const { return m_counts->at(classOfRow(row), classOfColumn(column)); }
    /// The number shown: a count, or a share 0..1 (NaN: of nothing).
    double number(int row, int column) const;
    /// How strongly the cell is coloured, 0..1. The square root of the share (of the largest count): an error
    /// of one percent is still seen beside a diagonal of ninety.
    double strength(int row, int column) const;
    /// At most `characters` long, empty when that is too few: "1234", "1.2k"; shares in percent, "8.1" or
    /// "8".
    QString cellText(int row, int column, int characters) const;
    /// "12 shirt -> t-shirt (8.1 % of shirt)"; also for a header (what is known of the class) and, for no
    /// place, what the whole matrix says.
    /// Names longer than `nameCharacters` are elided in their middle; the numbers never are.
    QString describe(MatrixPlace place, int nameCharacters = 1000) const;

    /// One pixel a cell in the colours of the current theme; empty cells are transparent.
    QImage picture() const;

private:
    QString describeCell(int row, int column, int nameCharacters) const;
    QString describeRow(int row, int nameCharacters) const;
    QString describeColumn(int column, int nameCharacters) const;
    QString shortName(ClassIndex index, int characters) const;
    void arrange();

    Counts m_counts;
    QStringList m_names;
    theme::ClassPalette m_palette;
    MatrixValue m_value = MatrixValue::RowShare;
    MatrixOrder m_order = MatrixOrder::Schema;
    std::vector<ClassIndex> m_rows;
    std::vector<ClassIndex> m_columns;
    qint64 m_largest = 0;
    bool m_hasUndecided = false;
};

/// The colour of a cell: one sequential map for errors, another hue for the diagonal, so that what is right
/// does not look like the largest error.
QColor cellColor(double strength, bool diagonal);

} // namespace badcase::plots
