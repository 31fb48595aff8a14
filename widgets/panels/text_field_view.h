// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// One text of a sample: name, length, quality, the words themselves, and, while "What if" is open, another
/// text in its place.

#include "inference/core/text_quality.h"
#include "inference/core/text_query.h"

#include <QString>
#include <QWidget>

#include <optional>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QToolButton;

namespace badcase::panels {

class RoleLabel;

/// Texts are data: nothing in them is interpreted. Long ones are folded. GUI thread.
class TextFieldView : public QWidget {
    Q_OBJECT
public:
    static constexpr qsizetype kFoldedLength = 220; ///< of a text longer than this only so much is shown
    static constexpr qsizetype kMaxShown =
        20'000; ///< a longer one is cut, so that one sample does not stop the window
    static constexpr double kBadRepeated = 0.5; ///< from here on a share is shown as bad
    static constexpr double kBadGibberish = 0.3;

    explicit TextFieldView(const QString& field, QWidget* parent = nullptr);

    QString field() const { return m_field; }
    /// Ends an edit.
    void setText(const QString& text);
    void setQuery(const TextQuery& query);
    void setTokenLimit(int limit); ///< 0: none
    /// Whether the text may be blanked or replaced for a question; false ends an edit.
    void setEditable(bool on);

    /// The text to ask about instead; nothing: as it is.
    std::optional<QString> edit() const;
    void endEdit();
    bool isFolded() const { return m_folded; }
    void setFolded(bool folded);

Q_SIGNALS:
    void edited();
    void foldChanged(bool folded); ///< by the user

protected:
    void changeEvent(QEvent* event) override;

private:
    enum class Mode { AsIs, Blank, Other };
    void setMode(Mode mode);
    void refresh();
    void showBody();
    QString qualityText() const;

    QString m_field;
    QString m_text;
    TextQuality m_quality;
    TextQuery m_query;
    int m_limit = 0;
    Mode m_mode = Mode::AsIs;
    bool m_folded = true;

    RoleLabel* m_length;
    RoleLabel* m_facts;
    QLabel* m_body;
    QPushButton* m_fold;
    QToolButton* m_blank;
    QToolButton* m_other;
    QPlainTextEdit* m_edit = nullptr; ///< made when it is needed
};

} // namespace badcase::panels
