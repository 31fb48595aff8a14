// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/panels/what_if_section.h"

#include "widgets/panels/controls.h"
#include "widgets/panels/probability_bars.h"
#include "widgets/theme/icons.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QListWidget>
#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace badcase::panels {

using theme::Role;

namespace {

constexpr int kListRows = 4;

RoleLabel* makeNote(Role role)
{
    auto* label = new RoleLabel({}, role);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->hide();
    return label;
}

QVBoxLayout* column(QWidget* widget, int spacing)
{
    auto* layout = new QVBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing);
    return layout;
}

/// "+33.3": points of a hundred, never without its sign.
QString pointsText(double change)
{
    const double points = 100 * change;
    const QChar sign = points < 0 ? QChar(0x2212) : QLatin1Char('+');
    return sign + QLocale().toString(std::abs(points), 'f', 1);
}

} // namespace

WhatIfSection::WhatIfSection(QWidget* parent)
    : QWidget(parent),
      m_head(new QToolButton),
      m_inside(new QWidget),
      m_note(makeNote(Role::Text2)),
      m_question(new QWidget),
      m_blankMedia(new QCheckBox(tr("Blank the picture"))),
      m_ask(makePrimaryButton(tr("Ask the model"))),
      m_undo(new QPushButton(tr("Undo the edits"))),
      m_problem(makeNote(Role::Bad)),
      m_answerBox(buildAnswer()),
      m_earlierBox(new QWidget),
      m_earlierList(new QListWidget)
{
    m_head->setText(tr("What if"));
    m_head->setAutoRaise(true);
    m_head->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_head->setIconSize({12, 12});
    m_head->setFocusPolicy(Qt::TabFocus);
    m_head->setToolTip(tr("Blank or edit what the model reads, and see what it says then"));
    m_note->setFont(theme::captionFont());
    m_blankMedia->setFocusPolicy(Qt::TabFocus);
    m_blankMedia->setToolTip(tr("An even picture of the model's mean colour"));
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(theme::kGap);
    buttons->addWidget(m_ask);
    buttons->addWidget(m_undo);
    buttons->addStretch(1);
    auto* question = column(m_question, theme::kGap);
    question->addWidget(m_blankMedia);
    question->addLayout(buttons);
    auto* earlier = column(m_earlierBox, 2);
    earlier->addWidget(makeSectionLabel(tr("Asked before")));
    earlier->addWidget(m_earlierList);
    m_earlierList->setAccessibleName(tr("Asked before"));
    m_earlierList->setFrameShape(QFrame::NoFrame);
    m_earlierList->setTextElideMode(Qt::ElideMiddle);
    m_earlierList->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* inside = column(m_inside, theme::kGap);
    for (QWidget* part :
         std::initializer_list<QWidget*>{m_note, m_question, m_problem, m_answerBox, m_earlierBox})
        inside->addWidget(part);
    auto* layout = column(this, theme::kUnit);
    layout->addWidget(m_head, 0, Qt::AlignLeft);
    layout->addWidget(m_inside);
    connect(m_head, &QToolButton::clicked, this, [this] {
        setOpen(!isOpen());
        Q_EMIT opened(isOpen());
    });
    connect(m_blankMedia, &QCheckBox::toggled, this, &WhatIfSection::updateButtons);
    connect(m_ask, &QPushButton::clicked, this, &WhatIfSection::askRequested);
    connect(m_undo, &QPushButton::clicked, this, [this] {
        m_blankMedia->setChecked(false);
        Q_EMIT undoRequested();
    });
    connect(m_earlierList, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0)
            showAnswer(m_earlier[static_cast<std::size_t>(row)]);
    });
    setOpen(false);
    clear();
}

QWidget* WhatIfSection::buildAnswer()
{
    auto* box = new QWidget;
    m_answerTitle = makeNote(Role::Text2);
    m_sort = new SegmentedControl({tr("Probability"), tr("Change")});
    m_sort->setFont(theme::captionFont());
    m_bars = new ProbabilityBars;
    m_bars->setAccessibleName(tr("Probabilities before and after"));
    m_more = new QPushButton;
    m_more->setFlat(true);
    m_more->setFont(theme::captionFont());
    m_more->setFocusPolicy(Qt::TabFocus);
    auto* layout = column(box, 6);
    layout->addWidget(m_answerTitle);
    layout->addWidget(m_sort);
    layout->addWidget(m_bars);
    layout->addWidget(m_more, 0, Qt::AlignLeft);
    connect(m_sort, &SegmentedControl::chosen, this, [this](int index) {
        m_sort->setCurrent(index);
        showRows();
    });
    connect(m_more, &QPushButton::clicked, this, [this] {
        m_all = !m_all;
        showRows();
    });
    return box;
}

void WhatIfSection::setSchema(const Schema& schema)
{
    m_schema = schema;
    m_bars->setSchema(schema);
}

void WhatIfSection::setMeans(bool canAsk, Media media, const QString& note)
{
    const bool changed = canAsk != m_canAsk;
    m_canAsk = canAsk;
    m_media = media;
    const bool hasMedia = media != Media::None;
    m_blankMedia->setText(media == Media::Frames ? tr("Blank the frames") : tr("Blank the picture"));
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
    m_question->setVisible(canAsk);
    m_blankMedia->setVisible(hasMedia);
    if (!hasMedia)
        m_blankMedia->setChecked(false);
    updateButtons();
    if (changed)
        Q_EMIT meansChanged();
}

void WhatIfSection::clear()
{
    m_blankMedia->setChecked(false);
    m_answer = {};
    m_problem->hide();
    m_answerBox->hide();
    setEarlier({});
    setTextEdits(0);
}

void WhatIfSection::setTextEdits(int count)
{
    m_textEdits = count;
    updateButtons();
}

void WhatIfSection::setBusy(bool busy)
{
    m_busy = busy;
    m_ask->setText(busy ? tr("Asking…") : tr("Ask the model"));
    updateButtons();
}

void WhatIfSection::updateButtons()
{
    const bool changed = m_textEdits > 0 || m_blankMedia->isChecked();
    m_ask->setEnabled(m_canAsk && changed && !m_busy);
    m_ask->setToolTip(changed ? QString() : tr("Blank the picture, or blank or edit a text first"));
    m_undo->setEnabled(changed);
}

void WhatIfSection::showAnswer(const WhatIfView& answer)
{
    m_answer = answer;
    m_problem->setText(answer.notice);
    m_problem->setRole(Role::Text2);
    m_problem->setVisible(!answer.notice.isEmpty());
    m_answerTitle->setText(wordsOf(answer));
    m_answerTitle->show();
    m_answerBox->show();
    showRows();
}

void WhatIfSection::showError(const QString& message)
{
    m_problem->setText(message);
    m_problem->setRole(Role::Bad);
    m_problem->show();
}

/// "picture blanked, title edited".
QString WhatIfSection::wordsOf(const WhatIfView& answer) const
{
    QStringList words;
    if (answer.blankMedia)
        words.append(m_media == Media::Frames ? tr("frames blanked") : tr("picture blanked"));
    for (const QString& field : answer.blanked)
        words.append(tr("%1 blanked").arg(field));
    for (const QString& field : answer.edited)
        words.append(tr("%1 edited").arg(field));
    return words.join(QStringLiteral(", "));
}

void WhatIfSection::showRows()
{
    std::vector<ClassIndex> order(std::min(m_answer.before.size(), m_answer.after.size()));
    std::iota(order.begin(), order.end(), 0);
    const auto before = [this](ClassIndex i) { return m_answer.before[static_cast<std::size_t>(i)]; };
    const auto after = [this](ClassIndex i) { return m_answer.after[static_cast<std::size_t>(i)]; };
    const bool byChange = m_sort->current() == 1;
    std::ranges::stable_sort(order, std::greater(), [&](ClassIndex i) {
        return byChange ? std::abs(after(i) - before(i)) : std::max(before(i), after(i));
    });
    const auto classes = order.size();
    if (!m_all)
        order.resize(std::min<std::size_t>(classes, ProbabilityBars::kMaximumRows));
    std::vector<ClassChange> rows;
    for (const ClassIndex i : order)
        rows.push_back({i, static_cast<double>(before(i)), static_cast<double>(after(i))});
    m_bars->setChanges(rows);
    m_more->setVisible(classes > ProbabilityBars::kMaximumRows);
    m_more->setText(m_all ? tr("Show the first ones")
                          : tr("Show all %Ln classes", nullptr, static_cast<int>(classes)));
}

void WhatIfSection::setEarlier(const std::vector<WhatIfView>& answers)
{
    m_earlier = answers;
    const QSignalBlocker blocker(m_earlierList);
    m_earlierList->clear();
    const QLocale locale;
    for (const WhatIfView& answer : m_earlier) {
        // What moved most says more than the date.
        std::size_t most = 0;
        const auto change = [&answer](std::size_t i) {
            return double(answer.after[i]) - double(answer.before[i]);
        };
        for (std::size_t i = 1; i < answer.after.size(); ++i) {
            if (std::abs(change(i)) > std::abs(change(most)))
                most = i;
        }
        QString text = wordsOf(answer);
        if (most < answer.after.size() && static_cast<int>(most) < m_schema.size())
            text +=
                tr("  %1 %2").arg(m_schema.at(static_cast<ClassIndex>(most)).name, pointsText(change(most)));
        auto* item = new QListWidgetItem(text, m_earlierList);
        item->setToolTip(
            tr("%1, by %2")
                .arg(locale.toString(answer.at.toLocalTime(), QLocale::ShortFormat), answer.author));
        item->setSizeHint({0, theme::kControlHeight});
    }
    const int rows = std::min(static_cast<int>(m_earlier.size()), kListRows);
    m_earlierList->setFixedHeight(rows * theme::kControlHeight + 2);
    m_earlierBox->setVisible(rows > 0);
}

bool WhatIfSection::isOpen() const
{
    return !m_inside->isHidden();
}

void WhatIfSection::setOpen(bool open)
{
    m_head->setIcon(
        theme::icon(open ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right"), Role::Text2));
    m_inside->setVisible(open);
    invalidateLayouts(this);
}

bool WhatIfSection::blankMedia() const
{
    return m_blankMedia->isChecked();
}

} // namespace badcase::panels
