#!/usr/bin/env python3
"""Two runs that train in the window's Compare, against two `ganscope train` processes: steps per second of each.

    tests/bench/two_runs.py [--experiment faces] [--seconds 20] [--pairs 3]

Both kinds in turn, so that a machine's mood meets both; the window draws under Xvfb, the two runs differ in their seed alone and
keep step, the two processes measure their samples as the window does. The ratio of each must be 0.85 at least (median over the
pairs). Exit 1 when it is not. The load of the machine is said: on two cores that others use, too, the window has three threads
that want to run, the processes have two.
"""
import argparse
import concurrent.futures
import os
import pathlib
import statistics
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "e2e"))
from support import Bench  # noqa: E402

LEAST = 0.85
SCRIPT = """wait status.phase==ready timeout 120
go compare
type compare/set/seed 2
wait b.phase==ready timeout 120
click transport/start
"""


class TwoRuns(Bench):
    def in_window(self, experiment, seconds):
        """Steps per second of A and of B."""
        ui_map = self.home / "map.json"
        ui_map.unlink(missing_ok=True)
        script = self.home / "compare.txt"
        script.write_text(SCRIPT)
        process = self.start("view", experiment, "--seed", "1", "--automation", script, "--ui-map", ui_map)
        first = self.wait_status(lambda status: min(status["step"], status.get("b.step", 0)) >= 50, 240)["status"]
        started = time.monotonic()
        time.sleep(seconds)
        last, took = self.ui_map()["status"], time.monotonic() - started
        process.terminate()
        process.wait(60)
        return [(last[name] - first[name]) / took for name in ("step", "b.step")]

    def headless(self, experiment, seconds):
        """The same of two processes at the same time."""
        def one(seed):
            done = self.json_of("train", experiment, "--seed", seed, "--seconds", seconds, "--out",
                                self.home / f"alone-{seed}-{time.time()}", seconds=seconds * 3 + 120)
            return done["step"] / done["seconds"]
        with concurrent.futures.ThreadPoolExecutor(2) as both:
            return list(both.map(one, (1, 2)))


def main():
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("--experiment", default="faces")
    words.add_argument("--seconds", type=int, default=20)
    words.add_argument("--pairs", type=int, default=3)
    chosen = words.parse_args()
    bench = TwoRuns()
    bench.setUp()
    ratios = []
    try:
        bench.with_display("1600x900")
        for _ in range(chosen.pairs):
            window = bench.in_window(chosen.experiment, chosen.seconds)
            alone = bench.headless(chosen.experiment, chosen.seconds)
            ratios.append([here / there for here, there in zip(window, alone)])
            print(f"window {window[0]:.1f} + {window[1]:.1f} steps/s, processes {alone[0]:.1f} + {alone[1]:.1f}, "
                  f"ratios {ratios[-1][0]:.2f} {ratios[-1][1]:.2f}, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", flush=True)
    finally:
        bench.tearDown()
    medians = [statistics.median(run) for run in zip(*ratios)]
    good = min(medians) >= LEAST
    print(f"A {medians[0]:.2f}, B {medians[1]:.2f} of a process alone: {'kept' if good else 'MISSED'} (at least {LEAST})")
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
