// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/export_log_model.h"

#include <QDir>
#include <QLocale>

#include <algorithm>

namespace badcase::window {

void ExportLogModel::setActivities(const std::vector<storage::Activity>& activities)
{
    beginResetModel();
    m_exports.clear();
    std::ranges::copy_if(activities, std::back_inserter(m_exports), [](const auto& activity) {
        return activity.kind == storage::Activity::Kind::Export;
    });
    endResetModel();
}

models::TableModel::Column ExportLogModel::column(int column) const
{
    switch (column) {
    case Folder:
        return {tr("Folder")};
    case Format:
        return {tr("Format")};
    case Samples:
        return {tr("Samples"), {}, true};
    case Labels:
        return {tr("Labels")};
    case Split:
        return {tr("Split")};
    case When:
        return {tr("Date")};
    case Who:
        return {tr("By")};
    default:
        return {};
    }
}

models::TableCell ExportLogModel::cell(int row, int column) const
{
    const storage::Activity& entry = at(row);
    const auto text = [](const QString& value) {
        return models::TableCell{value.isEmpty() ? models::enDash() : value, value};
    };
    switch (column) {
    case Folder: {
        models::TableCell cell = text(QDir::toNativeSeparators(entry.location));
        cell.toolTip = cell.text;
        return cell;
    }
    case Format:
        return text(entry.format);
    case Samples: {
        const qint64 samples = entry.details.value(QStringLiteral("samples")).toInteger();
        return {QLocale().toString(samples), samples};
    }
    case Labels: {
        const bool given = entry.details.value(QStringLiteral("labels")).toString() == QLatin1String("given");
        return text(given ? tr("as given") : tr("corrected"));
    }
    case Split:
        return text(entry.details.value(QStringLiteral("split")).toString());
    case When:
        return {QLocale().toString(entry.at.toLocalTime(), QStringLiteral("yyyy-MM-dd hh:mm")), entry.at};
    case Who:
        return text(entry.author);
    default:
        return {};
    }
}

} // namespace badcase::window
