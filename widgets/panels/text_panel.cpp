// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/panels/text_panel.h"

#include "widgets/panels/controls.h"
#include "widgets/panels/text_field_view.h"
#include "widgets/panels/what_if_section.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>

namespace badcase::panels {

using theme::Role;

TextPanel::TextPanel(QWidget* parent)
    : QWidget(parent),
      m_head(new QWidget),
      m_limits(new QComboBox),
      m_column(new QVBoxLayout),
      m_whatIf(new WhatIfSection)
{
    auto* head = new QHBoxLayout(m_head);
    head->setContentsMargins(0, 0, 0, 0);
    head->setSpacing(theme::kGap);
    auto* name = new RoleLabel(tr("Token limit"), Role::Text2);
    name->setFont(theme::captionFont());
    head->addWidget(makeSectionLabel(tr("Texts")));
    head->addStretch(1);
    head->addWidget(name);
    head->addWidget(m_limits);
    for (const int limit : kTokenLimits)
        m_limits->addItem(limit == 0 ? tr("none") : QLocale().toString(limit), limit);
    m_limits->setFocusPolicy(Qt::TabFocus); // after a choice the keys go on moving between samples
    m_limits->setAccessibleName(tr("Token limit"));
    m_limits->setToolTip(
        tr("Where a model that reads so many tokens of each text would cut it. An estimate: every Chinese "
           "character and every word counts as one token; a model's own vocabulary counts differently."));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::kUnit);
    layout->addWidget(m_head);
    m_column->setSpacing(theme::kUnit);
    layout->addLayout(m_column);
    layout->addWidget(m_whatIf);
    m_head->hide();
    connect(m_limits, &QComboBox::activated, this,
            [this] { Q_EMIT tokenLimitRequested(m_limits->currentData().toInt()); });
    connect(m_whatIf, &WhatIfSection::opened, this, &TextPanel::updateEditable);
    connect(m_whatIf, &WhatIfSection::meansChanged, this, &TextPanel::updateEditable);
    connect(m_whatIf, &WhatIfSection::undoRequested, this, &TextPanel::endEdits);
    connect(m_whatIf, &WhatIfSection::askRequested, this,
            [this] { Q_EMIT whatIfRequested(m_sample, m_whatIf->blankMedia(), edits()); });
}

void TextPanel::setFieldNames(const QStringList& names)
{
    m_projectFields = names;
}

void TextPanel::setTexts(SampleId sample, const Fields& fields)
{
    if (sample == m_sample && fields == m_fields && !m_views.empty())
        return;
    QStringList names = m_projectFields;
    for (auto it = fields.begin(); it != fields.end(); ++it) {
        if (!names.contains(it.key()))
            names.append(it.key());
    }
    rebuild(readingOrder(names));
    if (sample != m_sample)
        m_whatIf->clear();
    m_sample = sample;
    m_fields = fields;
    for (TextFieldView* view : m_views)
        view->setText(fields.value(view->field()));
    m_whatIf->setTextEdits(0);
}

/// Views stay while the fields are the same: going through samples makes no widgets.
void TextPanel::rebuild(const QStringList& names)
{
    const bool same = std::ranges::equal(m_views, names, {}, &TextFieldView::field);
    if (same)
        return;
    for (TextFieldView* view : m_views) {
        view->hide();
        view->deleteLater();
    }
    m_views.clear();
    for (const QString& name : names) {
        auto* view = new TextFieldView(name);
        view->setQuery(m_query);
        view->setTokenLimit(m_limit);
        view->setFolded(!m_unfolded.contains(name));
        view->setEditable(m_whatIf->isOpen() && m_whatIf->canAsk());
        m_column->addWidget(view);
        m_views.push_back(view);
        connect(view, &TextFieldView::edited, this,
                [this] { m_whatIf->setTextEdits(static_cast<int>(edits().size())); });
        connect(view, &TextFieldView::foldChanged, this, [this, name](bool folded) {
            if (folded)
                m_unfolded.remove(name);
            else
                m_unfolded.insert(name);
        });
    }
    m_head->setVisible(!names.isEmpty());
}

void TextPanel::setQuery(const TextQuery& query)
{
    m_query = query;
    for (TextFieldView* view : m_views)
        view->setQuery(query);
}

void TextPanel::setTokenLimit(int limit)
{
    m_limit = limit;
    m_limits->setCurrentIndex(std::max(0, m_limits->findData(limit)));
    for (TextFieldView* view : m_views)
        view->setTokenLimit(limit);
}

QMap<QString, QString> TextPanel::edits() const
{
    QMap<QString, QString> edits;
    for (const TextFieldView* view : m_views) {
        if (const auto edit = view->edit())
            edits.insert(view->field(), *edit);
    }
    return edits;
}

TextFieldView* TextPanel::fieldView(const QString& field) const
{
    const auto found = std::ranges::find(m_views, field, &TextFieldView::field);
    return found == m_views.end() ? nullptr : *found;
}

/// Texts offer other words only while there is somebody to ask about them.
void TextPanel::updateEditable()
{
    for (TextFieldView* view : m_views)
        view->setEditable(m_whatIf->isOpen() && m_whatIf->canAsk());
    m_whatIf->setTextEdits(static_cast<int>(edits().size()));
}

void TextPanel::endEdits()
{
    for (TextFieldView* view : m_views)
        view->endEdit();
}

} // namespace badcase::panels
