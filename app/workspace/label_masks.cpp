// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/label_masks.h"

#include "inference/media/image_reader.h"

#include <QCoreApplication>

namespace badcase::workspace {

Result<ClassMap> readGivenMask(Project& project, const storage::MaskRef& mask, QSize expected)
{
    BADCASE_ASSIGN(const QByteArray data, project.media().read(mask.file));
    BADCASE_ASSIGN(ClassMap map, media::decodeMask(data, mask.file.path, mask.encoding, project.schema()));
    if (!expected.isEmpty() && map.size() != expected) {
        return fail(ErrorCode::Corrupt,
                    QCoreApplication::translate("badcase::LabelMasks", "The mask %1 is %2 x %3 pixels, its picture %4 x %5")
                        .arg(mask.file.path)
                        .arg(map.width())
                        .arg(map.height())
                        .arg(expected.width())
                        .arg(expected.height()));
    }
    return map;
}

} // namespace badcase::workspace
