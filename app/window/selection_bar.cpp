// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/selection_bar.h"

#include "app/window/actions.h"
#include "app/window/filter_names.h"
#include "widgets/panels/class_popup.h"
#include "widgets/panels/controls.h"
#include "widgets/panels/filter_bar.h"
#include "widgets/theme/theme.h"

#include <QComboBox>
#include <QFontMetrics>
#include <QHBoxLayout>

#include <tuple>

namespace badcase::window {

using panels::FilterBar;
using workspace::Session;

namespace {
constexpr int kRunWidth = 170;
}

SelectionBar::SelectionBar(Session& session, ActionRegistry& actions, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_actions(actions),
      m_bar(new FilterBar),
      m_classes(new panels::ClassPopup(this)),
      m_runs(new QComboBox)
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, theme::kPadding, 0);
    layout->setSpacing(0);
    layout->addWidget(m_bar, 1);
    layout->addWidget(m_runs);
    m_runs->setFixedWidth(kRunWidth);
    m_runs->setFocusPolicy(Qt::TabFocus); // the arrow keys stay with the samples after a click
    m_runs->setAccessibleName(tr("Run"));
    m_runs->setToolTip(tr("The run whose predictions are shown"));

    connect(m_bar, &FilterBar::removeRequested, this, [this](int chip) {
        m_session.setFilter(withoutTerm(m_session.filter(), static_cast<FilterTerm>(chip)));
    });
    connect(m_bar, &FilterBar::clearRequested, this, [this] { m_session.setFilter({}); });
    connect(m_bar, &FilterBar::choiceRequested, this, [this](int choice) {
        if (const auto term = termAskingClasses(choice))
            askClasses(*term);
        else
            m_session.setFilter(withChoice(m_session.filter(), choice, world()));
    });
    connect(m_classes, &panels::ClassPopup::chosen, this, &SelectionBar::takeClasses);
    connect(m_bar, &FilterBar::searchRequested, this, &SelectionBar::search);
    connect(m_runs, &QComboBox::activated, this,
            [this] { m_session.setCurrentRun(RunId(m_runs->currentData().toLongLong())); });
    connect(&session, &Session::opened, this, [this] {
        m_counted = false;
        m_bar->setProjectName(m_session.project()->name());
        showFilter();
        showChoices();
        showCount();
    });
    connect(&session, &Session::samplesChanged, this, [this] {
        m_counted = true;
        showChoices();
        showCount();
    });
    connect(&session, &Session::selectionChanged, this, &SelectionBar::showCount);
    connect(&session, &Session::filterChanged, this, &SelectionBar::showFilter);
    connect(&session, &Session::queryProgressed, m_bar, &FilterBar::setSearching);
    connect(&session, &Session::queryingChanged, this, [this] {
        if (!m_session.isQuerying()) // also after one that failed
            showCount();
    });
    connect(&session, &Session::schemaChanged, this, &SelectionBar::showChoices);
    connect(&session, &Session::runsChanged, this, &SelectionBar::showRuns);
    connect(&session, &Session::currentRunChanged, this, [this] {
        showRuns();
        showChoices();
        if (!m_session.currentRun().isValid() && needsRun(m_session.filter()))
            m_session.setFilter({}); // the run that it was about is gone
    });
    addActions();
    for (const auto signal : {&Session::opened, &Session::closed})
        connect(&session, signal, this, &SelectionBar::enableActions);
    enableActions();
    showRuns();
}

void SelectionBar::addActions()
{
    const QString group = tr("Selection");
    m_actions.add({QStringLiteral("filter.search"), group, tr("Search names and texts"), {Qt::Key_Slash}},
                  [this] { m_bar->focusSearch(); });
    m_actions.add({QStringLiteral("filter.badCases"),
                   group,
                   tr("Bad cases only"),
                   {QKeySequence(Qt::CTRL | Qt::Key_B)}},
                  [this] {
                      if (!m_session.isOpen() || !m_session.currentRun().isValid())
                          return;
                      auto filter = m_session.filter();
                      filter.badCases = !filter.badCases;
                      m_session.setFilter(filter);
                  });
    const std::tuple<const char*, QString, FilterTerm> classActions[] = {
        {"filter.label", tr("Filter by label"), FilterTerm::Label},
        {"filter.given", tr("Filter by given label"), FilterTerm::Given},
        {"filter.predicted", tr("Filter by prediction"), FilterTerm::Predicted},
        {"filter.confusion", tr("Filter by confusion"), FilterTerm::Confusions},
    };
    for (const auto& [id, text, term] : classActions)
        m_actions.add({QLatin1String(id), group, text}, [this, asked = term] { askClasses(asked); });
    m_actions.add({QStringLiteral("filter.clear"),
                   group,
                   tr("Remove all filters"),
                   {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F)}},
                  [this] {
                      if (m_session.isOpen())
                          m_session.setFilter({});
                  });
    m_actions.add({QStringLiteral("filter.refresh"), group, tr("Ask the filter again"), {Qt::Key_F5}},
                  [this] { m_session.refreshSelection(); });
}

/// The bar is hidden while nothing is open; its keys must not write into it then.
void SelectionBar::enableActions()
{
    const QString reason = m_session.isOpen() ? QString() : tr("No project is open");
    for (const auto* id : {"filter.search", "filter.badCases", "filter.clear", "filter.refresh"})
        m_actions.setReason(QLatin1String(id), reason);
    const bool masks = m_session.schema().task() == Task::Segmentation;
    const QString classes = reason.isEmpty() && masks ? tr("Masks have a class for each pixel") : reason;
    for (const auto* id : {"filter.label", "filter.given"})
        m_actions.setReason(QLatin1String(id), classes);
    const bool runs = m_session.currentRun().isValid();
    for (const auto* id : {"filter.predicted", "filter.confusion"})
        m_actions.setReason(QLatin1String(id),
                            classes.isEmpty() && !runs ? tr("No model has been run yet") : classes);
}

void SelectionBar::askClasses(FilterTerm term)
{
    m_asked = term;
    m_confused.clear();
    const QString question = term == FilterTerm::Given       ? tr("Given label: one of")
                             : term == FilterTerm::Label     ? tr("Label: one of")
                             : term == FilterTerm::Predicted ? tr("Prediction: one of")
                                                             : tr("Confusion: which label?");
    m_classes->ask(question, chosenClasses(m_session.filter(), term), m_bar->choiceButton());
}

void SelectionBar::takeClasses(const std::vector<ClassIndex>& classes)
{
    if (m_asked != FilterTerm::Confusions) {
        m_session.setFilter(withClasses(m_session.filter(), m_asked, classes));
        m_classes->setTicked(chosenClasses(m_session.filter(), m_asked));
    } else if (m_confused.empty()) {
        m_confused = classes;
        m_classes->ask(tr("Label %1, predicted as which class?")
                           .arg(classNames(classes, m_session.schema()).join(QStringLiteral(", "))),
                       {}, m_bar->choiceButton());
    } else {
        m_classes->hide();
        m_session.setFilter(
            withConfusions(m_session.filter(), m_session.schema().task(), m_confused, classes));
    }
}

FilterWorld SelectionBar::world() const
{
    return {m_session.schema(), m_session.splits(), m_session.textFields(), m_session.currentRun().isValid()};
}

void SelectionBar::search(const QString& text)
{
    auto filter = m_session.filter();
    if (filter.text == text.trimmed())
        return;
    filter.text = text.trimmed();
    m_session.setFilter(filter);
}

void SelectionBar::showFilter()
{
    m_bar->setChips(filterChips(m_session.filter(), m_session.schema()));
    if (m_session.filter().text.isEmpty())
        m_bar->setSearchText({}); // while somebody types, the field is theirs
}

void SelectionBar::showChoices()
{
    m_bar->setChoices(filterChoices(world()));
    m_classes->setSchema(m_session.schema());
    enableActions();
}

void SelectionBar::showCount()
{
    m_bar->setCount(static_cast<qint64>(m_session.selection()->size()),
                    m_counted ? m_session.sampleCount() : -1);
}

void SelectionBar::showRuns()
{
    m_runs->clear();
    for (const auto& run : m_session.runs())
        m_runs->addItem(run.name, run.id.value);
    m_runs->setCurrentIndex(m_runs->findData(m_session.currentRun().value));
    m_runs->setVisible(m_runs->count() > 0);
}

} // namespace badcase::window
