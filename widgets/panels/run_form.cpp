// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/panels/run_form.h"

#include "widgets/panels/controls.h"
#include "widgets/panels/status_notice.h"

#include <QComboBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QSpinBox>

#include <algorithm>

namespace badcase::panels {

RunForm::RunForm(QWidget* parent)
    : QWidget(parent),
      m_model(new QLineEdit),
      m_name(new QLineEdit),
      m_samples(new QComboBox),
      m_device(new QComboBox),
      m_batch(new QSpinBox),
      m_notice(new StatusNotice),
      m_start(makePrimaryButton(tr("Run")))
{
    auto* form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(theme::kPadding);
    form->setVerticalSpacing(theme::kGap);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    auto* file = new QHBoxLayout;
    file->setSpacing(theme::kUnit);
    m_model->setPlaceholderText(tr("A TorchScript file (.pt)"));
    m_model->setAccessibleName(tr("Model file"));
    m_model->setAcceptDrops(false); // a dropped file is the window's, not text
    auto* browse = makeIconButton(QStringLiteral("folder"), tr("Choose a model file"));
    file->addWidget(m_model, 1);
    file->addWidget(browse);
    form->addRow(tr("Model"), file);
    m_name->setObjectName(QStringLiteral("runName"));
    form->addRow(tr("Name"), m_name);
    form->addRow(tr("Samples"), m_samples);
    form->addRow(tr("Device"), m_device);
    m_start->setObjectName(QStringLiteral("startRun"));
    m_batch->setRange(0, 1024);
    m_batch->setSpecialValueText(tr("auto"));
    form->addRow(tr("Batch"), m_batch);
    m_notice->setWrapping(true);
    m_notice->hide();
    form->addRow(m_notice);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_start);
    form->addRow(buttons);
    connect(browse, &QToolButton::clicked, this, &RunForm::browseRequested);
    connect(m_model, &QLineEdit::editingFinished, this, [this] { Q_EMIT modelChosen(m_model->text()); });
    connect(m_model, &QLineEdit::textChanged, this, &RunForm::check);
    connect(m_name, &QLineEdit::textEdited, this, [this] { m_nameEdited = !m_name->text().isEmpty(); });
    connect(m_name, &QLineEdit::textChanged, this, &RunForm::check);
    connect(m_notice, &StatusNotice::actionRequested, this, &RunForm::problemActionRequested);
    connect(m_start, &QPushButton::clicked, this, [this] { Q_EMIT startRequested(request()); });
    setDevices({{QStringLiteral("auto"), tr("Automatic")}});
    check();
}

void RunForm::setDevices(const QList<DeviceChoice>& devices)
{
    m_device->clear();
    for (const DeviceChoice& device : devices)
        m_device->addItem(device.text, device.id);
}

void RunForm::setSamples(const QList<SamplesChoice>& choices)
{
    const QString before = m_samples->currentData().toString();
    m_samples->clear();
    for (const SamplesChoice& choice : choices)
        m_samples->addItem(choice.count < 0 ? choice.text
                                            : tr("%1 (%2)", "which samples (how many)")
                                                  .arg(choice.text, QLocale().toString(choice.count)),
                           choice.id);
    m_samples->setCurrentIndex(std::max(0, m_samples->findData(before)));
    check();
}

void RunForm::setModelPath(const QString& path)
{
    m_model->setText(path);
    suggestName();
}

/// Named after the model, with a number when there is such a run already; a name that was typed stays.
void RunForm::suggestName()
{
    if (m_nameEdited)
        return;
    const QString base = QFileInfo(m_model->text()).completeBaseName();
    QString name = base;
    for (int number = 2; m_taken.contains(name); ++number)
        name = QStringLiteral("%1 %2").arg(base).arg(number);
    m_name->setText(name);
}

void RunForm::setRunNames(const QStringList& names)
{
    m_taken = names;
    if (m_taken.contains(m_name->text()))
        suggestName();
    check();
}

void RunForm::setProblem(const QString& text, const QString& action)
{
    m_problem = text;
    m_problemAction = action;
    check();
}

RunRequest RunForm::request() const
{
    return {m_model->text().trimmed(), m_name->text().trimmed(), m_samples->currentData().toString(),
            m_device->currentData().toString(), m_batch->value()};
}

void RunForm::check()
{
    const RunRequest wanted = request();
    const bool taken = m_taken.contains(wanted.name);
    const bool complete = !wanted.modelPath.isEmpty() && !wanted.name.isEmpty() && m_samples->count() > 0;
    m_start->setEnabled(complete && !taken && m_problem.isEmpty());
    m_notice->hide();
    if (!m_problem.isEmpty())
        m_notice->show(StatusNotice::Kind::Warning, m_problem, m_problemAction);
    else if (taken)
        m_notice->show(StatusNotice::Kind::Warning,
                       tr("There is a run named %1 already. Choose another name.").arg(wanted.name));
}

} // namespace badcase::panels
