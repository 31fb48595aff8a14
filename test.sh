#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Badcase developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# ./test.sh [ctest options]   installs what is missing, builds everything, runs all tests, prints the totals last.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/cmake/setup.sh"

# The build must not need a CUDA toolkit: configure and build where none can be found.
PATH=$(printf '%s' "$PATH" | tr ':' '\n' | grep -v -i cuda | paste -sd:)
unset CUDA_HOME CUDA_PATH CUDACXX CUDAToolkit_ROOT || true

install_packages build run test
install_torch
build_project

cd "$badcase_build"
log=$badcase_build/test.log
status=0
ctest --output-on-failure --no-tests=error "$@" 2>&1 | tee "$log" || status=$?
# QTest's own totals, summed over the programs, so that skipped functions are counted too.
awk '/^Totals:/ { passed += $2; failed += $4; skipped += $6 }
     END { printf "\n%d passed, %d failed, %d skipped\n", passed, failed, skipped }' \
    "$badcase_build/Testing/Temporary/LastTest.log" > "$badcase_build/totals.txt"
cat "$badcase_build/totals.txt"
exit "$status"
