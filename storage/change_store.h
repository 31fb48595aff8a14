// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Every change a user makes: written to the journal and to the state in one transaction, and undone the same
/// way. There is no other undo stack.

#include "inference/core/class_map.h"
#include "inference/core/ids.h"
#include "inference/core/label.h"
#include "inference/core/result.h"
#include "inference/core/segment.h"
#include "storage/connection.h"

#include <QDateTime>
#include <QJsonValue>
#include <QString>

#include <optional>
#include <variant>
#include <vector>

namespace badcase::storage {

/// Corrects the labels of a sample; nullopt takes the correction back. Labels equal to the given ones are no
/// correction and take it back too.
struct SetCorrection {
    std::optional<LabelSet> labels;
};
struct SetVerdict {
    Verdict verdict = Verdict::None;
};
struct SetComment {
    QString text; ///< empty removes it
};

/// Puts a mask in place of the given one; nullopt goes back to the given one.
struct SetMask {
    std::optional<ClassMap> mask;
};

/// Puts a list of segments in place of the given one; nullopt, or a list equal to the given one, goes back to
/// it. An empty list says that there are none. Each needs 0 <= begin <= end and classes of the project; they
/// are kept by begin.
struct SetSegments {
    std::optional<std::vector<Segment>> segments;
};

struct Change {
    SampleId sample;
    std::variant<SetCorrection, SetVerdict, SetComment, SetMask, SetSegments> what;
};

/// Changes that are made, undone and redone together.
struct ChangeGroup {
    std::vector<Change> changes;
    QString author;
    QString reason = {};
    QDateTime at = {}; ///< UTC; invalid: now
};

/// The kind of a journal entry. Names in the file: "relabel", "verdict", "comment", "mask", "segments".
enum class ChangeKind { Relabel, Verdict, Comment, Mask, Segments };
QString changeKindName(ChangeKind kind);

/// One state of a sample before or after a change; which members count depends on the kind.
struct ChangeState {
    std::optional<LabelSet> labels; ///< Relabel: the effective labels (absent: not labelled)
    bool corrected = false;         ///< Relabel: they are a correction
    Verdict verdict = Verdict::None;
    QString comment = {};
    qint64 maskEdit = 0; ///< Mask: number of the corrected mask (MaskRepository::edit), 0 for the given one
    std::optional<std::vector<Segment>> segments = {}; ///< Segments: the corrected list; absent: the given one
    bool operator==(const ChangeState&) const = default;
};

enum class JournalAction { Do = 0, Undo = 1, Redo = 2 };

/// A line of the journal. Entries are never altered or removed.
struct JournalEntry {
    JournalId id;
    qint64 group = 0;
    JournalAction action = JournalAction::Do;
    qint64 target = 0; ///< the group that an undo or redo is about, 0 for Do
    QDateTime at;      ///< UTC
    QString author;
    QString reason;
    ChangeKind kind = ChangeKind::Relabel;
    SampleId sample;
    QString sampleName;
    ChangeState from, to;
};

/// What became of a group: for counting incrementally and for the command line.
struct ChangeOutcome {
    qint64 changed = 0;
    qint64 unchanged = 0;              ///< changes that were the state already; they are not journalled
    qint64 groups = 0;                 ///< groups made, undone or redone (0 when nothing changed)
    JournalId first, last;             ///< invalid when nothing changed
    std::vector<JournalEntry> entries; ///< those written, in order
};

/// What undo() or redo() would do next.
struct PendingStep {
    qint64 group = 0;
    ChangeKind kind = ChangeKind::Relabel; ///< of its first entry
    qint64 changes = 0;
    QString author, reason;
    QDateTime at;
};

/// On the connection's thread. When a function that writes returns, the change is durable; on an error
/// nothing of it happened. Errors: NotFound (no such sample), InvalidArgument (class outside the schema, a
/// mask that has not its picture's size, times that run backwards), NoSpace, ReadOnly, Locked.
class ChangeStore {
public:
    explicit ChangeStore(Connection& connection) : m_connection(connection) {}

    /// All or nothing. A new change ends the possibility to redo what was undone before it.
    Result<ChangeOutcome> apply(const ChangeGroup& group);

    /// Takes back the last `count` groups that are in force (fewer when there are fewer), newest first, in
    /// one transaction. Undoing appends entries; it works without limit and after a restart.
    Result<ChangeOutcome> undo(int count, const QString& author);
    /// Makes the last `count` undone groups again, in their original order.
    Result<ChangeOutcome> redo(int count, const QString& author);

    Result<std::optional<PendingStep>> nextUndo();
    Result<std::optional<PendingStep>> nextRedo();

    /// Entries with an id below `before` (invalid: from the newest), newest first.
    Result<std::vector<JournalEntry>> entries(int limit, JournalId before = {}, SampleId ofSample = {});
    /// Position of the journal for manifests: the newest entry's id, invalid when empty.
    Result<JournalId> position();
    /// Samples with an entry behind a position, ascending.
    Result<std::vector<SampleId>> changedSince(JournalId position);

private:
    Connection& m_connection;
};

} // namespace badcase::storage
