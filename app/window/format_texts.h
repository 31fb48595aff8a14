// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The data-set formats in words: what each is, what it keeps and what it leaves out. GUI thread.

#include "inference/core/schema.h"

#include <QHash>
#include <QString>
#include <QStringList>

namespace badcase::window {

/// What a data set of each format looks like, in a line.
QHash<QString, QString> importTexts();

/// The formats that can hold a project of this task, the usual one first.
QStringList exportFormats(Task task);
/// What an export in each of exportFormats() holds, and what it leaves out, in a line or two.
QHash<QString, QString> exportTexts(Task task);

/// The file chooser's filter for files that are data sets.
QString dataSetFilter();

} // namespace badcase::window
