#!/usr/bin/env python3
"""Finds entries of assets/lang/zh.toml that nothing can show: their English stands neither in the sources (as one
string, parts side by side joined) nor in a file of assets that the program reads.

Usage: unused_texts.py SOURCE_DIR. Prints what is unused and exits 1 if anything is.
"""
import pathlib
import re
import sys

import tracked
import translations

# What is put together while the program runs: a pattern of the English, and the file that does it.
COMPOSED = {
    r"(Mean|Spread) [xy]|Where the middle of the cloud is on the [xy] axis\.|The standard deviation of [xy];.*":
        "core/data/points/gaussian.cpp",
    r".*: Permission denied": "core/image/file_bytes.cpp",  # the C library's words
}

ESCAPE = re.compile(r'\\(?:(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})|x([0-9a-fA-F]{2})|(.))', re.S)
STRINGS = re.compile(r'"(?:[^"\\\n]|\\.)*"(?:\s*"(?:[^"\\\n]|\\.)*")*')
RAW = re.compile(r'R"(\w*)\((.*?)\)\1"', re.S)
COMMENT = re.compile(r'^\s*//.*$', re.M)


def unescaped(text: str) -> str:
    return ESCAPE.sub(lambda m: chr(int((m[1] or m[2]).lstrip("uU"), 16)) if m[1] or m[2] else {"n": "\n", "t": "\t"}.get(m[3], m[3]),
                      text)


def strings_of(code: str) -> set[str]:
    """Every string of C++, those that stand side by side joined."""
    code = COMMENT.sub("", code)
    found = {text for _, text in RAW.findall(code)}
    for run in STRINGS.findall(code):
        found.add("".join(unescaped(part) for part in re.findall(translations.LITERAL, run)))
    return found


def put_together(key: str, everything: str) -> bool:
    """The engine puts a sentence together: its pieces stand in the sources, the holes {} between them are filled, a
    cause follows a colon. And an attribute's name has _ in the sources."""
    if any(re.fullmatch(pattern, key) for pattern in COMPOSED) or f'{key.replace(" ", "_")}\n' in everything:
        return True
    pieces = [piece.strip(" :;") for piece in re.split(r"\{\}|(?<=:) |(?<=;) ", key)]
    return len(pieces) > 1 and all(piece in everything for piece in pieces)


def main(source: pathlib.Path) -> int:
    shown = set()
    for file in tracked.sources(source, "app", "core"):
        shown |= strings_of(file.read_text())
    files = [f for f in sorted(source.glob("assets/**/*")) if f.suffix in (".toml", ".md") and f.parent.name != "lang"]
    assets = "\n".join(file.read_text() for file in files)
    keys = [unescaped(entry[1]) for line in (source / "assets/lang/zh.toml").read_text().splitlines()
            if (entry := re.match(r"\s*" + translations.LITERAL + r"\s*=", line))]
    everything = "\n".join(sorted(shown)) + "\n" + assets
    unused = [key for key in keys if key not in everything and not put_together(key, everything)]
    for key in unused:
        print(f'assets/lang/zh.toml: nothing shows "{key}"')
    print(f"{len(keys)} entries, {len(unused)} unused")
    return 1 if unused or not keys else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]).resolve()))
