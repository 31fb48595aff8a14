// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/panels/text_field_view.h"

#include "widgets/panels/controls.h"
#include "widgets/panels/text_marks.h"
#include "widgets/theme/icons.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLocale>
#include <QPlainTextEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace badcase::panels {

using theme::Role;

namespace {

constexpr int kEditHeight = 84;
constexpr double kLeastShare = 0.005; ///< what rounds to 0 % is not worth a word

QString percent(double share)
{
    return QLocale().toString(qRound(100 * share));
}

QToolButton* makeToggle(const QString& icon, const QString& toolTip)
{
    QToolButton* button = makeIconButton(icon, toolTip);
    button->setCheckable(true);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

} // namespace

TextFieldView::TextFieldView(const QString& field, QWidget* parent)
    : QWidget(parent),
      m_field(field),
      m_length(new RoleLabel({}, Role::Text2)),
      m_facts(new RoleLabel({}, Role::Text2)),
      m_body(new QLabel),
      m_fold(new QPushButton),
      m_blank(makeToggle(QStringLiteral("eye-off"), tr("What if this text were empty?"))),
      m_other(makeToggle(QStringLiteral("edit"), tr("What if this text said something else?")))
{
    setObjectName(field);
    auto* head = new QHBoxLayout;
    head->setSpacing(theme::kGap);
    head->addWidget(makeSectionLabel(field));
    head->addWidget(m_length);
    head->addStretch(1);
    head->addWidget(m_blank);
    head->addWidget(m_other);
    m_length->setFont(theme::captionNumberFont());
    m_facts->setFont(theme::captionNumberFont());
    m_facts->setWordWrap(true);
    m_body->setWordWrap(true);
    m_body->setTextFormat(Qt::RichText);
    m_body->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_body->setFocusPolicy(Qt::ClickFocus);
    m_body->setAccessibleName(field);
    m_fold->setFlat(true);
    m_fold->setFont(theme::captionFont());
    m_fold->setCursor(Qt::PointingHandCursor);
    m_fold->setFocusPolicy(Qt::TabFocus);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, theme::kUnit);
    layout->setSpacing(2);
    layout->addLayout(head);
    layout->addWidget(m_facts);
    layout->addWidget(m_body);
    layout->addWidget(m_fold, 0, Qt::AlignLeft);
    m_blank->hide();
    m_other->hide();
    connect(m_fold, &QPushButton::clicked, this, [this] {
        setFolded(!m_folded);
        Q_EMIT foldChanged(m_folded);
    });
    connect(m_blank, &QToolButton::clicked, this,
            [this](bool on) { setMode(on ? Mode::Blank : Mode::AsIs); });
    connect(m_other, &QToolButton::clicked, this,
            [this](bool on) { setMode(on ? Mode::Other : Mode::AsIs); });
    refresh();
}

void TextFieldView::setText(const QString& text)
{
    m_text = text;
    m_quality = textQuality(text);
    m_mode = Mode::AsIs;
    refresh();
}

void TextFieldView::setQuery(const TextQuery& query)
{
    if (query == m_query)
        return;
    m_query = query;
    refresh();
}

void TextFieldView::setTokenLimit(int limit)
{
    if (limit == m_limit)
        return;
    m_limit = limit;
    refresh();
}

void TextFieldView::setEditable(bool on)
{
    m_blank->setVisible(on);
    m_other->setVisible(on);
    if (!on)
        endEdit();
}

std::optional<QString> TextFieldView::edit() const
{
    if (m_mode == Mode::Blank)
        return QString();
    if (m_mode == Mode::Other && m_edit->toPlainText() != m_text)
        return m_edit->toPlainText();
    return std::nullopt;
}

void TextFieldView::endEdit()
{
    if (m_mode != Mode::AsIs)
        setMode(Mode::AsIs);
}

void TextFieldView::setFolded(bool folded)
{
    if (folded == m_folded)
        return;
    m_folded = folded;
    refresh();
}

void TextFieldView::setMode(Mode mode)
{
    m_mode = mode;
    if (mode == Mode::Other && !m_edit) {
        m_edit = new QPlainTextEdit;
        m_edit->setFixedHeight(kEditHeight);
        m_edit->setTabChangesFocus(true);
        m_edit->setAccessibleName(tr("Another text for %1").arg(m_field));
        m_edit->setPlaceholderText(tr("Empty"));
        static_cast<QVBoxLayout*>(layout())->addWidget(m_edit);
        connect(m_edit, &QPlainTextEdit::textChanged, this, &TextFieldView::edited);
    }
    if (mode == Mode::Other) {
        const QSignalBlocker blocker(m_edit);
        m_edit->setPlainText(m_text);
    }
    refresh();
    if (mode == Mode::Other)
        m_edit->setFocus(Qt::OtherFocusReason);
    Q_EMIT edited();
}

/// "12 % repeated, 34 % gibberish, about 80 tokens, cut at 64".
QString TextFieldView::qualityText() const
{
    QStringList words;
    if (m_quality.repeated >= kLeastShare)
        words.append(tr("%1 % repeated").arg(percent(m_quality.repeated)));
    if (m_quality.gibberish >= kLeastShare)
        words.append(tr("%1 % gibberish").arg(percent(m_quality.gibberish)));
    if (m_limit > 0 && m_quality.length > 0) {
        const TokenCut cut = tokenCut(m_text, m_limit);
        words.append(tr("about %Ln tokens", nullptr, cut.tokens));
        if (cut.cut)
            words.append(tr("cut at %1").arg(m_limit));
    }
    return words.join(QStringLiteral("  ·  "));
}

void TextFieldView::refresh()
{
    m_blank->setChecked(m_mode == Mode::Blank);
    m_other->setChecked(m_mode == Mode::Other);
    const bool empty = m_quality.length == 0;
    const bool bad = m_quality.repeated >= kBadRepeated || m_quality.gibberish >= kBadGibberish;
    m_length->setText(m_mode == Mode::Blank ? tr("blanked")
                      : empty               ? tr("empty")
                                            : tr("%Ln characters", nullptr, m_quality.length));
    m_length->setRole(m_mode == Mode::Blank ? Role::Accent : empty ? Role::Warn : Role::Text2);
    const QString facts = qualityText();
    m_facts->setText(facts);
    m_facts->setRole(bad ? Role::Warn : Role::Text2);
    m_facts->setVisible(!facts.isEmpty() && m_mode != Mode::Blank);
    if (m_edit)
        m_edit->setVisible(m_mode == Mode::Other);
    showBody();
    invalidateLayouts(this);
}

void TextFieldView::showBody()
{
    const bool shown = m_mode == Mode::AsIs && m_quality.length > 0;
    m_body->setVisible(shown);
    const bool isLong =
        m_text.size() > kFoldedLength + kFoldedLength / 4; // folding a few words away is no help
    m_fold->setVisible(shown && isLong);
    if (!shown)
        return;
    const auto hits = highlight(m_text, m_field, m_query);
    qsizetype length = std::min(m_text.size(), isLong && m_folded ? kFoldedLength : kMaxShown);
    if (length > 0 && length < m_text.size() && m_text.at(length - 1).isHighSurrogate())
        --length; // no half characters
    const QStringView part = QStringView(m_text).left(length);
    const auto cut = tokenCut(m_text, m_limit).cut;
    QString html = markedText(part, hits, cut && *cut < length ? cut : std::nullopt, markColours());
    m_body->setText(html);
    if (!isLong)
        return;
    const auto below =
        std::ranges::count_if(hits, [length](const TextRange& hit) { return hit.end > length; });
    if (!m_folded)
        m_fold->setText(m_text.size() > kMaxShown ? tr("Show less (the first %Ln characters are shown)",
                                                       nullptr, static_cast<int>(kMaxShown))
                                                  : tr("Show less"));
    else if (below > 0)
        m_fold->setText(tr("Show all, with %n more hits", nullptr, static_cast<int>(below)));
    else
        m_fold->setText(tr("Show all"));
}

void TextFieldView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        showBody(); // its colours are the theme's
}

} // namespace badcase::panels
