#!/usr/bin/env python3
"""What the diagnosis says of runs, verdict by verdict over training time, and whether it is what it should say.

    tests/bench/diagnosis.py [ring grid digits faces …] [--seeds 1 2 3] [--seconds 20 | --steps 8000]

Healthy experiments must never be called collapsed; `collapse` must be within ten seconds of training (or 25,000 steps,
ten seconds of a core of one's own, when --steps is given: then a busy machine does no harm).
"""
import argparse
import collections
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "e2e"))
from support import Bench  # noqa: E402

HEALTHY = ("ring", "grid", "digits", "faces", "mnist", "fashion")


def verdicts_of(bench, experiment, seed, words):
    done = bench.json_of("train", experiment, "--seed", str(seed), "--quiet", "--out", bench.home / f"{experiment}-{seed}",
                         *words, seconds=3600)
    return done


def offence(experiment, done):
    said = [held["verdict"] for held in done["verdicts"]] + [done["diagnosis"]["verdict"]]
    if experiment in HEALTHY and "collapse" in said:
        return "a healthy run was called collapsed"
    if experiment == "collapse":
        first = [held for held in done["verdicts"] if held["verdict"] == "collapse"]
        if not first or (first[0]["seconds"] > 10 and first[0]["step"] > 25000):
            return "the collapse was not said in time"
    return ""


def main():
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("experiments", nargs="*", default=["ring", "grid", "digits", "faces"])
    words.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    words.add_argument("--seconds", type=int)
    words.add_argument("--steps", type=int)
    chosen = words.parse_args()
    length = ["--steps", str(chosen.steps)] if chosen.steps else ["--seconds", str(chosen.seconds or 20)]
    bench = Bench()
    bench.setUp()
    last, offences = collections.defaultdict(collections.Counter), 0
    try:
        for experiment in chosen.experiments:
            for seed in chosen.seeds:
                done = verdicts_of(bench, experiment, seed, length)
                course = " → ".join(f"{held['verdict']} {held['seconds']:.0f} s" for held in done["verdicts"])
                wrong = offence(experiment, done)
                offences += bool(wrong)
                last[experiment][done["diagnosis"]["verdict"]] += 1
                print(f"{experiment} {seed}, {done['step']} steps in {done['seconds']:.0f} s: {course}"
                      f"\n    {done['diagnosis']['text']}{'  <-- ' + wrong if wrong else ''}", flush=True)
    finally:
        bench.tearDown()
    for experiment, counts in last.items():
        print(f"{experiment}: " + ", ".join(f"{count} × {verdict}" for verdict, count in counts.most_common()))
    print(f"{offences} offences")
    sys.exit(1 if offences else 0)


if __name__ == "__main__":
    main()
