// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/kaggle_rle_writer.h"

#include "storage/formats/csv_reader.h"
#include "storage/formats/kaggle_rle_reader.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace badcase::formats {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::formats::KaggleRle", text);
}

/// Of a schema that needs a column of classes a pair has no background but its own (see KaggleRleReader).
ObjectClasses classesOf(const Schema& schema)
{
    ObjectClasses classes = objectClasses(schema, true);
    return classes.objects.size() == 1 ? classes : objectClasses(schema);
}

const QString kHeight = QStringLiteral("height");
const QString kWidth = QStringLiteral("width");
const QString kRows = QStringLiteral("rows");

} // namespace

KaggleRleWriter::KaggleRleWriter(ExportFolder& folder, const Schema& schema)
    : FormatWriter(folder, schema), m_classes(classesOf(schema))
{}

Result<void> KaggleRleWriter::check() const
{
    if (m_schema.task() != Task::Segmentation)
        return fail(ErrorCode::InvalidArgument, tr("The format \"kaggle-rle\" needs a segmentation project"));
    return {};
}

Result<FormatWriter::Outcome> KaggleRleWriter::add(const ExportRecord& record)
{
    const Fetched fetched = fetchMasked(record);
    if (const auto* problem = std::get_if<SampleProblem>(&fetched))
        return *problem;
    const Picture& picture = std::get<Picture>(fetched);
    if (const qint64 count = unsayablePixels(*record.mask, m_classes); count > 0)
        return SampleProblem{
            record.name, QStringLiteral("unset-pixels"),
            tr("%1 pixels of \"%2\" belong to no class, which run lengths cannot say beside a background")
                .arg(count)
                .arg(record.name)};
    ExportEntry entry = entryFor(record);
    const QString path = claimImage(entry, picture.suffix);
    BADCASE_ASSIGN(entry.media, m_folder.write(path, picture.data));
    entry.maskPixels = maskHash(*record.mask);
    QJsonArray rows;
    for (const ClassIndex index : m_classes.objects) {
        const QByteArray text = kaggleText(runsOfClass(*record.mask, static_cast<std::uint8_t>(index)));
        if (!text.isEmpty())
            rows.append(QJsonArray{m_schema.at(index).name, QString::fromLatin1(text)});
    }
    entry.notes = {{kHeight, picture.size.height()}, {kWidth, picture.size.width()}, {kRows, rows}};
    m_anySplit = m_anySplit || !entry.split.isEmpty();
    for (auto it = entry.fields.cbegin(); it != entry.fields.cend(); ++it)
        m_fields.insert(it.key());
    return entry;
}

Result<std::vector<WrittenFile>> KaggleRleWriter::finish(const EntrySpool& entries)
{
    BADCASE_ASSIGN(const auto train, OutputFile::create(m_folder.path(), QStringLiteral("train.csv")));
    BADCASE_ASSIGN(const auto submission,
                   OutputFile::create(m_folder.path(), QStringLiteral("sample_submission.csv")));
    const QStringList ending = oneClass() ? QStringList{QStringLiteral("rle")}
                                          : QStringList{QStringLiteral("class"), QStringLiteral("rle")};
    QStringList header{QStringLiteral("id"), QStringLiteral("path"), QStringLiteral("img_height"),
                       QStringLiteral("img_width")};
    if (m_anySplit)
        header << QStringLiteral("split");
    for (const QString& field : m_fields)
        header << RleColumns::fieldColumn(field);
    BADCASE_TRY(train->write(csvLine(header + ending)));
    BADCASE_TRY(submission->write(csvLine(QStringList{QStringLiteral("id")} + ending)));
    const auto writeEntry = [&](const ExportEntry& entry) -> Result<void> {
        QStringList cells{entry.name, entry.media->path, QString::number(entry.notes.value(kHeight).toInt()),
                          QString::number(entry.notes.value(kWidth).toInt())};
        if (m_anySplit)
            cells << entry.split;
        for (const QString& field : m_fields)
            cells << entry.fields.value(field);
        QJsonArray rows = entry.notes.value(kRows).toArray();
        if (rows.isEmpty())
            rows.append(QJsonArray{QString(), QString()});
        for (const auto& row : rows) {
            QStringList end{row.toArray().at(1).toString()};
            if (!oneClass())
                end.prepend(row.toArray().at(0).toString());
            BADCASE_TRY(train->write(csvLine(cells + end)));
            BADCASE_TRY(submission->write(csvLine(QStringList{entry.name} + end)));
        }
        return {};
    };
    BADCASE_TRY(entries.forEach(writeEntry));
    std::vector<WrittenFile> tables;
    BADCASE_ASSIGN(tables.emplace_back(), train->finish());
    BADCASE_ASSIGN(tables.emplace_back(), submission->finish());
    return tables;
}

Record KaggleRleWriter::expected(const ExportEntry& entry) const
{
    Record record;
    record.name = entry.name;
    record.split = entry.split;
    record.fields = entry.fields;
    record.media = RecordFile{QString(), entry.media->path};
    return record;
}

} // namespace badcase::formats
