// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The confusion matrix, readable at ten and at two hundred classes: every cell is one click from its
/// samples.

#include "widgets/plots/matrix_content.h"

#include <QAbstractScrollArea>
#include <QFont>

#include <utility>
#include <vector>

namespace badcase::plots {

/// Rows are labels, columns are predictions. Fits into the view until somebody zooms (Ctrl+wheel, +, -; 0
/// fits again); headers stay while the cells scroll. GUI thread.
///
/// Where classes have parents, a strip along both headers names them: a click on a name there folds its
/// classes into one row and column or unfolds them, and two lanes beside the cells tell for each row how
/// often only the child and how often the parent, too, is wrong. Whatever is selected of a folded parent is
/// selected of all pairs of its classes.
///
/// Mouse: click a cell, drag a rectangle, click a name for its whole row or column; Ctrl adds (and removes
/// single cells). Keys: arrows move, Shift+arrows select a rectangle, Space or Enter selects, Escape clears.
class ConfusionMatrixView : public QAbstractScrollArea {
    Q_OBJECT
public:
    /// Label and decision as class indices of the counts; kNoClass as a decision: none of the classes.
    using Cell = std::pair<ClassIndex, ClassIndex>;

    explicit ConfusionMatrixView(QWidget* parent = nullptr);
    ~ConfusionMatrixView() override;

    /// Selection, zoom and scroll position stay as far as the classes are the same in number.
    void setData(MatrixContent::Counts counts, QStringList names, theme::ClassPalette palette,
                 const ClassTree& tree = {});
    /// Several labels a sample: see MatrixContent.
    void setTags(const analysis::CoConfusion& counts, QStringList names, theme::ClassPalette palette,
                 const ClassTree& tree = {});
    void setValue(MatrixValue value);
    void setOrder(MatrixOrder order);
    void setFolded(int parent, bool folded);
    void foldTo(int level); ///< 0 unfolds all, 1 folds direct parents, ...
    const MatrixContent& content() const { return m_content; }
    /// What is said instead of a matrix, and which next step there is.
    void setEmptyText(const QString& text);

    /// Shows what is selected elsewhere (removed chips, undo); emits nothing.
    void setSelectedCells(const std::vector<Cell>& cells);
    std::vector<Cell> selectedCells() const;

    int cellSize() const { return m_layout.cell; }
    void setCellSize(int pixels); ///< ends fitting
    void fit();
    const MatrixLayout& matrixLayout() const { return m_layout; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// The user has changed the selection; empty: everything again.
    void cellsSelected(const std::vector<std::pair<badcase::ClassIndex, badcase::ClassIndex>>& cells);
    /// The user has folded or unfolded a parent.
    void foldingChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    void rebuild();
    void measureHeaders();
    void relayout();
    void zoom(int cell, QPoint around);
    void setHovered(MatrixPlace place);
    void hoverUnderMouse();
    void updatePlace(MatrixPlace place);
    void moveCursor(int dRow, int dColumn, bool extend);

    bool isSelected(int row, int column) const;
    std::size_t bitOf(const Cell& cell) const;
    void keepSelection();
    void select(const std::vector<Cell>& cells, bool selected);
    void selectRectangle(MatrixPlace from, MatrixPlace to, bool selected = true);
    void selectHeader(MatrixPlace header);
    void emitSelection();

    /// A stretch of rows or columns that stand below one parent, or the one where it is folded.
    struct Span {
        int parent = kNoParent;
        int begin = 0;
        int end = 0;
    };
    std::vector<Span> parentSpans() const;
    QRect spanRect(const Span& span, Qt::Orientation along) const;
    /// The parent whose name is at a point of the strips, kNoParent elsewhere.
    int parentAt(QPoint point) const;
    void measureTree();
    bool pressTree(QPoint point, bool add);
    QString describeTree(QPoint point) const;
    void setTreeText(const QString& text);
    void paintStrip(QPainter& painter, Qt::Orientation along);
    void paintSeparators(QPainter& painter);
    void paintLanes(QPainter& painter);

    void paintPart(QPainter& painter, const QRect& part);
    void paintCells(QPainter& painter, const QRect& part);
    void paintNumbers(QPainter& painter, MatrixRange rows, MatrixRange columns);
    void paintSelection(QPainter& painter, MatrixRange rows, MatrixRange columns);
    void paintRowHeader(QPainter& painter, const QRect& part);
    void paintColumnHeader(QPainter& painter, const QRect& part);
    void paintCorner(QPainter& painter);
    void paintFooter(QPainter& painter);
    void paintEmpty(QPainter& painter);
    int headerStride() const;
    static QString cornerText();

    MatrixContent m_content;
    MatrixLayout m_layout;
    QImage m_picture;
    QString m_emptyText;
    int m_nameWidth = 0; ///< of the longest class name
    QString m_treeText;  ///< about the parent or the lane under the mouse
    bool m_fitting = true;
    std::vector<bool> m_selected; ///< by class indices: label * (classes + 1) + decision + 1
    std::vector<bool> m_beforeDrag;
    MatrixPlace m_hovered;
    MatrixPlace m_cursor; ///< of the keyboard
    MatrixPlace m_anchor; ///< where the rectangle begins
    bool m_dragging = false;
    bool m_dragRemoves = false;
};

} // namespace badcase::plots
