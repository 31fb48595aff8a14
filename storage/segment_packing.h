// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// How lists of stretches are written: labelled ones as JSON (in the journal and beside it), scored ones as
/// bytes. Private to storage.

#include "inference/core/segment.h"

#include <QByteArray>
#include <QJsonArray>
#include <QString>

#include <optional>
#include <vector>

namespace badcase::storage {

/// [[begin, end, [class, ...]], ...]. Times survive the round trip bit by bit.
QJsonArray segmentsToJson(const std::vector<Segment>& segments);
/// nullopt when `json` is not such a list.
std::optional<std::vector<Segment>> segmentsFromJson(const QJsonArray& json);

QString segmentsToText(const std::vector<Segment>& segments);
std::optional<std::vector<Segment>> segmentsFromText(const QString& text);

/// By begin, then end: the order in which lists are stored and compared.
std::vector<Segment> inOrder(std::vector<Segment> segments);

/// A count of stretches, then for each begin, end, a count of classes, and class and probability of each.
/// Little-endian; counts and classes are int32, the rest float64.
QByteArray packScored(const std::vector<ScoredSegment>& segments);
/// nullopt for bytes that packScored() did not make.
std::optional<std::vector<ScoredSegment>> unpackScored(const QByteArray& bytes);

} // namespace badcase::storage
