#!/usr/bin/env python3
"""Makes a recording for recordings_test.cpp: trains an experiment, or takes a run that was trained, and writes a small file.

    tests/unit/diagnose/record.py NAME EXPERIMENT [--seed 1] [--steps 8000] [--rate 1000] [--set KEY=VALUE …]
    tests/unit/diagnose/record.py NAME --run FOLDER [--json FILE] [--rate 1000]

recordings/NAME.csv has what the rules look at: means of the curves over 25 steps, the measurements, and what real data get
(from the JSON line of `train --json`; a run that diverged has none). Its seconds are steps divided by `--rate`, the speed of an
ordinary machine, because the one that records may be slow or busy; of the measurements so many are kept as that machine makes.
"""
import argparse
import csv
import json
import math
import pathlib
import sys
import tempfile
import tomllib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "e2e"))
from support import Bench  # noqa: E402

FOLDER = pathlib.Path(__file__).resolve().parent / "recordings"
CURVES = ("d_loss", "g_loss", "d_real", "d_fake", "grad_g", "grad_d")
BIN_STEPS = 25  # as Course::bin_steps
MOST_BYTES = 20_000


def short(value):
    return "" if value is None or not math.isfinite(value) else f"{value:.3g}"


def rows_of(file):
    if not file.exists():
        return []
    with open(file, newline="") as text:
        return [row for row in csv.DictReader(text) if None not in row.values()]


def means(rows, key):
    values = [float(row[key]) for row in rows if row.get(key)]
    values = [value for value in values if math.isfinite(value)]
    return sum(values) / len(values) if values else None


def curves_of(run):
    rows = rows_of(run / "metrics.csv")
    for i in range(0, len(rows) - BIN_STEPS + 1, BIN_STEPS):
        some = rows[i:i + BIN_STEPS]
        yield [some[-1]["step"], *(short(means(some, key)) for key in CURVES)]


def measures_of(run, floors, rate, interval_s):
    rows = rows_of(run / "measures.csv")
    if not rows:
        return
    keys = [key for key in rows[0] if key not in ("step", "seconds")]
    yield ["step", *keys]
    yield ["real", *(short(floors.get(key)) for key in keys)]
    last = -math.inf
    for row in rows:
        if (int(row["step"]) - last) / rate >= interval_s:
            last = int(row["step"])
            yield [row["step"], *(short(float(row[key])) if row[key] else "" for key in keys)]


def write(name, run, done, rate, interval_s):
    experiment = tomllib.loads((run / "experiment.toml").read_text())
    floors = {measure["key"]: measure["real"] for measure in done.get("measures", [])}
    curves = list(curves_of(run))
    head = {"experiment": experiment["name"], "seed": experiment["seed"], "objective": experiment["objective"],
            "points": int("hidden_width" in experiment and experiment["network"] == "mlp"),
            "lr_g": experiment["lr_g"], "lr_d": experiment["lr_d"], "steps_per_s": rate, "diverged": int(not done)}
    lines = [f"{key},{value}" for key, value in head.items()]
    lines += ["curves", ",".join(("step", *CURVES)), *(",".join(row) for row in curves)]
    lines += ["measures", *(",".join(row) for row in measures_of(run, floors, rate, interval_s))]
    text = "\n".join(lines) + "\n"
    if len(text.encode()) > MOST_BYTES:
        sys.exit(f"{name} would be {len(text.encode())} bytes: record fewer steps")
    (FOLDER / f"{name}.csv").write_text(text)
    print(f"{name}: {len(curves)} means, {len(text.encode())} bytes")


def train(words, folder):
    """The run's folder, and what the program said of it: nothing when it diverged."""
    bench = Bench()
    bench.setUp()
    try:
        changes = [word for change in words.set for word in ("--set", change)]
        done = bench.run_program("train", words.experiment, "--seed", words.seed, "--steps", words.steps, "--quiet", "--json",
                                 "--out", folder, *changes, seconds=3600, check=None)
    finally:
        bench.tearDown()
    return json.loads(done.stdout.splitlines()[-1]) if done.returncode == 0 else {}


def main():
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("name")
    words.add_argument("experiment", nargs="?")
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--steps", type=int, default=8000)
    words.add_argument("--rate", type=float, default=1000, help="steps per second of an ordinary machine")
    words.add_argument("--interval", type=float, default=1, help="seconds between two measurements there")
    words.add_argument("--set", action="append", default=[], metavar="KEY=VALUE")
    words.add_argument("--run", type=pathlib.Path, help="a run that was trained already")
    words.add_argument("--json", type=pathlib.Path, help="what `train --json` said of that run")
    chosen = words.parse_args()
    if chosen.run:
        done = json.loads(chosen.json.read_text().splitlines()[-1]) if chosen.json else {}
        write(chosen.name, chosen.run, done, chosen.rate, chosen.interval)
        return
    with tempfile.TemporaryDirectory(prefix="ganscope-record-") as folder:
        run = pathlib.Path(folder) / "run"
        write(chosen.name, run, train(chosen, run), chosen.rate, chosen.interval)


if __name__ == "__main__":
    main()
