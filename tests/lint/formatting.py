#!/usr/bin/env python3
"""Checks that every tracked C++ file is as clang-format writes it by the project's .clang-format.

Usage: formatting.py SOURCE_DIR. Exits 77 without clang-format 14: other versions break lines elsewhere. To mend what is
found: clang-format -i FILE …
"""
import pathlib
import re
import shutil
import subprocess
import sys

import tracked

MAJOR = 14  # Debian 12's


def formatter() -> str | None:
    for name in (f"clang-format-{MAJOR}", "clang-format"):
        found = shutil.which(name)
        if found is None:
            continue
        words = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout
        if re.search(rf"version {MAJOR}\.", words):
            return found
    return None


def main(source: pathlib.Path) -> int:
    program = formatter()
    if program is None:
        print(f"Skipped: there is no clang-format {MAJOR} here.")
        return tracked.SKIPPED
    files = tracked.tracked(source)
    if files is None:
        print(f"Skipped: {source} is no git repository, so nobody knows what belongs to it.")
        return tracked.SKIPPED
    files = [file for file in files if file.suffix in (".h", ".cpp")]
    done = subprocess.run([program, "--dry-run", "--style=file", *map(str, files)], capture_output=True, text=True, check=False)
    found = sorted({line.split(":")[0] for line in done.stderr.splitlines() if "-Wclang-format-violations" in line})
    print("\n".join(f"{name}: clang-format -i would change it" for name in found) or f"{len(files)} files are formatted.")
    return 1 if found or done.returncode != 0 else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]).resolve()))
