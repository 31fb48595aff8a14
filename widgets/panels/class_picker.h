// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Finds classes from the keyboard, opened by C. Typing matches classes and their parents at once; Enter
/// takes the current row, arrows choose another, Escape closes.
///
/// With parents the list begins folded, the parent of the present label open: Right or Enter unfolds a
/// parent, so whoever changes the parent is offered its children. With several labels a sample every class
/// has a box to tick; Enter ticks it and the list stays. For a filter every class has a box, too, and all
/// classes below a parent are one row more.

#include "inference/core/label.h"
#include "inference/core/schema.h"
#include "widgets/theme/class_colors.h"

#include <QSet>
#include <QWidget>

class QLineEdit;
class QListWidget;
class QListWidgetItem;

namespace badcase::panels {

class ClassPicker : public QWidget {
    Q_OBJECT
public:
    enum class Purpose { Label, Filter };

    explicit ClassPicker(QWidget* parent = nullptr);

    /// Before setSchema(). Label without it.
    void setPurpose(Purpose purpose) { m_purpose = purpose; }
    void setSchema(const Schema& schema);
    /// The labels in force: ticked (several labels a sample), or the one whose parent is unfolded. Rows keep
    /// their places while the list is open.
    void setLabels(const LabelSet& labels);
    /// Empties the field, lists every class and takes the keyboard. `typed` is what has been typed already.
    void open(const QString& typed = {});
    QString typed() const;
    /// What Enter would take; kNoClass when nothing matches or a parent is current.
    ClassIndex currentClass() const;
    /// The parent that Enter would unfold or fold, kNoParent on a class.
    int currentParent() const;
    /// The parent all classes of which Enter would take, kNoParent elsewhere.
    int currentWholeParent() const;

Q_SIGNALS:
    /// Several labels a sample: it is to be added or taken away.
    void classChosen(badcase::ClassIndex index);
    void parentChosen(int parent); ///< for a filter: all classes below it
    void closed();                 ///< by Escape; nothing was chosen

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool isTree() const; ///< parents with their classes below, rather than a flat list of matches
    bool ticks() const { return m_purpose == Purpose::Filter || m_schema.task() == Task::MultiLabel; }
    int valueOfRow(int kind) const;
    void refill();
    void addTree();
    void addMatches();
    void addParent(int parent);
    void addWholeParent(int parent, bool indented);
    void addClass(ClassIndex index, bool indented);
    void finishRow(QListWidgetItem* item, int kind, int value, const QString& toolTip);
    void selectRow(int kind, int value);
    void setUnfolded(int parent, bool unfolded);
    void activate();
    bool moveFold(int key);

    Purpose m_purpose = Purpose::Label;
    Schema m_schema;
    theme::ClassPalette m_palette;
    LabelSet m_labels;
    QSet<int> m_unfolded;
    QLineEdit* m_edit;
    QListWidget* m_list;
};

} // namespace badcase::panels
