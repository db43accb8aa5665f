#!/usr/bin/env python3
"""What assets/python/ganscope.py costs a plain PyTorch DCGAN, side by side in one run.

    tests/bench/watch_overhead.py [--blocks 30] [--seconds 4] [--batch 32] [--threads 1]

Two trainings from one seed take turns, block by block, one with a Watch at its defaults (log() every step, snapshot() of
G, D and the average every 10 steps, images() every 100), one without. The Watch's clock stands still while the other
trains, so its budgets see its own training only. Wall: the ratio of both rates, all blocks together, which has the first
snapshot in it, and the median of the pairs. CPU: what a step costs the training thread, and the whole process, the
writing thread included (also while a block's end waits for it). In calls: which share of the training thread's CPU goes
into the Watch's own three calls; alone of these it means something on a busy machine, too. Needs torch.
"""
import argparse
import copy
import pathlib
import statistics
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent.parent / "assets/python"))
import ganscope  # noqa: E402
import torch  # noqa: E402
from torch import nn  # noqa: E402
from torch.nn.functional import softplus  # noqa: E402

LATENT, WIDTH = 64, 32


class Training:
    """A DCGAN on 32 × 32 noise; `watch` is None or a Watch."""

    def __init__(self, batch, watch):
        torch.manual_seed(0)
        w = WIDTH
        self.g = nn.Sequential(
            nn.Linear(LATENT, 64 * w, bias=False), nn.Unflatten(1, (4 * w, 4, 4)), nn.BatchNorm2d(4 * w), nn.ReLU(),
            nn.ConvTranspose2d(4 * w, 2 * w, 4, 2, 1, bias=False), nn.BatchNorm2d(2 * w), nn.ReLU(),
            nn.ConvTranspose2d(2 * w, w, 4, 2, 1, bias=False), nn.BatchNorm2d(w), nn.ReLU(),
            nn.ConvTranspose2d(w, 3, 4, 2, 1), nn.Tanh())
        self.d = nn.Sequential(
            nn.Conv2d(3, w, 4, 2, 1), nn.LeakyReLU(0.2),
            nn.Conv2d(w, 2 * w, 4, 2, 1, bias=False), nn.BatchNorm2d(2 * w), nn.LeakyReLU(0.2),
            nn.Conv2d(2 * w, 4 * w, 4, 2, 1, bias=False), nn.BatchNorm2d(4 * w), nn.LeakyReLU(0.2),
            nn.Flatten(), nn.Linear(64 * w, 1))
        self.average = copy.deepcopy(self.g)
        self.adam = [torch.optim.Adam(net.parameters(), 2e-4, (0.5, 0.999)) for net in (self.g, self.d)]
        self.pictures = torch.rand(256, 3, 32, 32) * 2 - 1
        self.batch, self.watch, self.number = batch, watch, 0
        self.wall = self.cpu = self.own = self.in_calls = 0.0
        self.random = torch.get_rng_state()

    def step(self):
        real = self.pictures[torch.randint(256, (self.batch,))]
        fake = self.g(torch.randn(self.batch, LATENT))
        logits_real, logits_fake = self.d(real), self.d(fake.detach())
        d_loss = softplus(-logits_real).mean() + softplus(logits_fake).mean()
        self.adam[1].zero_grad()
        d_loss.backward()
        self.adam[1].step()
        g_loss = softplus(-self.d(fake)).mean()
        self.adam[0].zero_grad()
        g_loss.backward()
        self.adam[0].step()
        with torch.no_grad():
            for kept, new in zip(self.average.parameters(), self.g.parameters()):
                kept.lerp_(new, 0.005)
            d_real, d_fake = logits_real.sigmoid().mean(), logits_fake.sigmoid().mean()
        if self.watch:
            begin = time.thread_time()
            self.watch.log(self.number, d_loss=d_loss, g_loss=g_loss, d_real=d_real, d_fake=d_fake)
            if self.number % 10 == 0:
                self.watch.snapshot(self.number, self.g, self.d, self.average)
            if self.number % 100 == 0:
                self.watch.images(self.number, fake)
            self.in_calls += time.thread_time() - begin
        self.number += 1

    def train(self, seconds):
        """Steps in a second of a block of so many seconds."""
        torch.set_rng_state(self.random)
        cpu, own, begin, steps = time.process_time(), time.thread_time(), time.perf_counter(), self.number
        while time.perf_counter() - begin < seconds:
            self.step()
        spent = time.perf_counter() - begin
        self.own += time.thread_time() - own
        self.random = torch.get_rng_state()
        if self.watch:
            time.sleep(0.6)  # what the writing thread has left to do costs CPU, and nobody time
        self.wall += spent
        self.cpu += time.process_time() - cpu
        return (self.number - steps) / spent


class Clock:
    """Seconds that pass only while the watched one trains."""

    def __init__(self):
        self.passed, self.since = 0.0, None

    def __call__(self):
        return self.passed + (time.monotonic() - self.since if self.since is not None else 0)

    def go(self):
        self.since = time.monotonic()

    def stand(self):
        self.passed, self.since = self(), None


def main():
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("--blocks", type=int, default=30)
    words.add_argument("--seconds", type=float, default=4)
    words.add_argument("--batch", type=int, default=32)
    words.add_argument("--threads", type=int, default=1)
    chosen = words.parse_args()
    torch.set_num_threads(chosen.threads)
    clock = Clock()
    with tempfile.TemporaryDirectory() as folder:
        warm = Training(chosen.batch, None)
        warm.train(2)
        ganscope._now = clock
        watch = ganscope.Watch(pathlib.Path(folder) / "run", LATENT)
        plain, watched = Training(chosen.batch, None), Training(chosen.batch, watch)
        ratios = []
        for block in range(chosen.blocks):
            rates = {}
            for training in (plain, watched) if block % 2 else (watched, plain):
                if training.watch:
                    clock.go()
                rates[training is watched] = training.train(chosen.seconds)
                if training.watch:
                    clock.stand()
            ratios.append(rates[True] / rates[False])
            print(f"  plain {rates[False]:6.1f}, watched {rates[True]:6.1f} steps/s: {ratios[-1]:.3f}", flush=True)
        clock.go()
        watch.close()
        same = plain.number, watched.number
        wall = (plain.wall / same[0]) / (watched.wall / same[1])
        cpu = (watched.cpu / same[1]) / (plain.cpu / same[0])
        own = (watched.own / same[1]) / (plain.own / same[0])
        log = time.thread_time()
        other = ganscope.Watch(pathlib.Path(folder) / "other", LATENT)
        number = torch.zeros(())
        for step in range(10_000):
            other.log(step, d_loss=number, g_loss=number, d_real=number, d_fake=number)
        log = (time.thread_time() - log) / 10_000
        other.close()
        kept = len(list((pathlib.Path(folder) / "run/snapshots").iterdir()))
        share = watched.in_calls / watched.own
        print(f"watched against plain: {wall:.3f} of the speed over all (at least .98), median of pairs "
              f"{statistics.median(ratios):.3f}; CPU a step {own:.3f} of the training thread, {cpu:.3f} of the process; in calls {100 * share:.2f} %; {same[1]} steps, {kept} snapshots kept, "
              f"{watch._writer.skipped['snapshots']} skipped; {1e6 * log:.1f} µs a log() of four tensors")


if __name__ == "__main__":
    main()
