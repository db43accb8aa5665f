"""What the end-to-end tests share: a private home, a private X display, the program, and what it says of itself."""
import csv
import json
import os
import pathlib
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
import unittest
import zlib

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = os.environ.get("GANSCOPE_PROGRAM", str(ROOT / "build/release/bin/ganscope"))
ERROR = r"(?m)^ganscope: error: .+ \(.+\)\n  hint: .+$"  # the two lines


def wait_until(condition, seconds, what):
    """Waits for a condition instead of sleeping; fails with `what` after a generous deadline."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        value = condition()
        if value:
            return value
        time.sleep(0.05)
    raise AssertionError(f"not within {seconds} s: {what}")


def python_with_torch():
    """A Python that has torch, Debian's or this one; None without. Looks only: importing takes seconds."""
    look = "import importlib.util, sys; sys.exit(importlib.util.find_spec('torch') is None)"
    for python in ("/usr/bin/python3", sys.executable):
        tried = subprocess.run([python, "-c", look], capture_output=True)
        if tried.returncode == 0:
            return python
    return None


def png_rows(content):
    """Channels and rows of bytes of an 8-bit PNG without interlacing."""
    at, packed = 8, b""
    while at < len(content):
        size, kind = struct.unpack(">I4s", content[at:at + 8])
        if kind == b"IHDR":
            width, height, depth, colours = struct.unpack(">IIBB", content[at + 8:at + 18])
        if kind == b"IDAT":
            packed += content[at + 8:at + 8 + size]
        at += 12 + size
    step = {0: 1, 2: 3, 6: 4}[colours]
    assert depth == 8
    data, length, rows = zlib.decompress(packed), width * step, []
    before = bytes(length)
    for y in range(height):
        kind, row = data[y * (length + 1)], bytearray(data[y * (length + 1) + 1:(y + 1) * (length + 1)])
        for i in range(length):
            left, above = (row[i - step] if i >= step else 0), before[i]
            corner = before[i - step] if i >= step else 0
            near = left + above - corner
            paeth = min((abs(near - left), 0, left), (abs(near - above), 1, above), (abs(near - corner), 2, corner))[2]
            row[i] = (row[i] + (0, left, above, (left + above) // 2, paeth)[kind]) & 255
        rows.append(bytes(row))
        before = bytes(row)
    return step, rows


class Display:
    """An X server of our own, on a number that it finds free by itself."""

    def __init__(self, size="1600x900"):
        read_end, write_end = os.pipe()
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write_end), "-screen", "0", f"{size}x24", "-nolisten", "tcp"],
            pass_fds=[write_end], stderr=subprocess.DEVNULL)
        os.close(write_end)
        with os.fdopen(read_end) as pipe:
            self.name = ":" + pipe.readline().strip()

    def close(self):
        self.server.terminate()
        self.server.wait(10)


class Case(unittest.TestCase):
    """A test with an empty home of its own; everything it started is gone afterwards."""

    def setUp(self):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="ganscope-e2e-"))
        self.started = []
        self.display = None
        self.environment = {
            "PATH": os.environ["PATH"], "HOME": str(self.home), "LP_NUM_THREADS": "1",
            "XDG_DATA_HOME": str(self.home / "data"), "XDG_CONFIG_HOME": str(self.home / "config"),
            "XDG_CACHE_HOME": str(self.home / "cache"), "XDG_RUNTIME_DIR": str(self.home),
        }
        for name in ("GANSCOPE_DATA", "ASAN_OPTIONS", "LD_LIBRARY_PATH"):
            if name in os.environ:
                self.environment[name] = os.environ[name]

    def tearDown(self):
        result = getattr(self._outcome, "result", None)
        if any(case is self for case, _ in [*getattr(result, "failures", []), *getattr(result, "errors", [])]):
            self.tell_what_stood()
        for process in self.started:
            if process.poll() is None:
                process.kill()
                process.wait(10)
        if self.display:
            self.display.close()
        shutil.rmtree(self.home, ignore_errors=True)

    def tell_what_stood(self):
        """For whoever reads that a test failed: whether the program still ran, what it said, what was on screen."""
        for process in self.started:
            print(f"{process.args[:2]}: {'runs' if process.poll() is None else f'ended, {process.returncode}'}",
                  file=sys.stderr)
        log = self.home / "program.log"
        if log.exists():
            print(log.read_text(errors="replace")[-2000:], file=sys.stderr)
        file = self.home / "map.json"
        seen = self.ui_map()
        if seen is None:
            print(f"no map: {file.read_text(errors='replace')[:300] if file.exists() else 'no file'}", file=sys.stderr)
            return
        print(f"status {seen['status']}\n" + "\n".join(f"{name} {item.get('value')}" for name, item in
                                                        list(seen["items"].items())[:200]), file=sys.stderr)

    # --- the program

    def with_display(self, size="1600x900"):
        self.display = Display(size)
        self.environment["DISPLAY"] = self.display.name

    def run_program(self, *arguments, seconds=120, check=0):
        done = subprocess.run([PROGRAM, *map(str, arguments)], env=self.environment, cwd=self.home, text=True,
                              capture_output=True, timeout=seconds, check=False, errors="surrogateescape")
        if check is not None:
            self.assertEqual(done.returncode, check, f"{arguments}\n{done.stdout}\n{done.stderr}")
        return done

    def json_of(self, *arguments, seconds=120):
        return json.loads(self.run_program(*arguments, "--json", seconds=seconds).stdout.splitlines()[-1])

    def start(self, *arguments):
        with open(self.home / "program.log", "a") as log:
            process = subprocess.Popen([PROGRAM, *map(str, arguments)], env=self.environment, cwd=self.home,
                                       stdout=log, stderr=log, text=True)
        self.started.append(process)
        return process

    def view_with_script(self, script, *arguments, seconds=240):
        """Runs the window through an automation script; every line must be done."""
        file = self.home / "script.txt"
        file.write_text(script)
        return self.run_program("view", *arguments, "--automation", file, seconds=seconds)

    # --- what it says of itself

    def ui_map(self):
        try:
            return json.loads((self.home / "map.json").read_text())
        except (FileNotFoundError, json.JSONDecodeError):
            return None

    def wait_status(self, condition, seconds=60, what=""):
        def check():
            seen = self.ui_map()
            return seen if seen and condition(seen["status"]) else None
        try:
            return wait_until(check, seconds, what or "a condition on the status")
        except AssertionError as problem:
            log = (self.home / "program.log").read_text() if (self.home / "program.log").exists() else ""
            raise AssertionError(f"{problem}; status {(self.ui_map() or {}).get('status')}\n{log[-2000:]}") from None

    # --- what a person does with mouse and keys: real X events

    def xdotool(self, *words):
        return subprocess.run(["xdotool", *map(str, words)], env=self.environment, text=True, capture_output=True,
                              check=True).stdout

    def window(self):
        return wait_until(lambda: subprocess.run(["xdotool", "search", "--name", "ganscope"], env=self.environment,
                                                 text=True, capture_output=True, check=False).stdout.split(),
                          10, "the window")[0]

    def item(self, name, seconds=20):
        return wait_until(lambda: (self.ui_map() or {"items": {}})["items"].get(name), seconds, name)

    def value(self, name):
        """What the item shows; None while it is not there."""
        return ((self.ui_map() or {"items": {}})["items"].get(name) or {}).get("value")

    def wait_value(self, name, wanted, seconds=60):
        """Until the item is there and its value is as wanted."""
        return wait_until(lambda: (found := self.value(name)) is not None and wanted(found) and (found,), seconds,
                          f"{name}, now {self.value(name)}")[0]

    def wait_other(self, name, than, seconds=20):
        """Its value, once it is another one."""
        return self.wait_value(name, lambda now: now and now not in than, seconds)

    def settled(self, name, than=(), seconds=20):
        """Its value, once it is another one and a second has changed nothing: a busy machine shows a stroke piece by
        piece."""
        self.wait_other(name, than, seconds)
        seen = [None, 0.0]

        def quiet():
            now = self.value(name)
            if now is None or now != seen[0]:
                seen[:] = now, time.monotonic()
            return time.monotonic() - seen[1] > 1 and (now,)
        return wait_until(quiet, seconds, f"{name} stays as it is")[0]

    def stroke(self, name, *places):
        """With the button held down, over places (x, y) within the item."""
        self.point_at(name, 20, *places[0])
        self.xdotool("mousedown", 1)
        for place in places[1:]:
            self.point_at(name, 20, *place)
        self.xdotool("mouseup", 1)
        time.sleep(0.12)

    def point_at(self, name, seconds=20, x=0.5, y=0.5):
        """x, y: within the item, 0-1."""
        place = self.item(name, seconds)
        self.xdotool("mousemove", "--window", self.window(), int(place["x"] + x * place["w"]),
                     int(place["y"] + y * place["h"]))
        time.sleep(0.12)  # xdotool without a window manager: a person's pace, about two frames

    def press(self, name, seconds=20, x=0.5, y=0.5):
        self.point_at(name, seconds, x, y)
        for button in ("mousedown", "mouseup"):
            self.xdotool(button, 1)
            time.sleep(0.12)

    def key(self, *keys):
        """Held together; longer than a frame, or nobody sees it."""
        for how, which in (("keydown", keys), ("keyup", reversed(keys))):
            for name in which:
                self.xdotool(how, name)
            time.sleep(0.12)

    def runs(self):
        folder = self.home / "data" / "ganscope" / "runs"
        return sorted(folder.iterdir()) if folder.exists() else []

    @staticmethod
    def metrics(run):
        """The rows of metrics.csv by step, without the columns that tell the time of day."""
        with open(pathlib.Path(run) / "metrics.csv", newline="") as file:
            rows = {}
            for row in csv.DictReader(file):
                if None in row.values():
                    continue  # the last line may be half written while the program runs
                rows[int(row["step"])] = {k: v for k, v in row.items() if k not in ("seconds", "steps_per_s")}
            return rows

    def kill(self, process):
        process.send_signal(signal.SIGKILL)
        process.wait(10)


class Bench(Case):
    """The same home, display and program for a measurement that is run by hand, outside unittest's runner."""

    def runTest(self):
        """Nothing: unittest wants a test to make a case, and a measurement calls setUp and tearDown by itself."""
