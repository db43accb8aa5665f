"""Event files of TensorBoard: written after training and beside it, read back by a reader of this file's own, which follows
the specification (tensorflow/core/lib/io/record_writer.h, core/util/event.proto, core/framework/summary.proto)."""
import csv
import math
import pathlib
import re
import signal
import struct
import subprocess
import sys
import time
import unittest

from support import ERROR, Case, wait_until


def crc32c(content):
    """RFC 3720, bit by bit."""
    crc = 0xFFFFFFFF
    for byte in content:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


def masked_crc(content):
    crc = crc32c(content)
    return ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF


def records(content, checked=40):
    """The whole records; the checksums of the first `checked` are looked at, which takes Python its time."""
    at, number = 0, 0
    while at + 12 <= len(content):
        length, of_length = struct.unpack("<QI", content[at:at + 12])
        if at + 16 + length > len(content):
            return
        data = content[at + 12:at + 12 + length]
        if number < checked:
            assert of_length == masked_crc(content[at:at + 8]), f"length at {at}"
            assert struct.unpack("<I", content[at + 12 + length:at + 16 + length])[0] == masked_crc(data), f"data at {at}"
        yield data
        at, number = at + 16 + length, number + 1


def fields(message):
    """Number and content of every field of a protobuf message."""
    def varint(at):
        value, shift = 0, 0
        while True:
            byte = message[at]
            value, shift, at = value | (byte & 127) << shift, shift + 7, at + 1
            if byte < 128:
                return value, at
    at = 0
    while at < len(message):
        key, at = varint(at)
        kind = key & 7
        if kind == 0:
            value, at = varint(at)
        elif kind == 1:
            value, at = struct.unpack("<d", message[at:at + 8])[0], at + 8
        elif kind == 5:
            value, at = struct.unpack("<f", message[at:at + 4])[0], at + 4
        else:
            assert kind == 2, kind
            length, at = varint(at)
            value, at = message[at:at + length], at + length
        yield key >> 3, value


class Log:
    """A folder's event files, by name: scalars and pictures by tag, and what was said besides."""

    def __init__(self, folder):
        self.scalars, self.images, self.starts, self.versions, self.descriptions = {}, {}, [], [], {}
        for file in sorted(pathlib.Path(folder).glob("*tfevents*")):
            for record in records(file.read_bytes()):
                self.take(record)

    def take(self, record):
        event = {1: 0.0, 2: 0}
        summaries = []
        for number, content in fields(record):
            if number == 5:
                summaries.append(content)
            event[number] = content
        if 3 in event:
            self.versions.append(event[3].decode())
        if 7 in event and dict(fields(event[7])).get(1) == 1:
            self.starts.append(event[2])
            for points in [*self.scalars.values(), *self.images.values()]:
                points[:] = [point for point in points if point[0] < event[2]]
        for summary in summaries:
            for number, value in fields(summary):
                assert number == 1
                value = dict(fields(value))
                tag = value[1].decode()
                if 9 in value:
                    self.descriptions[tag] = dict(fields(value[9]))[3].decode()
                if 2 in value:
                    self.scalars.setdefault(tag, []).append((event[2], event[1], value[2]))
                if 4 in value:
                    self.images.setdefault(tag, []).append((event[2], event[1], dict(fields(value[4]))))


def table(file):
    """Step, seconds and values of every row of metrics.csv or measures.csv, as floats of 32 bits."""
    with open(file, newline="") as stream:
        for row in csv.DictReader(stream):
            values = {key: struct.unpack("<f", struct.pack("<f", float(text)))[0]
                      for key, text in row.items() if key not in ("step", "seconds") and text}
            yield int(row["step"]), float(row["seconds"]), values


class TensorBoardCase(Case):
    def assert_holds_the_run(self, log, run, from_step=1):
        """Every number of both tables, under a tag that ends in its column's name."""
        for name in ("metrics.csv", "measures.csv"):
            if name == "measures.csv" and not (run / name).exists():
                continue
            wanted = {}
            for step, _, values in table(run / name):
                for key, value in values.items():
                    if step >= from_step:
                        wanted.setdefault(key.removeprefix("share:"), []).append((step, value))
            self.assertTrue(wanted or name == "measures.csv")
            for key, points in wanted.items():
                tags = [tag for tag in log.scalars if tag.split("/", 1)[1] == key and
                        (tag.split("/")[0] in ("measures", "shares")) == (name == "measures.csv")]
                self.assertEqual(len(tags), 1, key)
                self.assertEqual([(step, value) for step, _, value in log.scalars[tags[0]]], points, key)

    def file_in(self, folder):
        files = list(pathlib.Path(folder).glob("events.out.tfevents.*"))
        self.assertEqual(len(files), 1)
        return files[0]


class Export(TensorBoardCase):
    def test_every_curve_and_sheet_of_a_run_comes_back(self):
        run, logs = self.home / "run", self.home / "logs" / "run"
        begun = time.time()
        self.run_program("train", "digits", "--seconds", "3", "--out", run, "--quiet")
        ended = time.time()
        said = self.json_of("export", run, "--tensorboard", logs)["tensorboard"]
        log = Log(logs)
        self.assertEqual(log.versions, ["brain.Event:2"])
        self.assertEqual(said["file"], str(self.file_in(logs)))
        self.assertEqual(said["curves"], len(log.scalars))
        self.assertEqual(said["steps"], len(log.scalars["loss/d_loss"]))
        self.assertEqual(said["left_out"], 0)
        self.assert_holds_the_run(log, run)
        self.assertLessEqual({"loss/d_loss", "loss/g_loss", "belief/d_real", "belief/d_fake"}, set(log.scalars))
        self.assertIn("Discriminator loss", log.descriptions["loss/d_loss"])

        sheets = sorted((run / "samples").glob("*.png"))
        self.assertEqual([struct.pack(">I", len(image[4])) and image[4] for _, _, image in log.images["samples"]],
                         [sheet.read_bytes() for sheet in sheets])
        step, _, image = log.images["samples"][-1]
        self.assertEqual(f"step-{step:09}.png", sheets[-1].name)
        self.assertEqual((image[2], image[1]), struct.unpack(">II", image[4][16:24]), "width and height")

        times = [wall_time for _, wall_time, _ in log.scalars["loss/d_loss"]]
        self.assertEqual(times, sorted(times))
        self.assertGreater(times[0], begun - 2)
        self.assertLess(times[-1], ended + 2)
        self.assertAlmostEqual(times[-1] - times[0], list(table(run / "metrics.csv"))[-1][1], delta=2)

    def test_tensorboard_itself_reads_it(self):
        tried = subprocess.run([sys.executable, "-c", "import tensorboard"], capture_output=True, check=False)
        if tried.returncode != 0:
            self.skipTest("there is no tensorboard here (pip install tensorboard): it was not asked")
        run, logs = self.home / "run", self.home / "logs"
        self.run_program("train", "digits", "--steps", "20", "--out", run, "--tensorboard", logs, "--quiet")
        asked = subprocess.run([sys.executable, "-c", f"""
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
log = EventAccumulator({str(logs)!r}, size_guidance={{"scalars": 0, "tensors": 0, "images": 0}})
log.Reload()
print(*(event.step for event in log.Scalars("loss/d_loss")))
print(*(event.step for event in log.Images("samples")))
"""], capture_output=True, text=True, check=True).stdout.splitlines()
        self.assertEqual(asked[0], " ".join(map(str, range(1, 21))))
        self.assertTrue(asked[1])

    def test_a_copy_with_new_times_keeps_its_order(self):
        run, copy = self.home / "run", self.home / "copy"
        self.run_program("train", "ring", "--steps", "300", "--out", run, "--quiet")
        subprocess.run(["cp", "-r", run, copy], check=True)  # without -p: every file is of now
        self.run_program("export", copy, "--tensorboard", self.home / "logs")
        times = [wall_time for _, wall_time, _ in Log(self.home / "logs").scalars["loss/d_loss"]]
        self.assertEqual(times, sorted(times))

    def test_damage_in_the_run_is_left_out_and_said(self):
        run = self.home / "run"
        self.run_program("train", "digits", "--steps", "20", "--out", run, "--quiet")
        next((run / "samples").glob("*.png")).write_bytes(b"no picture")
        with open(run / "metrics.csv", "a") as file:
            file.write("what is this?\n21,0.5")
        done = self.run_program("export", run, "--tensorboard", self.home / "logs", "--json")
        self.assertEqual(done.stderr.count("left out of the events"), 2, done.stderr)
        self.assertIn('"left_out":2', done.stdout)
        self.assertEqual(len(Log(self.home / "logs").scalars["loss/g_loss"]), 20)

    def test_what_cannot_be_exported_is_refused_with_a_hint(self):
        run, logs = self.home / "run", self.home / "logs"
        self.run_program("train", "ring", "--steps", "5", "--out", run, "--quiet")
        self.run_program("export", run, "--tensorboard", logs)
        before = self.file_in(logs).read_bytes()
        for words, code in ((["export", run, "--tensorboard", logs], 2),
                            (["train", "ring", "--steps", "5", "--tensorboard", logs], 2),
                            (["export", run, "--tensorboard", self.home / "new", "--raw"], 2),
                            (["export", run], 2),
                            (["export", self.home / "nothing", "--tensorboard", self.home / "new"], 1),
                            (["export", run, "--tensorboard", run / "metrics.csv" / "below"], 1)):
            self.assertRegex(self.run_program(*words, check=code).stderr, ERROR)
        self.assertEqual(self.file_in(logs).read_bytes(), before, "untouched")
        self.assertFalse((self.home / "new").exists() and list((self.home / "new").iterdir()))
        self.assertEqual(self.runs(), [], "nothing was trained")
        chinese = self.run_program("export", run, "--tensorboard", logs, "--lang", "zh", check=2).stderr
        self.assertIn("事件文件", chinese)


class Beside(TensorBoardCase):
    def test_training_is_bitwise_the_same_with_events(self):
        plain, logged, logs = self.home / "plain", self.home / "logged", self.home / "logs"
        words = ("train", "digits", "--steps", "60", "--seed", "3", "--quiet", "--out")
        self.run_program(*words, plain)
        said = self.json_of(*words, logged, "--tensorboard", logs)
        self.assertEqual(self.metrics(plain), self.metrics(logged))
        weights = [next((run / "checkpoints").glob("*60.safetensors")).read_bytes() for run in (plain, logged)]
        bodies = [content[8 + int.from_bytes(content[:8], "little"):] for content in weights]
        self.assertEqual(bodies[0], bodies[1], "weights, moments and random state")
        self.assert_holds_the_run(Log(logs), logged)
        self.assertEqual(said["tensorboard"]["steps"], 60)
        self.assertEqual([step for step, _, _ in Log(logs).images["samples"]][-1], 60)

    def test_events_are_there_while_it_trains(self):
        run, logs = self.home / "run", self.home / "logs"
        process = self.start("train", "ring", "--seconds", "120", "--out", run, "--tensorboard", logs)
        wait_until(lambda: list(logs.glob("*")) and Log(logs).scalars.get("loss/d_loss"), 60, "scalars")
        self.assertIsNone(process.poll(), "it trains still")
        seen = len(Log(logs).scalars["loss/d_loss"])
        wait_until(lambda: len(Log(logs).scalars["loss/d_loss"]) > seen, 60, "more of them")
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(60), 0)
        log = Log(logs)
        self.assert_holds_the_run(log, run)
        # What was written beside it says the same as what is exported afterwards, times included.
        self.run_program("export", run, "--tensorboard", self.home / "after")
        after = Log(self.home / "after")
        self.assertEqual(set(after.scalars), set(log.scalars))
        for (_, live, _), (_, later, _) in zip(log.scalars["loss/d_loss"], after.scalars["loss/d_loss"]):
            self.assertLess(abs(live - later), 5)

    def test_a_run_that_goes_on_goes_on_in_its_folder(self):
        run, logs = self.home / "run", self.home / "logs"
        self.run_program("train", "ring", "--steps", "5", "--seed", "3", "--out", run, "--tensorboard", logs, "--quiet")
        self.run_program("train", "--resume", run, "--steps", "10", "--tensorboard", logs, "--quiet")
        self.assertEqual(len(list(logs.glob("*"))), 2)
        log = Log(logs)
        self.assertEqual(log.starts, [6])
        self.assertEqual([step for step, _, _ in log.scalars["loss/d_loss"]], list(range(1, 11)))
        # Into a new folder it brings what it was before.
        self.run_program("train", "--resume", run, "--steps", "15", "--tensorboard", self.home / "new", "--quiet")
        self.assertEqual([step for step, _, _ in Log(self.home / "new").scalars["loss/d_loss"]], list(range(1, 16)))

    def test_a_folder_that_cannot_be_written_is_said_before_training(self):
        (self.home / "file").write_text("")
        done = self.run_program("train", "ring", "--steps", "5", "--tensorboard", self.home / "file" / "logs", check=1)
        self.assertRegex(done.stderr, ERROR)
        self.assertFalse(list((self.runs()[0] / "checkpoints").glob("*00005*")) if self.runs() else [])


class Info(TensorBoardCase):
    def test_it_says_what_a_folder_of_events_holds(self):
        run, logs = self.home / "run", self.home / "logs" / "run"
        self.run_program("train", "digits", "--steps", "12", "--out", run, "--tensorboard", logs, "--quiet")
        said = self.json_of("info", logs)
        curves = {curve["tag"]: curve for curve in said["curves"]}
        step, _, values = list(table(run / "metrics.csv"))[-1]
        self.assertEqual(curves["loss/d_loss"]["points"], 12)
        self.assertEqual(curves["loss/d_loss"]["last_step"], step)
        self.assertTrue(math.isclose(curves["loss/d_loss"]["last_value"], values["d_loss"]))
        self.assertEqual([other["tag"] for other in said["others"]], ["samples"])
        self.assertEqual(self.json_of("info", self.file_in(logs))["curves"], said["curves"], "one file alone")
        self.assertRegex(self.run_program("info", logs).stdout, r"loss/d_loss +12 +1 – 12")
        self.assertEqual(self.json_of("info", run)["step"], 12, "a run is a run")

    def test_damage_is_said_and_what_stands_before_it_is_read(self):
        logs = self.home / "logs"
        self.run_program("train", "ring", "--steps", "12", "--out", self.home / "run", "--tensorboard", logs, "--quiet")
        file = self.file_in(logs)
        content = bytearray(file.read_bytes())
        content[-30] ^= 4
        file.write_bytes(content)
        done = self.run_program("info", logs, "--json")
        self.assertRegex(done.stderr, re.escape(str(file)) + r", byte \d+\)\n  hint: ")
        self.assertIn("loss/d_loss", done.stdout)


if __name__ == "__main__":
    unittest.main()
