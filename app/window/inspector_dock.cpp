// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/inspector_dock.h"

#include "app/window/filter_terms.h"
#include "app/window/labelling.h"
#include "app/window/settings.h"
#include "app/window/what_if_asker.h"
#include "widgets/panels/inspector_panel.h"
#include "widgets/panels/text_panel.h"

#include <QVBoxLayout>

namespace badcase::window {

using panels::InspectorPanel;
using workspace::Session;

namespace {
constexpr int kWidth = 320;
}

InspectorDock::InspectorDock(Workbench& bench, Labelling& labelling, QWidget* parent)
    : QWidget(parent), m_bench(bench), m_panel(new InspectorPanel), m_asker(new WhatIfAsker(bench, *m_panel->texts(), this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_panel);
    setMinimumWidth(kWidth); // narrower, its buttons would be cut off
    connect(&bench.loader, &SampleLoader::viewReady, this, &InspectorDock::showSample);
    connect(&bench.loader, &SampleLoader::cleared, this, &InspectorDock::showSample);
    connect(&bench.selection, &models::SampleSelection::selectionChanged, this, [this] {
        // The current sample comes by viewReady(); setting it twice would close a class picker that was just
        // opened.
        if (m_bench.selection.count() > 1 || !m_shown.isValid())
            showSample();
    });
    const auto showSchema = [this] {
        m_panel->setSchema(m_bench.session.schema());
        m_panel->setEditable(!m_bench.session.isReadOnly());
    };
    connect(&bench.session, &Session::opened, this, showSchema);
    connect(&bench.session, &Session::schemaChanged, this, showSchema);
    const auto showOverlay = [this] {
        const OverlayState& overlay = m_bench.overlay;
        m_panel->setOverlay(overlay.mode(), overlay.opacity(), overlay.hidden());
    };
    connect(&bench.overlay, &OverlayState::changed, this, showOverlay);
    showOverlay();
    connectRequests(labelling);
    connectTexts();
}

void InspectorDock::connectTexts()
{
    panels::TextPanel* texts = m_panel->texts();
    texts->setTokenLimit(Settings().tokenLimit());
    connect(texts, &panels::TextPanel::tokenLimitRequested, this, [texts](int limit) {
        Settings().setTokenLimit(limit);
        texts->setTokenLimit(limit);
    });
    const auto showQuery = [this, texts] {
        texts->setQuery(textQueryOf(m_bench.session.filter(), m_bench.session.textFields()));
    };
    connect(&m_bench.session, &Session::filterChanged, this, showQuery);
    connect(&m_bench.session, &Session::opened, this, showQuery);
    connect(&m_bench.session, &Session::samplesChanged, this, [this, texts] {
        texts->setFieldNames(m_bench.session.textFields());
        if (m_bench.selection.count() <= 1)
            showSample();
    });
}

void InspectorDock::connectRequests(Labelling& labelling)
{
    connect(m_panel, &InspectorPanel::relabelRequested, &labelling, &Labelling::relabel);
    connect(m_panel, &InspectorPanel::verdictRequested, &labelling, &Labelling::judge);
    connect(m_panel, &InspectorPanel::revertRequested, &labelling, &Labelling::revert);
    connect(m_panel, &InspectorPanel::commentRequested, &labelling,
            [this, &labelling](const QString& text) { labelling.comment(m_shown, text); });
    connect(&labelling, &Labelling::classPickerRequested, m_panel, &InspectorPanel::openClassPicker);
    connect(m_panel, &InspectorPanel::overlayModeRequested, &m_bench.overlay, &OverlayState::setMode);
    connect(m_panel, &InspectorPanel::overlayOpacityRequested, &m_bench.overlay, &OverlayState::setOpacity);
    connect(m_panel, &InspectorPanel::hiddenClassesRequested, &m_bench.overlay, &OverlayState::setHidden);
}

void InspectorDock::showSample()
{
    const qint64 selected = m_bench.selection.count();
    if (selected > 1) {
        m_panel->setMultiple(static_cast<int>(selected));
        m_shown = {};
    } else if (const panels::SampleView* view = m_bench.loader.view()) {
        m_panel->setSample(*view); // may send the comment of the sample shown before
        m_shown = view->id;
    } else if (!m_bench.loader.current().isValid()) {
        m_panel->setEmpty();
        m_shown = {};
    }
}

} // namespace badcase::window
