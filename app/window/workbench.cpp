// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/workbench.h"

#include "widgets/theme/theme.h"

namespace badcase::window {

using workspace::Session;

Workbench::Workbench(QObject* parent) : QObject(parent)
{
    connectProject();
    connect(&session, &Session::selectionChanged, this, &Workbench::showSelection);
    connect(&session, &Session::changed, &samples, &models::PagedSampleModel::invalidate);
    connect(&session, &Session::currentRunChanged, &samples, &models::PagedSampleModel::invalidateAll);
    connect(&selection, &models::SampleSelection::currentChanged, this, &Workbench::showCurrent);
    // Thumbnails of samples without pixels are in the theme's colours.
    connect(&theme::Theme::instance(), &theme::Theme::changed, this, [this] {
        thumbnails.clear();
        samples.invalidateAll();
    });
}

void Workbench::connectProject()
{
    connect(&session, &Session::opened, this, [this] {
        m_counted = false;
        m_fresh = true;
        thumbnailLoader.setProject(session.project());
        thumbnails.clear();
    });
    connect(&session, &Session::closed, this, [this] {
        m_counted = false;
        thumbnailLoader.setProject(nullptr);
        thumbnails.clear();
        samples.setIds(nullptr);
    });
    connect(&session, &Session::samplesChanged, this, [this] { m_counted = true; });
    connect(&session, &Session::mediaMoved, this, [this] {
        thumbnails.clear();
        samples.invalidateAll();
        loader.reload();
    });
    // An import may have replaced files or brought roots back.
    connect(&session, &Session::schemaChanged, this, [this] {
        thumbnails.clear();
        samples.invalidateAll();
    });
}

void Workbench::showSelection()
{
    m_showing = true;
    samples.setIds(session.selection());
    if ((m_fresh || selection.currentRow() < 0) && samples.count() > 0)
        selection.select(0);
    m_showing = false;
    showCurrent(selection.currentRow()); // the same sample may have other neighbours now
    if (m_counted)
        m_fresh = false; // the runs are known, so this was the order to begin with
}

void Workbench::showCurrent(int row)
{
    if (!m_showing && sender() == &selection)
        m_fresh = false;
    std::vector<SampleId> ahead;
    for (const int step : {1, -1, 2, -2}) {
        if (row >= 0 && row + step >= 0 && row + step < samples.count())
            ahead.push_back(samples.idAt(row + step));
    }
    loader.setCurrent(samples.idAt(row), std::move(ahead));
}

} // namespace badcase::window
