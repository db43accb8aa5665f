#!/usr/bin/env python3
"""The U-Net and the discriminator of patches of ganscope's colour-faces in plain PyTorch: NCHW, torch.nn modules,
torch.optim.Adam, one thread.

    plain_translation.py colour-faces --seconds S

Prints one JSON object with steps and steps_per_s. The step is that of ganscope: the same fakes for D and G, every patch
against the real one of the same place, R1 and R2 (gamma 1) on the mean of a picture's patches every fourth step, and for G
10·L1 beside it; an EMA of G; batch 8.
"""
import argparse
import copy
import json
import time

import torch
from torch import nn
from torch.nn import functional as F


class UNet(nn.Module):
    """32×32 down to 4×4 and back; nothing runs at the full size."""

    def __init__(self, channels, out, width):
        super().__init__()
        widths = [width, 2 * width, 4 * width]
        self.down = nn.ModuleList(nn.Conv2d(a, b, 4, 2, 1) for a, b in zip([channels, *widths], widths))
        self.up, now = nn.ModuleList(), widths[-1]
        for made in reversed(widths[:-1]):
            self.up.append(nn.Sequential(nn.Conv2d(now, 4 * made, 3, 1, 1), nn.PixelShuffle(2), nn.BatchNorm2d(made),
                                         nn.ReLU(True)))
            now = 2 * made
        self.last = nn.Sequential(nn.Conv2d(now + 4 * channels, 4 * out, 3, 1, 1), nn.PixelShuffle(2), nn.Tanh())

    def forward(self, inputs):
        seen, x = [], inputs
        for down in self.down:
            x = F.leaky_relu(down(x), 0.2)
            seen.append(x)
        for up, skip in zip(self.up, reversed(seen[:-1])):
            x = torch.cat([up(x), skip], 1)
        return self.last(torch.cat([x, F.pixel_unshuffle(inputs, 2)], 1))


def patches(channels, width):
    widths = [channels, width, 2 * width, 4 * width]
    layers = [layer for a, b in zip(widths, widths[1:]) for layer in (nn.Conv2d(a, b, 4, 2, 1), nn.LeakyReLU(0.2, True))]
    return nn.Sequential(*layers, nn.Conv2d(widths[-1], 1, 3, 1, 1), nn.Flatten())


def main():
    words = argparse.ArgumentParser()
    words.add_argument("experiment", choices=["colour-faces"])
    words.add_argument("--seconds", type=float, default=10)
    chosen = words.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(0)
    batch, width = 8, 16
    g, d = UNet(1, 3, width), patches(4, width)
    average = copy.deepcopy(g).eval()
    adam_g = torch.optim.Adam(g.parameters(), 1e-3, (0.0, 0.99))
    adam_d = torch.optim.Adam(d.parameters(), 1e-3, (0.0, 0.99))
    pictures = torch.randint(0, 256, (10_000, 3, 32, 32), dtype=torch.uint8)
    series = []

    def norm_of(net):
        return torch.sqrt(sum((p.grad ** 2).sum() for p in net.parameters())).item()

    def step(number):
        real = pictures[torch.randint(0, len(pictures), (batch,))].float() / 127.5 - 1
        grey = real.mean(1, keepdim=True)
        penalised = number % 4 == 0
        fake = g(grey)
        shown_real = torch.cat([grey, real], 1).requires_grad_(penalised)
        shown_fake = torch.cat([grey, fake.detach()], 1).requires_grad_(penalised)
        adam_d.zero_grad()
        d_real, d_fake = d(shown_real), d(shown_fake)
        total = loss_d = F.softplus(d_fake - d_real).mean()
        if penalised:
            slopes = torch.autograd.grad([d_real.mean(1).sum(), d_fake.mean(1).sum()], [shown_real, shown_fake],
                                         create_graph=True)
            total = total + sum(4 * 1 / 2 * slope.flatten(1).square().sum(1).mean() for slope in slopes)
        total.backward()
        grad_d = norm_of(d)
        adam_d.step()
        adam_g.zero_grad()
        with torch.no_grad():
            beside = d(shown_real)
        adversarial = F.softplus(beside - d(torch.cat([grey, fake], 1))).mean()
        off = (fake - real).abs().mean()
        (adversarial + 10 * off).backward()
        grad_g = norm_of(g)
        adam_g.step()
        with torch.no_grad():
            for kept, new in zip(average.parameters(), g.parameters()):
                kept.lerp_(new, 0.005)
        series.append((loss_d.item(), adversarial.item(), off.item(), d_real.sigmoid().mean().item(),
                       d_fake.sigmoid().mean().item(), grad_d, grad_g))

    for number in range(20):
        step(number)
    started, number = time.perf_counter(), 0
    while time.perf_counter() - started < chosen.seconds:
        step(number)
        number += 1
    seconds = time.perf_counter() - started
    print(json.dumps({"steps": number, "steps_per_s": number / seconds}))


if __name__ == "__main__":
    main()
