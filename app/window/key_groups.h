// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The key sheet's content, from the actions and the keys they have now.

#include "widgets/panels/key_sheet.h"

namespace badcase::window {

class ActionRegistry;

QList<panels::KeyGroup> keyGroups(const ActionRegistry& actions);

} // namespace badcase::window
