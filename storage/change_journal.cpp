// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/change_journal.h"

#include "storage/label_set_table.h"
#include "storage/mask_repository.h"
#include "storage/segment_packing.h"
#include "storage/segment_repository.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace badcase::storage {

QString changeKindName(ChangeKind kind)
{
    switch (kind) {
    case ChangeKind::Relabel:
        return QStringLiteral("relabel");
    case ChangeKind::Verdict:
        return QStringLiteral("verdict");
    case ChangeKind::Comment:
        return QStringLiteral("comment");
    case ChangeKind::Mask:
        return QStringLiteral("mask");
    case ChangeKind::Segments:
        return QStringLiteral("segments");
    }
    return {};
}

std::optional<ChangeKind> changeKindFromName(const QString& name)
{
    for (const ChangeKind kind : {ChangeKind::Relabel, ChangeKind::Verdict, ChangeKind::Comment,
                                  ChangeKind::Mask, ChangeKind::Segments}) {
        if (changeKindName(kind) == name)
            return kind;
    }
    return {};
}

QString stateToJson(ChangeKind kind, const AttributedState& state)
{
    QJsonObject object;
    switch (kind) {
    case ChangeKind::Relabel:
        if (state.state.labels) {
            QJsonArray classes;
            for (const ClassIndex index : *state.state.labels)
                classes.append(index);
            object[QStringLiteral("classes")] = classes;
        }
        object[QStringLiteral("corrected")] = state.state.corrected;
        break;
    case ChangeKind::Verdict:
        object[QStringLiteral("verdict")] = verdictName(state.state.verdict);
        break;
    case ChangeKind::Comment:
        object[QStringLiteral("comment")] = state.state.comment;
        break;
    case ChangeKind::Mask:
        object[QStringLiteral("edit")] = state.state.maskEdit;
        break;
    case ChangeKind::Segments:
        if (state.state.segments)
            object[QStringLiteral("segments")] = segmentsToJson(*state.state.segments);
        break;
    }
    if (state.entry.isValid())
        object[QStringLiteral("entry")] = state.entry.value;
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

namespace {

/// Absent classes are a state too (not labelled); anything but a list of class numbers is damage.
bool readLabels(const QJsonObject& object, ChangeState& state)
{
    const QJsonValue classes = object[QStringLiteral("classes")];
    state.corrected = object[QStringLiteral("corrected")].toBool();
    if (classes.isUndefined())
        return true;
    std::vector<ClassIndex> indices;
    for (const QJsonValue& index : classes.toArray()) {
        if (index.toInt(kNoClass) < 0)
            return false;
        indices.push_back(index.toInt());
    }
    state.labels = LabelSet(std::move(indices));
    return classes.isArray();
}

bool readSegments(const QJsonObject& object, ChangeState& state)
{
    const QJsonValue segments = object[QStringLiteral("segments")];
    if (segments.isArray())
        state.segments = segmentsFromJson(segments.toArray());
    return segments.isUndefined() || state.segments.has_value();
}

bool readState(ChangeKind kind, const QJsonObject& object, ChangeState& state)
{
    switch (kind) {
    case ChangeKind::Relabel:
        return readLabels(object, state);
    case ChangeKind::Verdict: {
        const auto verdict = verdictFromName(object[QStringLiteral("verdict")].toString());
        state.verdict = verdict.value_or(Verdict::None);
        return verdict.has_value();
    }
    case ChangeKind::Comment:
        state.comment = object[QStringLiteral("comment")].toString();
        return object[QStringLiteral("comment")].isString();
    case ChangeKind::Mask:
        state.maskEdit = object[QStringLiteral("edit")].toInteger(-1);
        return state.maskEdit >= 0;
    case ChangeKind::Segments:
        return readSegments(object, state);
    }
    return false;
}

ResultError damagedEntry(const Connection& connection, JournalId entry)
{
    return fail(ErrorCode::Corrupt,
                QCoreApplication::translate("badcase::ProjectFile",
                                            "Entry %1 of the journal of %2 is damaged: what it "
                                            "changed cannot be read. Go back to a copy of the file.")
                    .arg(entry.value)
                    .arg(connection.projectPath()));
}

} // namespace

std::optional<AttributedState> stateFromJson(ChangeKind kind, const QString& json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json.toUtf8());
    AttributedState state;
    if (!document.isObject() || !readState(kind, document.object(), state.state))
        return {};
    state.entry = JournalId(document.object()[QStringLiteral("entry")].toInteger());
    return state;
}

Result<AttributedState> storedState(const Connection& connection, JournalId entry, ChangeKind kind,
                                    const QString& json)
{
    if (auto state = stateFromJson(kind, json))
        return std::move(*state);
    return damagedEntry(connection, entry);
}

ChangeJournal::ChangeJournal(Connection& c)
    : m_connection(c),
      m_sample(c, QStringLiteral("SELECT given_set FROM samples WHERE id = ?")),
      m_correction(c, QStringLiteral("SELECT set_id, entry_id FROM corrections WHERE sample_id = ?")),
      m_verdict(c, QStringLiteral("SELECT verdict, entry_id FROM verdicts WHERE sample_id = ?")),
      m_comment(c, QStringLiteral("SELECT text, entry_id FROM comments WHERE sample_id = ?")),
      m_append(c,
               QStringLiteral(
                   "INSERT INTO journal (group_id, kind, sample_id, before, after) VALUES (?, ?, ?, ?, ?)")),
      m_setEffective(
          c, QStringLiteral("UPDATE samples SET effective_set = COALESCE((SELECT set_id FROM corrections "
                            "WHERE sample_id = samples.id), given_set) WHERE id = ?")),
      m_setCorrection(c,
                      QStringLiteral("INSERT INTO corrections (sample_id, set_id, entry_id) VALUES (?, ?, ?) "
                                     "ON CONFLICT (sample_id) DO UPDATE SET set_id = excluded.set_id, "
                                     "entry_id = excluded.entry_id")),
      m_dropCorrection(c, QStringLiteral("DELETE FROM corrections WHERE sample_id = ?")),
      m_mask(c, QStringLiteral("SELECT edit_id, entry_id FROM mask_corrections WHERE sample_id = ?")),
      m_setMask(c,
                QStringLiteral("INSERT INTO mask_corrections (sample_id, edit_id, entry_id) VALUES (?, ?, ?) "
                               "ON CONFLICT (sample_id) DO UPDATE SET edit_id = excluded.edit_id, "
                               "entry_id = excluded.entry_id")),
      m_dropMask(c, QStringLiteral("DELETE FROM mask_corrections WHERE sample_id = ?")),
      m_segments(c, QStringLiteral("SELECT segments, entry_id FROM segment_corrections WHERE sample_id = ?")),
      m_setSegments(c, QStringLiteral("INSERT INTO segment_corrections (sample_id, segments, entry_id) "
                                      "VALUES (?, ?, ?) ON CONFLICT (sample_id) DO UPDATE SET "
                                      "segments = excluded.segments, entry_id = excluded.entry_id")),
      m_dropSegments(c, QStringLiteral("DELETE FROM segment_corrections WHERE sample_id = ?")),
      m_setVerdict(c, QStringLiteral("INSERT INTO verdicts (sample_id, verdict, entry_id) VALUES (?, ?, ?) "
                                     "ON CONFLICT (sample_id) DO UPDATE SET verdict = excluded.verdict, "
                                     "entry_id = excluded.entry_id")),
      m_dropVerdict(c, QStringLiteral("DELETE FROM verdicts WHERE sample_id = ?")),
      m_setComment(c, QStringLiteral("INSERT INTO comments (sample_id, text, entry_id) VALUES (?, ?, ?) "
                                     "ON CONFLICT (sample_id) DO UPDATE SET text = excluded.text, "
                                     "entry_id = excluded.entry_id")),
      m_dropComment(c, QStringLiteral("DELETE FROM comments WHERE sample_id = ?"))
{}

Result<std::optional<LabelSet>> ChangeJournal::givenLabels(SampleId sample)
{
    BADCASE_ASSIGN(const bool found, m_sample.first({sample.value}));
    if (!found)
        return fail(ErrorCode::NotFound,
                    QCoreApplication::translate("badcase::ProjectFile", "%1 has no sample with number %2.")
                        .arg(m_connection.projectPath())
                        .arg(sample.value));
    const bool labelled = !m_sample.isNull(0);
    const qint64 set = m_sample.integer(0);
    m_sample.finish();
    if (!labelled)
        return std::optional<LabelSet>();
    BADCASE_ASSIGN(LabelSet labels, m_connection.labelSets().get(set));
    return std::optional<LabelSet>(std::move(labels));
}

Result<AttributedState> ChangeJournal::currentLabels(SampleId sample)
{
    AttributedState state;
    BADCASE_ASSIGN(state.state.labels, givenLabels(sample));
    BADCASE_ASSIGN(const bool corrected, m_correction.first({sample.value}));
    if (corrected) {
        const qint64 set = m_correction.integer(0);
        state.entry = JournalId(m_correction.integer(1));
        state.state.corrected = true;
        BADCASE_ASSIGN(state.state.labels, m_connection.labelSets().get(set));
    }
    m_correction.finish();
    return state;
}

Result<AttributedState> ChangeJournal::current(ChangeKind kind, SampleId sample)
{
    if (kind == ChangeKind::Relabel)
        return currentLabels(sample);
    BADCASE_TRY(givenLabels(sample)); // that the sample is there
    return currentOther(kind, sample);
}

Result<AttributedState> ChangeJournal::currentOther(ChangeKind kind, SampleId sample)
{
    AttributedState state;
    Statement& row = kind == ChangeKind::Verdict    ? m_verdict
                     : kind == ChangeKind::Mask     ? m_mask
                     : kind == ChangeKind::Segments ? m_segments
                                                    : m_comment;
    BADCASE_ASSIGN(const bool found, row.first({sample.value}));
    if (found) {
        if (kind == ChangeKind::Verdict)
            state.state.verdict = static_cast<Verdict>(row.integer(0));
        else if (kind == ChangeKind::Mask)
            state.state.maskEdit = row.integer(0);
        else if (kind == ChangeKind::Segments)
            state.state.segments = segmentsFromText(row.text(0));
        else
            state.state.comment = row.text(0);
        state.entry = JournalId(row.integer(1));
        if (kind == ChangeKind::Segments && !state.state.segments)
            return damagedEntry(m_connection, state.entry);
    }
    row.finish();
    return state;
}

Result<std::optional<std::vector<Segment>>> ChangeJournal::givenSegments(SampleId sample)
{
    return SegmentRepository(m_connection).segments(sample).map([](SampleSegmentLists lists) {
        return std::move(lists.given);
    });
}

Result<qint64> ChangeJournal::keepMask(SampleId sample, const ClassMap& mask)
{
    return MaskRepository(m_connection).keep(sample, mask);
}

Result<qint64> ChangeJournal::beginGroup(JournalAction action, qint64 target, const QString& author,
                                         const QString& reason, const QDateTime& at)
{
    const qint64 ms = (at.isValid() ? at : QDateTime::currentDateTimeUtc()).toMSecsSinceEpoch();
    const QVariant about = target > 0 ? QVariant(target) : QVariant(QMetaType(QMetaType::LongLong));
    Statement insert(m_connection,
                     QStringLiteral("INSERT INTO journal_groups (at, author, reason, action, target, state) "
                                    "VALUES (?, ?, ?, ?, ?, ?)"));
    BADCASE_TRY(insert.run({ms, bindableText(author), bindableText(reason), static_cast<int>(action), about,
                            action == JournalAction::Do ? 1 : 0}));
    return insert.insertedId();
}

Result<JournalId> ChangeJournal::change(qint64 group, ChangeKind kind, SampleId sample,
                                        const AttributedState& before, const AttributedState& after)
{
    BADCASE_TRY(m_append.run(
        {group, changeKindName(kind), sample.value, stateToJson(kind, before), stateToJson(kind, after)}));
    const JournalId id(m_append.insertedId());
    BADCASE_TRY(put(kind, sample, after.state, after.entry.isValid() ? after.entry : id));
    return id;
}

Result<void> ChangeJournal::put(ChangeKind kind, SampleId sample, const ChangeState& state, JournalId entry)
{
    switch (kind) {
    case ChangeKind::Relabel:
        return putLabels(sample, state, entry);
    case ChangeKind::Verdict:
        return state.verdict == Verdict::None
                   ? m_dropVerdict.run({sample.value})
                   : m_setVerdict.run({sample.value, static_cast<int>(state.verdict), entry.value});
    case ChangeKind::Comment:
        return state.comment.isEmpty() ? m_dropComment.run({sample.value})
                                       : m_setComment.run({sample.value, state.comment, entry.value});
    case ChangeKind::Mask:
        return state.maskEdit == 0 ? m_dropMask.run({sample.value})
                                   : m_setMask.run({sample.value, state.maskEdit, entry.value});
    case ChangeKind::Segments:
        return state.segments
                   ? m_setSegments.run({sample.value, segmentsToText(*state.segments), entry.value})
                   : m_dropSegments.run({sample.value});
    }
    return {};
}

Result<void> ChangeJournal::putLabels(SampleId sample, const ChangeState& state, JournalId entry)
{
    if (state.corrected && state.labels) {
        BADCASE_ASSIGN(const qint64 set, m_connection.labelSets().intern(*state.labels));
        BADCASE_TRY(m_setCorrection.run({sample.value, set, entry.value}));
    } else {
        BADCASE_TRY(m_dropCorrection.run({sample.value}));
    }
    return m_setEffective.run({sample.value});
}

Result<std::vector<StoredChange>> ChangeJournal::changesOf(qint64 group)
{
    std::vector<StoredChange> changes;
    Statement row(m_connection,
                  QStringLiteral("SELECT id, kind, sample_id, before, after FROM journal WHERE group_id = ? "
                                 "ORDER BY id"));
    BADCASE_TRY(row.run({group}));
    for (;;) {
        BADCASE_ASSIGN(const bool more, row.next());
        if (!more)
            return changes;
        const auto kind = changeKindFromName(row.text(1));
        if (!kind)
            return fail(
                ErrorCode::NewerVersion,
                QCoreApplication::translate("badcase::ProjectFile",
                                            "%1 has a change of a kind that this Badcase does not know: %2.")
                    .arg(m_connection.projectPath(), row.text(1)));
        StoredChange change{JournalId(row.integer(0)), *kind, SampleId(row.integer(2)), {}, {}};
        BADCASE_ASSIGN(change.before, storedState(m_connection, change.id, *kind, row.text(3)));
        BADCASE_ASSIGN(change.after, storedState(m_connection, change.id, *kind, row.text(4)));
        changes.push_back(std::move(change));
    }
}

} // namespace badcase::storage
