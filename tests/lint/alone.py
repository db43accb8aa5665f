#!/usr/bin/env python3
"""Compiles every file by itself, without making anything of it, as the preset `dev` would: a file includes what it
uses, which units of several files hide. It takes a quarter of an hour on two cores, so it is run by hand after files
were added or moved.

Usage: tests/lint/alone.py [REGEX]     only files whose path matches
Prints what the compiler says and exits 1 if a file does not compile alone. Generated files are left out.
"""
import concurrent.futures
import json
import os
import pathlib
import re
import subprocess
import sys

SOURCE = pathlib.Path(__file__).resolve().parents[2]
BUILD = SOURCE / "build/dev"


def check(entry: dict) -> str:
    command = re.sub(r" -o \S+", "", entry["command"].replace(" -c ", " -fsyntax-only "))
    command = re.sub(r" -M(D|[TF] \S+)(?= )", "", command)
    done = subprocess.run(command, shell=True, cwd=entry["directory"], capture_output=True, text=True, check=False,
                          env=os.environ | {"CCACHE_DISABLE": "1"})
    return done.stderr if done.returncode != 0 else ""


def main(wanted: str) -> int:
    subprocess.run(["cmake", "--preset", "dev"], cwd=SOURCE, check=True, stdout=subprocess.DEVNULL)
    entries = [entry for entry in json.loads((BUILD / "compile_commands.json").read_text())
               if "/generated/" not in entry["file"] and re.search(wanted, entry["file"])]
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for entry, said in zip(entries, pool.map(check, entries)):
            if said:
                failed += 1
                print(f"{entry['file']}\n{said}", flush=True)
    print(f"{len(entries)} files, {failed} do not compile alone")
    return 1 if failed or not entries else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "."))
