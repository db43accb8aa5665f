#!/usr/bin/env python3
"""Small promises about the tree: top level, unfinished marks, paths of one machine, shell scripts that parse.

Usage: housekeeping.py SOURCE_DIR
"""
import pathlib
import re
import subprocess
import sys

TOP = {"CMakeLists.txt", "CMakePresets.json", "app", "core", "shaders", "assets", "tests", "README.md", "LICENSE"}
GENERATED = {"build", "out"}


def offences(source: pathlib.Path):
    for entry in source.iterdir():
        if entry.name not in TOP | GENERATED and not entry.name.startswith("."):
            yield f"{entry.name} does not belong at the top level"
    for folder in ("app", "core", "shaders", "assets"):
        for file in sorted((source / folder).glob("**/*")):
            if not file.is_file():
                continue
            name = file.relative_to(source).as_posix()
            try:
                text = file.read_text()
            except UnicodeDecodeError:
                continue
            for number, line in enumerate(text.splitlines(), 1):
                if re.search(r"\b(TODO|FIXME|XXX)\b", line):
                    yield f"{name}:{number}: unfinished mark"
                if re.search(r"[\"' ]/(home|work|root)/", line):
                    yield f"{name}:{number}: a path of one machine"
    for script in [*source.glob("app/*.sh"), *source.glob("tests/**/*.sh"), source / ".ci/run"]:
        if subprocess.run(["bash", "-n", script], check=False).returncode != 0:
            yield f"{script.name} does not parse"


if __name__ == "__main__":
    found = list(offences(pathlib.Path(sys.argv[1])))
    print("\n".join(found) or "Tidy.")
    sys.exit(1 if found else 0)
