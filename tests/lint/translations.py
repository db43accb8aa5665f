#!/usr/bin/env python3
"""Checks that every text that goes through tr("…"), or tr(… ? "…" : "…"), as it stands in the source has a Chinese
entry, and one only.

Usage: translations.py SOURCE_DIR. Prints what is missing and exits 1 if anything is.
"""
import pathlib
import re
import sys

import tracked

LITERAL = r'"((?:[^"\\]|\\.)*)"'


def unescape(text: str) -> str:
    return text.replace('\\"', '"').replace("\\n", "\n").replace("\\\\", "\\")


def chosen(code: str) -> list[str]:
    """The texts that calls of tr choose between: what stands behind ? and :"""
    texts = []
    for call in re.finditer(r"\btr\(", code):
        depth, end = 1, call.end()
        while depth > 0 and end < len(code):
            literal = re.compile(LITERAL).match(code, end)
            if literal:
                end = literal.end()
                continue
            depth += {"(": 1, ")": -1}.get(code[end], 0)
            end += 1
        for choice in re.finditer(r'[?:]\s*((?:"(?:[^"\\]|\\.)*"\s*)+)(?=[:)])', code[call.end():end]):
            texts.append("".join(unescape(part) for part in re.findall(LITERAL, choice.group(1))))
    return texts


def main(source: pathlib.Path) -> int:
    used = {}
    for file in tracked.sources(source, "app"):
        for call in re.finditer(r'\btr\(\s*((?:"(?:[^"\\]|\\.)*"\s*)+)\)', file.read_text()):
            text = "".join(unescape(part) for part in re.findall(LITERAL, call.group(1)))
            used.setdefault(text, file.relative_to(source).as_posix())
        for text in chosen(file.read_text()):
            used.setdefault(text, file.relative_to(source).as_posix())
    table, twice = set(), []
    for line in (source / "assets/lang/zh.toml").read_text().splitlines():
        entry = re.match(r"\s*" + LITERAL + r"\s*=", line)
        if entry:
            text = unescape(entry.group(1))
            if text in table:  # TOML forbids it: the whole table could not be read
                twice.append(text)
            table.add(text)
    missing = sorted(set(used) - table)
    for text in missing:
        print(f'{used[text]}: no Chinese for "{text}"')
    for text in twice:
        print(f'assets/lang/zh.toml: "{text}" stands there twice')
    print(f"{len(used)} texts, {len(missing)} without Chinese")
    return 1 if missing or twice or not used else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]).resolve()))
