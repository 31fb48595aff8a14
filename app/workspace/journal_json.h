// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// Journal entries as the command line and the window show them.

#include "inference/core/schema.h"
#include "storage/change_store.h"

#include <QJsonArray>

namespace badcase::workspace {

/// The keys of the command line's `journal`: id, at, author, kind, sample, from, to, reason, action.
/// from and to are class names joined by '|', a verdict's name, a comment's text, or null for "nothing".
QJsonArray journalJson(const std::vector<storage::JournalEntry>& entries, const Schema& schema);

/// One from or to value for people: "nothing" is an en dash.
QString journalStateText(const QJsonValue& state);

/// "coat|shirt"; empty for no classes.
QString labelText(const LabelSet& labels, const Schema& schema);

} // namespace badcase::workspace
