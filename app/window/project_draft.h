// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What a new project would be, guessed from the data that it is made for. Reads a few files, changes
/// nothing; any thread.

#include "inference/core/result.h"
#include "inference/core/schema.h"
#include "storage/formats/dataset_reader.h"

#include <QString>

namespace badcase::window {

/// Masks make a segmentation, several labels on one sample a multi-label project, everything else one label a
/// sample.
Task guessTask(const QString& format, const formats::Preview& preview);

/// A new file named after the data: beside it, or in the user's documents where that folder cannot be
/// written. Never names a file that exists.
QString suggestProjectPath(const QString& source);

/// A class list that lies in the data or beside it (classes.json, classes.csv), empty when there is none.
QString findClassList(const QString& source);

/// Folders of pictures and masks that do not have the usual names ("test" and "testannot"); both empty when
/// there are none, or when "images" and "masks" are there.
struct MaskFolders {
    QString images;
    QString masks;
};
MaskFolders guessMaskFolders(const QString& source);

/// The classes from `classList` when it is given, else those that the preview has seen. A segmentation needs
/// a list: pixels have no names. InvalidArgument says so.
Result<Schema> draftSchema(Task task, const QString& classList, const formats::Preview& preview);

} // namespace badcase::window
