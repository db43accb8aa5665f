#!/usr/bin/env python3
"""How well the built-in recipes learn in a given training time, by `ganscope evaluate`, over several seeds.

    tests/bench/recipes.py faces --seconds 15 60 300 --seeds 1 2 3 4 5
    tests/bench/recipes.py mnist --seconds 4 8 30 --seeds 1 2 3        (needs GANSCOPE_DATA)

One run a seed, gone on with from checkpoint to checkpoint; training seconds, not the clock's. Frechet distances compare
within one data set only; real against real stands beside them.
"""
import argparse
import json
import pathlib
import statistics
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "e2e"))
from support import Bench  # noqa: E402


def main():
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("experiment")
    words.add_argument("--seconds", type=int, nargs="+", default=[15, 60])
    words.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    words.add_argument("--set", action="append", default=[], metavar="KEY=VALUE")
    words.add_argument("--samples", metavar="DIR", help="leave a grid of samples here for every moment")
    chosen = words.parse_args()
    options = [word for pair in chosen.set for word in ("--set", pair)]
    bench = Bench()
    bench.setUp()
    figures = {seconds: [] for seconds in chosen.seconds}
    try:
        for seed in chosen.seeds:
            run, trained = bench.home / f"{chosen.experiment}-{seed}", 0
            for seconds in chosen.seconds:
                more = str(seconds - trained)
                words = (["train", chosen.experiment, "--seed", str(seed), "--out", run, *options] if trained == 0
                         else ["train", "--resume", run])
                done = bench.json_of(*words, "--seconds", more, seconds=4 * seconds + 120)
                trained = seconds
                judged = bench.json_of("evaluate", run, seconds=600)
                figures[seconds].append(judged["frechet"])
                print(json.dumps({"seed": seed, "seconds": seconds, "step": done["step"], **{
                    key: judged[key] for key in ("frechet", "precision", "recall")},
                    "real": judged["real"]["frechet"]}), flush=True)
                if chosen.samples:
                    pathlib.Path(chosen.samples).mkdir(parents=True, exist_ok=True)
                    bench.run_program("sample", run, "--count", "64", "--out",
                                      pathlib.Path(chosen.samples).resolve() / f"{chosen.experiment}-{seed}-{seconds}s.png")
    finally:
        bench.tearDown()
    for seconds, values in figures.items():
        print(f"{seconds:4d} s: median {statistics.median(values):.1f}, worst {max(values):.1f} over {len(values)} seeds")


if __name__ == "__main__":
    main()
