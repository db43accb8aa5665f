#!/usr/bin/env python3
"""Whether each preset that teaches does what its name says, seed by seed, by the figures that show it.

    tests/bench/presets.py [collapse vanishing …] [--seeds 1 2 3 4 5] [--scale 1]

Trains in steps (times `--scale`), so that a busy machine does no harm. Exit 1 when one of them failed.
"""
import argparse
import csv
import pathlib
import statistics
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "e2e"))
from support import Bench  # noqa: E402

STEPS = {"collapse": 20000, "collapse-and-recover": 4000, "vanishing": 3000, "oscillation": 8000, "memorise": 6000,
         "unstable-without-batchnorm": 600}


def columns(file):
    """The columns of a CSV file as lists of numbers; what was not computed is left out. None where nothing was measured: on
    a busy machine the measuring thread, which has a low priority, may not come to it."""
    if not file.exists():
        return {}
    with open(file, newline="") as text:
        rows = [row for row in csv.DictReader(text) if None not in row.values()]
    return {key: [float(row[key]) for row in rows if row[key]] for key in rows[0]} if rows else {}


def means(values, size=25):
    return [statistics.fmean(values[i:i + size]) for i in range(0, len(values) - size + 1, size)]


def collapse(bench, run, done, curves, measures, real):
    """One clump, at every measurement from step 1500 on; and the verdict, once it is said, stays."""
    late = [i for i, step in enumerate(measures["step"]) if step >= 1500]
    spread = max(measures["diversity"][i] for i in late) / real["diversity"]
    modes = max(measures["modes"][i] for i in late)
    said = [held["verdict"] for held in done["verdicts"]]
    steady = said[-1] == "collapse" and said.count("collapse") == 1
    return spread < 0.35 and modes <= 1 and steady, {
        "modes at most": f"{modes:.0f}", "diversity at most": f"{100 * spread:.0f} %",
        "said at step": next((held["step"] for held in done["verdicts"] if held["verdict"] == "collapse"), "never")}


def recover(bench, run, done, curves, measures, real):
    early = [m for m, step in zip(measures["modes"], measures["step"]) if step <= done["step"] / 3]
    return min(early) <= 1 and measures["modes"][-1] == 8, {
        "fewest modes early": min(early), "modes at the end": measures["modes"][-1]}


def vanishing(bench, run, done, curves, measures, real):
    pull = means(curves["grad_g"])
    cured = bench.json_of("train", "vanishing", "--set", "objective=non-saturating", "--seed", str(done["seed"]), "--quiet",
                          "--steps", str(done["step"]), "--out", str(run) + "-cured", seconds=3600)
    other = means(columns(pathlib.Path(str(run) + "-cured/metrics.csv"))["grad_g"])
    modes = {m["key"]: m["value"] for m in cured["measures"]}
    return pull[-1] < 1e-3 * pull[0] and other[-1] > 0.1 * other[0], {
        "G's gradient": f"{pull[0]:.2g} to {pull[-1]:.1g}", "D on fakes": f"{means(curves['d_fake'])[-1]:.1g}",
        "cured": f"{other[0]:.2g} to {other[-1]:.2g}, {modes.get('modes', 0):.0f} modes"}


def oscillation(bench, run, done, curves, measures, real):
    beliefs = means(curves["d_fake"])[-160:]
    middle, width = statistics.fmean(beliefs), statistics.pstdev(beliefs)
    crossings, side = 0, 0
    for belief in beliefs:
        now = 1 if belief > middle + width / 2 else -1 if belief < middle - width / 2 else side
        crossings += side != 0 and now != side
        side = now
    return width > 0.07 and crossings >= 20, {"belief of fakes": f"{middle:.2f} ± {width:.2f}", "crossings": crossings}


def memorise(bench, run, done, curves, measures, real):
    """By the last measurement, which a busy machine may not have made in time."""
    nearness, last = measures["nearest"][-1] / real["nearest"], measures["step"][-1]
    return nearness < 0.5 and last > done["step"] / 2, {
        "nearest training picture": f"{100 * nearness:.0f} % of two training pictures' distance",
        "measured last at step": f"{last:.0f}"}


def unstable(bench, run, done, curves, measures, real):
    """With batch norm, and nothing else changed, the same rates draw digits."""
    bench.json_of("train", "unstable-without-batchnorm", "--set", "norm_g=batch", "--set", "norm_d=batch", "--seed",
                  str(done["seed"]), "--quiet", "--steps", str(done["step"]), "--out", str(run) + "-cured", seconds=3600)
    judged = [bench.json_of("evaluate", run, seconds=600)["frechet"],
              bench.json_of("evaluate", str(run) + "-cured", seconds=600)["frechet"]]
    return judged[0] > 3 * judged[1], {"Fréchet": f"{judged[0]:.0f}", "with batch norm": f"{judged[1]:.0f}"}


PROOFS = {"collapse": collapse, "collapse-and-recover": recover, "vanishing": vanishing, "oscillation": oscillation,
          "memorise": memorise, "unstable-without-batchnorm": unstable}


def main():
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("presets", nargs="*", default=list(PROOFS))
    words.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3, 4, 5])
    words.add_argument("--scale", type=float, default=1)
    chosen = words.parse_args()
    bench, failed = Bench(), 0
    bench.setUp()
    try:
        for preset in chosen.presets:
            for seed in chosen.seeds:
                run = bench.home / f"{preset}-{seed}"
                done = bench.json_of("train", preset, "--seed", str(seed), "--quiet", "--steps",
                                     str(int(chosen.scale * STEPS[preset])), "--out", run, seconds=3600)
                done["seed"] = seed
                measures = columns(run / "measures.csv")
                real = {measure["key"]: measure["real"] for measure in done["measures"]}
                good, figures = PROOFS[preset](bench, run, done, columns(run / "metrics.csv"), measures, real)
                failed += not good
                said = sorted({held["verdict"] for held in done["verdicts"]} | {done["diagnosis"]["verdict"]})
                print(f"{preset} {seed}: {'yes' if good else 'NO'}; "
                      + ", ".join(f"{key} {value}" for key, value in figures.items()) + f"; said {', '.join(said)}",
                      flush=True)
    finally:
        bench.tearDown()
    print("every preset does what it says" if not failed else f"{failed} did not")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
