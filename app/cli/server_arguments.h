// SPDX-FileCopyrightText: 2026 The Badcase developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What `run` and `inspect` share about models of a server.

#include "app/cli/verb.h"
#include "app/workspace/run_service.h"

namespace badcase::cli {

/// --card, --server, --in-flight and --timeout of `run` into `request`; InvalidArgument for some without a
/// server.
Result<void> readServer(const Arguments& arguments, workspace::RunRequest& request);
std::vector<OptionSpec> serverRunOptions();

/// The address when `inspect` asks a server (--server, or a web address in place of a file); empty for a
/// file.
QString serverToInspect(const Arguments& arguments);
Result<int> inspectServer(const QString& server, const QString& model, Output& output,
                          const CancelToken& cancel);

} // namespace badcase::cli
