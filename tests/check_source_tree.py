#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Badcase developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the #include lines of the tree and fails on any arrow that the house does not allow (CONTRIBUTING.md).

Also fails on the things that are easy to let slip: heavy libraries outside their one layer, a missing licence header,
files that have grown too long, promises left in comments, and paths of somebody's machine.
"""
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

# layer -> layers it may include, besides itself. The order of keys is the order of the house, lowest first.
ARROWS = {
    "inference/core": [],
    "inference/analysis": ["inference/core"],
    "inference/media": ["inference/core"],
    "inference/engine": ["inference/core", "inference/media"],
    "inference/engine/torch": ["inference/engine", "inference/core", "inference/media"],
    "inference/engine/worker": ["inference/engine", "inference/core"],
    "inference/engine/remote": ["inference/engine", "inference/core"],
    "inference/jobs": ["inference/engine", "inference/media", "inference/core"],
    "storage": ["inference/core"],
    "storage/sqlite": ["storage", "inference/core"],
    "storage/formats": ["storage", "inference/core", "inference/media"],
    "widgets/theme": ["inference/core"],
    "widgets/models": ["inference/core", "inference/analysis", "inference/media", "widgets/theme"],
    "widgets/viewer": ["inference/core", "inference/analysis", "inference/media", "widgets/theme"],
    "widgets/panels": ["inference/core", "inference/analysis", "inference/media", "widgets/theme", "widgets/models", "widgets/viewer"],
    "widgets/plots": ["inference/core", "inference/analysis", "widgets/theme"],
    "resources/demo": ["inference/core", "inference/media"],
    "app": None,  # everything
}
STORAGE_OWN = ["storage/sqlite"]  # storage/*.cpp may use its own sqlite folder

# library header pattern -> the only layers that may include it, and whether their headers may, too
HEAVY = [
    (re.compile(r"^(torch|ATen|c10)/"), ["inference/engine/torch"], False),
    (re.compile(r"^qcustomplot\.h$"), ["widgets/plots"], False),
    (re.compile(r"^sqlite3\.h$"), ["storage/sqlite"], False),
    (re.compile(r"^(jpeglib|tiffio|png\.h|zlib)"), ["inference/media", "inference/core"], False),
    (re.compile(r"^(QSql|QtSql)"), ["storage", "storage/sqlite"], True),  # a connection is a value that holds one of Qt's
    (re.compile(r"^(QNetwork|QSsl|QTcp|QHttp|QHost)"), ["inference/engine/remote"], False),
    (re.compile(r"^(libav|libsw)"), ["inference/media"], False),
    (re.compile(r"^opencv2/"), ["inference/media", "inference/engine"], False),
]

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
MAX_LINES = 600  # the rule is "about 500"


def tracked():
    out = subprocess.run(["git", "-C", ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                         capture_output=True, check=True).stdout
    return sorted(p for p in out.decode().split("\0") if p and os.path.exists(os.path.join(ROOT, p)))


def layer_of(path):
    best = None
    for layer in ARROWS:
        if path.startswith(layer + "/") and (best is None or len(layer) > len(best)):
            best = layer
    return best


def allowed(layer, target):
    if layer == target:
        return True
    if ARROWS[layer] is None:
        return True
    if layer == "storage" and target in STORAGE_OWN:
        return True
    return target in ARROWS[layer]


def check(path, text, problems):
    layer = layer_of(path)
    in_tests = path.startswith("tests/")
    for number, line in enumerate(text.splitlines(), 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        kind, name = match.groups()
        where = f"{path}:{number}"
        for pattern, homes, in_headers in HEAVY:
            if pattern.match(name) and layer not in homes and not in_tests:
                problems.append(f"{where}: <{name}> belongs to {', '.join(homes)} only")
            if pattern.match(name) and layer in homes and path.endswith(".h") and not in_headers:
                problems.append(f"{where}: <{name}> may appear in .cpp files only")
        if kind != '"' or name.endswith(".moc"):
            continue
        target = layer_of(name)
        if target is None:
            continue
        if target == "app" and not path.startswith(("app/", "tests/app/", "tests/benchmarks/")):
            problems.append(f"{where}: nobody may include app ({name})")
        elif layer is not None and not allowed(layer, target):
            problems.append(f"{where}: {layer} may not include {target} ({name})")


def main():
    problems = []
    for path in tracked():
        if not path.endswith((".h", ".cpp", ".py", ".sh", ".txt", ".cmake", ".sql", ".svg", ".ts", ".md")):
            continue
        with open(os.path.join(ROOT, path), encoding="utf-8") as file:
            text = file.read()
        if path.endswith((".h", ".cpp")):
            check(path, text, problems)
            lines = text.count("\n")
            if lines > MAX_LINES:
                problems.append(f"{path}: {lines} lines; two things in one room?")
        if path.endswith((".h", ".cpp", ".py", ".sh", ".sql", ".cmake")) or path.endswith("CMakeLists.txt"):
            if "SPDX-License-" + "Identifier: GPL-3.0-or-later" not in text[:400]:
                problems.append(f"{path}: no SPDX header")
            for word in ("TO" + "DO", "FIX" + "ME"):
                if re.search(rf"\b{word}\b", text):
                    problems.append(f"{path}: a promise is left in the code ({word})")
    for problem in problems:
        print(problem)
    passed = 0 if problems else 1
    print(f"Totals: {passed} passed, {len(problems)} failed, 0 skipped")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
