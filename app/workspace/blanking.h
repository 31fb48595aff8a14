// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What of its samples a model is not shown, to learn what it draws on. Part of the identity of a run.

#include "inference/core/sample.h"

#include <QJsonObject>
#include <QStringList>

namespace badcase::workspace {

struct Blanking {
    bool media = false; ///< pictures, frames and features become zeros (after normalisation: the mean colour)
    QStringList fields = {}; ///< texts that become empty

    bool isEmpty() const { return !media && fields.isEmpty(); }
    Fields applied(Fields texts) const;
    /// Writes "blank": {"media", "fields"}, when there is anything.
    void writeTo(QJsonObject& settings) const;
    /// What a run's settings say.
    static Blanking read(const QJsonObject& settings);
    bool operator==(const Blanking&) const = default;
};

} // namespace badcase::workspace
