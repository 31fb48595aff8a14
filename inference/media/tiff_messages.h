// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// libtiff prints damage to stderr and goes on; Qt's plugin then passes the rest of the picture as good.
/// These functions hear what libtiff says in the calling thread.

#include <QString>

namespace badcase::media {

/// Installs libtiff's (process-wide) handlers; called once by initialise().
void catchTiffMessages();

void clearTiffErrors();
/// The first error since clearTiffErrors() in this thread, empty without. Warnings do not count.
QString lastTiffError();

} // namespace badcase::media
