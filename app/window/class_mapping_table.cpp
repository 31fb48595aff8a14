// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/class_mapping_table.h"

#include "widgets/panels/controls.h"
#include "widgets/panels/tables.h"

#include <QComboBox>
#include <QHeaderView>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace badcase::window {

namespace {
constexpr int kMostVisibleRows = 8;
}

ClassMappingTable::ClassMappingTable(QWidget* parent) : QWidget(parent), m_table(new QTableWidget(0, 2))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::kUnit);
    layout->addWidget(panels::makeSectionLabel(tr("Classes that have another name here")));
    panels::setUpTable(m_table);
    m_table->setSelectionMode(QAbstractItemView::NoSelection);
    m_table->setFocusPolicy(Qt::NoFocus);
    m_table->setHorizontalHeaderLabels({tr("In the model"), tr("In the project")});
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->setAccessibleName(tr("Classes of the model and of the project"));
    layout->addWidget(m_table);
}

void ClassMappingTable::setNames(const QStringList& unmatched, const QStringList& free)
{
    if (unmatched == m_unmatched && free == m_free)
        return;
    const auto before = renames();
    m_unmatched = unmatched;
    m_free = free;
    m_table->setRowCount(0);
    for (const QString& name : unmatched) {
        const int row = m_table->rowCount();
        m_table->insertRow(row);
        m_table->setItem(row, 0, new QTableWidgetItem(name));
        auto* box = new QComboBox;
        box->setAccessibleName(tr("Class of the project for %1").arg(name));
        box->addItem(tr("choose"), QString());
        for (const QString& target : free)
            box->addItem(target, target);
        box->setCurrentIndex(std::max(0, box->findData(before.value(name))));
        connect(box, &QComboBox::currentIndexChanged, this, &ClassMappingTable::edited);
        m_table->setCellWidget(row, 1, box);
    }
    const int rows = std::min(m_table->rowCount(), kMostVisibleRows);
    m_table->setFixedHeight(theme::kRowHeight * (rows + 1) + 2);
}

QHash<QString, QString> ClassMappingTable::renames() const
{
    QHash<QString, QString> chosen;
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const auto* box = qobject_cast<QComboBox*>(m_table->cellWidget(row, 1));
        if (box && !box->currentData().toString().isEmpty())
            chosen.insert(m_table->item(row, 0)->text(), box->currentData().toString());
    }
    return chosen;
}

void ClassMappingTable::choose(const QString& name, const QString& projectClass)
{
    for (int row = 0; row < m_table->rowCount(); ++row)
        if (auto* box = qobject_cast<QComboBox*>(m_table->cellWidget(row, 1));
            box && m_table->item(row, 0)->text() == name)
            box->setCurrentIndex(std::max(0, box->findData(projectClass)));
}

void ClassMappingTable::focusFirst()
{
    if (auto* box = m_table->cellWidget(0, 1))
        box->setFocus();
}

} // namespace badcase::window
