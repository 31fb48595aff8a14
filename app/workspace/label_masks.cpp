// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/label_masks.h"

#include "inference/media/image_reader.h"
#include "storage/mask_repository.h"

#include <QCoreApplication>

namespace badcase::workspace {

namespace {

Result<ClassMap> readStored(Project& project, SampleId sample, storage::Connection* connection)
{
    std::unique_ptr<storage::Connection> own;
    if (!connection) {
        BADCASE_ASSIGN(own, project.connect());
        connection = own.get();
    }
    BADCASE_ASSIGN(auto map, storage::MaskRepository(*connection).given(sample));
    if (map)
        return std::move(*map);
    return fail(ErrorCode::NotFound, QCoreApplication::translate("badcase::LabelMasks", "Sample number %1 has no mask in the project")
                                         .arg(sample.value));
}

Result<ClassMap> readFile(Project& project, const storage::MaskRef& mask)
{
    BADCASE_ASSIGN(const QByteArray data, project.media().read(mask.file));
    return media::decodeMask(data, mask.file.path, mask.encoding, project.schema());
}

} // namespace

Result<ClassMap> readGivenMask(Project& project, const storage::MaskRef& mask, QSize expected,
                               storage::Connection* connection)
{
    const bool isStored = mask.stored.isValid();
    BADCASE_ASSIGN(ClassMap map, isStored ? readStored(project, mask.stored, connection) : readFile(project, mask));
    if (!expected.isEmpty() && map.size() != expected) {
        return fail(ErrorCode::Corrupt,
                    QCoreApplication::translate("badcase::LabelMasks", "The mask %1 is %2 x %3 pixels, its picture %4 x %5")
                        .arg(isStored ? QString::number(mask.stored.value) : mask.file.path)
                        .arg(map.width())
                        .arg(map.height())
                        .arg(expected.width())
                        .arg(expected.height()));
    }
    return map;
}

} // namespace badcase::workspace
