// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/page_stack.h"

#include "app/window/export_page.h"
#include "app/window/import_page.h"
#include "app/window/key_editor.h"
#include "app/window/matrix_page.h"
#include "app/window/review_page.h"
#include "app/window/runs_page.h"
#include "app/window/start_page.h"
#include "app/window/tune_page.h"

namespace badcase::window {

PageStack::PageStack(PageContext& context, OverlayState& overlay, ActionRegistry& actions, QWidget* parent)
    : QStackedWidget(parent),
      m_context(context),
      m_actions(actions),
      m_start(new StartPage),
      m_review(new ReviewPage(context, overlay, actions))
{
    addWidget(m_start);
    addWidget(m_review);
    m_pages.insert(static_cast<int>(Mode::Review), m_review);
    connect(m_review, &Page::modeRequested, this, &PageStack::showMode);
}

Page* PageStack::makePage(Mode mode)
{
    switch (mode) {
    case Mode::Review:
        return m_review;
    case Mode::Matrix:
        return new MatrixPage(m_context);
    case Mode::Tune:
        return new TunePage(m_context);
    case Mode::Runs:
        return new RunsPage(m_context);
    case Mode::Export:
        return new ExportPage(m_context);
    case Mode::Import:
        return makeImportPage();
    }
    return m_review;
}

Page* PageStack::makeImportPage()
{
    auto* page = new ImportPage(m_context);
    connect(page, &ImportPage::startRequested, this, &PageStack::showStart);
    connect(page, &ImportPage::emptyProjectRequested, this, [this] {
        showStart();
        m_start->startEmptyProject();
    });
    return page;
}

Page* PageStack::page(Mode mode)
{
    Page*& page = m_pages[static_cast<int>(mode)];
    if (!page) {
        page = makePage(mode);
        addWidget(page);
        connect(page, &Page::modeRequested, this, &PageStack::showMode);
    }
    return page;
}

void PageStack::showStart()
{
    m_start->refresh();
    setCurrentWidget(m_start);
    m_start->setFocus(Qt::OtherFocusReason); // not on whatever stood next to what has gone
    m_mode = Mode::Review;
    Q_EMIT modeChanged();
}

void PageStack::showMode(Mode mode)
{
    Page* next = page(mode);
    m_mode = mode;
    setCurrentWidget(next);
    next->activate();
    Q_EMIT modeChanged();
}

void PageStack::showImport(const QString& source)
{
    showMode(Mode::Import);
    static_cast<ImportPage*>(page(Mode::Import))->setSource(source);
}

void PageStack::showModel(const QString& path)
{
    showMode(Mode::Runs);
    static_cast<RunsPage*>(page(Mode::Runs))->setModel(path);
}

void PageStack::showKeys()
{
    if (!m_keys) {
        m_keys = new KeyEditor(m_actions);
        addWidget(m_keys);
        connect(m_keys, &KeyEditor::finished, this, [this] {
            if (m_context.session.isOpen() || m_mode == Mode::Import)
                showMode(m_mode);
            else
                showStart();
        });
    }
    m_keys->refresh();
    setCurrentWidget(m_keys);
    Q_EMIT modeChanged();
}

bool PageStack::isKeysShown() const
{
    return m_keys && currentWidget() == m_keys;
}

} // namespace badcase::window
