// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The model files that this user has consented to run, by SHA-256. A model file is a program: nothing of it runs
/// before its exact content is in this list. The list is the user's, never the project's.

#include "inference/core/result.h"

#include <QString>

namespace badcase::workspace {

/// Reads and writes one small JSON file in the user's configuration folder. Thread-safe through the file being
/// replaced atomically.
class TrustStore {
public:
    /// `path` empty: trusted-models.json in the user's configuration folder.
    explicit TrustStore(QString path = {});

    bool isTrusted(const QString& sha256) const;
    Result<void> trust(const QString& sha256, const QString& name);
    QString path() const { return m_path; }

private:
    QString m_path;
};

} // namespace badcase::workspace
