// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storage/activity_log.h"

#include "storage/statement.h"

#include <QJsonDocument>

namespace badcase::storage {

Result<void> ActivityLog::add(const Activity& activity)
{
    const QDateTime at = activity.at.isValid() ? activity.at : QDateTime::currentDateTimeUtc();
    return execute(m_connection,
                   QStringLiteral("INSERT INTO activities (kind, at, author, format, location, details) "
                                  "VALUES (?, ?, ?, ?, ?, ?)"),
                   {static_cast<int>(activity.kind), at.toMSecsSinceEpoch(), bindableText(activity.author),
                    bindableText(activity.format), bindableText(activity.location),
                    QString::fromUtf8(QJsonDocument(activity.details).toJson(QJsonDocument::Compact))});
}

Result<std::vector<Activity>> ActivityLog::list()
{
    std::vector<Activity> all;
    Statement row(m_connection,
                  QStringLiteral("SELECT id, kind, at, author, format, location, details FROM activities "
                                 "ORDER BY id DESC"));
    BADCASE_TRY(row.run());
    for (;;) {
        BADCASE_ASSIGN(const bool more, row.next());
        if (!more)
            return all;
        all.push_back({row.integer(0), static_cast<Activity::Kind>(row.integer(1)),
                       QDateTime::fromMSecsSinceEpoch(row.integer(2), Qt::UTC), row.text(3), row.text(4),
                       row.text(5), QJsonDocument::fromJson(row.text(6).toUtf8()).object()});
    }
}

} // namespace badcase::storage
