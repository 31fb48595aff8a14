// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/panels/run_recipe_form.h"

#include "widgets/panels/controls.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>

namespace badcase::panels {

namespace {

constexpr int kLargestTile = 8192;
constexpr int kMostOverlap = 90; ///< per cent

QHBoxLayout* rowLayout(QWidget* row)
{
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::kGap);
    return layout;
}

} // namespace

RunRecipeForm::RunRecipeForm(QWidget* parent)
    : QWidget(parent),
      m_form(new QFormLayout(this)),
      m_views(new QComboBox),
      m_ownViews(new QLineEdit),
      m_merge(new QComboBox),
      m_keep(new QCheckBox(tr("Keep the answer of each view"))),
      m_tile(new QSpinBox),
      m_overlap(new QSpinBox),
      m_tileWeights(new QComboBox),
      m_full(new QSpinBox),
      m_steps(new QLineEdit),
      m_precision(new QComboBox),
      m_isolate(new QCheckBox(tr("In a process of its own")))
{
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setHorizontalSpacing(theme::kPadding);
    m_form->setVerticalSpacing(theme::kGap);
    m_form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    m_form->addRow(tr("Views"), buildViews());
    m_form->addRow(QString(), m_ownViews);
    m_form->addRow(tr("Merge"), m_merge);
    m_form->addRow(QString(), m_keep);
    m_windowsRow = buildWindows();
    m_form->addRow(tr("Windows"), m_windowsRow);
    m_windowWeightsRow = buildWindowWeights();
    m_form->addRow(tr("Weights"), m_windowWeightsRow);
    m_steps->setObjectName(QStringLiteral("maskSteps"));
    m_steps->setPlaceholderText(QStringLiteral("threshold:0.4; min-area:30"));
    m_steps->setToolTip(tr("What is done with masks, in this order: threshold:T, min-area:N, fill-holes[:N], open:R, "
                           "close:R, watershed, joined by ;"));
    m_form->addRow(tr("Steps"), m_steps);
    for (const char* name : {"fp32", "fp16", "bf16"})
        m_precision->addItem(QString::fromLatin1(name), QString::fromLatin1(name));
    m_precision->setObjectName(QStringLiteral("precision"));
    m_precision->setToolTip(tr("Half precision is quicker on devices that compute in it; a few decisions may differ"));
    m_form->addRow(tr("Precision"), m_precision);
    m_isolate->setToolTip(tr("The model can be stopped in the middle of a pass, and takes nothing with it when it fails"));
    m_form->addRow(QString(), m_isolate);
    for (QComboBox* box : {m_views, m_merge, m_tileWeights, m_precision})
        connect(box, &QComboBox::currentIndexChanged, this, &RunRecipeForm::update);
    for (QLineEdit* edit : {m_ownViews, m_steps})
        connect(edit, &QLineEdit::textChanged, this, &RunRecipeForm::update);
    for (QSpinBox* box : {m_tile, m_overlap, m_full})
        connect(box, &QSpinBox::valueChanged, this, &RunRecipeForm::update);
    for (QCheckBox* box : {m_keep, m_isolate})
        connect(box, &QCheckBox::toggled, this, &RunRecipeForm::update);
    update();
}

QWidget* RunRecipeForm::buildViews()
{
    m_views->setObjectName(QStringLiteral("views"));
    m_views->addItem(tr("The picture as it is"), QStringLiteral("identity"));
    m_views->addItem(tr("As it is and mirrored"), QStringLiteral("hflip"));
    m_views->addItem(tr("Flips (4)"), QStringLiteral("flips"));
    m_views->addItem(tr("All turns and flips (8)"), QStringLiteral("d4"));
    m_views->addItem(tr("Others…"), QString());
    m_views->setToolTip(tr("The model sees each picture in these views, and its answers are merged"));
    m_ownViews->setObjectName(QStringLiteral("ownViews"));
    m_ownViews->setPlaceholderText(QStringLiteral("hflip,scale:0.75"));
    m_ownViews->setToolTip(tr("Beside the picture itself: hflip, vflip, rot90, rot180, rot270, transpose, antitranspose, "
                              "scale:F, joined by commas"));
    m_merge->setObjectName(QStringLiteral("merge"));
    m_merge->addItem(tr("Mean"), QStringLiteral("mean"));
    m_merge->addItem(tr("Geometric mean"), QStringLiteral("gmean"));
    m_merge->addItem(tr("Mean of logits"), QStringLiteral("logit"));
    m_merge->addItem(tr("Maximum"), QStringLiteral("max"));
    m_keep->setToolTip(tr("Then views can be weighted and left out later, without the model"));
    return m_views;
}

QWidget* RunRecipeForm::buildWindows()
{
    auto* row = new QWidget;
    auto* layout = rowLayout(row);
    m_tile->setObjectName(QStringLiteral("tile"));
    m_tile->setRange(0, kLargestTile);
    m_tile->setSingleStep(64);
    m_tile->setSpecialValueText(tr("whole picture"));
    m_tile->setSuffix(tr(" px"));
    m_tile->setToolTip(tr("Large pictures are shown in square windows of this size that overlap"));
    m_overlap->setObjectName(QStringLiteral("overlap"));
    m_overlap->setRange(0, kMostOverlap);
    m_overlap->setValue(25);
    m_overlap->setSuffix(tr(" % overlap"));
    layout->addWidget(m_tile, 1);
    layout->addWidget(m_overlap, 1);
    return row;
}

QWidget* RunRecipeForm::buildWindowWeights()
{
    auto* row = new QWidget;
    auto* layout = rowLayout(row);
    m_tileWeights->setObjectName(QStringLiteral("tileWeights"));
    m_tileWeights->addItem(tr("Less at edges"), QStringLiteral("gaussian"));
    m_tileWeights->addItem(tr("All alike"), QStringLiteral("flat"));
    m_tileWeights->setAccessibleName(tr("How the pixels of a window count"));
    m_full->setObjectName(QStringLiteral("fullWeight"));
    m_full->setRange(0, 100);
    m_full->setSuffix(tr(" % whole"));
    m_full->setToolTip(tr("The share of what the model says of the whole picture"));
    layout->addWidget(m_tileWeights, 3);
    layout->addWidget(m_full, 2);
    return row;
}

void RunRecipeForm::setMasks(bool on)
{
    if (m_masks == on)
        return;
    m_masks = on;
    update();
}

void RunRecipeForm::setIsolated(bool on)
{
    m_isolate->setChecked(on);
}

RunRecipeValues RunRecipeForm::values() const
{
    RunRecipeValues values;
    const QString preset = m_views->currentData().toString();
    values.views = preset.isEmpty() ? m_ownViews->text().trimmed() : preset;
    values.merge = m_merge->currentData().toString();
    values.keepViews = m_keep->isChecked();
    values.precision = m_precision->currentData().toString();
    values.isolate = m_isolate->isChecked();
    if (!m_masks)
        return values;
    values.tile = m_tile->value();
    values.overlap = m_overlap->value() / 100.0;
    values.tileWeights = m_tileWeights->currentData().toString();
    values.fullWeight = m_full->value() / 100.0;
    values.steps = m_steps->text().trimmed();
    return values;
}

/// Only what is of use now is shown.
void RunRecipeForm::update()
{
    const QString preset = m_views->currentData().toString();
    m_form->setRowVisible(m_ownViews, preset.isEmpty());
    m_form->setRowVisible(m_merge, preset != QLatin1String("identity"));
    m_form->setRowVisible(m_windowsRow, m_masks);
    m_form->setRowVisible(m_windowWeightsRow, m_masks && m_tile->value() > 0);
    m_overlap->setVisible(m_tile->value() > 0);
    m_form->setRowVisible(m_steps, m_masks);
    invalidateLayouts(this);
    Q_EMIT edited();
}

} // namespace badcase::panels
