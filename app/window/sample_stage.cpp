// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/sample_stage.h"

#include "app/window/sample_loader.h"
#include "widgets/panels/text_card.h"
#include "widgets/viewer/canvas.h"
#include "widgets/viewer/feature_strip.h"

namespace badcase::window {

SampleStage::SampleStage(SampleLoader& loader, viewer::Canvas* canvas, QWidget* parent)
    : QStackedWidget(parent), m_features(new viewer::FeatureStrip), m_texts(new panels::TextCard)
{
    addWidget(canvas);
    addWidget(m_features);
    addWidget(m_texts);
    connect(&loader, &SampleLoader::featuresReady, this, [this](const viewer::FeaturePicture& features) {
        m_features->setPicture(features);
        setCurrentWidget(m_features);
    });
    connect(&loader, &SampleLoader::textsReady, this, [this](const QString& name, const Fields& fields) {
        m_texts->setTexts(name, fields);
        setCurrentWidget(m_texts);
    });
    // While the next sample is on its way the old one stays, as it does on the canvas.
    const auto showCanvas = [this, canvas] { setCurrentWidget(canvas); };
    connect(&loader, &SampleLoader::pictureReady, this, showCanvas);
    connect(&loader, &SampleLoader::pictureFailed, this, showCanvas);
    connect(&loader, &SampleLoader::videoReady, this, showCanvas);
    connect(&loader, &SampleLoader::cleared, this, showCanvas);
}

} // namespace badcase::window
