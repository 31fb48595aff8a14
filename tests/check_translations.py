#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Badcase developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails when the translations are behind the sources or not fit to be read: check_translations.py LUPDATE

- badcase_zh_CN.ts and badcase_en.ts hold exactly the texts that the sources hold now (badcase_en.ts: those with a number);
- nothing is unfinished, empty or obsolete, and in Chinese nothing is left as it was in English, but what is written so everywhere;
- a translation has the placeholders of its source, the right number of plural forms, and no key that the source does not have.
"""
import pathlib
import re
import shutil
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

ROOT = pathlib.Path(__file__).resolve().parent.parent
TRANSLATIONS = ROOT / "translations"
sys.dont_write_bytecode = True  # nothing is left in the source tree
sys.path.insert(0, str(TRANSLATIONS))
import update_ts  # noqa: E402  (it lies beside the files that it updates)

PLURAL_FORMS = {"zh_CN": 1, "en": 2}
# What Chinese readers write as everybody does: names, formats, keys of the keyboard, symbols of measures.
SAME_IN_CHINESE = {
    "%1  AP %2", "%1  AUC %2", "%1 – Badcase", "AP", "Badcase", "Dice", "ECE", "Enter", "F1", "GAP@20", "Hit@1", "IoU", "Logits", "PR", "ROC",
    "SHA-256 %1", "TorchScript", "logits", "mAP",
}
PLACEHOLDER = re.compile(r"%(?:L?\d+|n)")
MNEMONIC = re.compile(r"&(?=[^\s&])")
WORD = re.compile(r"[A-Za-z]{2,}")


def texts_of(path):
    """{(context, source, comment): (message element)} of a .ts file."""
    texts = {}
    for context in ElementTree.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            key = (context.findtext("name"), message.findtext("source"), message.findtext("comment") or "")
            texts[key] = message
    return texts


def forms_of(message):
    translation = message.find("translation")
    if message.get("numerus") == "yes":
        return [form.text or "" for form in translation.iter("numerusform")]
    return [translation.text or ""]


def left_in_english(source, form):
    """Whether a Chinese text is still the English one. Texts of placeholders and signs alone may be the same."""
    return form == source and source not in SAME_IN_CHINESE and bool(WORD.search(PLACEHOLDER.sub("", source)))


def check_message(language, key, message):
    source, kind = key[1], message.find("translation").get("type")
    if kind is not None:
        yield f"is {kind}"
    forms = forms_of(message)
    if message.get("numerus") == "yes" and len(forms) != PLURAL_FORMS[language]:
        yield f"has {len(forms)} plural forms instead of {PLURAL_FORMS[language]}"
    for form in forms:
        if not form.strip():
            yield "is empty"
            continue
        # A singular may leave its number out ("the first sample"); anything else is needed.
        wanted, found = sorted(PLACEHOLDER.findall(source)), sorted(PLACEHOLDER.findall(form))
        if wanted != found and not (language == "en" and form == forms[0] and [p for p in wanted if p != "%n"] == found):
            yield f"has the placeholders {found} instead of {wanted}: {form}"
        if len(MNEMONIC.findall(source)) != len(MNEMONIC.findall(form)):
            yield f"has other mnemonics (&): {form}"
        if language == "zh_CN" and left_in_english(source, form):
            yield "is left in English"


def check_file(path, fresh):
    language = path.stem.removeprefix("badcase_")
    texts, wanted = texts_of(path), texts_of(fresh)
    differences = {"is not in the file yet": wanted.keys() - texts.keys(),
                   "is not in the sources any more": texts.keys() - wanted.keys()}
    for difference, keys in differences.items():
        for key in sorted(keys):
            yield f"{path.name}: {key[0]}: \"{key[1]}\" {difference}; build the target ts"
    for key, message in texts.items():
        for problem in check_message(language, key, message):
            yield f"{path.name}: {key[0]}: \"{key[1]}\" {problem}"


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory(prefix="badcase-ts-") as temporary:
        folder = pathlib.Path(temporary)
        files = sorted(TRANSLATIONS.glob("badcase_*.ts"))
        for path in files:
            shutil.copy(path, folder)
        problems = update_ts.update(sys.argv[1], folder)
        for path in files:
            problems += check_file(path, folder / path.name)
    for problem in problems:
        print(problem)
    print(f"{len(files)} translations, {len(problems)} problems")
    return 1 if problems or not files else 0


if __name__ == "__main__":
    sys.exit(main())
