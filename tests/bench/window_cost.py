#!/usr/bin/env python3
"""What the window costs, measured on the real program under Xvfb; each figure with the limit it must keep.

    tests/bench/window_cost.py [--seconds 15] [--pairs 3] [--memory-minutes 10] [--only start|rest|drag|slowdown|memory]

Slowdown: training with and without the window, in turn, median of the ratios, by the clock and (which a busy machine
does not disturb) by the CPU time of the training thread per step. Others: what the rest of the program burns beside it,
which must fit on the other core. Frame cost: the interface thread's own CPU
time per frame as the program counts it (without rasterising), 99th percentile. Drag: from the request to the new picture
on screen, median over a scripted drag while it trains. Start: to the first frame and to the first training step.
Memory: resident size minute by minute. Stop: from SIGTERM to the exit.
"""
import argparse
import os
import pathlib
import statistics
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "e2e"))
from support import Bench  # noqa: E402


def cpu_seconds_by_thread(pid):
    """CPU time of every living thread of a process, the busiest first: that is the trainer."""
    ticks = []
    for stat in pathlib.Path(f"/proc/{pid}/task").glob("*/stat"):
        words = stat.read_text().rsplit(")", 1)[1].split()
        ticks.append((int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK"))
    return sorted(ticks, reverse=True)


def resident_mb(pid):
    words = pathlib.Path(f"/proc/{pid}/status").read_text().split()
    return int(words[words.index("VmRSS:") + 1]) / 1024


class WindowBench(Bench):
    def rate_alone(self, seconds):
        """Steps per second and CPU seconds per step without a window: a long training less a short one, which takes
        loading and the last picture out."""
        before, sums = os.times(), []
        for length in (1, seconds + 1):
            done = self.json_of("train", "faces", "--seconds", str(length), "--out",
                                self.home / f"alone-{time.time()}", seconds=length * 3 + 60)
            after = os.times()
            cpu = after.children_user + after.children_system - before.children_user - before.children_system
            sums.append((done["step"], done["seconds"], cpu))
            before = after
        steps, wall, cpu = (late - early for early, late in zip(*sums))
        return steps / wall, cpu / steps

    def open_window(self):
        (self.home / "map.json").unlink(missing_ok=True)
        return self.start("view", "faces", "--start", "--ui-map", self.home / "map.json")

    def rate_in_window(self, seconds):
        process = self.open_window()
        first = self.wait_status(lambda s: s["step"] >= 50)["status"]
        cpu_first, started = cpu_seconds_by_thread(process.pid), time.monotonic()
        time.sleep(seconds)  # the measurement's own length, not a wait for a condition
        last, cpu_last, wall = self.ui_map()["status"], cpu_seconds_by_thread(process.pid), time.monotonic() - started
        process.terminate()
        process.wait(20)
        steps = last["step"] - first["step"]
        trainer = cpu_last[0] - cpu_first[0]
        others = sum(cpu_last) - sum(cpu_first) - trainer
        return steps / wall, trainer / steps, others / wall, last

    def slowdown(self, seconds, pairs):
        by_clock, by_cpu = [], []
        for _ in range(pairs):
            alone, cost_alone = self.rate_alone(seconds)
            watched, cost, others, status = self.rate_in_window(seconds)
            by_clock.append(watched / alone)
            by_cpu.append(cost_alone / cost)
            print(f"  alone {alone:6.1f} steps/s ({cost_alone * 1e3:.2f} ms CPU a step), with the window {watched:6.1f} "
                  f"({cost * 1e3:.2f}): ratio {by_clock[-1]:.3f} by the clock, {by_cpu[-1]:.3f} by CPU time; the rest "
                  f"burns {others:.2f} of a core; frame CPU p99 {status['frame_cpu_ms_p99']:.2f} ms", flush=True)
        print(f"training with the window open, against without: {statistics.median(by_clock):.3f} by the clock, "
              f"{statistics.median(by_cpu):.3f} by CPU time (at least 0.90)")

    def frame_cost_at_rest(self):
        process = self.start("view", "faces", "--ui-map", self.home / "map.json")
        self.wait_status(lambda s: s["phase"] == "ready")
        time.sleep(3)
        print(f"frame CPU p99, not training: {self.ui_map()['status']['frame_cpu_ms_p99']:.2f} ms (under 1)")
        process.terminate()
        process.wait(20)

    def drag_latency(self):
        lines = ["wait step>=50", "click train/sample/3", "click bar/explore", "wait explore/picture!=none"]
        for k in range(8):
            lines.append(f"drag explore/pad 0.{2 + k % 3},0.3 0.8,0.{3 + k % 4}")
        lines += ["wait 1", "quit"]
        script = self.home / "drag.txt"
        script.write_text("\n".join(lines) + "\n")
        process = self.start("view", "faces", "--start", "--automation", script, "--ui-map", self.home / "map.json")
        process.wait(120)
        status = self.ui_map()["status"]
        print(f"drag to picture, median: {status['latency_ms_median']:.1f} ms (under 50); "
              f"frame CPU p99 while dragging {status['frame_cpu_ms_p99']:.2f} ms")

    def start_up(self, times):
        frames, steps, stops = [], [], []
        for _ in range(times):
            process = self.open_window()
            status = self.wait_status(lambda s: s.get("first_step_s", 0) > 0)["status"]
            frames.append(status["first_frame_s"])
            steps.append(status["first_step_s"])
            asked = time.monotonic()
            process.terminate()
            process.wait(20)
            stops.append(time.monotonic() - asked)
        print(f"first frame {statistics.median(frames):.2f} s (under 1), first step {statistics.median(steps):.2f} s "
              f"(under 2), stop {max(stops):.2f} s (under 2)")

    def memory(self, minutes):
        process = self.open_window()
        self.wait_status(lambda s: s["step"] >= 1)
        for minute in range(1, minutes + 1):
            time.sleep(60)
            print(f"  minute {minute}: {resident_mb(process.pid):.0f} MB resident (under 600, flat), step "
                  f"{self.ui_map()['status']['step']:.0f}", flush=True)
        process.terminate()
        process.wait(20)


def main():
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("--seconds", type=int, default=15)
    words.add_argument("--pairs", type=int, default=3)
    words.add_argument("--memory-minutes", type=int, default=0)
    words.add_argument("--only", choices=["start", "rest", "drag", "slowdown", "memory"], help="one measurement alone")
    chosen = words.parse_args()
    bench = WindowBench()
    bench.setUp()
    try:
        bench.with_display()
        parts = {"start": lambda: bench.start_up(3), "rest": bench.frame_cost_at_rest, "drag": bench.drag_latency,
                 "slowdown": lambda: bench.slowdown(chosen.seconds, chosen.pairs),
                 "memory": lambda: bench.memory(chosen.memory_minutes)}
        for name, measure in parts.items():
            if chosen.only in (None, name):
                measure()
    finally:
        bench.tearDown()


if __name__ == "__main__":
    main()
