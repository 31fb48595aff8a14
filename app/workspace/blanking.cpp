// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/blanking.h"

#include <QJsonArray>

namespace badcase::workspace {

namespace {

const QLatin1String kBlank("blank");
const QLatin1String kMedia("media");
const QLatin1String kFields("fields");

} // namespace

Fields Blanking::applied(Fields texts) const
{
    for (const QString& field : fields)
        texts.remove(field); // a text that is not there is an empty one to every model
    return texts;
}

void Blanking::writeTo(QJsonObject& settings) const
{
    if (isEmpty())
        return;
    QStringList sorted = fields;
    sorted.sort();
    settings.insert(kBlank, QJsonObject{{kMedia, media}, {kFields, QJsonArray::fromStringList(sorted)}});
}

Blanking Blanking::read(const QJsonObject& settings)
{
    const QJsonObject stored = settings.value(kBlank).toObject();
    Blanking blanking;
    blanking.media = stored.value(kMedia).toBool();
    const QJsonArray names = stored.value(kFields).toArray();
    for (const auto& name : names)
        blanking.fields << name.toString();
    return blanking;
}

} // namespace badcase::workspace
