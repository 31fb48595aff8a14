// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/panels/run_form.h"

#include "widgets/panels/controls.h"
#include "widgets/panels/status_notice.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QSpinBox>

#include <algorithm>
#include <array>

namespace badcase::panels {

namespace {

/// What the second field of the frames' row is for.
struct FramesKind {
    const char* name; ///< as in RunRequest::frames
    double initial;   ///< 0: there is no number
    double least;
    int decimals;
};
constexpr std::array kFramesKinds{FramesKind{"uniform", 8, 1, 0}, FramesKind{"every", 10, 1, 0},
                                  FramesKind{"rate", 1, 0.01, 2}, FramesKind{"scenes", 0, 0, 0}};
constexpr double kMostFrames = 10000;

} // namespace

RunForm::RunForm(QWidget* parent)
    : QWidget(parent),
      m_model(new QLineEdit),
      m_name(new QLineEdit),
      m_samples(new QComboBox),
      m_form(new QFormLayout(this)),
      m_framesKind(new QComboBox),
      m_framesNumber(new QDoubleSpinBox),
      m_device(new QComboBox),
      m_batch(new QSpinBox),
      m_notice(new StatusNotice),
      m_start(makePrimaryButton(tr("Run")))
{
    auto* form = m_form;
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
    m_framesRow = buildFrames();
    form->addRow(tr("Frames of a video"), m_framesRow);
    form->setRowVisible(m_framesRow, false);
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

QWidget* RunForm::buildFrames()
{
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::kUnit);
    m_framesKind->setObjectName(QStringLiteral("framesKind"));
    m_framesKind->setAccessibleName(tr("Which frames of a video the model sees"));
    m_framesKind->addItem(tr("Spread evenly"));
    m_framesKind->addItem(tr("Every n-th"));
    m_framesKind->addItem(tr("Per second"));
    m_framesKind->addItem(tr("First of each scene"));
    m_framesKind->setToolTip(
        tr("The model sees these frames as pictures; the video's probabilities are their mean"));
    m_framesNumber->setObjectName(QStringLiteral("framesNumber"));
    m_framesNumber->setAccessibleName(tr("How many frames"));
    layout->addWidget(m_framesKind, 1);
    layout->addWidget(m_framesNumber);
    connect(m_framesKind, &QComboBox::currentIndexChanged, this, &RunForm::showFramesNumber);
    showFramesNumber();
    return row;
}

void RunForm::showFramesNumber()
{
    const FramesKind& kind = kFramesKinds[static_cast<std::size_t>(m_framesKind->currentIndex())];
    m_framesNumber->setVisible(kind.initial > 0);
    m_framesNumber->setDecimals(kind.decimals);
    m_framesNumber->setRange(kind.least, kMostFrames);
    m_framesNumber->setValue(kind.initial);
}

QString RunForm::frames() const
{
    if (!m_hasVideos)
        return {};
    const FramesKind& kind = kFramesKinds[static_cast<std::size_t>(m_framesKind->currentIndex())];
    const QString name = QString::fromLatin1(kind.name);
    return kind.initial > 0 ? QStringLiteral("%1:%2").arg(name).arg(m_framesNumber->value()) : name;
}

void RunForm::setHasVideos(bool on)
{
    m_hasVideos = on;
    m_form->setRowVisible(m_framesRow, on);
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
    return {m_model->text().trimmed(),          m_name->text().trimmed(), m_samples->currentData().toString(),
            m_device->currentData().toString(), m_batch->value(),         frames()};
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
