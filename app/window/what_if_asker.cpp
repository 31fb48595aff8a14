// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/what_if_asker.h"

#include "widgets/panels/text_panel.h"
#include "widgets/panels/what_if_section.h"

namespace badcase::window {

using panels::TextPanel;
using panels::WhatIfSection;
using panels::WhatIfView;
using workspace::Session;

namespace {

WhatIfView viewOf(const storage::WhatIfRecord& record, const QString& notice = {})
{
    WhatIfView view;
    view.id = record.id;
    view.at = record.at;
    view.author = record.author;
    view.before = record.before;
    view.after = record.after;
    view.notice = notice;
    const auto edits = workspace::WhatIfEdits::fromJson(record.edits);
    view.blankMedia = edits.blankMedia;
    for (auto it = edits.fields.begin(); it != edits.fields.end(); ++it)
        (it.value().isEmpty() ? view.blanked : view.edited).append(it.key());
    return view;
}

/// What of a sample the model sees.
WhatIfSection::Media mediaOf(SampleKind kind, const workspace::WhatIfMeans& means)
{
    using Media = WhatIfSection::Media;
    switch (kind) {
    case SampleKind::Image:
        return means.readsPictures ? Media::Picture : Media::None;
    case SampleKind::Video:
        return means.readsPictures ? Media::Frames : Media::None;
    case SampleKind::Features:
        return means.readsFeatures ? Media::Frames : Media::None;
    case SampleKind::NoMedia:
        break;
    }
    return WhatIfSection::Media::None;
}

} // namespace

WhatIfAsker::WhatIfAsker(Workbench& bench, TextPanel& panel, QObject* parent)
    : QObject(parent), m_bench(bench), m_panel(panel)
{
    connect(&panel, &TextPanel::whatIfRequested, this, &WhatIfAsker::ask);
    connect(&bench.loader, &SampleLoader::viewReady, this, &WhatIfAsker::showMeans);
    connect(&bench.session, &Session::currentRunChanged, this, &WhatIfAsker::showMeans);
    connect(&bench.session, &Session::runsChanged, this, &WhatIfAsker::showMeans);
    connect(&bench.session, &Session::closed, this, &WhatIfAsker::stop);
    showMeans();
}

WhatIfAsker::~WhatIfAsker()
{
    stop();
}

void WhatIfAsker::stop()
{
    m_cancel.cancel();
    m_thread.reset(); // waits for the question that is being answered
    m_panel.whatIf()->setBusy(false); // its answer has gone with the thread
    m_model.reset();
    m_cancel = CancelToken();
    m_shown = {};
    m_shownRun = {};
    showMeans();
}

void WhatIfAsker::showMeans()
{
    const auto* run = m_bench.session.currentRunRecord();
    auto* section = m_panel.whatIf();
    section->setVisible(run != nullptr && run->task != Task::Segmentation);
    if (!run)
        return;
    const workspace::WhatIfMeans means = workspace::whatIfMeans(*run);
    const SampleFacts* facts = m_bench.loader.facts();
    // Where there are no texts, nobody wonders whether they are read.
    const bool quiet = means.canAsk && m_bench.session.textFields().isEmpty();
    section->setMeans(means.canAsk,
                      facts ? mediaOf(facts->detail.row.sample.kind, means) : WhatIfSection::Media::None,
                      quiet ? QString() : means.reason);
    const SampleId sample = facts ? facts->detail.row.sample.id : SampleId();
    if (sample == m_shown && run->id == m_shownRun)
        return;
    section->clear();
    m_shown = sample;
    m_shownRun = run->id;
    showEarlier();
}

void WhatIfAsker::showEarlier()
{
    if (!m_bench.session.isOpen() || !m_shown.isValid())
        return;
    using Records = std::vector<storage::WhatIfRecord>;
    m_bench.session.database().run(
        this,
        [run = m_shownRun, sample = m_shown](storage::Connection& connection) {
            return storage::WhatIfRepository(connection).list(run, sample);
        },
        [this, run = m_shownRun, sample = m_shown](const Result<Records>& records) {
            if (sample != m_shown || run != m_shownRun)
                return;
            if (!records)
                return m_panel.whatIf()->showError(records.error().message);
            std::vector<WhatIfView> views;
            for (const auto& record : *records)
                views.push_back(viewOf(record));
            m_panel.whatIf()->setEarlier(views);
        });
}

void WhatIfAsker::ask(SampleId sample, bool blankMedia, const QMap<QString, QString>& edits)
{
    const auto& project = m_bench.session.project();
    const RunId run = m_bench.session.currentRun();
    if (!project || !run.isValid() || !sample.isValid())
        return;
    if (!m_thread) {
        m_model = std::make_shared<workspace::WhatIfModel>();
        m_thread = std::make_unique<workspace::DatabaseThread>(project, QStringLiteral("what-if"),
                                                               workspace::DatabaseThread::AtClose::Drop);
    }
    workspace::WhatIfRequest request;
    request.run = run;
    request.sample = sample;
    request.edits = {blankMedia, edits};
    m_panel.whatIf()->setBusy(true);
    m_thread->run(
        this,
        [project, model = m_model, request, cancel = m_cancel](storage::Connection& connection) {
            return model->ask(*project, connection, request, workspace::TrustStore(), cancel);
        },
        [this, sample, run](const Result<workspace::WhatIfAnswer>& answer) { receive(sample, run, answer); });
}

void WhatIfAsker::receive(SampleId sample, RunId run, const Result<workspace::WhatIfAnswer>& answer)
{
    auto* section = m_panel.whatIf();
    section->setBusy(false);
    if (sample != m_shown || run != m_shownRun)
        return; // stored, and listed when somebody comes back
    if (answer) {
        section->showAnswer(viewOf(answer->record, answer->notice));
        showEarlier();
    } else if (answer.error().code == ErrorCode::NotTrusted) {
        section->showError(
            tr("This model file has never been run by you. A model file is a program: allow it on "
               "the Runs page, by running it there."));
    } else if (answer.error().code != ErrorCode::Cancelled) {
        section->showError(answer.error().message);
    }
}

} // namespace badcase::window
