#!/usr/bin/env python3
"""Pictures of pictures on the built-in faces: with D and by L1 alone, and between two kinds of faces.

    tests/bench/tables/translations.py --seeds 1 2 3
    tests/bench/tables/translations.py --seeds 1 --only sharpen hair

Trains in one thread to the steps of each row and judges 1,000 held-out pictures against 2,000 real ones, as `evaluate`
does. Prints Markdown: Fréchet distance beside its floor and what the input alone gets, attributes as in the truth, error of
pixels in [0, 1]; between two kinds of faces the shares converted and kept, there / back. A seed takes about ten minutes.
"""
import argparse
import statistics

import measure

PAIRED = {  # name: experiment, settings, steps
    "sharpen, L1 alone": ("sharpen-faces", ["adversarial_weight=0", "beta1=0.5", "beta2=0.999"], 600),
    "sharpen": ("sharpen-faces", [], 600),
    "colour, L1 alone": ("colour-faces", ["adversarial_weight=0", "beta1=0.5", "beta2=0.999"], 600),
    "colour": ("colour-faces", [], 600),
    "fill, L1 alone": ("fill-faces", ["adversarial_weight=0", "beta1=0.5", "beta2=0.999"], 1000),
    "fill": ("fill-faces", [], 1000),
}
APART = {"hair": ("cycle-hair", [], 400), "glasses": ("cycle-glasses", [], 600)}


def figures(values, form="{:.0f}"):
    return ", ".join(form.format(value) for value in values)


def chosen(rows, only):
    return {name: row for name, row in rows.items() if not only or any(word in name for word in only)}


def judged(bench, row, seeds):
    reports, cpu = [], []
    experiment, settings, steps = row
    for seed in seeds:
        run = measure.Run(bench, experiment, seed, settings, name=f"{experiment}-{len(settings)}")
        run.train_to(steps)
        reports.append(run.judge())
        cpu.append(run.cpu)
        measure.log(experiment=experiment, settings=settings, seed=seed, cpu=round(run.cpu, 1), said=sorted(run.verdicts),
                    judged=reports[-1])
    return reports, f"{statistics.fmean(cpu):.0f}"


def paired_row(name, row, reports, cpu):
    first = reports[0]
    return [name, row[2], figures(report["frechet"] for report in reports),
            f"{first['real']['frechet']:.0f}; {first['input']['frechet']:.0f}",
            figures((report["agreement"]["mean"] for report in reports), "{:.3f}"),
            f"{first['input']['agreement']['mean']:.2f}",
            figures((report["reconstruction"] for report in reports), "{:.4f}"),
            f"{first['input']['reconstruction']:.4f}", cpu]


def apart_row(name, row, reports, cpu):
    def both(member, form):
        return ", ".join(" / ".join(form.format(way[member]) for way in report["directions"]) for report in reports)
    ways = reports[0]["directions"]
    return [name, row[2], both("converted", "{:.3f}"), both("kept", "{:.3f}"), both("frechet", "{:.0f}"),
            "; ".join(" / ".join(f"{way[of]['frechet']:.0f}" for way in ways) for of in ("real", "input")),
            both("reconstruction", "{:.4f}"), " / ".join(f"{way['input']['reconstruction']:.4f}" for way in ways), cpu]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--only", nargs="*", default=[], help="rows whose names hold one of these words")
    words = parser.parse_args()
    with measure.bench() as bench:
        paired = [paired_row(name, row, *judged(bench, row, words.seeds))
                  for name, row in chosen(PAIRED, words.only).items()]
        apart = [apart_row(name, row, *judged(bench, row, words.seeds)) for name, row in chosen(APART, words.only).items()]
    if paired:
        print(measure.table(["pairs", "steps", "Fréchet", "floor; input alone", "as in the truth", "input alone", "error",
                             "input alone", "CPU s"], paired))
    if apart:
        print(measure.table(["two domains", "steps", "converted", "kept", "Fréchet", "floor; input alone", "error",
                             "input alone", "CPU s"], apart))


if __name__ == "__main__":
    main()
