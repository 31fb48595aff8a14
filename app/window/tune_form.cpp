// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/tune_form.h"

#include "widgets/panels/controls.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace badcase::window {

ObjectiveForm::ObjectiveForm(QWidget* parent)
    : QWidget(parent),
      m_name(new QComboBox),
      m_bounded(new QWidget),
      m_target(new QComboBox),
      m_bound(new QDoubleSpinBox),
      m_costsButton(new QPushButton),
      m_problem(new panels::RoleLabel({}, theme::Role::Bad))
{
    m_name->setObjectName(QStringLiteral("tuneObjective"));
    m_name->setAccessibleName(tr("What is to be made as large as possible"));
    m_name->setToolTip(m_name->accessibleName());
    m_target->setAccessibleName(tr("Of which class"));
    m_target->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_target->setMinimumContentsLength(12);
    m_bound->setRange(0, 1);
    m_bound->setSingleStep(0.01);
    m_bound->setDecimals(2);
    m_bound->setValue(0.9);
    m_bound->setAccessibleName(tr("The recall or precision that has to be reached"));
    auto* bounded = new QHBoxLayout(m_bounded);
    bounded->setContentsMargins(0, 0, 0, 0);
    bounded->setSpacing(theme::kGap);
    bounded->addWidget(m_target, 1);
    bounded->addWidget(m_bound);
    m_problem->setWordWrap(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::kGap);
    layout->addWidget(m_name);
    layout->addWidget(m_bounded);
    layout->addWidget(m_costsButton);
    layout->addWidget(m_problem);
    m_problem->hide();
    connect(m_name, &QComboBox::currentIndexChanged, this, [this] {
        showParts();
        Q_EMIT changed();
    });
    connect(m_target, &QComboBox::currentIndexChanged, this, &ObjectiveForm::changed);
    connect(m_bound, &QDoubleSpinBox::valueChanged, this, &ObjectiveForm::changed);
    connect(m_costsButton, &QPushButton::clicked, this, &ObjectiveForm::chooseCosts);
    showParts();
}

void ObjectiveForm::setSchema(const Schema& schema)
{
    const QSignalBlocker quietName(m_name);
    const QSignalBlocker quietTarget(m_target);
    const QString name = m_name->currentData().toString();
    const QString target = m_target->currentText();
    m_name->clear();
    for (const QString& each : workspace::objectiveNames(schema.task(), schema.hasParents()))
        m_name->addItem(workspace::objectiveTitle(each), each);
    m_name->setCurrentIndex(std::max(0, m_name->findData(name)));
    m_target->clear();
    m_target->addItems(schema.names());
    m_target->setCurrentIndex(std::max(0, m_target->findText(target)));
    showParts();
}

workspace::ObjectiveChoice ObjectiveForm::choice() const
{
    workspace::ObjectiveChoice choice;
    choice.name = m_name->currentData().toString();
    if (m_bounded->isVisibleTo(this)) {
        choice.target = m_target->currentText();
        choice.bound = m_bound->value();
    }
    if (m_costsButton->isVisibleTo(this))
        choice.costs = m_costs;
    return choice;
}

void ObjectiveForm::showParts()
{
    const QString name = m_name->currentData().toString();
    m_bounded->setVisible(name.contains(QLatin1String("_at_")));
    m_costsButton->setVisible(name == QLatin1String("cost"));
    m_costsButton->setText(m_costs.isEmpty() ? tr("Cost matrix…") : QFileInfo(m_costs).fileName());
    m_costsButton->setToolTip(m_costs.isEmpty()
                                  ? tr("A table of what each confusion costs: rows are labels, columns decisions")
                                  : m_costs);
}

void ObjectiveForm::showProblem(const QString& text)
{
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
}

void ObjectiveForm::chooseCosts()
{
    const QString path = QFileDialog::getOpenFileName(this, tr("Choose a cost matrix"), m_costs,
                                                      tr("Tables (*.csv *.tsv *.txt)"));
    if (path.isEmpty())
        return;
    m_costs = path;
    showParts();
    Q_EMIT changed();
}

} // namespace badcase::window
