// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What a project has to mix: pure functions.

#include "app/workspace/mix_members.h"
#include "app/workspace/session.h"

namespace badcase::window {

/// Views of one run, or several runs, as an entry of a list.
struct MixChoice {
    QString title;
    workspace::MixSource source;
};

struct MixChoices {
    std::vector<MixChoice> list;
    int preferred = 0; ///< the views of the current run, where it kept them
};

/// The views of each run that kept several, and last all runs that answer as the current one does (one sigmoid channel
/// where they are masks). Runs that are going on, and those that were imported as decisions, have nothing to mix.
MixChoices mixChoices(const workspace::Session& session, workspace::LabelSource labels);

} // namespace badcase::window
