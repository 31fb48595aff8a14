// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What a new project would be, guessed from the data that it is made for. Reads a few files, changes
/// nothing; any thread.

#include "app/workspace/import_service.h"
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
/// a list, because pixels have no names (InvalidArgument says so), except of objects (COCO, YOLO, run lengths).
Result<Schema> draftSchema(Task task, const QString& classList, const formats::Preview& preview);

/// A look at the first `limit` samples, before there is a project. No mask can be read without a class, so
/// objects (COCO, YOLO, run lengths) of an empty `schema` are looked at once more with the classes that they
/// name, and are masks if that gives any. Errors are the reader's.
Result<formats::Preview> previewOf(const QString& format, const formats::ReadOptions& options,
                                   const Schema& schema, int limit, const CancelToken& cancel);

/// A dry run for a project that does not exist yet: against an empty one that is gone afterwards.
Result<workspace::ImportReport> tryImport(const Result<Schema>& schema,
                                          const workspace::ImportRequest& request, const CancelToken& cancel,
                                          const ProgressCallback& progress);

} // namespace badcase::window
