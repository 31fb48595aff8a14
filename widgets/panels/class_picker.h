// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Type-ahead over all classes, opened by C: type, Enter takes the first, arrows choose another, Escape
/// closes.

#include "inference/core/schema.h"
#include "widgets/theme/class_colors.h"

#include <QWidget>

class QLineEdit;
class QListWidget;

namespace badcase::panels {

class ClassPicker : public QWidget {
    Q_OBJECT
public:
    explicit ClassPicker(QWidget* parent = nullptr);

    void setSchema(const Schema& schema);
    /// Empties the field, lists every class and takes the keyboard. `typed` is what has been typed already.
    void open(const QString& typed = {});
    QString typed() const;
    /// What Enter would take; kNoClass when nothing matches.
    ClassIndex currentClass() const;

Q_SIGNALS:
    void classChosen(badcase::ClassIndex index);
    void closed(); ///< by Escape; nothing was chosen

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void refill();
    void choose();

    Schema m_schema;
    theme::ClassPalette m_palette;
    QLineEdit* m_edit;
    QListWidget* m_list;
};

} // namespace badcase::panels
