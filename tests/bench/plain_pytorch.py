#!/usr/bin/env python3
"""The same networks, batch and objective in plain PyTorch: NCHW, torch.nn modules, torch.optim.Adam, one thread.

    plain_pytorch.py faces|digits --seconds S

Prints one JSON object with steps and steps_per_s. Written as the tutorials write it, and as the step of ganscope is
defined: the same fakes for D and G; relativistic pairing with R1 and R2 (gamma 1) every fourth step, sub-pixel
convolutions (nearest upsampling where the picture is made) and a D that judges from 4×4 for the faces, without the term
that keeps their grain down; non-saturating with labels, nearest upsampling and a D that judges
from 2×2 for the digits; an EMA of G.
"""
import argparse
import copy
import json
import time

import torch
from torch import nn
from torch.nn import functional as F


def doubled(channels, out, subpixel, bias):
    """The layers that double a picture."""
    if subpixel:
        return [nn.Conv2d(channels, 4 * out, 3, 1, 1, bias=bias), nn.PixelShuffle(2)]
    return [nn.Upsample(scale_factor=2), nn.Conv2d(channels, out, 3, 1, 1, bias=bias)]


class Generator(nn.Module):
    def __init__(self, channels, width, latent, classes, subpixel):
        super().__init__()
        self.linear = nn.Linear(latent + classes, 16 * 4 * width, bias=False)
        self.classes = classes
        self.body = nn.Sequential(
            nn.BatchNorm2d(4 * width), nn.ReLU(True),
            *doubled(4 * width, 2 * width, subpixel, False), nn.BatchNorm2d(2 * width), nn.ReLU(True),
            *doubled(2 * width, width, subpixel, False), nn.BatchNorm2d(width), nn.ReLU(True),
            *doubled(width, channels, False, True), nn.Tanh())

    def forward(self, z, labels):
        if self.classes:
            z = torch.cat([z, F.one_hot(labels, self.classes).float()], 1)
        return self.body(self.linear(z).view(z.shape[0], -1, 4, 4))


class Discriminator(nn.Module):
    def __init__(self, channels, widths, classes, norm):
        super().__init__()
        layers, now = [], channels
        for index, out in enumerate(widths):
            normed = norm and index > 0
            layers.append(nn.Conv2d(now, out, 4, 2, 1, bias=not normed))
            if normed:
                layers.append(nn.BatchNorm2d(out))
            layers.append(nn.LeakyReLU(0.2, True))
            now = out
        self.body = nn.Sequential(*layers, nn.Flatten())
        last = (32 >> len(widths)) ** 2 * now
        self.logit = nn.Linear(last, 1)
        self.rows = nn.Embedding(classes, last) if classes else None

    def forward(self, x, labels):
        features = self.body(x)
        logits = self.logit(features).squeeze(1)
        if self.rows is not None:
            logits = logits + (self.rows(labels) * features).sum(1)
        return logits


def main():
    words = argparse.ArgumentParser()
    words.add_argument("experiment", choices=["faces", "digits"])
    words.add_argument("--seconds", type=float, default=10)
    chosen = words.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(0)
    faces = chosen.experiment == "faces"
    channels, classes, width, latent, batch = (3, 0, 16, 64, 16) if faces else (1, 10, 16, 64, 16)
    widths = [16, 32, 64] if faces else [16, 32, 64, 128]
    g = Generator(channels, width, latent, classes, subpixel=faces)
    d = Discriminator(channels, widths, classes, norm=not faces)
    average = copy.deepcopy(g).eval()
    betas = (0.0, 0.99) if faces else (0.5, 0.999)
    rate = 1.5e-3 if faces else 1e-3
    adam_g = torch.optim.Adam(g.parameters(), rate, betas)
    adam_d = torch.optim.Adam(d.parameters(), rate, betas)
    pictures = torch.randint(0, 256, (10_000, channels, 32, 32), dtype=torch.uint8)
    all_labels = torch.randint(0, 10, (10_000,))
    series = []

    def norm_of(net):
        return torch.sqrt(sum((p.grad ** 2).sum() for p in net.parameters())).item()

    def step(number):
        chosen_rows = torch.randint(0, len(pictures), (batch,))
        real, labels = pictures[chosen_rows].float() / 127.5 - 1, all_labels[chosen_rows]
        penalised = faces and number % 4 == 0
        real.requires_grad_(penalised)
        fake = g(torch.randn(batch, latent), labels)
        adam_d.zero_grad()
        shown = fake.detach().requires_grad_(penalised)
        d_real, d_fake = d(real, labels), d(shown, labels)
        if faces:
            loss_d = F.softplus(d_fake - d_real).mean()
        else:
            loss_d = (F.binary_cross_entropy_with_logits(d_real, torch.ones(batch))
                      + F.binary_cross_entropy_with_logits(d_fake, torch.zeros(batch)))
        total = loss_d
        if penalised:
            slopes = torch.autograd.grad([d_real.sum(), d_fake.sum()], [real, shown], create_graph=True)
            total = total + sum(4 * 1 / 2 * slope.flatten(1).square().sum(1).mean() for slope in slopes)
        total.backward()
        grad_d = norm_of(d)
        adam_d.step()
        adam_g.zero_grad()
        if faces:
            with torch.no_grad():
                beside = d(real, labels)
            loss_g = F.softplus(beside - d(fake, labels)).mean()
        else:
            loss_g = F.binary_cross_entropy_with_logits(d(fake, labels), torch.ones(batch))
        loss_g.backward()
        grad_g = norm_of(g)
        adam_g.step()
        with torch.no_grad():
            for kept, new in zip(average.parameters(), g.parameters()):
                kept.lerp_(new, 0.005)
        series.append((loss_d.item(), loss_g.item(), d_real.sigmoid().mean().item(), d_fake.sigmoid().mean().item(),
                       grad_d, grad_g))

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
