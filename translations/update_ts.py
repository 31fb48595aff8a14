#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Badcase developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Brings the .ts files up to date with the sources: update_ts.py LUPDATE [FOLDER]

FOLDER holds the badcase_*.ts files to update; this script's own folder when it is left out.

Why not lupdate alone: code that is no QObject says its texts through a small function of its file,
    QString tr(const char* text) { return QCoreApplication::translate("badcase::ModelCard", text); }
and lupdate files such texts under the surrounding namespace, where nobody looks for them at run time. So lupdate reads a copy of
the sources in which every call of such a function is spelled out. A text that lupdate cannot place is an error here.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
SOURCES = ["app", "widgets", "inference", "storage", "resources/demo"]
PLURALS_ONLY = "badcase_en.ts"  # English is the language of the sources; only its plurals need words

HELPER = re.compile(
    r"QString (?P<name>\w+)\(const char\*\s*(?P<text>\w+)(?P<count>, int \w+[^)]*)?\)\s*"
    r'\{\s*return QCoreApplication::translate\("(?P<context>[^"]+)",\s*(?P=text)\b[^;]*;\s*\}')
LITERAL = r'(?P<literal>"(?:[^"\\\n]|\\.)*"(?:\s*"(?:[^"\\\n]|\\.)*")*)'


def spelled_out(text):
    """The source text with calls of its own text functions replaced by QCoreApplication::translate()."""
    for helper in HELPER.finditer(text):
        call = re.compile(rf"(?<![\w:.>]){helper['name']}\(\s*{LITERAL}")
        # A counting helper's second argument is its number. lupdate wants to know that there is one, and gives up silently on
        # expressions that it does not understand; so a 1 stands for it, and the expression is put behind the call.
        between = r"(?P<comma>\s*,)?" if helper["count"] else r"(?P<comma>(?!))?"

        def replacement(match, context=helper["context"]):
            number = ", nullptr, 1), (" if match["comma"] else ""
            return f'QCoreApplication::translate("{context}", {match["literal"]}{number}'

        text = re.sub(call.pattern + between, replacement, text)
    return HELPER.sub("", text)


def copy_sources(target):
    for folder in SOURCES:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in (".h", ".cpp"):
                copy = target / path.relative_to(ROOT)
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_text(spelled_out(path.read_text(encoding="utf-8")), encoding="utf-8")


def update(lupdate, ts_folder):
    """Updates every badcase_*.ts in ts_folder. Returns what lupdate has to complain about, line by line."""
    complaints = []
    with tempfile.TemporaryDirectory(prefix="badcase-ts-") as temporary:
        target = pathlib.Path(temporary)
        copy_sources(target)
        for ts in sorted(pathlib.Path(ts_folder).resolve().glob("badcase_*.ts")):
            command = [lupdate, "-silent", "-locations", "none", "-no-obsolete", "-disable-heuristic", "similartext",
                       "-I", ".", *(["-pluralonly"] if ts.name == PLURALS_ONLY else []), *SOURCES, "-ts", str(ts)]
            done = subprocess.run(command, cwd=target, capture_output=True, text=True, check=False)
            lines = (done.stdout + done.stderr).replace(str(target) + "/", "").splitlines()
            complaints += [line for line in lines if line.strip() and line not in complaints]
            if done.returncode != 0 and not complaints:
                complaints.append(f"lupdate failed on {ts.name} with exit status {done.returncode}")
    return complaints


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    complaints = update(sys.argv[1], sys.argv[2] if len(sys.argv) == 3 else pathlib.Path(__file__).parent)
    for complaint in complaints:
        print(complaint)
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
