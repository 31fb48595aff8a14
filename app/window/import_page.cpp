// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/import_page.h"

#include "app/window/background.h"
#include "app/window/format_texts.h"
#include "app/window/project_draft_form.h"
#include "app/window/project_files.h"
#include "app/window/settings.h"
#include "widgets/models/import_preview_model.h"
#include "widgets/models/problems_model.h"
#include "widgets/panels/controls.h"
#include "widgets/panels/empty_state.h"
#include "widgets/panels/import_panel.h"
#include "widgets/panels/status_notice.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QLocale>
#include <QMimeData>
#include <QPointer>
#include <QScopedValueRollback>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace badcase::window {

using models::ImportPreviewRow;
using panels::StatusNotice;

namespace {

constexpr int kPreviewRecords = 200;

/// One record as it would be imported; class names are mapped here, so that another mapping needs no other
/// look at the data.
ImportPreviewRow previewRow(const formats::Record& record, const QStringList& fields,
                            const panels::ImportRequest& request, const QStringList& known)
{
    ImportPreviewRow row;
    row.name = record.name;
    row.media = record.media ? record.media->path : QString();
    row.mask = record.mask      ? record.mask->path
               : record.maskMap ? ImportPage::tr("in the annotations")
                                : QString();
    row.split = record.split.isEmpty() ? request.split : record.split;
    QStringList labels;
    for (const QString& name : record.labels.value_or(QStringList())) {
        const QString target = request.classes.value(name, name);
        row.labelKnown = row.labelKnown && known.contains(target);
        labels.append(target);
    }
    row.label = labels.join(QStringLiteral(", "));
    for (const QString& field : fields)
        row.texts.append(record.fields.value(field));
    return row;
}

QString countsText(const workspace::ImportReport& report, bool dryRun)
{
    const QLocale locale;
    QString counts = ImportPage::tr("%1 new, %2 updated, %3 unchanged, %4 left out")
                         .arg(locale.toString(report.counts.added), locale.toString(report.counts.updated),
                              locale.toString(report.skipped), locale.toString(report.failed));
    if (!report.problems.empty())
        counts += ImportPage::tr("; %Ln problems below", nullptr, static_cast<int>(report.problems.size()));
    return dryRun ? ImportPage::tr("Nothing was written. An import would give: %1").arg(counts)
                  : ImportPage::tr("Imported: %1").arg(counts);
}

} // namespace

workspace::ImportRequest importRequestOf(const panels::ImportRequest& request, bool columns)
{
    workspace::ImportRequest wanted;
    wanted.format = request.format;
    wanted.addClasses = request.addClasses;
    formats::ReadOptions& options = wanted.options;
    options.source = request.source;
    options.mediaRoot = request.mediaRoot;
    options.classFrom = request.classFrom;
    options.encoding = request.encoding;
    options.keepMissing = request.keepMissing;
    options.split = request.split;
    options.imagesDir = request.imagesDir;
    options.masksDir = request.masksDir;
    options.maskSuffix = request.maskSuffix;
    if (request.ignoreIndex >= 0)
        options.ignoreIndex = request.ignoreIndex;
    options.columns = request.columns;
    options.classes = request.classes;
    if (columns)
        for (const QString& role : panels::ImportPanel::columnRoles(request.format))
            if (!options.columns.contains(role))
                options.columns.insert(role, QString());
    return wanted;
}

ImportPage::ImportPage(PageContext& context, QWidget* parent)
    : Page(context, parent),
      m_stack(new QStackedWidget),
      m_empty(new panels::EmptyState),
      m_project(new ProjectDraftForm(ProjectDraftForm::Shape::Wide)),
      m_projectLine(panels::makeHairline(Qt::Horizontal)),
      m_notice(new StatusNotice),
      m_panel(new panels::ImportPanel),
      m_rows(new models::ImportPreviewModel(this)),
      m_problems(new models::ProblemsModel(this))
{
    setAcceptDrops(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    m_stack->addWidget(m_empty);
    auto* content = new QWidget;
    auto* rows = new QVBoxLayout(content);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    m_project->setContentsMargins(theme::kPadding, theme::kPadding, theme::kPadding, theme::kPadding);
    rows->addWidget(m_project);
    rows->addWidget(m_projectLine);
    auto* notice = new QVBoxLayout;
    notice->setContentsMargins(theme::kPadding, 0, theme::kPadding, 0);
    notice->addWidget(m_notice);
    m_notice->setWrapping(true);
    m_notice->hide();
    rows->addLayout(notice);
    rows->addWidget(m_panel, 1);
    m_stack->addWidget(content);
    m_panel->setFormats(formats::readerFormats(), importTexts());
    m_panel->setPreviewModel(m_rows);
    m_panel->setProblemsModel(m_problems);
    connectPanel();
    connectSession();
    begin();
}

/// Line edits that lose the focus while the page is taken down say that they were edited: nobody may hear it
/// any more.
ImportPage::~ImportPage()
{
    m_panel->disconnect(this);
    m_project->disconnect(this);
}

void ImportPage::connectPanel()
{
    connect(m_empty, &panels::EmptyState::actionRequested, this, &ImportPage::takeChoice);
    connect(m_panel, &panels::ImportPanel::browseFolderRequested, this, [this] { browse(true); });
    connect(m_panel, &panels::ImportPanel::browseFileRequested, this, [this] { browse(false); });
    connect(m_panel, &panels::ImportPanel::optionsChanged, this,
            [this](const panels::ImportRequest& request) {
                if (request.source != m_source)
                    return setSource(request.source);
                if (m_job == 0)
                    m_notice->hide(); // what it tells of was imported with other choices
                look(request, false);
            });
    connect(m_panel, &panels::ImportPanel::importRequested, this,
            [this](const auto& request) { import(request, false); });
    connect(m_panel, &panels::ImportPanel::dryRunRequested, this,
            [this](const auto& request) { import(request, true); });
    connect(m_panel, &panels::ImportPanel::cancelled, this, [this] {
        if (m_job != 0)
            return session().jobs().cancel(m_job);
        begin();
        if (session().isOpen())
            Q_EMIT modeRequested(Mode::Review);
    });
    connect(m_project, &ProjectDraftForm::edited, this, [this] { showPreview(m_panel->request()); });
    connect(m_notice, &StatusNotice::actionRequested, this, [this] {
        if (m_next == Next::Cancel)
            session().jobs().cancel(m_job);
        else if (m_next != Next::None)
            Q_EMIT modeRequested(m_next == Next::Run ? Mode::Runs : Mode::Review);
    });
}

void ImportPage::connectSession()
{
    connect(&session().jobs(), &workspace::JobQueue::changed, this, [this](const workspace::JobState& job) {
        if (job.id != m_job || job.isOver())
            return;
        m_next = Next::Cancel;
        m_notice->show(StatusNotice::Kind::Info,
                       tr("%1: %2 read").arg(job.title, QLocale().toString(job.progress.done)), tr("Cancel"));
    });
    connect(&session(), &workspace::Session::schemaChanged, this, [this] { m_shownClasses.clear(); });
    for (const auto signal : {&workspace::Session::opened, &workspace::Session::closed})
        connect(&session(), signal, this, [this] {
            m_shownClasses.clear();
            if (!m_creating)
                return begin();
            m_project->hide();
            m_projectLine->hide();
        });
}

/// Nothing is chosen yet: what can be done here with the project that is open, or without one.
void ImportPage::begin()
{
    const bool open = session().isOpen();
    m_looking.cancel();
    ++m_generation; // an answer that is on its way is not for this project
    m_source.clear();
    m_notice->hide();
    m_project->setVisible(!open);
    m_projectLine->setVisible(!open);
    QStringList choices{tr("Choose a folder"), tr("Choose a file")};
    if (!open)
        choices += {tr("No data yet"), tr("Back")};
    if (session().isReadOnly())
        m_empty->setContent(QStringLiteral("import"), tr("Nothing can be imported"),
                            tr("This project can only be read. The line above says why."), {});
    else
        m_empty->setContent(
            QStringLiteral("import"), open ? tr("Import a data set") : tr("New project from a data set"),
            tr("Drop a folder or a file (zip, csv, json, yaml) here, or choose one. It is looked at first; "
               "nothing is written before you say so, and your files are never changed."),
            choices);
    m_stack->setCurrentWidget(m_empty);
}

/// `action`: in the order of the choices that begin() offers.
void ImportPage::takeChoice(int action)
{
    if (action == 2)
        Q_EMIT emptyProjectRequested();
    else if (action == 3)
        Q_EMIT startRequested();
    else
        browse(action == 0);
}

// --- looking at the data

void ImportPage::setSource(const QString& source)
{
    if (source.isEmpty())
        return;
    m_source = source;
    m_project->reset();
    m_notice->hide();
    m_stack->setCurrentIndex(1);
    m_panel->setSource(source);
    panels::ImportRequest request = m_panel->request();
    request.format.clear();
    request.columns.clear();
    request.classes.clear();
    request.imagesDir.clear();
    request.masksDir.clear();
    look(request, true);
}

void ImportPage::look(const panels::ImportRequest& request, bool guess)
{
    m_looking.cancel();
    m_looking = CancelToken();
    const quint64 generation = ++m_generation;
    m_panel->setSummary(tr("The data is being looked at"));
    workspace::ImportRequest wanted = importRequestOf(request, !guess && !m_shownColumns.isEmpty());
    wanted.options.classes.clear(); // the mapping is shown in the table, over the names that the data has
    inBackground(
        this,
        [wanted, schema = session().schema(), cancel = m_looking, needsProject = !session().isOpen(),
         list = m_project->classList()]() mutable -> Look {
            Look answer{wanted.format, fail(ErrorCode::Cancelled, {}), {}, {}};
            if (answer.format.isEmpty()) {
                answer.format = formats::guessFormat(wanted.options.source);
                answer.folders = guessMaskFolders(wanted.options.source);
                wanted.options.imagesDir = answer.folders.images;
                wanted.options.masksDir = answer.folders.masks;
            }
            if (needsProject) {
                answer.classList = findClassList(wanted.options.source);
                answer.projectPath = suggestProjectPath(wanted.options.source);
                // Masks are checked against the classes that they would get.
                const QString classes = list.isEmpty() ? answer.classList : list;
                if (const auto draft = draftSchema(Task::Segmentation, classes, {}))
                    schema = *draft;
            }
            if (answer.format.isEmpty()) {
                answer.preview =
                    fail(ErrorCode::InvalidArgument,
                         tr("This does not look like a data set. Choose its format on the left."));
                return answer;
            }
            answer.preview = previewOf(answer.format, wanted.options, schema, kPreviewRecords, cancel);
            return answer;
        },
        [this, generation, request, guess](Look answer) {
            if (generation == m_generation)
                showLook(std::move(answer), request, guess);
        });
}

void ImportPage::showLook(Look answer, const panels::ImportRequest& request, bool guess)
{
    if (guess) {
        m_panel->setFormat(answer.format);
        m_panel->setMaskFolders(answer.folders.images, answer.folders.masks);
        m_shownColumns.clear();
        m_shownClasses.clear();
    }
    if (!answer.preview) {
        m_preview = {};
        m_rows->setRows({}, {});
        m_problems->clear();
        m_panel->setColumns({}, {});
        m_panel->setClasses({}, {});
        m_panel->setSummary({});
        showError(answer.preview.error().message);
        Q_EMIT previewed();
        return;
    }
    m_preview = std::move(*answer.preview);
    if (!session().isOpen())
        m_project->suggest(guessTask(answer.format, m_preview), answer.projectPath, answer.classList);
    if (m_preview.columns != m_shownColumns || guess) {
        m_shownColumns = m_preview.columns;
        m_panel->setColumns(m_preview.columns, m_preview.guessed);
    }
    m_problems->setProblems(m_preview.problems);
    showPreview(request);
    Q_EMIT previewed();
}

void ImportPage::showPreview(const panels::ImportRequest& request)
{
    showDraft(); // decides which classes are known
    const QStringList known = knownClasses();
    QStringList fields;
    for (const auto& record : m_preview.records)
        for (const QString& name : record.fields.keys())
            if (!fields.contains(name))
                fields.append(name);
    std::vector<ImportPreviewRow> rows;
    for (const auto& record : m_preview.records)
        rows.push_back(previewRow(record, fields, request, known));
    m_rows->setRows(fields, std::move(rows));
    const auto total = m_preview.estimatedRecords;
    m_panel->setSummary(total < 0
                            ? tr("%n or more samples", nullptr, static_cast<int>(m_preview.records.size()))
                            : tr("About %1 samples").arg(QLocale().toString(total)));
}

QStringList ImportPage::knownClasses() const
{
    if (session().isOpen())
        return session().schema().names();
    const auto draft = draftSchema(m_project->task(), m_project->classList(), m_preview);
    return draft ? draft->names() : QStringList();
}

/// Which classes the project has or would have, and how those of the data meet them.
void ImportPage::showDraft()
{
    QString problem;
    if (!session().isOpen()) {
        const auto draft = draftSchema(m_project->task(), m_project->classList(), m_preview);
        if (!draft)
            problem = draft.error().message;
        m_project->setClassesText(draft ? tr("%n classes", nullptr, draft->size()) : QString());
    }
    if (session().isReadOnly())
        problem = tr("This project can only be read: nothing can be imported into it");
    showError(problem);
    const bool masks =
        (session().isOpen() ? session().schema().task() : m_project->task()) == Task::Segmentation;
    const QStringList found = masks ? QStringList() : m_preview.classes;
    if (found != m_shownClasses) {
        m_shownClasses = found;
        m_panel->setClasses(found, knownClasses());
    }
}

void ImportPage::showError(const QString& text)
{
    m_panel->setError(text);
}

void ImportPage::browse(bool folder)
{
    const QString start = m_source.isEmpty() ? Settings().lastFolder() : QFileInfo(m_source).absolutePath();
    const QString path =
        folder ? QFileDialog::getExistingDirectory(this, tr("Choose a data set"), start)
               : QFileDialog::getOpenFileName(this, tr("Choose a data set"), start, dataSetFilter());
    setSource(path);
}

// --- importing

Result<void> ImportPage::createProject()
{
    if (m_project->path().isEmpty())
        return fail(ErrorCode::InvalidArgument, tr("Say where the project file goes"));
    BADCASE_ASSIGN(const Schema schema, draftSchema(m_project->task(), m_project->classList(), m_preview));
    const QScopedValueRollback creating(m_creating, true);
    BADCASE_TRY(session().create(m_project->path(), schema));
    Q_EMIT modeRequested(Mode::Import); // the window shows what it has opened, but the import goes on here
    return {};
}

void ImportPage::import(const panels::ImportRequest& request, bool dryRun)
{
    if (m_job != 0)
        return;
    workspace::ImportRequest wanted = importRequestOf(request, !m_shownColumns.isEmpty());
    wanted.dryRun = dryRun;
    m_looking.cancel();
    const auto draft = draftSchema(m_project->task(), m_project->classList(), m_preview);
    if (!session().isOpen() && !dryRun) {
        if (const auto created = createProject(); !created)
            return showError(created.error().message);
    }
    m_panel->setBusy(true);
    const auto report = std::make_shared<workspace::ImportReport>();
    const QString name = QFileInfo(request.source).fileName();
    m_job = session().jobs().start(
        dryRun ? tr("Dry run of %1").arg(name) : tr("Import %1").arg(name),
        [project = session().project(), draft, wanted,
         report](const workspace::JobContext& job) -> Result<QString> {
            BADCASE_ASSIGN(*report, project
                                        ? workspace::importDataset(*project, wanted, job.cancel, job.progress)
                                        : tryImport(draft, wanted, job.cancel, job.progress));
            if (report->cancelled)
                return fail(ErrorCode::Cancelled,
                            tr("%n samples before it was cancelled", nullptr,
                               static_cast<int>(report->counts.added + report->counts.updated)));
            return tr("%n samples", nullptr, static_cast<int>(report->counts.added + report->counts.updated));
        },
        [guard = QPointer(this), report, dryRun](const workspace::JobState& job) {
            if (guard)
                guard->ended(job, *report, dryRun);
        });
}

void ImportPage::ended(const workspace::JobState& job, const workspace::ImportReport& report, bool dryRun)
{
    using Status = workspace::JobState::Status;
    m_job = 0;
    m_next = Next::None;
    m_panel->setBusy(false);
    if (!dryRun && session().isOpen())
        session().reloadRuns(); // what was committed before a failure is there, too
    if (job.status == Status::Failed) {
        m_notice->show(StatusNotice::Kind::Error, job.error ? job.error->message : QString(), {},
                       job.error ? job.error->detail : QString());
        return;
    }
    if (!dryRun)
        showPreview(m_panel->request()); // its classes are known now
    m_problems->setProblems(report.problems);
    if (job.status == Status::Cancelled) {
        m_notice->show(
            StatusNotice::Kind::Info,
            tr("Cancelled. What was read before is in the project; importing again completes it."));
        return;
    }
    const bool first = session().runs().empty();
    if (!dryRun)
        m_next = first ? Next::Run : Next::Review;
    const bool flawless = report.failed == 0 && report.problems.empty();
    m_notice->show(flawless ? StatusNotice::Kind::Good : StatusNotice::Kind::Warning,
                   countsText(report, dryRun),
                   dryRun  ? QString()
                   : first ? tr("Run a model")
                           : tr("Look at the samples"));
}

// --- dropping data

void ImportPage::dragEnterEvent(QDragEnterEvent* event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (urls.size() != 1 || !urls.first().isLocalFile())
        return;
    // Projects and models are the window's; anything else may be data, and looking at it says whether it is.
    const FileUse use = useOf(urls.first().toLocalFile());
    if (use == FileUse::DataSet || use == FileUse::Nothing)
        event->acceptProposedAction();
}

void ImportPage::dropEvent(QDropEvent* event)
{
    setSource(event->mimeData()->urls().first().toLocalFile());
    event->acceptProposedAction();
}

} // namespace badcase::window
