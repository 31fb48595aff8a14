// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/combine_panel.h"

#include "app/workspace/run_recipe.h"
#include "widgets/panels/controls.h"
#include "widgets/panels/status_notice.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QPointer>
#include <QSignalBlocker>

#include <algorithm>
#include <memory>

namespace badcase::window {

using panels::StatusNotice;

namespace {

constexpr int kFormWidth = 480;
constexpr double kLargestWeight = 100;

/// The views that a run kept, in their order; none for other runs.
std::vector<engine::View> keptViews(const storage::RunRecord& run, const Schema& schema)
{
    const auto recipe = workspace::RunRecipe::read(run.settings, schema);
    return recipe && recipe->views.keep ? recipe->views.views : std::vector<engine::View>();
}

} // namespace

CombinePanel::CombinePanel(workspace::Session& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_source(new QComboBox),
      m_form(nullptr),
      m_rows(new QGridLayout),
      m_merge(new QComboBox),
      m_steps(new QLineEdit),
      m_name(new QLineEdit),
      m_hint(new panels::RoleLabel({}, theme::Role::Text2)),
      m_notice(new StatusNotice),
      m_start(panels::makePrimaryButton(tr("Combine")))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(theme::kPadding, theme::kPadding, theme::kPadding, theme::kPadding);
    layout->addWidget(buildForm(), 0, Qt::AlignTop);
    layout->addStretch(1);
    connect(m_source, &QComboBox::currentIndexChanged, this, &CombinePanel::showRows);
    connect(m_name, &QLineEdit::textEdited, this, [this] { m_nameEdited = !m_name->text().isEmpty(); });
    connect(m_name, &QLineEdit::textChanged, this, &CombinePanel::check);
    connect(m_merge, &QComboBox::currentIndexChanged, this, &CombinePanel::check);
    connect(m_steps, &QLineEdit::textChanged, this, &CombinePanel::check);
    connect(m_start, &QPushButton::clicked, this, &CombinePanel::start);
    connect(&session, &workspace::Session::opened, this, &CombinePanel::showSources);
    connect(&session, &workspace::Session::runsChanged, this, &CombinePanel::showSources);
    connect(&session, &workspace::Session::schemaChanged, this, &CombinePanel::showSources);
    showSources();
}

QWidget* CombinePanel::buildForm()
{
    auto* box = new QWidget;
    box->setFixedWidth(kFormWidth);
    m_form = new QFormLayout(box);
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setHorizontalSpacing(theme::kPadding);
    m_form->setVerticalSpacing(theme::kGap);
    m_form->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    m_form->addRow(panels::makeSectionLabel(tr("Combine runs or views")));
    m_source->setObjectName(QStringLiteral("combineSource"));
    m_form->addRow(tr("What"), m_source);
    auto* rows = new QWidget;
    rows->setLayout(m_rows);
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setHorizontalSpacing(theme::kPadding);
    m_rows->setVerticalSpacing(theme::kUnit);
    m_rows->setColumnStretch(0, 1);
    m_form->addRow(tr("Weights"), rows);
    m_merge->setObjectName(QStringLiteral("combineMerge"));
    m_merge->addItem(tr("Mean"), QStringLiteral("mean"));
    m_merge->addItem(tr("Geometric mean"), QStringLiteral("gmean"));
    m_merge->addItem(tr("Mean of logits"), QStringLiteral("logit"));
    m_merge->addItem(tr("Maximum"), QStringLiteral("max"));
    m_form->addRow(tr("Merge"), m_merge);
    m_steps->setPlaceholderText(QStringLiteral("threshold:0.4; min-area:30"));
    m_form->addRow(tr("Steps"), m_steps);
    m_name->setObjectName(QStringLiteral("combinedRunName"));
    m_form->addRow(tr("Name"), m_name);
    m_hint->setWordWrap(true);
    m_form->addRow(m_hint);
    m_notice->setWrapping(true);
    m_notice->hide();
    m_form->addRow(m_notice);
    auto* buttons = new QHBoxLayout;
    auto* close = new QPushButton(tr("Close"));
    close->setShortcut(Qt::Key_Escape);
    m_start->setObjectName(QStringLiteral("startCombine"));
    buttons->setSpacing(theme::kGap);
    buttons->addStretch(1);
    buttons->addWidget(close);
    buttons->addWidget(m_start);
    m_form->addRow(buttons);
    connect(close, &QPushButton::clicked, this, &CombinePanel::closeRequested);
    return box;
}

/// Several runs, and each run that kept its views.
void CombinePanel::showSources()
{
    const QString before = m_source->currentData().toString();
    {
        const QSignalBlocker quiet(m_source);
        m_source->clear();
        m_source->addItem(tr("Several runs"), QString());
        for (const auto& run : m_session.runs()) {
            if (run.samplesDone > 0 && !keptViews(run, m_session.schema()).empty())
                m_source->addItem(tr("The views of %1").arg(run.name), run.name);
        }
        // One run can only be mixed with itself, that is, by its views.
        const int first = m_session.runs().size() == 1 ? m_source->count() - 1 : 0;
        m_source->setCurrentIndex(before.isEmpty() ? first : std::max(0, m_source->findData(before)));
    }
    m_form->setRowVisible(m_steps, m_session.schema().task() == Task::Segmentation);
    showRows();
}

void CombinePanel::clearRows()
{
    for (const Row& row : m_parts) {
        row.part->deleteLater();
        row.weight->deleteLater();
        m_rows->removeWidget(row.part);
        m_rows->removeWidget(row.weight);
    }
    m_parts.clear();
}

void CombinePanel::showRows()
{
    clearRows();
    const QString source = m_source->currentData().toString();
    for (const auto& run : m_session.runs()) {
        if (source.isEmpty() && run.samplesDone > 0)
            addRow(run.name, run.id == m_session.currentRun());
        if (source.isEmpty() || run.name != source)
            continue;
        const auto views = keptViews(run, m_session.schema());
        for (const engine::View& view : views)
            addRow(view.toText(), true);
    }
    panels::invalidateLayouts(this);
    suggestName();
    check();
}

void CombinePanel::addRow(const QString& name, bool on)
{
    Row row{name, new QCheckBox(QString(name).replace(u'&', QStringLiteral("&&"))), new QDoubleSpinBox};
    row.part->setChecked(on);
    row.weight->setRange(0, kLargestWeight);
    row.weight->setDecimals(2);
    row.weight->setSingleStep(0.1);
    row.weight->setValue(1);
    row.weight->setEnabled(on);
    row.weight->setAccessibleName(tr("Weight of %1").arg(name));
    const int at = static_cast<int>(m_parts.size());
    m_rows->addWidget(row.part, at, 0);
    m_rows->addWidget(row.weight, at, 1);
    connect(row.part, &QCheckBox::toggled, this, [this, weight = row.weight](bool checked) {
        weight->setEnabled(checked);
        suggestName();
        check();
    });
    connect(row.weight, &QDoubleSpinBox::valueChanged, this, &CombinePanel::check);
    m_parts.push_back(row);
}

/// After what is mixed, with a number when there is such a run already; a name that was typed stays.
void CombinePanel::suggestName()
{
    if (m_nameEdited)
        return;
    QStringList names;
    for (const Row& row : m_parts) {
        if (row.part->isChecked())
            names.append(row.name);
    }
    const QString source = m_source->currentData().toString();
    const QString base = source.isEmpty() ? names.join(QStringLiteral(" + ")) : tr("%1 mixed").arg(source);
    QString name = base;
    const auto isTaken = [this](const QString& candidate) {
        return std::ranges::any_of(m_session.runs(), [&](const auto& run) { return run.name == candidate; });
    };
    for (int number = 2; isTaken(name); ++number)
        name = QStringLiteral("%1 %2").arg(base).arg(number);
    m_name->setText(name);
}

workspace::CombineRequest CombinePanel::request() const
{
    workspace::CombineRequest request;
    const QString source = m_source->currentData().toString();
    QStringList views;
    for (const Row& row : m_parts) {
        if (!row.part->isChecked())
            continue;
        if (source.isEmpty())
            request.runs.emplace_back(row.name, row.weight->value());
        else
            views.append(QStringLiteral("%1:%2").arg(row.name).arg(row.weight->value()));
    }
    if (!source.isEmpty())
        request.runs.emplace_back(source, 1.0);
    request.views = views.join(u',');
    request.name = m_name->text().trimmed();
    request.merge = m_merge->currentData().toString();
    if (m_session.schema().task() == Task::Segmentation)
        request.steps = m_steps->text().trimmed();
    return request;
}

QString CombinePanel::missing() const
{
    if (m_session.isReadOnly())
        return tr("This project can only be read, so a run could not be kept in it");
    const bool any = std::ranges::any_of(
        m_parts, [](const Row& row) { return row.part->isChecked() && row.weight->value() > 0; });
    const bool ofViews = !m_source->currentData().toString().isEmpty();
    if (!any)
        return ofViews ? tr("Choose the views that count") : tr("Choose the runs that count");
    if (m_name->text().trimmed().isEmpty())
        return tr("The combined run needs a name");
    if (const auto steps = workspace::parseSteps(request().steps, m_session.schema()); !steps)
        return steps.error().message;
    return {};
}

void CombinePanel::check()
{
    const QString problem = missing();
    m_hint->setText(problem.isEmpty() ? tr("No model is needed: what is stored of each sample is mixed") : problem);
    m_start->setEnabled(m_job == 0 && problem.isEmpty());
}

void CombinePanel::start()
{
    if (m_job != 0 || !m_session.isOpen())
        return;
    m_notice->hide();
    m_job = m_session.jobs().start(
        tr("Combine into %1").arg(request().name),
        [project = m_session.project(), request = request()](const workspace::JobContext& job) -> Result<QString> {
            BADCASE_ASSIGN(const auto summary, workspace::combineRuns(project, request, job.cancel, job.progress));
            const QString done = tr("%n samples combined", nullptr, static_cast<int>(summary.samples));
            return summary.missing == 0
                       ? done
                       : tr("%1; %2 were left out, which not every run has done").arg(done).arg(summary.missing);
        },
        [guard = QPointer(this), run = request().name](const workspace::JobState& job) {
            if (guard)
                guard->ended(job, run);
        });
    check();
}

void CombinePanel::ended(const workspace::JobState& job, const QString& run)
{
    using Status = workspace::JobState::Status;
    m_job = 0;
    m_nameEdited = false;
    if (job.status == Status::Succeeded)
        m_notice->show(StatusNotice::Kind::Good, tr("%1: %2").arg(run, job.summary));
    else if (job.status == Status::Cancelled)
        m_notice->show(StatusNotice::Kind::Info,
                       tr("%1: stopped. Combining the same again goes on from there.").arg(run));
    else
        m_notice->show(StatusNotice::Kind::Error, job.error ? job.error->message : tr("Nothing was combined"), {},
                       job.error ? job.error->detail : QString());
    if (job.status != Status::Failed)
        Q_EMIT combined(run);
    check();
}

} // namespace badcase::window
