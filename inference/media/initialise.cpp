// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/media/initialise.h"

#include "inference/media/image_reader.h"
#include "inference/media/tiff_messages.h"

#include <QImageReader>
#include <QLoggingCategory>

#include <atomic>
#include <mutex>

namespace badcase::media {

namespace {

std::atomic<QLoggingCategory::CategoryFilter> s_previousFilter = nullptr;

void silenceImagePlugins(QLoggingCategory* category)
{
    if (const QLoggingCategory::CategoryFilter previous = s_previousFilter)
        previous(category);
    const QByteArrayView name(category->categoryName());
    if (name.startsWith("qt.gui.imageio") || name.startsWith("qt.imageformats")) {
        category->setEnabled(QtWarningMsg, false);
        category->setEnabled(QtInfoMsg, false);
    }
}

} // namespace

void initialise()
{
    static std::once_flag once;
    std::call_once(once, [] {
        constexpr qint64 kBytesPerPixel = 8; // 16 bit RGBA
        QImageReader::setAllocationLimit(static_cast<int>((ImageLimits().maxPixels * kBytesPerPixel) >> 20));
        catchTiffMessages();
        const QByteArray rules = qgetenv("QT_LOGGING_RULES");
        if (rules.contains("qt.gui.imageio") || rules.contains("qt.imageformats"))
            return;
        // Installing a filter runs it for the categories that exist before its predecessor is known here;
        // the second round puts right what the predecessor would have said.
        s_previousFilter = QLoggingCategory::installFilter(silenceImagePlugins);
        QLoggingCategory::installFilter(silenceImagePlugins);
    });
}

} // namespace badcase::media
