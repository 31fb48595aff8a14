// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What a path holds, by its contents: a schema for a new project, or a data set of objects in pictures.

#include "inference/core/result.h"
#include "inference/core/schema.h"

#include <QString>

namespace badcase::formats {

/// The classes of a file: COCO's categories (JSON), the names of YOLO's data.yaml, or what readClassList()
/// knows. For segmentation the first two get a class "background" in front unless they have one. NotFound,
/// Io, Corrupt, and what Schema::create() refuses.
Result<Schema> schemaFromDataset(const QString& path, Task task);

/// "coco", "yolo" or "kaggle-rle" when the file or folder (no archive) is clearly such a set, else empty.
/// Looks at names and at the beginning of one file.
QString guessObjectFormat(const QString& source);

} // namespace badcase::formats
