#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Badcase developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails when badcase-probe, which runs on servers, needs a library of the window, of videos or of the project file.

    check_probe_libraries.py build/release/badcase-probe
"""
import re
import subprocess
import sys

ALLOWED_QT = "libQt6Core.so"
FORBIDDEN = re.compile(r"^lib(Qt6|Qt5|av|sw(scale|resample)|sqlite|tiff|X11|xcb|GL|EGL|torch|c10|opencv)")


def main():
    found = subprocess.run(["ldd", sys.argv[1]], capture_output=True, text=True, check=True).stdout
    names = [line.split()[0] for line in found.splitlines() if line.strip()]
    if not any(name.startswith(ALLOWED_QT) for name in names):
        sys.exit(f"{sys.argv[1]}: ldd names no {ALLOWED_QT}: is this the program?")
    wrong = [name for name in names if FORBIDDEN.match(name) and not name.startswith(ALLOWED_QT)]
    for name in wrong:
        print(f"{sys.argv[1]} needs {name}")
    print(f"Totals: {0 if wrong else 1} passed, {len(wrong)} failed, 0 skipped")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
