// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Many sliders below one another: a name, a slider, its value, and what moving it alone would bring.

#include <QAbstractScrollArea>
#include <QColor>
#include <QString>
#include <QStringList>

#include <limits>
#include <memory>
#include <utility>
#include <vector>

namespace badcase::panels {

struct SliderRow {
    int id = 0;          ///< the owner's; unique
    QString name;        ///< elided in the middle, whole in the tool tip
    QString group = {};  ///< a parent class, shown in the tool tip and found by the filter
    QColor color = {};   ///< a swatch; invalid: none
    double lo = 0;
    double hi = 1;
    double value = 0;
    double neutral = 0;  ///< marked on the track; a double click goes there
    qint64 support = -1; ///< samples; shown where there is room, -1: not at all
    double gain = std::numeric_limits<double>::quiet_NaN(); ///< of its best position; NaN: not known (yet)
    int decimals = 2;
    bool sign = true;    ///< the value is written with its sign
    QStringList texts = {}; ///< what the values 0, 1, 2, ... are called, where they are places in a list
};

/// Painted, so that 200 rows cost as much as the visible ones. The current row has the focus: Left and Right move its value
/// by a hundredth of its range (Shift: a tenth, Ctrl: a thousandth), Up, Down, Page Up, Page Down, Home and End go to
/// another row, Delete and a double click go to neutral, Escape during a drag takes it back. A drag gives what is shown: it
/// rounds to `decimals`, and stops at neutral. It never moves rows, also when it changes the order: rows that are due
/// elsewhere go there when mouse and keyboard have left the list, or with the next setRows(), setOrder() or setFilterText().
/// GUI thread.
class SliderList : public QAbstractScrollArea {
    Q_OBJECT
public:
    enum class Order { Given, Name, Support, Gain, Moved };

    explicit SliderList(QWidget* parent = nullptr);
    ~SliderList() override;

    void setRows(std::vector<SliderRow> rows);
    const std::vector<SliderRow>& rows() const; ///< in the order given, with their present values and gains
    void setValue(int id, double value);        ///< emits nothing
    void setGains(const std::vector<std::pair<int, double>>& gains);
    /// Words above the columns, which stay there while rows scroll. All empty, as at first: none.
    void setCaptions(const QString& name, const QString& value, const QString& gain);
    void setOrder(Order order);
    void setFilterText(const QString& text); ///< only rows whose name or group has it
    int current() const;                     ///< id, -1: none
    void setCurrent(int id);                 ///< scrolled to; emits nothing
    QRect visualRect(int id) const;          ///< of a row, in viewport coordinates; empty when filtered out
    QRect trackRect(int id) const;           ///< of its slider

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void currentChanged(int id); ///< by the user; comes before dragStarted()
    void dragStarted(int id);
    void dragged(int id, double value);
    void released(int id, double value); ///< also after a key or a double click, without the two above
    void reverted(int id);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace badcase::panels
