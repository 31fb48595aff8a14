// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// "What if?": what is changed for a question to the model, the question, and how every class's probability
/// moved. It asks nobody itself: the owner does and tells the answer.

#include "inference/core/ids.h"
#include "inference/core/schema.h"

#include <QDateTime>
#include <QStringList>
#include <QWidget>

#include <vector>

class QCheckBox;
class QListWidget;
class QPushButton;
class QToolButton;

namespace badcase::panels {

class ProbabilityBars;
class RoleLabel;
class SegmentedControl;

/// An answer, now or earlier. `before` and `after`: probabilities in schema order.
struct WhatIfView {
    qint64 id = 0; ///< 0: not stored
    QDateTime at = {};
    QString author = {};
    bool blankMedia = false;
    QStringList blanked = {}; ///< fields
    QStringList edited = {};  ///< fields with other words
    std::vector<float> before = {};
    std::vector<float> after = {};
    QString notice = {};
};

/// GUI thread.
class WhatIfSection : public QWidget {
    Q_OBJECT
public:
    explicit WhatIfSection(QWidget* parent = nullptr);

    void setSchema(const Schema& schema);
    enum class Media { None, Picture, Frames };
    /// `canAsk` false: only `note` is shown (why not). `media`: what can be blanked.
    void setMeans(bool canAsk, Media media, const QString& note);
    /// Forgets question and answers: another sample, or another run.
    void clear();
    /// How many texts are changed, for the buttons.
    void setTextEdits(int count);
    void setBusy(bool busy);
    void showAnswer(const WhatIfView& answer);
    void showError(const QString& message);
    /// Newest first.
    void setEarlier(const std::vector<WhatIfView>& answers);

    bool isOpen() const;
    bool canAsk() const { return m_canAsk; }
    void setOpen(bool open);
    bool blankMedia() const;

Q_SIGNALS:
    void opened(bool open); ///< by the user
    void meansChanged();    ///< canAsk() is another
    void askRequested();
    void undoRequested(); ///< every edit is to be taken back

private:
    QWidget* buildAnswer();
    void updateButtons();
    void showRows();
    QString wordsOf(const WhatIfView& answer) const;

    Schema m_schema;
    WhatIfView m_answer;
    std::vector<WhatIfView> m_earlier;
    bool m_canAsk = false;
    Media m_media = Media::Picture;
    bool m_busy = false;
    bool m_all = false; ///< every class, not only the first ones
    int m_textEdits = 0;

    QToolButton* m_head;
    QWidget* m_inside;
    RoleLabel* m_note;
    QWidget* m_question;
    QCheckBox* m_blankMedia;
    QPushButton* m_ask;
    QPushButton* m_undo;
    RoleLabel* m_problem;
    QWidget* m_answerBox;
    RoleLabel* m_answerTitle;
    SegmentedControl* m_sort;
    ProbabilityBars* m_bars;
    QPushButton* m_more;
    QWidget* m_earlierBox;
    QListWidget* m_earlierList;
};

} // namespace badcase::panels
