#!/usr/bin/env python3
"""How near every point experiment comes to its data as built in, seed by seed, and what it costs.

    tests/bench/point_experiments.py [gaussian ring …] [--seeds 1 2 3] [--steps N] [--set KEY=VALUE …]

Trains each until its rates have fallen (`lr_decay_steps`), or to step `--steps`, and evaluates it. Prints
Markdown: JS, and how many times the floor of a perfect sampler it is; KL beside its floor; accuracy of a fresh classifier;
modes and the share on them of mixtures; CPU seconds of training, start of the program and measuring included. A figure that
misses what is wanted (JS within three times the floor, two-sample at most .55, every mode, nine in ten samples on one) is
followed by a star; exit 1 when there is one. `drawing` draws a wave and a dot for itself.
"""
import argparse
import json
import math
import pathlib
import statistics
import sys
import tomllib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "tables"))
import measure  # noqa: E402

EXPERIMENTS = ("gaussian", "ring", "grid", "spiral", "moons", "circles", "line", "checkerboard", "pinwheel",
               "two-gaussians", "uniform", "exponential", "drawing")
FOLDER = pathlib.Path(__file__).resolve().parents[2] / "assets/experiments"


def option_of(experiment, key):
    """A key of a built-in experiment, its own or its nearest parent's that has it."""
    while experiment:
        file = tomllib.loads((FOLDER / f"{experiment}.toml").read_text())
        if key in file:
            return file[key]
        experiment = file.get("parent")
    raise KeyError(key)


def drawn_by(bench):
    """A drawing of a hundred dabs along a wave, and one dot beside it."""
    wave = [[-1 + i / 50, 0.5 * math.sin(math.pi * i / 50)] for i in range(101)]
    file = bench.home / "drawing.json"
    file.write_text(json.dumps({"format": "ganscope-drawing", "version": 1, "brush": 0.06,
                                "points": wave + 20 * [[0.6, -0.5]]}))
    return f"drawing:{file}"


def measured(bench, experiment, seed, chosen):
    """What `evaluate` says, with `steps`, `cpu` and `said` (the last verdict)."""
    name = experiment if experiment != "drawing" else drawn_by(bench)
    steps = chosen.steps or option_of(experiment if experiment != "drawing" else "circles", "lr_decay_steps")
    run = measure.Run(bench, name, seed, chosen.set, name=experiment)
    done = run.train_to(steps)
    judged = run.judge()
    judged |= {"steps": steps, "cpu": run.cpu, "said": done["diagnosis"]["verdict"]}
    measure.log(experiment=experiment, seed=seed, **{key: judged.get(key) for key in
                ("steps", "js", "kl", "two_sample", "modes", "high_quality", "cpu", "said", "real")})
    return judged


def starred(text, missed):
    return text + ("*" if missed else "")


def row_of(experiment, seeds):
    """One row of the table; the floors are the data's, the same for every seed."""
    real = seeds[0]["real"]
    def each(key, form, misses):
        return ", ".join(starred(form.format(judged[key]), misses(judged)) for judged in seeds)
    modes = ""
    if seeds[0].get("modes") is not None:
        modes = ", ".join(starred(f"{judged['modes']} · {judged['high_quality']:.3f}",
                                  judged["modes"] < real["modes"] or judged["high_quality"] < 0.9) for judged in seeds)
    js = ", ".join(starred(f"{judged['js'] / real['js']:.1f}", judged["js"] > 3 * real["js"]) for judged in seeds)
    return [f"`{experiment}`", f"{seeds[0]['steps']:,}", f"{js} × {real['js']:.4f}",
            each("kl", "{:.2f}", lambda judged: False) + f" ({real['kl']:.2f})",
            each("two_sample", "{:.2f}", lambda judged: judged["two_sample"] > 0.55), modes,
            f"{statistics.fmean(judged['cpu'] for judged in seeds):.1f}"]


def main():
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("experiments", nargs="*", default=EXPERIMENTS, metavar="EXPERIMENT")
    words.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    words.add_argument("--steps", type=int)
    words.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="change every recipe")
    chosen = words.parse_args()
    with measure.bench() as bench:
        rows = [row_of(experiment, [measured(bench, experiment, seed, chosen) for seed in chosen.seeds])
                for experiment in chosen.experiments]
    print(f"\nseeds {chosen.seeds}; commit {measure.version()}; * misses what is wanted\n")
    print(measure.table(["", "steps", "JS × its floor", "KL (floor)", "two-sample", "modes · on them", "CPU s"], rows))
    sys.exit(1 if any("*" in cell for row in rows for cell in row) else 0)


if __name__ == "__main__":
    main()
