// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/import_predictions_panel.h"

#include "app/window/class_mapping_table.h"
#include "widgets/models/problems_model.h"
#include "widgets/panels/controls.h"
#include "widgets/panels/status_notice.h"
#include "widgets/panels/tables.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QPointer>
#include <QTableView>

namespace badcase::window {

using panels::StatusNotice;

namespace {

constexpr int kFormWidth = 400;
constexpr int kNoAnswer = -1;

} // namespace

ImportPredictionsPanel::ImportPredictionsPanel(workspace::Session& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_name(new QLineEdit),
      m_outOfFold(new QComboBox),
      m_logits(new QCheckBox(tr("The values are logits"))),
      m_create(new QCheckBox(tr("Create samples of unknown ids"))),
      m_notice(new StatusNotice),
      m_start(panels::makePrimaryButton(tr("Import the predictions"))),
      m_facts(new panels::RoleLabel({}, theme::Role::Text2)),
      m_mapping(new ClassMappingTable),
      m_problems(new models::ProblemsModel(this)),
      m_problemTable(new QTableView)
{
    for (QLineEdit*& path : m_paths)
        path = new QLineEdit;
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(theme::kPadding, theme::kPadding, theme::kPadding, theme::kPadding);
    layout->setSpacing(2 * theme::kPadding);
    layout->addWidget(buildForm(), 0, Qt::AlignTop);
    layout->addWidget(buildFacts(), 1);
    for (QLineEdit* path : m_paths)
        connect(path, &QLineEdit::editingFinished, this, &ImportPredictionsPanel::look);
    connect(m_name, &QLineEdit::textEdited, this, [this] { m_nameEdited = !m_name->text().isEmpty(); });
    connect(m_name, &QLineEdit::textChanged, this, &ImportPredictionsPanel::check);
    connect(m_outOfFold, &QComboBox::currentIndexChanged, this, &ImportPredictionsPanel::check);
    connect(m_logits, &QCheckBox::toggled, this, &ImportPredictionsPanel::look);
    connect(m_mapping, &ClassMappingTable::edited, this, &ImportPredictionsPanel::look);
    connect(m_start, &QPushButton::clicked, this, &ImportPredictionsPanel::start);
    connect(&session, &workspace::Session::opened, this, &ImportPredictionsPanel::look);
    connect(&session, &workspace::Session::schemaChanged, this, &ImportPredictionsPanel::look);
    connect(&session, &workspace::Session::runsChanged, this, [this] {
        suggestName(); // the former name may be taken now
        check();
    });
    check();
}

QWidget* ImportPredictionsPanel::buildForm()
{
    auto* box = new QWidget;
    box->setFixedWidth(kFormWidth);
    auto* form = new QFormLayout(box);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(theme::kPadding);
    form->setVerticalSpacing(theme::kGap);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    form->addRow(panels::makeSectionLabel(tr("Import predictions")));
    const QString labels[kFiles] = {tr("Predictions"), tr("Ids"), tr("Classes"), tr("Embeddings")};
    const QString hints[kFiles] = {tr("Probabilities or decisions"), tr("Which sample each row is (.csv)"),
                                   tr("Which class each column is"), tr("A vector for each row (.npy)")};
    const QString tips[kFiles] = {
        tr("A row for each sample and a column for each class (.npy, .npz, .csv), a table of ids and decided "
           "classes (.csv), or tags in the form of TAAC 2021 (.json)"),
        tr("One id for each row; a table that names its samples needs none"),
        tr("A list of classes (.csv, .json). Empty: the columns are in the project's order, or named"),
        tr("May be empty: what the model made of each sample before it decided (.npy)")};
    for (int i = 0; i < kFiles; ++i) {
        m_paths[i]->setPlaceholderText(hints[i]);
        m_paths[i]->setToolTip(tips[i]);
        m_paths[i]->setAccessibleName(labels[i]);
        m_paths[i]->setAcceptDrops(false); // a dropped file is the window's, not text
        auto* row = new QHBoxLayout;
        row->setSpacing(theme::kUnit);
        row->addWidget(m_paths[i], 1);
        auto* button = panels::makeIconButton(QStringLiteral("folder"), tr("Choose a file"));
        row->addWidget(button);
        form->addRow(labels[i], row);
        connect(button, &QToolButton::clicked, this, [this, i] { browse(static_cast<File>(i)); });
    }
    m_name->setObjectName(QStringLiteral("importedRunName"));
    form->addRow(tr("Name"), m_name);
    m_outOfFold->addItem(tr("Had the model seen these samples?"), kNoAnswer);
    m_outOfFold->addItem(tr("No: every prediction is out-of-fold"),
                         static_cast<int>(storage::OutOfFold::Yes));
    m_outOfFold->addItem(tr("Yes: it was trained on them"), static_cast<int>(storage::OutOfFold::No));
    m_outOfFold->addItem(tr("Not known"), static_cast<int>(storage::OutOfFold::Unknown));
    m_outOfFold->setToolTip(tr("A model agrees with the labels it was trained on, also with wrong ones: only "
                               "out-of-fold predictions can tell label errors."));
    form->addRow(tr("Training"), m_outOfFold);
    form->addRow(QString(), m_logits);
    form->addRow(QString(), m_create);
    m_notice->setWrapping(true);
    m_notice->hide();
    form->addRow(m_notice);
    auto* buttons = new QHBoxLayout;
    auto* cancel = new QPushButton(tr("Close"));
    buttons->setSpacing(theme::kGap);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_start);
    form->addRow(buttons);
    connect(cancel, &QPushButton::clicked, this, &ImportPredictionsPanel::closeRequested);
    return box;
}

QWidget* ImportPredictionsPanel::buildFacts()
{
    auto* box = new QWidget;
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::kGap);
    m_facts->setWordWrap(true);
    m_facts->setTextFormat(Qt::PlainText); // names come out of files
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse);
    layout->addWidget(m_facts);
    layout->addWidget(m_mapping);
    m_problemTable->setModel(m_problems);
    m_problemTable->setAccessibleName(tr("Problems of the import"));
    panels::setUpTable(m_problemTable);
    layout->addWidget(m_problemTable, 1);
    layout->addStretch(0);
    m_mapping->hide();
    m_problemTable->hide();
    return box;
}

// --- the files

void ImportPredictionsPanel::browse(File file)
{
    QLineEdit* path = m_paths[static_cast<int>(file)];
    const QString filter = file == File::Embeddings ? tr("Arrays (*.npy *.npz);;All files (*)")
                           : file == File::Ids      ? tr("Tables (*.csv);;All files (*)")
                           : file == File::Classes
                               ? tr("Tables and lists (*.csv *.json);;All files (*)")
                               : tr("Arrays, tables and lists (*.npy *.npz *.csv *.json);;All files (*)");
    const QString chosen = QFileDialog::getOpenFileName(this, tr("Choose a file"),
                                                        QFileInfo(path->text()).absolutePath(), filter);
    if (!chosen.isEmpty())
        setPath(file, chosen);
}

void ImportPredictionsPanel::setPath(File file, const QString& path)
{
    m_paths[static_cast<int>(file)]->setText(path);
    look();
}

void ImportPredictionsPanel::setOutOfFold(storage::OutOfFold answer)
{
    m_outOfFold->setCurrentIndex(m_outOfFold->findData(static_cast<int>(answer)));
}

workspace::ImportRunRequest ImportPredictionsPanel::request() const
{
    const auto path = [this](File file) { return m_paths[static_cast<int>(file)]->text().trimmed(); };
    workspace::ImportRunRequest request;
    request.name = m_name->text().trimmed();
    request.probabilities = path(File::Probabilities);
    request.ids = path(File::Ids);
    request.classes = path(File::Classes);
    request.embeddings = path(File::Embeddings);
    request.classRenames = m_mapping->renames();
    request.meaning =
        m_logits->isChecked() ? workspace::ValueMeaning::Logits : workspace::ValueMeaning::Probabilities;
    request.create = m_create->isChecked();
    if (const int answer = m_outOfFold->currentData().toInt(); answer != kNoAnswer)
        request.outOfFold = static_cast<storage::OutOfFold>(answer);
    return request;
}

/// Headers and the first rows, where nobody waits for them; the last question counts.
void ImportPredictionsPanel::look()
{
    const quint64 generation = ++m_generation;
    auto wanted = request();
    wanted.outOfFold = wanted.outOfFold.value_or(storage::OutOfFold::Unknown); // the form asks by itself
    suggestName();
    if (wanted.probabilities.isEmpty() || !m_session.isOpen()) {
        m_preview.reset();
        m_unreadable.clear();
        return check();
    }
    m_session.background().run(
        this,
        [project = m_session.project(), wanted](storage::Connection&) {
            return workspace::previewImportRun(*project, wanted);
        },
        [this, generation](const Result<workspace::ImportRunPreview>& preview) {
            if (generation == m_generation)
                showPreview(preview);
        });
}

void ImportPredictionsPanel::showPreview(const Result<workspace::ImportRunPreview>& preview)
{
    m_preview.reset();
    m_unreadable = preview ? QString() : preview.error().message;
    QStringList lines;
    if (preview) {
        m_preview = *preview;
        const QString rows =
            preview->rows < 0 ? tr("a table") : tr("%1 rows").arg(QLocale().toString(preview->rows));
        lines.append(tr("%1, %2 columns, %3").arg(rows).arg(preview->columns).arg(preview->type));
        lines += preview->notices;
        QStringList free;
        for (const QString& name : m_session.schema().names()) {
            if (!preview->classes.contains(name))
                free.append(name);
        }
        m_mapping->setNames(preview->unmatched, free);
    }
    m_mapping->setVisible(m_preview && !m_preview->unmatched.isEmpty());
    m_facts->setText(lines.join(u'\n'));
    check();
}

void ImportPredictionsPanel::suggestName()
{
    if (m_nameEdited)
        return;
    const QString base = QFileInfo(m_paths[0]->text()).completeBaseName();
    const auto taken = [this](const QString& name) {
        const auto& runs = m_session.runs();
        return std::ranges::find(runs, name, &storage::RunRecord::name) != runs.end();
    };
    QString name = base;
    for (int number = 2; !name.isEmpty() && taken(name); ++number)
        name = QStringLiteral("%1 %2").arg(base).arg(number);
    m_name->setText(name);
}

// --- whether it can start

QString ImportPredictionsPanel::missing() const
{
    const auto wanted = request();
    if (wanted.probabilities.isEmpty())
        return tr("Choose a file of predictions");
    if (!m_unreadable.isEmpty())
        return m_unreadable;
    if (!m_preview)
        return tr("The file is being looked at");
    if (m_preview->problem)
        return m_preview->problem->message;
    if (wanted.name.isEmpty())
        return tr("The run needs a name");
    const auto& runs = m_session.runs();
    if (std::ranges::find(runs, wanted.name, &storage::RunRecord::name) != runs.end())
        return tr("There is a run of this name already");
    if (!wanted.outOfFold)
        return tr("Say whether the model had seen these samples in training");
    return {};
}

void ImportPredictionsPanel::check()
{
    const QString problem = missing();
    const bool busy = m_job != 0;
    m_start->setEnabled(problem.isEmpty() && !busy && !m_session.isReadOnly() && m_session.isOpen());
    m_start->setToolTip(problem);
    if (busy)
        return;
    const bool begun = !m_paths[0]->text().isEmpty();
    const bool wrong = !m_unreadable.isEmpty() || (m_preview && m_preview->problem);
    if (begun && !problem.isEmpty())
        m_notice->show(wrong ? StatusNotice::Kind::Error : StatusNotice::Kind::Info, problem);
    else if (m_notice->kind() != StatusNotice::Kind::Good && m_notice->kind() != StatusNotice::Kind::Warning)
        m_notice->hide();
}

// --- the import

void ImportPredictionsPanel::start()
{
    const auto wanted = request();
    const auto report = std::make_shared<workspace::ImportRunReport>();
    m_problems->clear();
    m_problemTable->hide();
    m_notice->hide();
    m_job = m_session.jobs().start(
        tr("Import predictions %1").arg(wanted.name),
        [project = m_session.project(), wanted, report](const workspace::JobContext& job) -> Result<QString> {
            BADCASE_ASSIGN(*report, workspace::importRun(*project, wanted, job.cancel, job.progress));
            return tr("%n samples", nullptr, static_cast<int>(report->samples));
        },
        [guard = QPointer(this), report](const workspace::JobState& job) {
            if (guard)
                guard->ended(job, *report);
        });
    check();
}

void ImportPredictionsPanel::ended(const workspace::JobState& job, const workspace::ImportRunReport& report)
{
    using Status = workspace::JobState::Status;
    m_job = 0;
    check();
    if (job.status == Status::Cancelled)
        return m_notice->show(StatusNotice::Kind::Info, tr("Cancelled: nothing was imported"));
    if (job.status != Status::Succeeded)
        return m_notice->show(StatusNotice::Kind::Error,
                              job.error ? job.error->message : tr("The import failed"), {},
                              job.error ? job.error->detail : QString());
    m_problems->setProblems(report.problems);
    m_problemTable->setVisible(!report.problems.empty());
    panels::fitColumns(m_problemTable, models::ProblemsModel::Message);
    m_facts->setText(report.notices.join(u'\n'));
    const auto count = static_cast<int>(report.problems.size());
    m_nameEdited = false;
    Q_EMIT imported(report.run.name);
    m_notice->show(count > 0 ? StatusNotice::Kind::Warning : StatusNotice::Kind::Good,
                   count > 0 ? tr("%1: %2, %n problems", nullptr, count).arg(report.run.name, job.summary)
                             : tr("%1: %2").arg(report.run.name, job.summary));
}

} // namespace badcase::window
