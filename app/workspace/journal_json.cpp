// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/journal_json.h"

#include <QJsonObject>

namespace badcase::workspace {

namespace {

/// To the millisecond, without zeros at the end.
QString secondsText(double seconds)
{
    QString text = QString::number(seconds, 'f', 3);
    while (text.endsWith(u'0'))
        text.chop(1);
    return text.endsWith(u'.') ? text.chopped(1) : text;
}

/// "12.5-14 shirt|coat; 20-21 hat"
QString segmentsText(const std::optional<std::vector<Segment>>& segments, const Schema& schema)
{
    if (!segments)
        return QStringLiteral("given segments");
    QStringList parts;
    for (const Segment& segment : *segments)
        parts += QStringLiteral("%1-%2 %3").arg(secondsText(segment.begin), secondsText(segment.end),
                                        labelText(segment.labels, schema));
    return parts.isEmpty() ? QStringLiteral("no segments") : parts.join(QStringLiteral("; "));
}

QJsonValue stateJson(const storage::JournalEntry& entry, const storage::ChangeState& state, const Schema& schema)
{
    const auto textOrNull = [](const QString& text) { return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text); };
    switch (entry.kind) {
    case storage::ChangeKind::Relabel:
        return state.labels ? QJsonValue(labelText(*state.labels, schema)) : QJsonValue(QJsonValue::Null);
    case storage::ChangeKind::Verdict: return textOrNull(verdictName(state.verdict));
    case storage::ChangeKind::Comment: return textOrNull(state.comment);
    case storage::ChangeKind::Mask:
        return state.maskEdit > 0 ? QJsonValue(QStringLiteral("mask %1").arg(state.maskEdit)) : QJsonValue(QStringLiteral("given mask"));
    case storage::ChangeKind::Segments: return segmentsText(state.segments, schema);
    }
    return QJsonValue::Null;
}

QString actionName(storage::JournalAction action)
{
    switch (action) {
    case storage::JournalAction::Do: return QStringLiteral("do");
    case storage::JournalAction::Undo: return QStringLiteral("undo");
    case storage::JournalAction::Redo: return QStringLiteral("redo");
    }
    return {};
}

} // namespace

QString labelText(const LabelSet& labels, const Schema& schema)
{
    QStringList names;
    for (const ClassIndex index : labels)
        names.append(index < schema.size() ? schema.at(index).name : QString::number(index));
    return names.join(u'|');
}

QJsonArray journalJson(const std::vector<storage::JournalEntry>& entries, const Schema& schema)
{
    QJsonArray list;
    for (const auto& entry : entries) {
        list.append(QJsonObject{{QStringLiteral("id"), entry.id.value},
                                {QStringLiteral("at"), entry.at.toString(Qt::ISODateWithMs)},
                                {QStringLiteral("author"), entry.author},
                                {QStringLiteral("kind"), storage::changeKindName(entry.kind)},
                                {QStringLiteral("action"), actionName(entry.action)},
                                {QStringLiteral("group"), entry.group},
                                {QStringLiteral("sample"), entry.sampleName},
                                {QStringLiteral("from"), stateJson(entry, entry.from, schema)},
                                {QStringLiteral("to"), stateJson(entry, entry.to, schema)},
                                {QStringLiteral("reason"), entry.reason}});
    }
    return list;
}

QString journalStateText(const QJsonValue& state)
{
    return state.isNull() ? QStringLiteral("\u2013") : state.toString();
}

} // namespace badcase::workspace
