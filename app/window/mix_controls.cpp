// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/mix_controls.h"

#include "widgets/panels/controls.h"
#include "widgets/panels/slider_list.h"
#include "widgets/panels/status_notice.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace badcase::window {

using panels::SliderList;

namespace {

constexpr int kWidth = 320;
/// Weights are whole steps: ten keys to the left are 0 and not 1e-16, and the command that makes the run is readable.
constexpr double kSteps = 10'000;

/// Objectives as people say them.
QString objectiveName(const QString& key)
{
    if (key == QLatin1String("mean_f1"))
        return MixControls::tr("Mean F1 of both levels");
    if (key == QLatin1String("macro_f1"))
        return MixControls::tr("Macro F1");
    if (key == QLatin1String("micro_f1"))
        return MixControls::tr("Micro F1");
    if (key == QLatin1String("accuracy"))
        return MixControls::tr("Accuracy");
    if (key == QLatin1String("mean_recall"))
        return MixControls::tr("Mean recall");
    if (key == QLatin1String("samples_f1"))
        return MixControls::tr("F1 of samples");
    if (key == QLatin1String("exact_match"))
        return MixControls::tr("Exact match");
    if (key == QLatin1String("mean_dice"))
        return MixControls::tr("Mean Dice");
    if (key == QLatin1String("mean_iou"))
        return MixControls::tr("Mean IoU");
    return key;
}

} // namespace

MixControls::MixControls(QWidget* parent)
    : QWidget(parent),
      m_source(new QComboBox),
      m_objective(new QComboBox),
      m_merge(new QComboBox),
      m_sliders(new SliderList),
      m_equal(new QPushButton(tr("Equal"))),
      m_fit(new QPushButton(tr("Fit weights"))),
      m_select(new QPushButton(tr("Choose members"))),
      m_name(new QLineEdit),
      m_save(panels::makePrimaryButton(tr("Save as run"))),
      m_hint(new panels::RoleLabel({}, theme::Role::Text2)),
      m_notice(new panels::StatusNotice)
{
    setFixedWidth(kWidth);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme::kPadding, theme::kPadding, theme::kPadding, theme::kPadding);
    layout->setSpacing(theme::kGap);
    buildTop(layout);
    layout->addWidget(m_sliders, 1);
    buildBottom(layout);
    connect(m_source, &QComboBox::activated, this, &MixControls::sourceChosen);
    connect(m_objective, &QComboBox::activated, this, &MixControls::objectiveChosen);
    connect(m_merge, &QComboBox::activated, this, [this] {
        Q_EMIT moved();
        Q_EMIT settled();
    });
    connect(m_sliders, &SliderList::currentChanged, this, &MixControls::memberChosen);
    connect(m_sliders, &SliderList::dragStarted, this, [this] { m_beforeDrag = position().weights; });
    connect(m_sliders, &SliderList::dragged, this, &MixControls::moved);
    connect(m_sliders, &SliderList::released, this, [this] {
        Q_EMIT moved();
        Q_EMIT settled();
    });
    connect(m_sliders, &SliderList::reverted, this, [this] {
        setWeights(m_beforeDrag);
        Q_EMIT moved();
        Q_EMIT settled();
    });
    connect(m_equal, &QPushButton::clicked, this, &MixControls::resetWeights);
    connect(m_fit, &QPushButton::clicked, this, &MixControls::fitRequested);
    connect(m_select, &QPushButton::clicked, this, &MixControls::selectRequested);
    connect(m_save, &QPushButton::clicked, this, &MixControls::saveRequested);
    connect(m_name, &QLineEdit::returnPressed, m_save, &QPushButton::click);
    connect(m_name, &QLineEdit::textEdited, this, [this] { m_nameEdited = !m_name->text().isEmpty(); });
    connect(m_name, &QLineEdit::textChanged, this, &MixControls::updateSave);
}

void MixControls::buildTop(QVBoxLayout* layout)
{
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(theme::kPadding);
    form->setVerticalSpacing(theme::kUnit);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    for (QComboBox* box : {m_source, m_objective, m_merge}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(8);
    }
    m_source->setObjectName(QStringLiteral("mixSource"));
    m_objective->setObjectName(QStringLiteral("mixObjective"));
    m_merge->setObjectName(QStringLiteral("mixMerge"));
    m_sliders->setObjectName(QStringLiteral("mixWeights"));
    for (const auto merge : {engine::MergeMode::Mean, engine::MergeMode::GeometricMean, engine::MergeMode::Max}) {
        const QString title = merge == engine::MergeMode::Mean  ? tr("Mean")
                              : merge == engine::MergeMode::Max ? tr("Maximum")
                                                                 : tr("Geometric mean (of logits)");
        m_merge->addItem(title, static_cast<int>(merge));
    }
    form->addRow(tr("Mix"), m_source);
    form->addRow(tr("Merge"), m_merge);
    form->addRow(tr("Figure"), m_objective);
    layout->addLayout(form);
    layout->addWidget(panels::makeSectionLabel(tr("Weights")));
}

void MixControls::buildBottom(QVBoxLayout* layout)
{
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(theme::kGap);
    m_equal->setToolTip(tr("All members count alike"));
    m_fit->setToolTip(tr("The weights of the mean that make the labels most likely; what they bring is told on samples "
                         "that they have not seen"));
    m_select->setToolTip(tr("Start with the reference and add the best member as long as its gain is sure"));
    for (QPushButton* button : {m_equal, m_fit, m_select})
        buttons->addWidget(button);
    buttons->addStretch(1);
    layout->addLayout(buttons);
    m_notice->setWrapping(true);
    m_notice->hide();
    layout->addWidget(m_notice);
    layout->addWidget(panels::makeHairline(Qt::Horizontal));
    auto* save = new QHBoxLayout;
    save->setSpacing(theme::kGap);
    m_name->setObjectName(QStringLiteral("mixName"));
    m_name->setPlaceholderText(tr("Name of the new run"));
    m_save->setObjectName(QStringLiteral("mixSave"));
    save->addWidget(m_name, 1);
    save->addWidget(m_save);
    layout->addLayout(save);
    m_hint->setWordWrap(true);
    m_hint->hide();
    layout->addWidget(m_hint);
}

void MixControls::setChoices(MixChoices choices)
{
    const QString before = m_source->currentText();
    const QSignalBlocker quiet(m_source);
    m_source->clear();
    m_choices = std::move(choices.list);
    for (const MixChoice& choice : m_choices)
        m_source->addItem(choice.title);
    const int again = before.isEmpty() ? -1 : m_source->findText(before);
    m_source->setCurrentIndex(again >= 0 ? again : choices.preferred);
}

const MixChoice* MixControls::choice() const
{
    const int index = m_source->currentIndex();
    return index < 0 ? nullptr : &m_choices[static_cast<std::size_t>(index)];
}

void MixControls::setObjectives(const QStringList& names)
{
    const QString before = objective();
    m_objective->clear();
    for (const QString& name : names)
        m_objective->addItem(objectiveName(name), name);
    m_objective->setCurrentIndex(std::max(0, m_objective->findData(before)));
}

QString MixControls::objective() const
{
    return m_objective->currentData().toString();
}

engine::MergeMode MixControls::merge() const
{
    return static_cast<engine::MergeMode>(m_merge->currentData().toInt());
}

void MixControls::setMembers(const std::vector<workspace::MixMember>& members)
{
    std::vector<panels::SliderRow> rows;
    for (std::size_t i = 0; i < members.size(); ++i) {
        panels::SliderRow row;
        row.id = static_cast<int>(i);
        row.name = members[i].name;
        row.value = std::min(1.0, members[i].weight);
        row.neutral = 1;
        row.sign = false;
        rows.push_back(std::move(row));
    }
    m_sliders->setRows(std::move(rows));
    m_sliders->setCurrent(members.empty() ? -1 : 0);
}

void MixControls::setWeights(const std::vector<double>& weights)
{
    for (std::size_t i = 0; i < weights.size(); ++i)
        m_sliders->setValue(static_cast<int>(i), weights[i]);
}

void MixControls::setWeight(int member, double weight)
{
    m_sliders->setValue(member, weight);
}

void MixControls::setGains(const std::vector<workspace::MixMemberLine>& lines)
{
    std::vector<std::pair<int, double>> gains;
    for (std::size_t i = 0; i < lines.size(); ++i)
        gains.emplace_back(static_cast<int>(i), lines[i].gainWhenAdded);
    m_sliders->setGains(gains);
}

workspace::MixPosition MixControls::position() const
{
    workspace::MixPosition position{merge(), {}};
    for (const panels::SliderRow& row : m_sliders->rows())
        position.weights.push_back(std::round(row.value * kSteps) / kSteps);
    return position;
}

int MixControls::currentMember() const
{
    return m_sliders->current();
}

void MixControls::resetWeights()
{
    setWeights(std::vector<double>(m_sliders->rows().size(), 1.0));
    Q_EMIT moved();
    Q_EMIT settled();
}

void MixControls::setBusy(bool busy)
{
    m_fit->setEnabled(!busy);
    m_select->setEnabled(!busy);
}

void MixControls::setCanSave(const QString& why)
{
    m_whyNot = why;
    updateSave();
}

void MixControls::suggestName(const QString& name)
{
    if (!m_nameEdited)
        m_name->setText(name);
}

QString MixControls::name() const
{
    return m_name->text().trimmed();
}

void MixControls::setNameTaken(const QStringList& names)
{
    m_taken = names;
    updateSave();
}

void MixControls::updateSave()
{
    QString why = m_whyNot;
    if (why.isEmpty() && m_taken.contains(name()))
        why = tr("There is a run of this name already");
    m_save->setEnabled(why.isEmpty() && !name().isEmpty());
    m_hint->setText(why);
    m_hint->setVisible(!why.isEmpty());
}

} // namespace badcase::window
