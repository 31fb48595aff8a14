// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/formats/taac_reader.h"

#include "storage/formats/file_names.h"
#include "storage/formats/paired_reader.h"
#include "storage/formats/preview_collector.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace badcase::formats {

namespace {

/// Texts of one advertisement; anything larger is not one.
constexpr qint64 kMaxTextBytes = qint64(16) << 20;

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::formats::TaacReader", text);
}

/// A value as people read it: lists joined, objects as compact JSON.
QString plainText(const QJsonValue& value)
{
    if (value.isArray()) {
        QStringList parts;
        for (const auto& item : value.toArray())
            parts << plainText(item);
        return parts.join(QStringLiteral(", "));
    }
    if (value.isObject())
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    return value.toVariant().toString();
}

QStringList labelsOf(const QJsonValue& value, const ReadOptions& options)
{
    QStringList names;
    if (value.isArray()) {
        for (const auto& item : value.toArray())
            names << mappedClass(options, plainText(item));
    } else {
        for (const QString& part : plainText(value).split(u'|', Qt::SkipEmptyParts))
            names << mappedClass(options, part.trimmed());
    }
    names.removeAll(QString());
    names.removeDuplicates();
    return names;
}

void readText(PendingRecord& pending, const ReadOptions& options, bool mayHaveNoClass)
{
    const QString& member = pending.textMember;
    const auto data = pending.textRoot->read(member, kMaxTextBytes);
    if (!data) {
        pending.addProblem(QStringLiteral("unreadable-text"), data.error().message);
        return;
    }
    QByteArray text = *data;
    if (text.startsWith("\xEF\xBB\xBF"))
        text.remove(0, 3);
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (!document.isObject()) {
        const QString reason = error.error != QJsonParseError::NoError
                                   ? tr("%1 (byte %2)").arg(error.errorString()).arg(error.offset)
                                   : tr("it is no object");
        pending.addProblem(
            QStringLiteral("unreadable-text"),
            tr("%1 is not a JSON object in UTF-8: %2; the sample has no texts").arg(member, reason));
        return;
    }
    const QString labelKey = options.columns.value(QStringLiteral("label"));
    const QJsonObject object = document.object();
    for (auto it = object.begin(); it != object.end(); ++it) {
        const bool isLabel = labelKey.isEmpty()
                                 ? it.key() == QStringLiteral("label") || it.key() == QStringLiteral("labels")
                                 : it.key() == labelKey;
        if (it.value().isNull())
            continue;
        if (isLabel) {
            if (QStringList names = labelsOf(it.value(), options); mayHaveNoClass || !names.isEmpty())
                pending.record.labels = std::move(names);
        } else if (const QString plain = plainText(it.value()); !plain.isEmpty()) {
            pending.record.fields.insert(it.key(), plain);
        }
    }
}

/// Indexes a folder when the set has it.
Result<std::optional<StemTable>> indexIfThere(const std::shared_ptr<media::MediaRoot>& root,
                                              const QString& folder,
                                              const std::function<bool(const QString&)>& accept,
                                              const CancelToken& cancel)
{
    const Place place{root, folder};
    BADCASE_ASSIGN(const bool exists, placeExists(place, cancel));
    if (!exists)
        return std::nullopt;
    BADCASE_ASSIGN(StemTable table, StemTable::build(root, folder, QString(), accept, cancel));
    return std::optional<StemTable>(std::move(table));
}

Result<PairedSet> openSet(const ReadOptions& options, const Schema& schema, const CancelToken& cancel)
{
    BADCASE_ASSIGN(const auto root, openRoot(options.source));
    const Place images{root, QStringLiteral("images")};
    BADCASE_ASSIGN(const bool exists, placeExists(images, cancel));
    if (!exists)
        return fail(ErrorCode::NotFound,
                    tr("%1 has no folder \"images\"; a set with images/, texts/ and masks/ was expected")
                        .arg(root->path()));
    PairedSet set;
    BADCASE_ASSIGN(set.images, indexPictures(images, QString(), cancel));
    if (set.images.files().empty())
        return fail(ErrorCode::NotFound, tr("There are no pictures in %1/images").arg(root->path()));
    const auto isJson = [](const QString& member) {
        return suffixOf(member).compare(u"json", Qt::CaseInsensitive) == 0;
    };
    BADCASE_ASSIGN(set.masks, indexIfThere(root, QStringLiteral("masks"), hasImageSuffix, cancel));
    BADCASE_ASSIGN(set.texts, indexIfThere(root, QStringLiteral("texts"), isJson, cancel));
    if (set.masks) {
        BADCASE_ASSIGN(set.encoding, encodingOf(*set.masks, options, schema, cancel));
    }
    set.nameOf = [](const QString& stem) { return stem; };
    set.splitOf = [](const QString&) { return QString(); };
    set.readText = [options, mayHaveNoClass = canHaveNoClass(schema)](PendingRecord& pending) {
        readText(pending, options, mayHaveNoClass);
    };
    return set;
}

} // namespace

Result<Preview> TaacReader::preview(const ReadOptions& options, const Schema& schema, int limit,
                                    const CancelToken& cancel)
{
    BADCASE_ASSIGN(const PairedSet set, openSet(options, schema, cancel));
    PreviewCollector collector;
    BADCASE_TRY(readPairs(set, options, schema, collector, cancel, limit));
    collector.preview.estimatedRecords = static_cast<qint64>(set.images.files().size());
    return std::move(collector.preview);
}

Result<PairCounts> TaacReader::read(const ReadOptions& options, const Schema& schema, RecordVisitor& visitor,
                                    const CancelToken& cancel)
{
    BADCASE_ASSIGN(const PairedSet set, openSet(options, schema, cancel));
    return readPairs(set, options, schema, visitor, cancel);
}

} // namespace badcase::formats
