#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Badcase developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# ./run.sh [PROJECT.badcase]   installs what is missing, builds, and opens the given project or the demo
# ./run.sh --build-only        installs and builds build/release/badcase
# Without a display the demo runs headless and prints what it did.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/cmake/setup.sh"

build_only=
[ "${1:-}" = --build-only ] && { build_only=1; shift; }

install_packages build run
install_torch
build_project programs

[ -n "$build_only" ] && exit 0
program=$badcase_build/badcase
if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] && [ "${QT_QPA_PLATFORM:-}" = "" ]; then
    [ $# -gt 0 ] && exec "$program" info "$@"
    exec "$program" demo --headless
fi
[ $# -gt 0 ] && exec "$program" open "$@"
exec "$program" demo
