// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inference/media/tiff_messages.h"

#include <array>
#include <cstdarg>
#include <cstdio>

#include <tiffio.h>

namespace badcase::media {

namespace {

thread_local std::array<char, 256> t_error{};

void onError(const char* module, const char* format, va_list arguments)
{
    if (t_error[0] != 0)
        return;
    const int used = std::snprintf(t_error.data(), t_error.size(), "%s: ", module ? module : "libtiff");
    const auto at = static_cast<std::size_t>(qBound(0, used, static_cast<int>(t_error.size()) - 1));
    std::vsnprintf(t_error.data() + at, t_error.size() - at, format, arguments);
}

} // namespace

void catchTiffMessages()
{
    TIFFSetErrorHandler(onError);
    TIFFSetWarningHandler(nullptr);
}

void clearTiffErrors()
{
    t_error[0] = 0;
}

QString lastTiffError()
{
    return QString::fromLocal8Bit(t_error.data());
}

} // namespace badcase::media
