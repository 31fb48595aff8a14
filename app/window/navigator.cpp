// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/navigator.h"

#include "app/window/actions.h"

#include <algorithm>

namespace badcase::window {

namespace {
constexpr int kSearchRows = 512; ///< a few milliseconds of the database thread at a time
}

Navigator::Navigator(Workbench& bench, ActionRegistry& actions, QObject* parent)
    : QObject(parent), m_bench(bench)
{
    const QString group = tr("Move");
    actions.add(
        {QStringLiteral("go.previous"), group, tr("Previous sample"), {Qt::Key_Left, Qt::Key_K}, false, true},
        [this] { move(-1); });
    actions.add(
        {QStringLiteral("go.next"), group, tr("Next sample"), {Qt::Key_Right, Qt::Key_J}, false, true},
        [this] { move(1); });
    actions.add({QStringLiteral("go.extendBack"),
                 group,
                 tr("Select the previous one, too"),
                 {QKeySequence(Qt::SHIFT | Qt::Key_Left)},
                 false,
                 true},
                [this] { move(-1, models::SampleSelection::Mode::Extend); });
    actions.add({QStringLiteral("go.extend"),
                 group,
                 tr("Select the next one, too"),
                 {QKeySequence(Qt::SHIFT | Qt::Key_Right)},
                 false,
                 true},
                [this] { move(1, models::SampleSelection::Mode::Extend); });
    actions.add(
        {QStringLiteral("go.selectAll"), group, tr("Select all"), {QKeySequence(Qt::CTRL | Qt::Key_A)}},
        [this] { m_bench.selection.selectAll(); });
    actions.add({QStringLiteral("go.nextBadCase"), group, tr("Next bad case"), {Qt::Key_N}},
                [this] { moveToBadCase(); });
    // A selection that changes makes the row numbers of a search in progress meaningless.
    connect(&bench.session, &workspace::Session::selectionChanged, this, [this] { ++m_ticket; });
}

void Navigator::move(int step, models::SampleSelection::Mode mode)
{
    ++m_ticket;
    const int count = m_bench.samples.count();
    if (count > 0)
        m_bench.selection.select(std::clamp(m_bench.selection.currentRow() + step, 0, count - 1), mode);
}

void Navigator::moveToBadCase()
{
    if (!m_bench.session.isOpen())
        return;
    if (!m_bench.session.currentRun().isValid()) {
        Q_EMIT nothingFound(tr("There is no run yet, so nothing is known of bad cases. Run a model first."));
        return;
    }
    search(m_bench.selection.currentRow() + 1, ++m_ticket);
}

void Navigator::search(int fromRow, quint64 ticket)
{
    const auto ids = m_bench.session.selection();
    const int end = std::min(static_cast<int>(ids->size()), fromRow + kSearchRows);
    if (fromRow >= end) {
        Q_EMIT nothingFound(tr("No further bad case below this sample"));
        return;
    }
    auto& session = m_bench.session;
    session.database().run(
        this,
        [ids, fromRow, end, run = session.currentRun(), task = session.schema().task(),
         badIou = session.filter().badIou](storage::Connection& connection) -> Result<int> {
            const std::span chunk(ids->data() + fromRow, static_cast<std::size_t>(end - fromRow));
            BADCASE_ASSIGN(const auto rows, storage::SampleRepository(connection).rows(chunk, run));
            for (const auto& row : rows) {
                if (decisionState(row, task, badIou) == models::Decision::Wrong)
                    return static_cast<int>(std::ranges::find(chunk, row.sample.id) - chunk.begin()) +
                           fromRow;
            }
            return -1;
        },
        [this, end, ticket](Result<int> row) {
            if (ticket != m_ticket || !row)
                return;
            if (*row >= 0)
                m_bench.selection.select(*row);
            else
                search(end, ticket);
        });
}

} // namespace badcase::window
