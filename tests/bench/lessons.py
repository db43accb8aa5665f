#!/usr/bin/env python3
"""Follows every lesson to its end as a student would, in both languages, and says how long each took.

    tests/bench/lessons.py [KEY …] [--lang en zh] [--size 1600x900]

GANSCOPE_PROGRAM names the program. Exit 1 when a lesson could not be followed, or took longer than two minutes.
"""
import argparse
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "e2e"))
import lessons_test  # noqa: E402


def followed(key, language, size):
    """Seconds it took, or the error in words."""
    student = lessons_test.Student()
    student.setUp()
    try:
        return student.follow(key, language, size)
    except Exception as problem:  # whatever it is, the next lesson is followed, too
        return f"{type(problem).__name__}: {problem}".splitlines()[0]
    finally:
        student.tearDown()


def main():
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("lessons", nargs="*", default=sorted(file.stem for file in lessons_test.SCRIPTS.glob("*.txt")))
    words.add_argument("--lang", nargs="+", default=["en", "zh"])
    words.add_argument("--size", default="1600x900")
    chosen = words.parse_args()
    bad = 0
    for key in chosen.lessons:
        for language in chosen.lang:
            took = followed(key, language, chosen.size)
            good = not isinstance(took, str) and took <= 120
            bad += not good
            print(f"{key:28} {language}  {took if isinstance(took, str) else f'{took:.0f} s'}", flush=True)
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
