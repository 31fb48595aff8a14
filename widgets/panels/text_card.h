// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The texts of a sample that has nothing else to look at, large enough to read for hours.

#include "inference/core/sample.h"
#include "inference/core/text_query.h"

#include <QString>
#include <QTextEdit>

namespace badcase::panels {

/// Field names as headings, their texts under them; title first. Texts are data: nothing in them is
/// interpreted. They can be selected with the mouse; keys stay with the page. GUI thread.
class TextCard : public QTextEdit {
    Q_OBJECT
public:
    /// A longer field is cut, so that one sample does not stop the window.
    static constexpr qsizetype kMaxFieldLength = 20000;

    explicit TextCard(QWidget* parent = nullptr);

    void setTexts(const QString& name, const Fields& fields);
    /// Hits are highlighted.
    void setQuery(const TextQuery& query);

    QSize minimumSizeHint() const override { return {160, 120}; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void rebuild();
    void fitColumn();
    void insertText(QTextCursor& cursor, const QString& field);

    QString m_name;
    Fields m_fields;
    TextQuery m_query;
};

} // namespace badcase::panels
