#!/usr/bin/env python3
"""Checks that the fonts of app/packages.sh have every letter of the texts: of assets/lang, of the lessons and of the
strings of app and core (those of formulas: DejaVu Serif, then DejaVu Sans), both upright and strong (Inter, then DejaVu Sans, then WenQuanYi Micro Hei).

Usage: glyphs.py SOURCE_DIR. Prints which letters are missing and where, and exits 1 if any is; 77 without the fonts.
"""
import pathlib
import struct
import sys
import unicodedata

import tracked
import unused_texts

FOLDERS = [pathlib.Path("/usr/share/fonts"), pathlib.Path("/usr/local/share/fonts")]
CHINESE = "truetype/wqy/wqy-microhei.ttc"
CHAINS = {
    "upright": ["opentype/inter/Inter-Regular.otf", "truetype/dejavu/DejaVuSans.ttf", CHINESE],
    "strong": ["opentype/inter/Inter-SemiBold.otf", "truetype/dejavu/DejaVuSans-Bold.ttf", CHINESE],
}
ELSEWHERE = ("app/report/", "app/commands/")  # a browser or a terminal draws it
FORMULAS = ("app/lessons/formula_signs.cpp", ["truetype/dejavu/DejaVuSerif.ttf", "truetype/dejavu/DejaVuSans.ttf"])


def of_segments(table: bytes) -> set[int]:
    """A table of characters in format 4 (OpenType, "cmap")."""
    count = struct.unpack_from(">H", table, 6)[0] // 2
    ends, starts, deltas, offsets = (struct.unpack_from(f">{count}H", table, at)
                                     for at in (14, 16 + 2 * count, 16 + 4 * count, 16 + 6 * count))
    found = set()
    for i, (start, end, delta, offset) in enumerate(zip(starts, ends, deltas, offsets)):
        for letter in range(start, end + 1):
            at = 16 + 6 * count + 2 * i + offset + 2 * (letter - start)
            glyph = letter if offset == 0 else struct.unpack_from(">H", table, at)[0] if at + 2 <= len(table) else 0
            if offset != 0 and glyph == 0:
                continue
            if (glyph + delta) & 0xFFFF:
                found.add(letter)
    return found


def of_groups(table: bytes) -> set[int]:
    """The same in format 12."""
    groups = struct.unpack_from(">I", table, 12)[0]
    return {letter for i in range(groups) for first, last, _ in [struct.unpack_from(">3I", table, 16 + 12 * i)]
            for letter in range(first, last + 1)}


def letters_of(font: bytes) -> set[int]:
    """The code points of a TrueType or OpenType font, of a collection's first."""
    start = struct.unpack_from(">I", font, 12)[0] if font[:4] == b"ttcf" else 0
    tables = [struct.unpack_from(">4s3I", font, start + 12 + 16 * i)
              for i in range(struct.unpack_from(">H", font, start + 4)[0])]
    cmap = next(at for tag, _, at, _ in tables if tag == b"cmap")
    found = set()
    for i in range(struct.unpack_from(">H", font, cmap + 2)[0]):
        at = cmap + struct.unpack_from(">I", font, cmap + 4 + 8 * i + 4)[0]
        form = struct.unpack_from(">H", font, at)[0]
        if form == 4:
            found |= of_segments(font[at:])
        elif form == 12:
            found |= of_groups(font[at:])
    return found


def written(source: pathlib.Path) -> dict[str, str]:
    """Every letter beyond ASCII that is shown, and the first file where it stands."""
    texts = [(f, f.read_text()) for top in ("lang/*.toml", "lessons/*.md") for f in sorted(source.glob(f"assets/{top}"))]
    for file in tracked.sources(source, "app", "core"):
        if not file.relative_to(source).as_posix().startswith(ELSEWHERE):
            texts.append((file, "".join(unused_texts.strings_of(file.read_text()))))
    where = {}
    for file, text in texts:
        for letter in set(text):
            if ord(letter) > 0x7E and unicodedata.category(letter) != "Cc":  # those begin files of some kinds
                where.setdefault(letter, file.relative_to(source).as_posix())
    return where


def main(source: pathlib.Path) -> int:
    files = {name: next((folder / name for folder in FOLDERS if (folder / name).is_file()), None)
             for chain in [*CHAINS.values(), FORMULAS[1]] for name in chain}
    lacking = [name for name, file in files.items() if file is None]
    if lacking:
        print(f"Skipped: these fonts are not installed: {', '.join(lacking)}")
        return tracked.SKIPPED
    where = written(source)
    letters = {name: letters_of(file.read_bytes()) for name, file in files.items()}
    missing = 0
    signs = source / FORMULAS[0]
    of_formulas = set("".join(unused_texts.strings_of(signs.read_text()))) if signs.is_file() else set()
    checks = [(chain, names, set(where)) for chain, names in CHAINS.items()]
    for chain, names, wanted in [*checks, ("formula's", FORMULAS[1], of_formulas & set(where))]:
        have = set().union(*(letters[name] for name in names))
        for letter in sorted(wanted - {chr(one) for one in have}):
            missing += 1
            print(f"{where[letter]}: no {chain} font has {letter} (U+{ord(letter):04X})")
    print(f"{len(where)} letters beyond ASCII, {missing} missing")
    return 1 if missing or not where else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]).resolve()))
