#!/usr/bin/env python3
"""What measuring beside training costs: steps per second with and without it, in turn, and the CPU time of a step.

    tests/bench/measure_cost.py [faces ring …] [--seconds 10] [--pairs 3]

By the clock a busy machine disturbs the ratio; the process's CPU time per step says what the measuring thread burns
(the feature network is made beforehand). Limit: 5 % fewer steps per second, median of the pairs.
"""
import argparse
import os
import pathlib
import statistics
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "e2e"))
from support import Bench  # noqa: E402


def rates(bench, experiment, seconds, number, words):
    before = os.times()
    done = bench.json_of("train", experiment, "--seconds", str(seconds), "--quiet", "--out",
                         bench.home / f"{experiment}-{number}", *words, seconds=seconds * 10 + 120)
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return done["steps_per_s"], cpu / done["step"]


def main():
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("experiments", nargs="*", default=["ring", "faces"])
    words.add_argument("--seconds", type=int, default=10)
    words.add_argument("--pairs", type=int, default=3)
    chosen = words.parse_args()
    bench = Bench()
    bench.setUp()
    try:
        for experiment in chosen.experiments:
            bench.run_program("train", experiment, "--seconds", "30", "--quiet", "--out", bench.home / f"{experiment}-first",
                              seconds=600)  # the feature network into the cache
            slower, dearer = [], []
            for pair in range(chosen.pairs):
                without = rates(bench, experiment, chosen.seconds, f"{pair}-off", ["--no-measures"])
                measured = rates(bench, experiment, chosen.seconds, f"{pair}-on", [])
                slower.append(1 - measured[0] / without[0])
                dearer.append(measured[1] / without[1] - 1)
                print(f"{experiment}: {without[0]:.0f} steps/s without, {measured[0]:.0f} with; CPU a step "
                      f"{1e3 * without[1]:.2f} and {1e3 * measured[1]:.2f} ms", flush=True)
            print(f"{experiment}: slower by {100 * statistics.median(slower):.1f} % (limit 5), all CPU together "
                  f"{100 * statistics.median(dearer):.1f} % more")
    finally:
        bench.tearDown()


if __name__ == "__main__":
    main()
