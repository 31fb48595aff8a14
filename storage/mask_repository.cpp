// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/mask_repository.h"

#include "storage/statement.h"

#include <QCoreApplication>

namespace badcase::storage {

namespace {

Result<ClassMap> readMap(const Statement& row)
{
    return decompressMap(row.blob(2),
                         QSize(static_cast<int>(row.integer(0)), static_cast<int>(row.integer(1))));
}

} // namespace

Result<std::optional<ClassMap>> MaskRepository::corrected(SampleId sample)
{
    Statement row(m_connection,
                  QStringLiteral("SELECT e.width, e.height, e.data FROM mask_corrections c "
                                 "JOIN mask_edits e ON e.id = c.edit_id WHERE c.sample_id = ?"));
    BADCASE_ASSIGN(const bool found, row.first({sample.value}));
    if (!found)
        return std::optional<ClassMap>();
    BADCASE_ASSIGN(ClassMap map, readMap(row));
    return std::optional(std::move(map));
}

Result<std::optional<ClassMap>> MaskRepository::given(SampleId sample)
{
    Statement row(m_connection,
                  QStringLiteral("SELECT width, height, data FROM given_mask_maps WHERE sample_id = ?"));
    BADCASE_ASSIGN(const bool found, row.first({sample.value}));
    if (!found)
        return std::optional<ClassMap>();
    BADCASE_ASSIGN(ClassMap map, readMap(row));
    return std::optional(std::move(map));
}

Result<std::vector<SampleId>> MaskRepository::correctedSamples()
{
    std::vector<SampleId> samples;
    Statement row(m_connection, QStringLiteral("SELECT sample_id FROM mask_corrections ORDER BY sample_id"));
    BADCASE_TRY(row.run());
    for (;;) {
        BADCASE_ASSIGN(const bool more, row.next());
        if (!more)
            return samples;
        samples.push_back(SampleId(row.integer(0)));
    }
}

Result<ClassMap> MaskRepository::edit(qint64 id)
{
    Statement row(m_connection, QStringLiteral("SELECT width, height, data FROM mask_edits WHERE id = ?"));
    BADCASE_ASSIGN(const bool found, row.first({id}));
    if (found)
        return readMap(row);
    return fail(ErrorCode::NotFound,
                QCoreApplication::translate("badcase::ProjectFile", "%1 has no corrected mask number %2.")
                    .arg(m_connection.projectPath())
                    .arg(id));
}

/// Scores and exports lay the mask over its picture, so another size is refused here and not found out there.
Result<void> MaskRepository::checkSize(SampleId sample, QSize size)
{
    Statement row(m_connection, QStringLiteral("SELECT name, width, height FROM samples WHERE id = ?"));
    BADCASE_ASSIGN(const bool found, row.first({sample.value}));
    if (!found || row.isNull(1))
        return {}; // not known
    const QSize picture(static_cast<int>(row.integer(1)), static_cast<int>(row.integer(2)));
    if (size == picture)
        return {};
    return fail(ErrorCode::InvalidArgument,
                QCoreApplication::translate("badcase::ProjectFile",
                                            "The mask for %1 is %2 x %3 pixels, its picture %4 x %5. "
                                            "If the picture was changed, import it again.")
                    .arg(row.text(0))
                    .arg(size.width())
                    .arg(size.height())
                    .arg(picture.width())
                    .arg(picture.height()));
}

Result<qint64> MaskRepository::keep(SampleId sample, const ClassMap& mask)
{
    BADCASE_TRY(checkSize(sample, mask.size()));
    const QByteArray data = compressMap(mask);
    Statement present(
        m_connection,
        QStringLiteral("SELECT e.id FROM mask_corrections c JOIN mask_edits e ON e.id = c.edit_id "
                       "WHERE c.sample_id = ? AND e.width = ? AND e.height = ? AND e.data = ?"));
    BADCASE_ASSIGN(const bool same, present.first({sample.value, mask.width(), mask.height(), data}));
    if (same)
        return present.integer(0);
    present.finish();
    Statement insert(m_connection,
                     QStringLiteral("INSERT INTO mask_edits (width, height, data) VALUES (?, ?, ?)"));
    BADCASE_TRY(insert.run({mask.width(), mask.height(), data}));
    return insert.insertedId();
}

} // namespace badcase::storage
