#!/usr/bin/env python3
"""Small promises about what git tracks: top level, unfinished marks, paths of one machine, shell scripts that parse.

Usage: housekeeping.py SOURCE_DIR. Exits 77 where there is no repository: what else lies on the disk is nobody's business.
"""
import pathlib
import re
import subprocess
import sys

import tracked

TOP = {"CMakeLists.txt", "CMakePresets.json", "app", "core", "shaders", "assets", "tests", "README.md", "LICENSE"}
OURS = ("app", "core", "shaders", "assets")


def offences(source: pathlib.Path, files: list[pathlib.Path]):
    names = [file.relative_to(source) for file in files]
    for entry in sorted({name.parts[0] for name in names}):
        if entry not in TOP and not entry.startswith("."):
            yield f"{entry} does not belong at the top level"
    for name, file in zip(names, files):
        if file.suffix == ".sh" or name.as_posix() == ".ci/run":
            if subprocess.run(["bash", "-n", file], check=False).returncode != 0:
                yield f"{name} does not parse"
        if name.parts[0] not in OURS:
            continue
        try:
            text = file.read_text()
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if re.search(r"\b(TODO|FIXME|XXX)\b", line):
                yield f"{name}:{number}: unfinished mark"
            if re.search(r"[\"' ]/(home|work|root)/", line):
                yield f"{name}:{number}: a path of one machine"


def main(source: pathlib.Path) -> int:
    files = tracked.tracked(source)
    if files is None:
        print(f"Skipped: {source} is no git repository, so nobody knows what belongs to it.")
        return tracked.SKIPPED
    found = list(offences(source, files))
    print("\n".join(found) or f"{len(files)} files are tidy.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]).resolve()))
