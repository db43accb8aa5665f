#!/usr/bin/env python3
"""Training speed against plain PyTorch, side by side in one run (needs Debian's python3-torch).

    tests/bench/against_pytorch.py [EXPERIMENT…] [--seconds 8] [--pairs 5] [--python /usr/bin/python3]

The two take turns, so that both see the same noise of the machine; the figure is the median of the ratios.
"""
import argparse
import json
import pathlib
import statistics
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "e2e"))
from support import Bench  # noqa: E402


# What brings an experiment to the game that the plain program plays, that program, and how much quicker it shall be.
AS_PLAIN = {"faces": ([], "plain_pytorch.py", 1.4), "digits": (["--set", "r1_gamma=0"], "plain_pytorch.py", 1.4),
            "colour-faces": ([], "plain_translation.py", 1.3)}


def main():
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("experiments", nargs="*", default=list(AS_PLAIN))
    words.add_argument("--seconds", type=int, default=8)
    words.add_argument("--pairs", type=int, default=5)
    words.add_argument("--python", default="/usr/bin/python3")
    chosen = words.parse_args()
    here = pathlib.Path(__file__).resolve().parent
    bench = Bench()
    bench.setUp()
    try:
        for experiment in chosen.experiments:
            settings, program, wanted = AS_PLAIN[experiment]
            ratios = []
            for pair in range(chosen.pairs):
                theirs = json.loads(subprocess.run(
                    [chosen.python, here / program, experiment, "--seconds", str(chosen.seconds)],
                    env={**bench.environment, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}, text=True, capture_output=True,
                    check=True).stdout.splitlines()[-1])["steps_per_s"]
                ours = bench.json_of("train", experiment, *settings, "--seconds", str(chosen.seconds), "--out",
                                     bench.home / f"{experiment}-{pair}")
                ours = ours["step"] / ours["seconds"]
                ratios.append(ours / theirs)
                print(f"  {experiment}: ganscope {ours:6.1f}, plain PyTorch {theirs:6.1f} steps/s: {ratios[-1]:.2f}",
                      flush=True)
            print(f"{experiment}: {statistics.median(ratios):.2f} times plain PyTorch (at least {wanted})")
    finally:
        bench.tearDown()


if __name__ == "__main__":
    main()
