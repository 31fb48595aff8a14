// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What a confusion matrix shows: counts, names, the order of the classes, and the words and colours for a
/// cell.

#include "inference/analysis/co_confusion.h"
#include "inference/analysis/confusion_counts.h"
#include "widgets/plots/matrix_folding.h"
#include "widgets/plots/matrix_layout.h"
#include "widgets/theme/class_colors.h"

#include <QCoreApplication>
#include <QImage>
#include <QStringList>

#include <array>
#include <memory>
#include <utility>
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

/// The two ways of being wrong in a tree of classes, shown in a lane beside the cells.
enum class MatrixLane {
    Sibling, ///< right parent, wrong child
    Parent,  ///< wrong parent
};
inline constexpr int kMatrixLanes = 2;

/// What a cell means in a tree, from right to far off.
struct MatrixNearness {
    int distance = 0; ///< ClassTree::distance(); 0 right. The same folded parent is right at its level.
    int farthest = 1; ///< when nothing is common
    bool operator==(const MatrixNearness&) const = default;
};

/// Immutable but for its setters; knows nothing of pixels. Rows are labels, columns decisions; when some
/// samples got none of the classes there is one more column, whose class is kNoClass.
///
/// Classes may have parents: then siblings stand together, parents can be folded, and errors are told apart
/// by their distance in the tree. With several labels a sample a cell off the diagonal counts the samples
/// that are given the row and predicted the column without being given it, one on the diagonal those that are
/// both, and the last column those that miss the row.
class MatrixContent {
    Q_DECLARE_TR_FUNCTIONS(badcase::plots::MatrixContent)
public:
    using Counts = std::shared_ptr<const analysis::ConfusionCounts>;

    /// Stands in classOfRow() and classOfColumn() for a folded parent.
    static constexpr ClassIndex kFolded = -2;

    /// `names` has one entry for each class of `counts`; null counts: empty. What is folded stays as long as
    /// the tree is the same.
    void setData(Counts counts, QStringList names, theme::ClassPalette palette, const ClassTree& tree = {});
    /// Several labels a sample.
    void setTags(const analysis::CoConfusion& counts, QStringList names, theme::ClassPalette palette,
                 const ClassTree& tree = {});
    void setValue(MatrixValue value) { m_value = value; }
    void setOrder(MatrixOrder order);
    MatrixValue value() const { return m_value; }
    MatrixOrder order() const { return m_order; }

    const MatrixFolding& folding() const { return m_folding; }
    void setFolded(int parent, bool folded);
    void foldTo(int level);
    bool isTags() const { return m_tags; }
    int classes() const { return m_counts ? m_counts->classes() : 0; } ///< folded or not

    bool isEmpty() const { return !m_counts || m_counts->total() == 0; }
    int rows() const { return static_cast<int>(m_items.size()); }
    int columns() const { return rows() + (m_hasUndecided ? 1 : 0); }
    const MatrixItem& itemOfRow(int row) const { return m_items[static_cast<std::size_t>(row)]; }
    /// Without classes for the column of what is in none of them.
    const MatrixItem& itemOfColumn(int column) const;
    ClassIndex classOfRow(int row) const { return classOf(itemOfRow(row)); }
    ClassIndex classOfColumn(int column) const { return classOf(itemOfColumn(column)); }
    int rowOf(ClassIndex label) const;       ///< where the class is, folded or not; -1: no such row
    int columnOf(ClassIndex decision) const; ///< -1: no such column
    QString nameOf(const MatrixItem& item) const;
    QString nameOfParent(int parent) const;
    QColor colorOf(const MatrixItem& item) const;
    QStringList rowNames() const;
    QStringList columnNames() const;
    bool isDiagonal(int row, int column) const { return row == column; }
    MatrixNearness nearness(int row, int column) const;

    qint64 count(int row, int column) const { return m_shown.at(row, column < rows() ? column : kNoClass); }
    qint64 support(int row) const { return m_support[static_cast<std::size_t>(row)]; }
    /// Errors of the row's classes by kind; known only in a tree.
    qint64 laneCount(int row, MatrixLane lane) const;
    double laneShare(int row, MatrixLane lane) const; ///< of the row's samples; 0 without any
    /// The pairs of classes behind a cell, a header (one of the two -1) or a row's lane.
    std::vector<std::pair<ClassIndex, ClassIndex>> pairsAt(MatrixPlace place) const;
    std::vector<std::pair<ClassIndex, ClassIndex>> pairsInLane(int row, MatrixLane lane) const;
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

    QString describeLane(int row, MatrixLane lane) const;

    /// One pixel a cell in the colours of the current theme; empty cells are transparent.
    QImage picture() const;

private:
    QString describeCell(int row, int column, int nameCharacters) const;
    QString describeRow(int row, int nameCharacters) const;
    QString describeColumn(int column, int nameCharacters) const;
    QString shortName(const MatrixItem& item, int characters) const;
    static ClassIndex classOf(const MatrixItem& item);
    void take(Counts counts, QStringList names, theme::ClassPalette palette, const ClassTree& tree);
    void arrange();
    void countLanes();

    Counts m_counts;
    QStringList m_names;
    theme::ClassPalette m_palette;
    MatrixValue m_value = MatrixValue::RowShare;
    MatrixOrder m_order = MatrixOrder::Schema;
    MatrixFolding m_folding;
    bool m_tags = false;
    qint64 m_samples = 0;            ///< of tags
    std::vector<qint64> m_givenTags; ///< of each class; a row's cells do not sum up to it
    std::vector<qint64> m_saidTags;  ///< of each class

    // What is shown, by display row and column
    std::vector<MatrixItem> m_items;
    std::vector<int> m_rowOfClass;
    analysis::ConfusionCounts m_shown;
    std::vector<qint64> m_support;
    std::vector<qint64> m_predicted;
    std::vector<std::array<qint64, kMatrixLanes>> m_lanes; ///< by class
    qint64 m_largest = 0;
    bool m_hasUndecided = false;
};

/// The colour of a cell: one sequential map for errors, another hue for what is right, so that it does not
/// look like the largest error. In a tree the hue goes from blue (right parent) to orange (nothing in
/// common), which the colour-blind tell apart, too.
QColor cellColor(double strength, MatrixNearness nearness);

} // namespace badcase::plots
