#!/usr/bin/env python3
"""What Explore costs and how quick it is, measured on the real program under Xvfb; each figure with its wish.

    tests/bench/explore_bench.py [--run RUN of faces] [--only drag|found|training|map] [--seconds 4]

Without a run it trains `faces` for 20 s first. Drag: from the hand to the new picture on screen, while it trains. Found:
what the commands say that finding took. Training: steps with a tab or tool of Explore at work against the same window
in Train, in turns, base before and after each; by the clock and by the CPU time of the
training thread per step, which a busy machine does not disturb. Map: the interface thread's own CPU time a frame as the
program counts it (without rasterising), the map of 2,000 open, dragged and enlarged. Takes under three minutes; the
machine's load is printed with it.
"""
import argparse
import os
import pathlib
import shutil
import statistics
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "e2e"))
from support import Bench  # noqa: E402
from window_cost import cpu_seconds_by_thread  # noqa: E402

# What is open while it trains: a name, and what is pressed for it in Explore.
TOOLS = [
    ("Samples", ["explore/tab/0"]),
    ("Samples, the path playing", ["explore/tab/0", "explore/path/play"]),
    ("Dimensions", ["explore/tab/1"]),
    ("Directions, being found", ["explore/tab/2", "explore/directions/find"]),
    ("Mine, the encoder learning", ["explore/tab/3"]),
    ("D's eyes", ["explore/tab/3", "explore/middle/1"]),
    ("Inside G", ["explore/tab/4"]),
    ("Map, being laid out", ["explore/tab/5", "explore/map/lay_out"]),
]


def load():
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"


class ExploreBench(Bench):
    def open_run(self, given):
        self.run_folder = self.home / "run"
        if given:
            shutil.copytree(given, self.run_folder)
        else:
            self.run_program("train", "faces", "--seconds", "20", "--out", self.run_folder, "--quiet")

    def open_window(self, *arguments):
        (self.home / "map.json").unlink(missing_ok=True)
        return self.start("view", self.run_folder, *arguments, "--ui-map", self.home / "map.json")

    def close(self, process):
        process.terminate()
        process.wait(20)

    def play(self, lines):
        """A script in a window of its own → what the status said at last."""
        script = self.home / "script.txt"
        script.write_text("\n".join(lines) + "\n")
        process = self.open_window("--automation", script)
        process.wait(170)
        return self.ui_map()["status"]

    def drag(self):
        lines = ["wait status.phase==paused", "click transport/start", "wait status.phase==running",
                 "click bar/explore", "wait explore/picture!=none"]
        for k in range(12):
            lines.append(f"drag explore/pad 0.{2 + k % 3},0.3 0.8,0.{3 + k % 4}")
        status = self.play(lines + ["wait 1", "quit"])
        print(f"drag to picture while training, {status['latency_count']:.0f} pictures: median "
              f"{status['latency_ms_median']:.1f} ms (50), 95th percentile {status['latency_ms_p95']:.1f} ms (100); "
              f"{load()}", flush=True)

    def found(self):
        out = self.home / "sheet.png"
        for method, words, wish in (("sefa", "factors of the first layer", "0.05"),
                                    ("pca", "components of 10,000 samples", "5")):
            said = self.json_of("directions", self.run_folder, "--method", method, "--count", "1", "--out", out)
            print(f"{words}: {said['seconds']:.3f} s ({wish}); {load()}", flush=True)
        said = self.json_of("map", self.run_folder, "--count", "2000", "--out", out)
        print(f"map of {said['count']:,} samples: {said['seconds']:.1f} s (10); {load()}", flush=True)

    def pace(self, process, seconds):
        """Steps by the clock, and the training thread's CPU seconds a step."""
        def now():
            file = self.home / "map.json"
            while not (seen := self.ui_map()):
                time.sleep(0.01)
            return file.stat().st_mtime, seen["status"]["step"], cpu_seconds_by_thread(process.pid)[0]
        began = now()
        time.sleep(seconds)  # the measurement's own length, not a wait for a condition
        ended = now()
        wall, steps, cpu = (b - a for a, b in zip(began, ended))
        return steps / wall, cpu / max(1, steps)

    def training(self, seconds):
        process = self.open_window("--start")
        self.wait_status(lambda s: s["phase"] == "running" and s["step"] > 0, what="it trains")
        self.press("bar/train")
        base = self.pace(process, seconds / 2)
        for name, presses in TOOLS:
            self.press("bar/explore")
            for item in presses:
                self.press(item, seconds=60)
            with_tool = self.pace(process, seconds)
            if "explore/path/play" in presses:
                self.press("explore/path/play")
            if "explore/middle/1" in presses:
                self.press("explore/middle/0")
            self.press("bar/train")
            after = self.pace(process, seconds / 2)
            by_clock = with_tool[0] / statistics.mean((base[0], after[0]))
            by_cpu = statistics.mean((base[1], after[1])) / with_tool[1]
            print(f"  {name:28} {with_tool[0]:6.1f} steps/s: {by_clock:.2f} of without by the clock, {by_cpu:.2f} by CPU "
                  f"time (0.90); {load()}", flush=True)
            base = after
        self.close(process)

    def map(self):
        lines = ["wait status.phase==paused", "click bar/explore", "click explore/tab/5", "click explore/map/lay_out",
                 "wait explore/map/zoom timeout 120"]
        for k in range(10):
            lines += [f"drag explore/map/overview 0.{2 + k % 5},0.3 0.7,0.{2 + k % 6}",
                      f"wheel explore/map/enlarged {1 if k % 2 == 0 else -1}"]
        status = self.play(lines + ["quit"])
        print(f"frames with a map of 2,000 open: CPU median {status['frame_cpu_ms_median']:.2f} ms, 99th percentile "
              f"{status['frame_cpu_ms_p99']:.2f} ms (1, as everywhere); {load()}", flush=True)


def main():
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("--run", type=pathlib.Path, help="a run of faces; it is copied")
    words.add_argument("--seconds", type=float, default=4, help="with each tool")
    words.add_argument("--only", choices=["drag", "found", "training", "map"])
    chosen = words.parse_args()
    bench = ExploreBench()
    bench.setUp()
    began = time.monotonic()
    try:
        bench.with_display()
        bench.open_run(chosen.run)
        parts = {"drag": bench.drag, "found": bench.found, "training": lambda: bench.training(chosen.seconds),
                 "map": bench.map}
        for name, measure in parts.items():
            if chosen.only in (None, name):
                measure()
        print(f"in {time.monotonic() - began:.0f} s")
    finally:
        bench.tearDown()


if __name__ == "__main__":
    main()
