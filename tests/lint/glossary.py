#!/usr/bin/env python3
"""Checks that Chinese texts use the words of assets/lang/glossary.toml: where the English has a term, the Chinese
has the glossary's word for it (or one of its `also`), and what `never` lists stands nowhere, lessons included.

Usage: glossary.py SOURCE_DIR. Prints what is amiss and exits 1 if anything is.
"""
import pathlib
import re
import sys
import tomllib

# Terms that mean something else in an entry, by how its English begins.
OTHERWISE = {
    "generator": ("Generator steps",),  # 生成步数, as 判别步数: counts of steps in a list
    "critic": ("Critic steps", "Give {{D}} a higher rate or more critic steps"),
    "non-saturating": ("Minimax against a strong D",),  # the value of an option, as it is typed
}


def faults_of(name: str, term: dict) -> list[str]:
    """What is wrong with an entry of the glossary itself."""
    faults = [f"{name}: {key} is missing" for key in ("term", "en", "zh") if not term.get(key)]
    if not faults and len(term["term"]) != 2:
        faults.append(f"{name}: term has an English and a Chinese word")
    return faults


def amiss(glossary: dict, where: str, texts: dict[str, str]) -> list[str]:
    """The entries of a file whose English has a term that their Chinese lacks."""
    found = []
    for term in glossary.values():
        english, chinese = term["term"]
        word = re.compile(rf"\b{re.escape(english)}s?\b", re.I)
        wanted = [chinese, *term.get("also", [])]
        spared = OTHERWISE.get(english, ("\n",))
        for key, text in texts.items():
            if word.search(key) and not key.startswith(spared) and not any(one in text for one in wanted):
                found.append(f'{where}: "{key}" has "{english}", its Chinese not {" or ".join(wanted)}')
    return found


def banned(glossary: dict, where: str, text: str) -> list[str]:
    """Lines with a word that the program does not use."""
    return [f"{where}:{number}: {word}; the program says {term['term'][1]}"
            for number, line in enumerate(text.splitlines(), 1)
            for term in glossary.values() for word in term.get("never", []) if word in line]


def main(source: pathlib.Path) -> int:
    glossary = tomllib.loads((source / "assets/lang/glossary.toml").read_text())
    found = [fault for name, term in glossary.items() for fault in faults_of(name, term)]
    if not found:
        for file in sorted(source.glob("assets/lang/zh*.toml")):
            where = file.relative_to(source).as_posix()
            table = file.read_text()
            found += amiss(glossary, where, tomllib.loads(table)) + banned(glossary, where, table)
        for lesson in sorted(source.glob("assets/lessons/*.md")):
            found += banned(glossary, lesson.relative_to(source).as_posix(), lesson.read_text())
    for fault in found:
        print(fault)
    print(f"{len(glossary)} terms, {len(found)} faults")
    return 1 if found or not glossary else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]).resolve()))
