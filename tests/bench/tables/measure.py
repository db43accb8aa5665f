"""What the tables share: train and judge with the built program, count CPU seconds, print rows of Markdown."""
import contextlib
import json
import pathlib
import resource
import statistics
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent.parent / "e2e"))
from support import Bench  # noqa: E402


@contextlib.contextmanager
def bench():
    """A home of its own for runs and caches, removed afterwards."""
    own = Bench()
    own.setUp()
    try:
        yield own
    finally:
        own.tearDown()


def cpu_seconds_of(work):
    """Calls `work()`; its result, and the CPU seconds (user and system) of the programs that it started and awaited."""
    def spent():
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        return children.ru_utime + children.ru_stime
    before = spent()
    result = work()
    return result, spent() - before


def words_of(options):
    """["lr_g=0.1"] as the words of the command line."""
    return [word for pair in options for word in ("--set", pair)]


class Run:
    """One training run of an experiment with a seed, gone on with in pieces; counts what it cost, and keeps every verdict
    that the diagnosis has said of it."""

    def __init__(self, own, experiment, seed, options=(), data=None, name=None):
        self.bench = own
        self.folder = own.home / f"{name or experiment}-{seed}"
        self.start = ["train", experiment, "--seed", seed, "--out", self.folder, *words_of(options),
                      *(["--data", data] if data else [])]
        self.step, self.cpu, self.verdicts = 0, 0.0, set()

    def train_to(self, steps):
        """Trains until step `steps` of the run; what `train --json` says, and adds to `cpu` (start of the program included)."""
        words = self.start if self.step == 0 else ["train", "--resume", self.folder]
        done, spent = cpu_seconds_of(
            lambda: self.bench.json_of(*words, "--steps", steps, "--quiet", seconds=24 * 3600))
        self.step, self.cpu = done["step"], self.cpu + spent
        self.verdicts |= {held["verdict"] for held in done["verdicts"]} | {done["diagnosis"]["verdict"]}
        return done

    def judge(self, *words):
        """What `evaluate --json` says of the newest checkpoint."""
        return self.bench.json_of("evaluate", self.folder, *words, seconds=3600)


def steps_a_cpu_second(own, experiment, options=(), steps=(200, 800)):
    """Training steps a CPU second: two short runs, so that the start of the program does not count. Noisy by 10 %."""
    spent = []
    for count in steps:
        run = Run(own, experiment, 1, options, name=f"speed-{count}")
        run.train_to(count)
        spent.append(run.cpu)
    return (steps[1] - steps[0]) / max(spent[1] - spent[0], 1e-3)


def spread(values, form):
    """Mean ± standard error over the seeds, and the worst is left to the caller."""
    mean = form.format(statistics.fmean(values))
    if len(values) < 2:
        return mean
    return f"{mean} ± {form.format(statistics.stdev(values) / len(values) ** 0.5)}"


def table(head, rows):
    """Markdown."""
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def version():
    """The commit that was measured, for the record."""
    here = pathlib.Path(__file__).resolve().parent
    done = subprocess.run(["git", "-C", here, "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    return done.stdout.strip() or "unknown"


def log(**row):
    """One JSON line on standard error as it happens: long measurements shall not be lost half way."""
    print(json.dumps(row), file=sys.stderr, flush=True)
