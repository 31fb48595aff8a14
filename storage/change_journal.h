// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The rows below ChangeStore: one kind of state of one sample, and the journal's lines. Private to storage.

#include "storage/change_store.h"
#include "storage/connection.h"
#include "storage/statement.h"

namespace badcase::storage {

std::optional<ChangeKind> changeKindFromName(const QString& name);

/// A state and the journal entry that made it (invalid: nobody did, it is the initial state).
struct AttributedState {
    ChangeState state;
    JournalId entry;
};

/// A journal line as stored, for undoing and redoing.
struct StoredChange {
    JournalId id;
    ChangeKind kind = ChangeKind::Relabel;
    SampleId sample;
    AttributedState before, after;
};

/// Inside a write transaction, on the connection's thread. Statements are prepared once for a whole bulk
/// change.
class ChangeJournal {
public:
    explicit ChangeJournal(Connection& connection);

    /// NotFound when there is no such sample.
    Result<AttributedState> current(ChangeKind kind, SampleId sample);
    Result<std::optional<LabelSet>> givenLabels(SampleId sample);
    Result<std::optional<std::vector<Segment>>> givenSegments(SampleId sample);

    /// The number under which the journal refers to this mask.
    Result<qint64> keepMask(SampleId sample, const ClassMap& mask);

    Result<qint64> beginGroup(JournalAction action, qint64 target, const QString& author,
                              const QString& reason, const QDateTime& at);
    /// Appends a line and makes `after` the state. An invalid after.entry stands for the line itself.
    Result<JournalId> change(qint64 group, ChangeKind kind, SampleId sample, const AttributedState& before,
                             const AttributedState& after);
    /// Lines of a group in the order of writing.
    Result<std::vector<StoredChange>> changesOf(qint64 group);

private:
    Result<AttributedState> currentLabels(SampleId sample);
    Result<AttributedState> currentOther(ChangeKind kind, SampleId sample);
    Result<void> put(ChangeKind kind, SampleId sample, const ChangeState& state, JournalId entry);
    Result<void> putLabels(SampleId sample, const ChangeState& state, JournalId entry);

    Connection& m_connection;
    Statement m_sample, m_correction, m_verdict, m_comment, m_append;
    Statement m_setEffective, m_setCorrection, m_dropCorrection;
    Statement m_mask, m_setMask, m_dropMask;
    Statement m_segments, m_setSegments, m_dropSegments;
    Statement m_setVerdict, m_dropVerdict, m_setComment, m_dropComment;
};

/// The JSON of a state as the journal keeps it, and back; nothing when it is no such JSON.
QString stateToJson(ChangeKind kind, const AttributedState& state);
std::optional<AttributedState> stateFromJson(ChangeKind kind, const QString& json);
/// The same for an entry of the file: Corrupt, naming the entry, when it is damaged.
Result<AttributedState> storedState(const Connection& connection, JournalId entry, ChangeKind kind, const QString& json);

} // namespace badcase::storage
