// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/change_store.h"

#include "storage/change_journal.h"
#include "storage/schema_repository.h"
#include "storage/segment_packing.h"

#include <QCoreApplication>

#include <array>
#include <cmath>

namespace badcase::storage {

namespace {

QString say(const char* text)
{
    return QCoreApplication::translate("badcase::ProjectFile", text);
}

/// journal_groups.state
enum GroupState { kSettled = 0, kInForce = 1, kUndone = 2 };

const QString kEntryColumns = QStringLiteral(
    "SELECT j.id, j.group_id, g.action, g.target, g.at, g.author, g.reason, j.kind, j.sample_id, s.name, "
    "j.before, j.after FROM journal j JOIN journal_groups g ON g.id = j.group_id "
    "JOIN samples s ON s.id = j.sample_id ");

ResultError unknownKind(const Connection& connection, const QString& kind)
{
    return fail(ErrorCode::NewerVersion, say("%1 has a change of a kind that this Badcase does not know: %2.")
                                             .arg(connection.projectPath(), kind));
}

Result<JournalEntry> readEntry(const Connection& connection, const Statement& row)
{
    JournalEntry entry;
    entry.id = JournalId(row.integer(0));
    entry.group = row.integer(1);
    entry.action = static_cast<JournalAction>(row.integer(2));
    entry.target = row.integer(3);
    entry.at = QDateTime::fromMSecsSinceEpoch(row.integer(4), Qt::UTC);
    entry.author = row.text(5);
    entry.reason = row.text(6);
    const auto kind = changeKindFromName(row.text(7));
    if (!kind)
        return unknownKind(connection, row.text(7));
    entry.kind = *kind;
    entry.sample = SampleId(row.integer(8));
    entry.sampleName = row.text(9);
    BADCASE_ASSIGN(const AttributedState from, storedState(connection, entry.id, entry.kind, row.text(10)));
    BADCASE_ASSIGN(const AttributedState to, storedState(connection, entry.id, entry.kind, row.text(11)));
    entry.from = from.state;
    entry.to = to.state;
    return entry;
}

Result<std::vector<JournalEntry>> readEntries(Connection& connection, const QString& where,
                                              const QVariantList& values)
{
    std::vector<JournalEntry> entries;
    Statement row(connection, kEntryColumns + where);
    BADCASE_TRY(row.run(values));
    for (;;) {
        BADCASE_ASSIGN(const bool more, row.next());
        if (!more)
            return entries;
        BADCASE_ASSIGN(JournalEntry entry, readEntry(connection, row));
        entries.push_back(std::move(entry));
    }
}

ChangeKind kindOf(const Change& change)
{
    if (std::holds_alternative<SetCorrection>(change.what))
        return ChangeKind::Relabel;
    if (std::holds_alternative<SetMask>(change.what))
        return ChangeKind::Mask;
    if (std::holds_alternative<SetSegments>(change.what))
        return ChangeKind::Segments;
    return std::holds_alternative<SetVerdict>(change.what) ? ChangeKind::Verdict : ChangeKind::Comment;
}

Result<void> checkClasses(const Schema& schema, const LabelSet& labels)
{
    for (const ClassIndex index : labels) {
        if (index < 0 || index >= schema.size())
            return fail(ErrorCode::InvalidArgument,
                        say("There is no class number %1: the project has %2 classes.")
                            .arg(index)
                            .arg(schema.size()));
    }
    return {};
}

/// Labels that the project's task allows.
Result<void> checkLabels(const Schema& schema, const LabelSet& labels)
{
    if (schema.task() == Task::Classification && labels.size() != 1)
        return fail(ErrorCode::InvalidArgument,
                    say("A sample of this project has exactly one class, not %1.").arg(labels.size()));
    return checkClasses(schema, labels);
}

Result<void> checkSegments(const Schema& schema, const std::vector<Segment>& segments)
{
    for (const Segment& segment : segments) {
        if (!std::isfinite(segment.end) || !(segment.begin >= 0) || segment.end < segment.begin)
            return fail(
                ErrorCode::InvalidArgument,
                say("A segment cannot go from second %1 to second %2.").arg(segment.begin).arg(segment.end));
        BADCASE_TRY(checkClasses(schema, segment.labels));
    }
    return {};
}

/// A mask whose every pixel is a class of the project or stands for none.
Result<void> checkMask(const Schema& schema, const ClassMap& mask)
{
    if (mask.isNull())
        return fail(ErrorCode::InvalidArgument, say("A corrected mask needs pixels."));
    std::array<bool, 256> seen{};
    for (const std::uint8_t value : mask.pixels())
        seen[value] = true;
    for (int value = schema.size(); value < ClassMap::kUnset; ++value) {
        if (seen[static_cast<std::size_t>(value)] && schema.ignoreIndex() != value)
            return fail(ErrorCode::InvalidArgument,
                        say("The mask holds class number %1: the project has %2 classes.")
                            .arg(value)
                            .arg(schema.size()));
    }
    return {};
}

/// The correction that is left when it says something else than the data set.
Result<std::optional<std::vector<Segment>>> wantedSegments(ChangeJournal& journal, const Schema& schema,
                                                           SampleId sample, const SetSegments& change)
{
    if (!change.segments)
        return std::optional<std::vector<Segment>>();
    BADCASE_TRY(checkSegments(schema, *change.segments));
    BADCASE_ASSIGN(const auto given, journal.givenSegments(sample));
    auto wanted = inOrder(*change.segments);
    return given == wanted ? std::optional<std::vector<Segment>>() : std::optional(std::move(wanted));
}

/// What a change makes of a sample.
Result<ChangeState> wantedState(ChangeJournal& journal, const Schema& schema, const Change& change)
{
    ChangeState wanted;
    if (const auto* correction = std::get_if<SetCorrection>(&change.what)) {
        BADCASE_ASSIGN(wanted.labels, journal.givenLabels(change.sample));
        if (correction->labels && wanted.labels != correction->labels) {
            BADCASE_TRY(checkLabels(schema, *correction->labels));
            wanted.labels = correction->labels;
            wanted.corrected = true;
        }
    } else if (const auto* verdict = std::get_if<SetVerdict>(&change.what)) {
        wanted.verdict = verdict->verdict;
    } else if (const auto* mask = std::get_if<SetMask>(&change.what)) {
        if (mask->mask) {
            BADCASE_TRY(checkMask(schema, *mask->mask));
            BADCASE_ASSIGN(wanted.maskEdit, journal.keepMask(change.sample, *mask->mask));
        }
    } else if (const auto* segments = std::get_if<SetSegments>(&change.what)) {
        BADCASE_ASSIGN(wanted.segments, wantedSegments(journal, schema, change.sample, *segments));
    } else {
        wanted.comment = std::get<SetComment>(change.what).text;
    }
    return wanted;
}

/// Fills first, last and entries from what the groups since `firstGroup` wrote. Inside the transaction, so
/// that a failure to read cannot follow a commit.
Result<void> collectEntries(Connection& connection, qint64 firstGroup, ChangeOutcome& outcome)
{
    BADCASE_ASSIGN(
        outcome.entries,
        readEntries(connection, QStringLiteral("WHERE j.group_id >= ? ORDER BY j.id"), {firstGroup}));
    if (outcome.entries.empty())
        return {};
    outcome.changed = static_cast<qint64>(outcome.entries.size());
    outcome.first = outcome.entries.front().id;
    outcome.last = outcome.entries.back().id;
    return {};
}

Result<std::vector<qint64>> groupIds(Connection& connection, GroupState state, int limit)
{
    // The newest in force is undone first; of those undone the oldest is made again first.
    const QString direction = state == kInForce ? QStringLiteral("DESC") : QStringLiteral("ASC");
    std::vector<qint64> ids;
    Statement row(connection, QStringLiteral("SELECT id FROM journal_groups WHERE state = %1 AND state > 0 "
                                             "ORDER BY id %2 LIMIT ?")
                                  .arg(state)
                                  .arg(direction));
    BADCASE_TRY(row.run({qMax(0, limit)}));
    for (;;) {
        BADCASE_ASSIGN(const bool more, row.next());
        if (!more)
            return ids;
        ids.push_back(row.integer(0));
    }
}

Result<void> setGroupState(Connection& connection, qint64 group, GroupState state)
{
    return execute(connection, QStringLiteral("UPDATE journal_groups SET state = ? WHERE id = ?"),
                   {state, group});
}

/// Brings a sample back to a state that it had, as a line of `group`.
Result<void> restore(ChangeJournal& journal, qint64 group, const StoredChange& change, AttributedState wanted)
{
    BADCASE_ASSIGN(const AttributedState now, journal.current(change.kind, change.sample));
    if (change.kind == ChangeKind::Relabel && !wanted.state.corrected) {
        // An import may have renewed the given labels since.
        BADCASE_ASSIGN(wanted.state.labels, journal.givenLabels(change.sample));
    }
    BADCASE_TRY(journal.change(group, change.kind, change.sample, now, wanted));
    return {};
}

/// Takes `target` back: its lines in reverse, each to the state before with the author of that state.
Result<qint64> undoGroup(Connection& connection, ChangeJournal& journal, qint64 target, const QString& author)
{
    BADCASE_ASSIGN(const qint64 group, journal.beginGroup(JournalAction::Undo, target, author, {}, {}));
    BADCASE_ASSIGN(const auto changes, journal.changesOf(target));
    for (auto it = changes.rbegin(); it != changes.rend(); ++it)
        BADCASE_TRY(restore(journal, group, *it, it->before));
    BADCASE_TRY(setGroupState(connection, target, kUndone));
    return group;
}

/// Makes `target` again; what it sets is attributed to its own lines, not to those of the redo.
Result<qint64> redoGroup(Connection& connection, ChangeJournal& journal, qint64 target, const QString& author)
{
    BADCASE_ASSIGN(const qint64 group, journal.beginGroup(JournalAction::Redo, target, author, {}, {}));
    BADCASE_ASSIGN(const auto changes, journal.changesOf(target));
    for (const StoredChange& change : changes)
        BADCASE_TRY(restore(journal, group, change, {change.after.state, change.id}));
    BADCASE_TRY(setGroupState(connection, target, kInForce));
    return group;
}

Result<ChangeOutcome> step(Connection& connection, JournalAction action, int count, const QString& author)
{
    const bool undoing = action == JournalAction::Undo;
    BADCASE_ASSIGN(Transaction transaction, Transaction::begin(connection));
    ChangeJournal journal(connection);
    BADCASE_ASSIGN(const auto targets, groupIds(connection, undoing ? kInForce : kUndone, count));
    ChangeOutcome outcome;
    qint64 firstGroup = 0;
    for (const qint64 target : targets) {
        BADCASE_ASSIGN(const qint64 group, undoing ? undoGroup(connection, journal, target, author)
                                                   : redoGroup(connection, journal, target, author));
        firstGroup = firstGroup == 0 ? group : firstGroup;
        ++outcome.groups;
    }
    if (outcome.groups == 0)
        return outcome;
    BADCASE_TRY(collectEntries(connection, firstGroup, outcome));
    BADCASE_TRY(transaction.commit());
    return outcome;
}

Result<std::optional<PendingStep>> pending(Connection& connection, GroupState state)
{
    BADCASE_ASSIGN(const auto ids, groupIds(connection, state, 1));
    if (ids.empty())
        return std::nullopt;
    Statement row(connection,
                  QStringLiteral("SELECT g.author, g.reason, g.at, "
                                 "(SELECT COUNT(*) FROM journal j WHERE j.group_id = g.id), "
                                 "(SELECT kind FROM journal j WHERE j.group_id = g.id ORDER BY j.id LIMIT 1) "
                                 "FROM journal_groups g WHERE g.id = ?"));
    BADCASE_TRY(row.first({ids.front()}));
    return PendingStep{ids.front(),    changeKindFromName(row.text(4)).value_or(ChangeKind::Comment),
                       row.integer(3), row.text(0),
                       row.text(1),    QDateTime::fromMSecsSinceEpoch(row.integer(2), Qt::UTC)};
}

} // namespace

Result<ChangeOutcome> ChangeStore::apply(const ChangeGroup& request)
{
    BADCASE_ASSIGN(Transaction transaction, Transaction::begin(m_connection));
    BADCASE_ASSIGN(const Schema schema, SchemaRepository(m_connection).load());
    ChangeJournal journal(m_connection);
    ChangeOutcome outcome;
    qint64 group = 0;
    for (const Change& change : request.changes) {
        const ChangeKind kind = kindOf(change);
        BADCASE_ASSIGN(const AttributedState before, journal.current(kind, change.sample));
        BADCASE_ASSIGN(const ChangeState wanted, wantedState(journal, schema, change));
        if (wanted == before.state) {
            ++outcome.unchanged;
            continue;
        }
        if (group == 0) {
            BADCASE_TRY(
                execute(m_connection,
                        QStringLiteral("UPDATE journal_groups SET state = ? WHERE state = ? AND state > 0"),
                        {kSettled, kUndone}));
            BADCASE_ASSIGN(
                group, journal.beginGroup(JournalAction::Do, 0, request.author, request.reason, request.at));
        }
        BADCASE_TRY(journal.change(group, kind, change.sample, before, {wanted, {}}));
    }
    if (group == 0)
        return outcome;
    outcome.groups = 1;
    BADCASE_TRY(collectEntries(m_connection, group, outcome));
    BADCASE_TRY(transaction.commit());
    return outcome;
}

Result<ChangeOutcome> ChangeStore::undo(int count, const QString& author)
{
    return step(m_connection, JournalAction::Undo, count, author);
}

Result<ChangeOutcome> ChangeStore::redo(int count, const QString& author)
{
    return step(m_connection, JournalAction::Redo, count, author);
}

Result<std::optional<PendingStep>> ChangeStore::nextUndo()
{
    return pending(m_connection, kInForce);
}

Result<std::optional<PendingStep>> ChangeStore::nextRedo()
{
    return pending(m_connection, kUndone);
}

Result<std::vector<JournalEntry>> ChangeStore::entries(int limit, JournalId before, SampleId ofSample)
{
    QString where = QStringLiteral("WHERE 1 = 1");
    QVariantList values;
    if (before.isValid()) {
        where += QStringLiteral(" AND j.id < ?");
        values << before.value;
    }
    if (ofSample.isValid()) {
        where += QStringLiteral(" AND j.sample_id = ?");
        values << ofSample.value;
    }
    values << limit;
    return readEntries(m_connection, where + QStringLiteral(" ORDER BY j.id DESC LIMIT ?"), values);
}

Result<std::vector<SampleId>> ChangeStore::changedSince(JournalId position)
{
    std::vector<SampleId> samples;
    Statement row(m_connection, QStringLiteral("SELECT DISTINCT sample_id FROM journal WHERE id > ? ORDER BY sample_id"));
    BADCASE_TRY(row.run({position.value}));
    for (;;) {
        BADCASE_ASSIGN(const bool more, row.next());
        if (!more)
            return samples;
        samples.push_back(SampleId(row.integer(0)));
    }
}

Result<JournalId> ChangeStore::position()
{
    BADCASE_ASSIGN(const qint64 id, scalar(m_connection, QStringLiteral("SELECT MAX(id) FROM journal")));
    return JournalId(id);
}

} // namespace badcase::storage
