// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/panels/text_card.h"

#include "widgets/panels/text_marks.h"
#include "widgets/theme/theme.h"

#include <QScrollBar>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextFrame>

#include <algorithm>

namespace badcase::panels {

using theme::Role;

namespace {

constexpr int kTextPixels = 18;
constexpr int kTitlePixels = 22;
constexpr int kColumnWidth = 720; ///< a longer line is tiring to read
const QLatin1String kTitle("title");

QTextCharFormat format(QFont font, int pixels, Role role)
{
    font.setPixelSize(pixels);
    QTextCharFormat format;
    format.setFont(font);
    format.setForeground(theme::color(role));
    return format;
}

} // namespace

TextCard::TextCard(QWidget* parent) : QTextEdit(parent)
{
    setReadOnly(true);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setUndoRedoEnabled(false);
    setAccessibleName(tr("Texts of the sample"));
    connect(&theme::Theme::instance(), &theme::Theme::changed, this,
            &TextCard::rebuild); // its colours are the theme's
    rebuild();
}

void TextCard::setTexts(const QString& name, const Fields& fields)
{
    if (name == m_name && fields == m_fields)
        return; // keeps the place and the selection
    m_name = name;
    m_fields = fields;
    rebuild();
    verticalScrollBar()->setValue(0);
}

void TextCard::rebuild()
{
    QPalette colours = palette();
    colours.setColor(QPalette::Base, theme::color(Role::Canvas));
    setPalette(colours);
    clear();
    QTextCursor cursor(document());
    const auto heading = format(theme::captionFont(), 11, Role::Text2);
    QTextBlockFormat space;
    QTextBlockFormat lines;
    lines.setLineHeight(140, QTextBlockFormat::ProportionalHeight);
    if (m_fields.isEmpty()) {
        space.setTopMargin(8 * theme::kPadding);
        space.setAlignment(Qt::AlignHCenter);
        cursor.setBlockFormat(space);
        cursor.insertText(tr("This sample has neither a picture nor texts"),
                          format(theme::bodyFont(), 13, Role::Text2));
        return fitColumn();
    }
    bool first = true;
    for (const QString& name : readingOrder(m_fields.keys())) {
        space.setTopMargin(first ? theme::kPadding : 2 * theme::kPadding);
        space.setBottomMargin(theme::kUnit);
        if (!std::exchange(first, false))
            cursor.insertBlock();
        cursor.setBlockFormat(space);
        cursor.insertText(name, heading);
        cursor.insertBlock(lines);
        insertText(cursor, name);
    }
    fitColumn();
}

/// The text of a field at the cursor, its hits on a ground of their own.
void TextCard::insertText(QTextCursor& cursor, const QString& field)
{
    const QString text = m_fields.value(field);
    if (text.trimmed().isEmpty())
        return cursor.insertText(tr("(empty)"), format(theme::bodyFont(), kTextPixels, Role::Text2));
    const auto plain = format(theme::bodyFont(), field == kTitle ? kTitlePixels : kTextPixels, Role::Text);
    QTextCharFormat hit = plain;
    hit.setBackground(markColours().hit);
    const QString shown = text.left(kMaxFieldLength);
    qsizetype done = 0;
    for (const TextRange& range : highlight(shown, field, m_query)) {
        cursor.insertText(shown.mid(done, range.begin - done), plain);
        cursor.insertText(shown.mid(range.begin, range.end - range.begin), hit);
        done = range.end;
    }
    cursor.insertText(shown.mid(done), plain);
    if (text.size() > kMaxFieldLength) {
        cursor.insertBlock();
        cursor.insertText(tr("%n more characters are not shown here", nullptr,
                             static_cast<int>(text.size() - kMaxFieldLength)),
                          format(theme::captionFont(), 11, Role::Text2));
    }
}

void TextCard::setQuery(const TextQuery& query)
{
    if (query == m_query)
        return;
    m_query = query;
    rebuild();
}

/// One column in the middle. The margins are the document's, so that they have its background.
void TextCard::fitColumn()
{
    const int margin = std::max(2 * theme::kPadding, (width() - kColumnWidth) / 2);
    QTextFrameFormat frame = document()->rootFrame()->frameFormat();
    frame.setLeftMargin(margin);
    frame.setRightMargin(margin);
    frame.setTopMargin(theme::kPadding);
    document()->rootFrame()->setFrameFormat(frame);
}

void TextCard::resizeEvent(QResizeEvent* event)
{
    fitColumn();
    QTextEdit::resizeEvent(event);
}

} // namespace badcase::panels
