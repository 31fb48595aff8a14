// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/mask_preview.h"

#include "app/window/background.h"
#include "app/window/overlay_state.h"
#include "app/window/sample_loader.h"
#include "app/workspace/run_recipe.h"
#include "app/workspace/scoring.h"
#include "widgets/panels/controls.h"

#include <QVBoxLayout>

#include <utility>

namespace badcase::window {

namespace {

/// The decision of a set for one stored mask, as threshold_service.h decides it.
Result<ClassMap> decidedBy(const ThresholdSet& set, const Schema& schema, const viewer::Picture& picture,
                           const CancelToken& cancel)
{
    BADCASE_ASSIGN(auto steps, workspace::parseSteps(set.steps, schema));
    MaskPrediction mask{picture.activation, picture.prediction, picture.probability};
    if (mask.activation == Activation::Sigmoid)
        mask.decision = ClassMap(); // from the probabilities, without the run's own steps
    BADCASE_ASSIGN(mask, workspace::maskFinish(std::move(steps), schema, cancel).apply(std::move(mask)));
    return decisionMap(mask);
}

} // namespace

MaskPreview::MaskPreview(PageContext& context, QWidget* parent)
    : QWidget(parent),
      m_context(context),
      m_canvas(new viewer::Canvas),
      m_name(new panels::ElidedLabel({}, theme::Role::Text2))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_name->setFixedHeight(theme::kRowHeight);
    m_name->setContentsMargins(theme::kGap, 0, theme::kGap, 0);
    layout->addWidget(m_name);
    layout->addWidget(m_canvas, 1);
    m_canvas->setOverlayMode(viewer::OverlayMode::Difference);
    m_canvas->setOverlayOpacity(0.5);
    m_canvas->setEmpty(tr("Choose an image to see its mask follow the sliders."));
    SampleLoader& loader = context.loader;
    connect(&loader, &SampleLoader::pictureReady, this, &MaskPreview::takePicture);
    connect(&loader, &SampleLoader::pictureFailed, this, [this](const QString& name, const QString& message) {
        m_picture = {};
        m_canvas->setBroken(name, message);
        m_name->setText(name);
    });
    connect(&loader, &SampleLoader::cleared, this, [this] {
        m_picture = {};
        m_name->setText({});
        m_canvas->setEmpty(tr("Choose an image to see its mask follow the sliders."));
    });
    connect(&context.session, &workspace::Session::schemaChanged, this, &MaskPreview::takeSchema);
    takeSchema();
}

MaskPreview::~MaskPreview()
{
    m_cancel.cancel();
}

void MaskPreview::takeSchema()
{
    const Schema schema = m_context.session.schema();
    m_canvas->setSchema(schema);
    m_canvas->setHiddenClasses(hiddenAtFirst(schema));
}

/// Nothing is decided while nobody sees it.
void MaskPreview::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (const viewer::Picture* picture = m_context.loader.picture())
        takePicture(*picture);
}

void MaskPreview::takePicture(const viewer::Picture& picture)
{
    m_picture = picture;
    m_canvas->setPicture(picture);
    showName();
    decide();
}

void MaskPreview::setRule(const std::optional<ThresholdSet>& rule)
{
    if (m_rule == rule)
        return;
    m_rule = rule;
    decide();
}

void MaskPreview::showName()
{
    m_name->setText(tr("%1   label against sliders: right, missed, false").arg(m_picture.name));
}

void MaskPreview::showDecision(const ClassMap& decision)
{
    m_decision = decision;
    m_canvas->setPredictionMap(decision, m_picture.probability, m_picture.activation);
}

void MaskPreview::decide()
{
    if (m_picture.probability.isNull() || !isVisible())
        return;
    if (!m_rule)
        return showDecision(m_picture.prediction);
    if (m_deciding) {
        m_again = true;
        return;
    }
    m_deciding = true;
    inBackground(
        this,
        [rule = *m_rule, schema = m_context.session.schema(), picture = m_picture, cancel = m_cancel] {
            return std::pair(picture.name, decidedBy(rule, schema, picture, cancel));
        },
        [this](const std::pair<QString, Result<ClassMap>>& answer) {
            m_deciding = false;
            if (answer.second && answer.first == m_picture.name && m_rule)
                showDecision(*answer.second);
            if (std::exchange(m_again, false))
                decide();
        });
}

} // namespace badcase::window
