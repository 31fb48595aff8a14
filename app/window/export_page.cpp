// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/export_page.h"

#include "app/window/export_log_model.h"
#include "app/window/format_texts.h"
#include "app/window/running_strip.h"
#include "storage/sample_query.h"
#include "widgets/models/problems_model.h"
#include "widgets/panels/controls.h"
#include "widgets/panels/empty_state.h"
#include "widgets/panels/export_form.h"
#include "widgets/panels/status_notice.h"
#include "widgets/panels/tables.h"

#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLocale>
#include <QPointer>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QTableView>
#include <QUrl>

#include <algorithm>

namespace badcase::window {

using panels::StatusNotice;

namespace {

constexpr int kFormWidth = 400;

/// "project export" beside the project, or the next free number: an export never goes into a folder that has
/// something in it.
QString suggestedFolder(const QString& project)
{
    const QFileInfo info(project);
    QDir folder = info.dir();
    if (!QFileInfo(folder.path()).isWritable())
        folder.setPath(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    const QString base = QStringLiteral("%1 export").arg(info.completeBaseName());
    for (int number = 1;; ++number) {
        const QString path =
            folder.filePath(number == 1 ? base : QStringLiteral("%1 %2").arg(base).arg(number));
        if (!QFileInfo::exists(path))
            return path;
    }
}

workspace::ExportRequest exportRequestOf(const panels::ExportRequest& request)
{
    workspace::ExportRequest wanted;
    wanted.format = request.format;
    wanted.out = request.folder;
    wanted.labels = request.corrected ? workspace::LabelSource::Corrected : workspace::LabelSource::Given;
    wanted.split = request.split;
    wanted.dropBadMedia = request.dropBadMedia;
    wanted.dropAmbiguous = request.dropAmbiguous;
    wanted.polygons = request.polygons;
    return wanted;
}

} // namespace

ExportPage::ExportPage(PageContext& context, QWidget* parent)
    : Page(context, parent),
      m_stack(new QStackedWidget),
      m_empty(new panels::EmptyState(
          QStringLiteral("export"), tr("Nothing to export yet"),
          tr("This page writes the corrected data set for training: read back and compared before it is "
             "called done. Import samples first."),
          {tr("Import samples")})),
      m_form(new panels::ExportForm),
      m_notice(new StatusNotice),
      m_problemsBox(new QWidget),
      m_problems(new models::ProblemsModel(this)),
      m_log(new ExportLogModel(this)),
      m_logTable(new QTableView),
      m_noLog(new panels::RoleLabel(
          tr("Every export is listed here, with the folder that it went to. There is none of this project yet."),
          theme::Role::Text2)),
      m_openLogged(new QPushButton(tr("Open the folder")))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    m_stack->addWidget(m_empty);
    auto* content = new QWidget;
    auto* columns = new QHBoxLayout(content);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(0);
    columns->addWidget(buildForm());
    columns->addWidget(panels::makeHairline(Qt::Vertical));
    columns->addWidget(buildResult(), 1);
    m_stack->addWidget(content);
    connect(m_empty, &panels::EmptyState::actionRequested, this,
            [this] { Q_EMIT modeRequested(Mode::Import); });
    for (const auto signal :
         {&workspace::Session::opened, &workspace::Session::closed, &workspace::Session::samplesChanged})
        connect(&session(), signal, this, &ExportPage::refresh);
    connect(&session(), &workspace::Session::changed, this, [this] {
        if (isVisible())
            count(m_form->request());
    });
    connect(&session().jobs(), &workspace::JobQueue::changed, this, [this](const workspace::JobState& job) {
        if (job.id == m_job && !job.isOver())
            m_notice->show(StatusNotice::Kind::Info, tr("Writing and reading back: %1").arg(jobNumbers(job)),
                           tr("Cancel"));
    });
    refresh();
}

QWidget* ExportPage::buildForm()
{
    auto* box = new QWidget;
    box->setFixedWidth(kFormWidth);
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(theme::kPadding, theme::kPadding, theme::kPadding, theme::kPadding);
    layout->setSpacing(theme::kGap);
    layout->addWidget(panels::makeSectionLabel(tr("Export the data set")));
    layout->addWidget(m_form);
    m_notice->setWrapping(true);
    m_notice->hide();
    layout->addWidget(m_notice);
    layout->addStretch(1);
    connect(m_form, &panels::ExportForm::edited, this, &ExportPage::count);
    connect(m_form, &panels::ExportForm::exportRequested, this, &ExportPage::start);
    connect(m_form, &panels::ExportForm::browseRequested, this, [this] {
        const QString folder = QFileDialog::getExistingDirectory(
            this, tr("Choose an empty folder"), QFileInfo(m_form->request().folder).absolutePath());
        if (!folder.isEmpty())
            m_form->setFolder(folder);
    });
    connect(m_notice, &StatusNotice::actionRequested, this, [this] {
        if (m_exporting)
            session().jobs().cancel(m_job);
        else
            openFolder(m_lastFolder);
    });
    return box;
}

QWidget* ExportPage::buildResult()
{
    auto* box = new QWidget;
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto* problems = new QVBoxLayout(m_problemsBox);
    problems->setContentsMargins(0, theme::kPadding, 0, 0);
    auto* problemsTitle = panels::makeSectionLabel(tr("Left out of the last export"));
    problemsTitle->setContentsMargins(theme::kPadding, 0, 0, 0);
    problems->addWidget(problemsTitle);
    auto* problemTable = new QTableView;
    panels::setUpTable(problemTable);
    problemTable->setModel(m_problems);
    panels::fitColumns(problemTable, models::ProblemsModel::Message);
    problemTable->setAccessibleName(tr("Samples left out of the last export"));
    problems->addWidget(problemTable, 1);
    m_problemsBox->hide();
    layout->addWidget(m_problemsBox, 1);

    auto* head = new QHBoxLayout;
    head->setContentsMargins(theme::kPadding, theme::kGap, theme::kPadding, theme::kGap);
    head->addWidget(panels::makeSectionLabel(tr("Exports so far")));
    head->addStretch(1);
    head->addWidget(m_openLogged);
    layout->addLayout(head);
    panels::setUpTable(m_logTable);
    m_logTable->setModel(m_log);
    m_logTable->setSelectionMode(QAbstractItemView::SingleSelection);
    m_logTable->setAccessibleName(tr("Exports so far"));
    panels::fitColumns(m_logTable);
    layout->addWidget(m_logTable, 2);
    m_noLog->setContentsMargins(theme::kPadding, 0, theme::kPadding, 0);
    m_noLog->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_noLog->setWordWrap(true);
    layout->addWidget(m_noLog, 2);
    showLog({});
    m_openLogged->setEnabled(false);
    connect(m_logTable->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& row) { m_openLogged->setEnabled(row.isValid()); });
    connect(m_logTable, &QTableView::doubleClicked, this,
            [this](const QModelIndex& row) { openFolder(m_log->at(row.row()).location); });
    connect(m_openLogged, &QPushButton::clicked, this,
            [this] { openFolder(m_log->at(m_logTable->currentIndex().row()).location); });
    return box;
}

void ExportPage::activate()
{
    refresh();
}

void ExportPage::refresh()
{
    const bool ready = session().isOpen() && session().sampleCount() > 0;
    m_stack->setCurrentIndex(ready ? 1 : 0);
    if (!ready) {
        m_forProject.clear();
        return;
    }
    refreshForm();
    if (isVisible()) {
        reloadLog();
        count(m_form->request());
    }
}

void ExportPage::refreshForm()
{
    const QString project = session().project()->path();
    if (project != m_forProject) {
        m_forProject = project;
        m_notice->hide();
        m_problemsBox->hide();
        showLog({});
        const Task task = session().schema().task();
        m_form->setFormats(exportFormats(task), exportTexts(task));
        m_form->setFolder(suggestedFolder(project));
        m_form->setSplits({});
    }
    QStringList splits = session().splits();
    splits.removeAll(QString());
    m_form->setSplits(splits);
}

void ExportPage::showLog(const std::vector<storage::Activity>& activities)
{
    m_log->setActivities(activities);
    const bool any = m_log->rowCount() > 0;
    m_logTable->setVisible(any);
    m_openLogged->setVisible(any);
    m_noLog->setVisible(!any);
}

void ExportPage::reloadLog()
{
    session().database().run(
        this, [](storage::Connection& connection) { return storage::ActivityLog(connection).list(); },
        [this](const Result<std::vector<storage::Activity>>& log) {
            if (!log)
                return;
            showLog(*log);
            // Data go out as they came in: no other format holds all that theirs does.
            const auto import =
                std::ranges::find(*log, storage::Activity::Kind::Import, &storage::Activity::kind);
            if (import != log->end())
                m_form->suggestFormat(import->format);
            panels::fitColumns(m_logTable);
            m_openLogged->setEnabled(false);
        });
}

/// How many samples the form stands for.
void ExportPage::count(const panels::ExportRequest& request)
{
    if (!session().isOpen())
        return;
    storage::SampleFilter filter;
    if (!request.split.isEmpty())
        filter.splits = QStringList{request.split};
    if (request.dropBadMedia || request.dropAmbiguous) {
        filter.verdicts = {Verdict::None, Verdict::Keep, Verdict::Relabel};
        if (!request.dropBadMedia)
            filter.verdicts.push_back(Verdict::BadMedia);
        if (!request.dropAmbiguous)
            filter.verdicts.push_back(Verdict::Ambiguous);
    }
    session().database().run(
        this,
        [filter](storage::Connection& connection) -> Result<qint64> {
            BADCASE_ASSIGN(const auto ids, storage::querySamples(connection, filter));
            return static_cast<qint64>(ids.size());
        },
        [this, generation = ++m_countGeneration](const Result<qint64>& samples) {
            if (samples && generation == m_countGeneration)
                m_form->setCount(*samples);
        });
}

// --- exporting

void ExportPage::start(const panels::ExportRequest& request)
{
    if (m_job != 0 || !session().isOpen())
        return;
    const auto report = std::make_shared<workspace::ExportReport>();
    m_problemsBox->hide();
    m_form->setBusy(true);
    m_exporting = true;
    m_lastFolder = QDir(request.folder).absolutePath();
    m_job = session().jobs().start(
        tr("Export %1").arg(QFileInfo(request.folder).fileName()),
        [project = session().project(), wanted = exportRequestOf(request),
         report](const workspace::JobContext& job) -> Result<QString> {
            BADCASE_ASSIGN(*report, workspace::exportProject(*project, wanted, job.cancel, job.progress));
            return tr("%n samples, read back and equal", nullptr, static_cast<int>(report->summary.samples));
        },
        [guard = QPointer(this), report](const workspace::JobState& job) {
            if (guard)
                guard->showEnd(job, *report);
        });
}

void ExportPage::showEnd(const workspace::JobState& job, const workspace::ExportReport& report)
{
    using Status = workspace::JobState::Status;
    m_job = 0;
    m_exporting = false;
    m_form->setBusy(false);
    if (job.status == Status::Failed) {
        m_notice->show(StatusNotice::Kind::Error, job.error ? job.error->message : QString(), {},
                       job.error ? job.error->detail : QString());
    } else if (job.status == Status::Cancelled) {
        m_notice->show(StatusNotice::Kind::Info, tr("Cancelled. Nothing was left behind."));
    } else {
        const auto& summary = report.summary;
        const auto left = static_cast<int>(summary.problems.size());
        QString text = tr("%1, %2", "samples, size")
                           .arg(job.summary, QLocale().formattedDataSize(summary.bytes, 1,
                                                                         QLocale::DataSizeTraditionalFormat));
        if (left > 0)
            text += QLatin1Char('\n') +
                    tr("%n samples could not be exported and are listed on the right.", nullptr, left);
        m_notice->show(left > 0 ? StatusNotice::Kind::Warning : StatusNotice::Kind::Good, text,
                       tr("Open the folder"),
                       tr("Manifest: %1").arg(QDir::toNativeSeparators(summary.manifest)));
        m_problems->setProblems(summary.problems);
        m_problemsBox->setVisible(left > 0);
        if (session().isOpen()) {
            reloadLog();
            m_form->setFolder(suggestedFolder(session().project()->path()));
        }
    }
    Q_EMIT ended();
}

void ExportPage::openFolder(const QString& folder)
{
    QDesktopServices::openUrl(QUrl::fromLocalFile(folder));
}

} // namespace badcase::window
