#!/usr/bin/env python3
"""MNIST with labels and the cartoon faces, as the built-in experiments train them, in one thread.

    GANSCOPE_DATA=… tests/bench/tables/pictures.py mnist --seconds 4 8 30 --seeds 1 2 3
    tests/bench/tables/pictures.py faces --seconds 15 60 300 --seeds 1 2 3 4 5 --steps-per-second 120

Seconds are CPU seconds of training, turned into steps at a rate that is measured first, or given: a busy machine makes
steps dearer, so give the rate of a quiet one there. Prints Markdown: the distances at every moment, and for data with
attributes the share of each value against its true share at the last moment but the one to compare with (`--shares-at`).
The features are those of a classifier trained on the data themselves, so numbers compare within one table only.
"""
import argparse
import pathlib
import statistics

import measure


def distances(judged):
    return judged["frechet"], judged["precision"], judged["recall"]


def figure_row(name, scores, steps, cpu):
    frechet, precision, recall = zip(*scores)
    return [name, measure.spread(frechet, "{:.2f}") + f" (most {max(frechet):.2f})",
            measure.spread(precision, "{:.2f}"), measure.spread(recall, "{:.2f}"), steps, cpu]


def share_rows(reports):
    """One row a value of an attribute: true share, what the classifier says of real pictures, and of generated ones."""
    rows = []
    for which, attribute in enumerate(reports[0].get("attributes", [])):
        for at, value in enumerate(attribute["values"]):
            made = [report["attributes"][which]["generated"][at] for report in reports]
            truth, real = attribute["truth"][at], attribute["real"][at]
            worst = max(made, key=lambda share: abs(share - truth)) if truth else 0
            off = 100 * (worst / truth - 1) if truth else float("nan")
            rows.append([f"{attribute['key']}: {value}", f"{truth:.3f}", f"{real:.3f}", f"{statistics.fmean(made):.3f}",
                         f"{off:+.0f} %" + (" **out**" if abs(off) > 30 else ""), f"{100 * attribute['accuracy']:.1f} %"])
    return rows


def measure_runs(bench, chosen, rate):
    """{seconds: [report a seed]}, and the CPU seconds really spent up to each."""
    reports = {seconds: [] for seconds in chosen.seconds}
    spent = {seconds: [] for seconds in chosen.seconds}
    for seed in chosen.seeds:
        run = measure.Run(bench, chosen.experiment, seed, chosen.set)
        for seconds in chosen.seconds:
            run.train_to(round(seconds * rate))
            judged = run.judge()
            reports[seconds].append(judged)
            spent[seconds].append(run.cpu)
            if chosen.samples:
                sheet = pathlib.Path(chosen.samples).resolve() / f"{chosen.experiment}-{seed}-{seconds}s.png"
                sheet.parent.mkdir(parents=True, exist_ok=True)
                bench.run_program("sample", run.folder, "--count", "64", "--out", sheet)
            measure.log(experiment=chosen.experiment, seed=seed, seconds=seconds, step=run.step, cpu=round(run.cpu, 1),
                        frechet=judged["frechet"], real=judged["real"]["frechet"], said=sorted(run.verdicts))
    return reports, spent


def main():
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("experiment", choices=["mnist", "faces", "digits", "fashion"])
    words.add_argument("--seconds", type=int, nargs="+", required=True)
    words.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    words.add_argument("--steps-per-second", type=float, help="instead of measuring the rate first")
    words.add_argument("--shares-at", type=int, help="the moment for the table of shares (default: the first of 60 s or later)")
    words.add_argument("--samples", metavar="DIR", help="leave a sheet of samples here for every moment and seed")
    words.add_argument("--set", action="append", default=[], metavar="KEY=VALUE")
    chosen = words.parse_args()
    chosen.seconds.sort()
    shares_at = chosen.shares_at or next((s for s in chosen.seconds if s >= 60), chosen.seconds[-1])
    with measure.bench() as bench:
        rate = chosen.steps_per_second or measure.steps_a_cpu_second(bench, chosen.experiment, chosen.set)
        reports, spent = measure_runs(bench, chosen, rate)
    first = next(iter(reports.values()))
    rows = [figure_row("real pictures", [distances(report["real"]) for report in first], "", "")]
    if "noise" in first[0]:
        rows.append(figure_row("uniform noise", [distances(report["noise"]) for report in first], "", ""))
    rows += [figure_row(f"{seconds} s", [distances(report) for report in reports[seconds]],
                        f"{round(seconds * rate):,}", measure.spread(spent[seconds], "{:.0f}")) for seconds in reports]
    print(f"\n{chosen.experiment}; {rate:.0f} steps a CPU second; seeds {chosen.seeds}; {' '.join(chosen.set)} commit "
          f"{measure.version()}; mean ± standard error\n")
    print(measure.table(["", "Fréchet distance", "precision", "recall", "steps", "CPU s spent"], rows))
    shares = share_rows(reports[shares_at])
    if shares:
        print(f"\nShares at {shares_at} s: truth, real pictures as the classifier sees them, generated (mean), the seed "
              "farthest from the truth, and how often the classifier is right\n")
        print(measure.table(["", "truth", "real, seen", "generated", "worst seed", "classifier"], shares))


if __name__ == "__main__":
    main()
