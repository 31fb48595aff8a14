// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/text_search.h"

#include "inference/core/text_query.h"
#include "storage/sample_repository.h"
#include "storage/text_index.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonArray>

namespace badcase::workspace {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("badcase::TextSearch", text);
}

/// The first field with a hit, its name included. Terms may be met in different fields: one is shown.
TextHit hitIn(const QString& sample, Fields fields, const TextQuery& query)
{
    fields.insert(QLatin1String(kNameField), sample);
    QStringList names = readingOrder(fields.keys());
    names.removeOne(QLatin1String(kNameField));
    names.append(QLatin1String(kNameField)); // the name says least
    for (const QString& name : std::as_const(names)) {
        const QString& text = fields[name];
        if (!highlight(text, name, query).empty())
            return {sample, name, snippet(text, name, query)};
    }
    return {sample, {}, {}};
}

} // namespace

QJsonObject TextSearchReport::toJson() const
{
    QJsonArray list;
    for (const TextHit& hit : hits)
        list.append(QJsonObject{{QStringLiteral("sample"), hit.sample},
                                {QStringLiteral("field"), hit.field},
                                {QStringLiteral("snippet"), hit.snippet}});
    return {{QStringLiteral("query"), query},
            {QStringLiteral("field"), field.isEmpty() ? QJsonValue() : QJsonValue(field)},
            {QStringLiteral("count"), count},
            {QStringLiteral("complete"), complete},
            {QStringLiteral("seconds"), seconds},
            {QStringLiteral("hits"), list}};
}

Result<TextSearchReport> searchTexts(storage::Connection& connection, const QString& query,
                                     const QString& field, int limit, const CancelToken& cancel,
                                     const ProgressCallback& progress)
{
    QElapsedTimer clock;
    clock.start();
    storage::TextIndex index(connection);
    BADCASE_ASSIGN(const QStringList fields, index.searchableFields());
    if (!field.isEmpty() && !fields.contains(field))
        return fail(ErrorCode::InvalidArgument,
                    tr("There is no field \"%1\" to search in; there are: %2")
                        .arg(field, readingOrder(fields).join(QStringLiteral(", "))));
    const TextQuery parsed = parseTextQuery(query, fields, field);
    if (parsed.isEmpty())
        return fail(ErrorCode::InvalidArgument,
                    tr("\"%1\" has neither letters nor digits to search for").arg(query));
    BADCASE_ASSIGN(const storage::SampleSet found, index.matching(query, field, cancel, progress));
    TextSearchReport report{query, field, found.count(), true, {}, 0};
    const std::vector<SampleId> ids = found.first(limit);
    storage::SampleRepository samples(connection);
    BADCASE_ASSIGN(const auto rows, samples.rows(ids));
    for (const auto& row : rows) {
        BADCASE_ASSIGN(Fields texts, samples.fields(row.sample.id));
        report.hits.push_back(hitIn(row.sample.name, std::move(texts), parsed));
    }
    report.seconds = static_cast<double>(clock.nsecsElapsed()) / 1e9;
    return report;
}

} // namespace badcase::workspace
