// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/decided_by.h"

#include "app/window/set_saver.h"
#include "app/workspace/threshold_exchange.h"
#include "storage/threshold_repository.h"
#include "widgets/panels/controls.h"

#include <QAction>
#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QMenu>
#include <QPointer>
#include <QSignalBlocker>

#include <algorithm>

namespace badcase::window {

using workspace::Session;

DecidedBy::DecidedBy(Session& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_choice(new QComboBox),
      m_more(panels::makeIconButton(QStringLiteral("more"), tr("Threshold sets"))),
      m_menu(new QMenu(this))
{
    m_choice->setObjectName(QStringLiteral("decidedBy"));
    m_choice->setAccessibleName(tr("Decided by"));
    m_choice->setToolTip(tr("Which threshold set decides this run. Matrix, lists and exports follow."));
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_choice->setMaximumWidth(240);
    m_more->setMenu(m_menu);
    m_more->setPopupMode(QToolButton::InstantPopup);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::kUnit);
    layout->addWidget(new panels::RoleLabel(tr("Decided by"), theme::Role::Text2));
    layout->addSpacing(theme::kUnit);
    layout->addWidget(m_choice);
    layout->addWidget(m_more);
    connect(m_choice, &QComboBox::activated, this, &DecidedBy::choose);
    for (const auto signal : {&Session::opened, &Session::closed, &Session::runsChanged, &Session::currentRunChanged,
                              &Session::thresholdSetsChanged})
        connect(&session, signal, this, &DecidedBy::refresh);
    refresh();
}

void DecidedBy::refresh()
{
    if (!m_session.isOpen())
        return show({});
    m_session.database().run(
        this,
        [schema = m_session.schema()](storage::Connection& connection) -> Result<QStringList> {
            BADCASE_ASSIGN(const auto records, storage::ThresholdRepository(connection, schema).list());
            QStringList names;
            for (const auto& record : records)
                names.append(record.set.name);
            return names;
        },
        [this](const Result<QStringList>& sets) { show(sets ? *sets : QStringList()); });
}

void DecidedBy::show(const QStringList& sets)
{
    const QSignalBlocker quiet(m_choice);
    const auto* run = m_session.currentRunRecord();
    m_choice->clear();
    m_choice->addItem(tr("the model itself"), QString());
    for (const QString& set : sets)
        m_choice->addItem(set, set);
    m_choice->setCurrentIndex(run ? std::max(0, m_choice->findData(run->thresholdSetName)) : 0);
    const bool writable = m_session.isOpen() && !m_session.isReadOnly();
    m_choice->setEnabled(writable && run);
    fillMenu(sets);
}

void DecidedBy::fillMenu(const QStringList& sets)
{
    const bool writable = m_session.isOpen() && !m_session.isReadOnly();
    m_menu->clear();
    const auto perSet = [&](const QString& title, bool enabled, void (DecidedBy::*what)(const QString&)) {
        QMenu* each = m_menu->addMenu(title);
        each->setEnabled(enabled && !sets.isEmpty());
        for (const QString& set : sets)
            each->addAction(QString(set).replace(u'&', QStringLiteral("&&")), this, [this, what, set] { (this->*what)(set); });
    };
    perSet(tr("Export as JSON"), true, &DecidedBy::exportSet);
    m_menu->addAction(tr("Import…"), this, &DecidedBy::importSet)->setEnabled(writable);
    perSet(tr("Delete"), writable, &DecidedBy::removeSet);
}

void DecidedBy::choose(int index)
{
    const auto* run = m_session.currentRunRecord();
    const QString set = m_choice->itemData(index).toString();
    if (!run || set == run->thresholdSetName)
        return;
    decideByJob(m_session, run->name, set, [guard = QPointer(this)](const workspace::JobState& job) {
        if (guard && job.status != workspace::JobState::Status::Succeeded) {
            guard->refresh(); // the list says again what is so
            if (job.error && job.error->code != ErrorCode::Cancelled)
                Q_EMIT guard->failed(*job.error);
        }
    });
}

void DecidedBy::exportSet(const QString& set)
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Export the threshold set"), set + QStringLiteral(".json"),
                                                      QStringLiteral("JSON (*.json)"));
    if (path.isEmpty())
        return;
    m_session.database().run(
        this,
        [schema = m_session.schema(), set, path](storage::Connection& connection) {
            return workspace::exportSet(connection, schema, set, path, workspace::Overwrite::Yes); // the chooser has asked
        },
        [this, path](const Result<void>& written) {
            written ? Q_EMIT said(tr("Wrote %1").arg(path)) : Q_EMIT failed(written.error());
        });
}

void DecidedBy::importSet()
{
    const QString path = QFileDialog::getOpenFileName(this, tr("Import a threshold set"), {}, QStringLiteral("JSON (*.json)"));
    if (path.isEmpty())
        return;
    m_session.database().run(
        this,
        [schema = m_session.schema(), path](storage::Connection& connection) {
            return workspace::importSet(connection, schema, path, {});
        },
        [this](const Result<QString>& name) {
            name ? Q_EMIT said(tr("Imported %1").arg(*name)) : Q_EMIT failed(name.error());
            refresh();
        });
}

void DecidedBy::removeSet(const QString& set)
{
    m_session.database().run(
        this,
        [schema = m_session.schema(), set](storage::Connection& connection) {
            return storage::ThresholdRepository(connection, schema).remove(set);
        },
        [this, set](const Result<void>& removed) {
            removed ? Q_EMIT said(tr("Deleted %1").arg(set)) : Q_EMIT failed(removed.error());
            refresh();
        });
}

} // namespace badcase::window
