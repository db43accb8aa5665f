#!/usr/bin/env python3
"""The ring of 8 and the grid of 25 in PacGAN's setting (Lin 2018, table 1), against the published rows.

    tests/bench/tables/points.py ring grid --rows ours --seeds 1 2 3 4 5 6 7 8 9 10
    tests/bench/tables/points.py grid --rows ours gan pacgan2 --seeds 1 2 3 --published-steps 20000

Prints one Markdown table a data set. 2,500 samples: modes with at least one sample within 3 σ, the share of samples
within 3 σ of a mode (high quality), reverse KL of the modes' shares against the data's. Two rows frame the others: real
samples, and uniform noise over the square that holds the data; the noise is scored here, by a second writing of the
same rule. Three figures together: noise alone finds 23 of 25 modes.
"""
import argparse
import math
import random

import measure

SAMPLES = 2500
SETTING = {"ring": ["ring_radius=1", "ring_sigma=0.01"], "grid": ["grid_spacing=2", "grid_sigma=0.05"]}

# What the paper and its published configuration say: batch norm and ReLU in G, maxout without a norm in D, N(0, 0.02) weights,
# data in their own units, both players moving at once from the same weights, and the last weights judged (no average). Their
# biases beside batch norm are absent, ours are harmless; their D's batch is BATCH packs, so it grows with the packing.
PUBLISHED = ["network=mlp", "objective=non-saturating", "hidden_width=400", "hidden_layers=4", "activation=relu",
             "mlp_norm_g=batch", "hidden_width_d=200", "hidden_layers_d=3", "activation_d=maxout", "maxout_pieces=5",
             "latent_dim=2", "lr_g=0.0001", "lr_d=0.0001", "beta1=0.8", "beta2=0.999", "lr_decay=none", "ema=0",
             "init=normal002", "scale_points=false", "r1_gamma=0", "r2_gamma=0", "data_count=100000",
             "update_order=simultaneous"]
OURS = {"ours": None, "plain": "gaussian"}  # the recipe of the data's own experiment, and that of one cloud for contrast
PACKING = {"gan": 1, "pacgan2": 2, "pacgan3": 3, "pacgan4": 4}
BATCH = 100  # packs a step, as theirs
PRINTED = {
    ("ring", "gan"): "6.3 ± .5 · 98.2 % · .45", ("ring", "pacgan2"): "7.9 · – · .07",
    ("ring", "pacgan3"): "7.8 · – · .10", ("ring", "pacgan4"): "7.8 · – · .07",
    ("grid", "gan"): "17.3 ± .8 · 94.8 % · .70", ("grid", "pacgan2"): "23.8 · – · .13",
    ("grid", "pacgan3"): "24.6 · – · .06", ("grid", "pacgan4"): "24.8 · 93.6 % · .04",
}


def score(points, centres, sigma):
    """(modes, high-quality share, reverse KL) of points, by the rule of the docstring above."""
    counts = [0] * len(centres)
    for point in points:
        distances = [math.dist(point, centre) for centre in centres]
        nearest = min(range(len(centres)), key=distances.__getitem__)
        if distances[nearest] <= 3 * sigma:
            counts[nearest] += 1
    good = sum(counts)
    shares = [count / good for count in counts if count]
    return (len(shares), good / len(points), sum(share * math.log(share * len(centres)) for share in shares))


def noise_row(bench, data, seeds):
    """Uniform noise over the square around the data's modes, 3 σ wider."""
    about = bench.json_of("data", data, *measure.words_of(SETTING[data]))
    centres, sigma = about["modes"], about["sigma"]
    edge = max(abs(value) for centre in centres for value in centre) + 3 * sigma
    scores = []
    for seed in seeds:
        chance = random.Random(seed)
        scores.append(score([(chance.uniform(-edge, edge), chance.uniform(-edge, edge)) for _ in range(SAMPLES)],
                            centres, sigma))
    return row_of("uniform noise", scores, "", "", "")


def row_of(name, scores, steps, cpu, printed):
    modes, quality, kl = zip(*scores)
    return [name, measure.spread(modes, "{:.1f}") + f" (least {min(modes)})",
            measure.spread([100 * value for value in quality], "{:.1f}") + f" (least {100 * min(quality):.1f})",
            measure.spread(kl, "{:.3f}") + f" (most {max(kl):.3f})", steps, cpu, printed]


def trained_row(bench, data, row, chosen):
    if row in OURS:
        experiment, options, steps = OURS[row] or data, SETTING[data] + chosen.set, chosen.steps
    else:
        options = SETTING[data] + PUBLISHED + [f"packing={PACKING[row]}", f"batch={BATCH * PACKING[row]}"]
        experiment, steps = "ring", chosen.published_steps
    scores, real, cpus = [], [], []
    for seed in chosen.seeds:
        run = measure.Run(bench, experiment, seed, options, data=data, name=f"{data}-{row}")
        run.train_to(steps)
        judged = run.judge("--count", SAMPLES)
        scores.append(tuple(judged[key] for key in ("modes", "high_quality", "reverse_kl")))
        real.append(tuple(judged["real"][key] for key in ("modes", "high_quality", "reverse_kl")))
        cpus.append(run.cpu)
        measure.log(data=data, row=row, seed=seed, steps=steps, cpu=round(run.cpu, 1), modes=scores[-1][0],
                    high_quality=scores[-1][1], reverse_kl=scores[-1][2], said=sorted(run.verdicts))
    return (row_of(row, scores, f"{steps:,}", measure.spread(cpus, "{:.0f}") + f" (most {max(cpus):.0f})",
                   PRINTED.get((data, row), "")), real)


def main():
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("data", nargs="+", choices=list(SETTING))
    words.add_argument("--rows", nargs="+", choices=[*OURS, *PACKING], default=["ours", "gan", "pacgan2"])
    words.add_argument("--seeds", type=int, nargs="+", default=list(range(1, 11)))
    words.add_argument("--steps", type=int, default=8000, help="of our recipes, whose rates fall until then")
    words.add_argument("--published-steps", type=int, default=20000,
                       help="of the published nets; the paper has 400 epochs of 1,000 steps")
    words.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="change our own recipe")
    chosen = words.parse_args()
    with measure.bench() as bench:
        for data in chosen.data:
            rows, real = [], []
            for row in chosen.rows:
                made, beside = trained_row(bench, data, row, chosen)
                rows.append(made)
                real = real or beside
            frame = [row_of("real samples", real, "", "", ""), noise_row(bench, data, chosen.seeds)]
            print(f"\n{data}, {', '.join(SETTING[data])}; seeds {chosen.seeds}; commit {measure.version()}; mean ± "
                  "standard error\n")
            print(measure.table(["", "modes", "high quality, %", "reverse KL", "steps", "CPU s", "published"],
                                frame + rows), flush=True)


if __name__ == "__main__":
    main()
