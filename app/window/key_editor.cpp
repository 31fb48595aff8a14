// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/key_editor.h"

#include "app/window/actions.h"
#include "widgets/panels/controls.h"
#include "widgets/panels/tables.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QTableWidget>
#include <QVBoxLayout>

namespace badcase::window {

using panels::RoleLabel;
using theme::Role;

namespace {

constexpr int kWidth = 640;
constexpr int kIdRole = Qt::UserRole;

QString keysText(const QAction& action)
{
    return QKeySequence::listToString(action.shortcuts(), QKeySequence::NativeText)
        .replace(QStringLiteral("; "), QStringLiteral("   "));
}

} // namespace

KeyEditor::KeyEditor(ActionRegistry& actions, QWidget* parent)
    : QWidget(parent),
      m_actions(actions),
      m_table(new QTableWidget),
      m_edit(new QKeySequenceEdit),
      m_remove(new QPushButton(tr("No key"))),
      m_reset(new QPushButton(tr("As delivered"))),
      m_message(new RoleLabel({}, Role::Text2))
{
    auto* title = new RoleLabel(tr("Keys"));
    title->setFont(theme::titleFont());
    auto* done = panels::makePrimaryButton(tr("Done"));
    m_table->setColumnCount(2);
    m_table->setHorizontalHeaderLabels({tr("Action"), tr("Keys")});
    panels::setUpTable(m_table);
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(1, QHeaderView::Fixed);
    m_table->setColumnWidth(1, 200);
    m_edit->setAccessibleName(tr("New key of the chosen action"));

    auto* row = new QHBoxLayout;
    row->setSpacing(theme::kGap);
    row->addWidget(new RoleLabel(tr("Press a new key"), Role::Text2));
    row->addWidget(m_edit, 1);
    row->addWidget(m_remove);
    row->addWidget(m_reset);
    row->addSpacing(theme::kPadding);
    row->addWidget(done);
    auto* column = new QWidget;
    column->setMaximumWidth(kWidth);
    auto* layout = new QVBoxLayout(column);
    layout->setContentsMargins(theme::kPadding, 2 * theme::kPadding, theme::kPadding, theme::kPadding);
    layout->setSpacing(theme::kPadding);
    layout->addWidget(title);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_message);
    layout->addLayout(row);
    auto* outer = new QHBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addStretch(1);
    outer->addWidget(column, 100);
    outer->addStretch(1);

    connect(m_table, &QTableWidget::itemSelectionChanged, this, &KeyEditor::showCurrent);
    connect(m_edit, &QKeySequenceEdit::editingFinished, this, &KeyEditor::assign);
    connect(m_remove, &QPushButton::clicked, this, &KeyEditor::remove);
    connect(m_reset, &QPushButton::clicked, this, &KeyEditor::reset);
    connect(done, &QPushButton::clicked, this, &KeyEditor::finished);
    connect(&actions, &ActionRegistry::shortcutsChanged, this, &KeyEditor::refresh);
    refresh();
}

void KeyEditor::refresh()
{
    const QString chosen = currentId();
    const QSignalBlocker blocker(m_table);
    m_table->setRowCount(static_cast<int>(m_actions.specs().size()));
    int row = 0;
    for (const ActionSpec& spec : m_actions.specs()) {
        auto* name = new QTableWidgetItem(spec.text);
        name->setData(kIdRole, spec.id);
        m_table->setItem(row, 0, name);
        m_table->setItem(row, 1, new QTableWidgetItem(keysText(*m_actions.action(spec.id))));
        if (spec.id == chosen || (chosen.isEmpty() && row == 0))
            m_table->selectRow(row);
        ++row;
    }
    showCurrent();
}

QString KeyEditor::currentId() const
{
    const QTableWidgetItem* item = m_table->item(m_table->currentRow(), 0);
    return item ? item->data(kIdRole).toString() : QString();
}

void KeyEditor::showCurrent()
{
    const QAction* action = m_actions.action(currentId());
    const QSignalBlocker blocker(m_edit);
    m_edit->clear();
    m_message->setText({});
    m_edit->setEnabled(action);
    m_remove->setEnabled(action && !action->shortcuts().isEmpty());
    m_reset->setEnabled(action);
}

void KeyEditor::assign()
{
    const QString id = currentId();
    if (m_edit->keySequence().isEmpty() || id.isEmpty())
        return;
    const QKeySequence key(m_edit->keySequence()[0]); // one chord; the field would take four
    const QString owner = m_actions.ownerOf(key);
    const QString ownerText = owner.isEmpty() ? QString() : m_actions.action(owner)->text();
    m_actions.setShortcuts(id, {key});
    if (!owner.isEmpty() && owner != id)
        m_message->setText(
            tr("%1 was taken from \"%2\"").arg(key.toString(QKeySequence::NativeText), ownerText));
}

void KeyEditor::remove()
{
    if (const QString id = currentId(); !id.isEmpty())
        m_actions.setShortcuts(id, {});
}

void KeyEditor::reset()
{
    if (const QString id = currentId(); !id.isEmpty())
        m_actions.resetShortcuts(id);
}

} // namespace badcase::window
