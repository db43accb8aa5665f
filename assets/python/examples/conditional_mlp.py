"""A conditional GAN (Mirza, Osindero 2014) on MNIST of plain layers, watched: G(z, y) draws the digit that it is told,
D(x, y) is told, too, which one it should be.

    python3 conditional_mlp.py --data DIR --out runs/digits          and beside it          ganscope view runs/digits
"""
import pathlib
import sys

import torch
from torch import nn
from torch.nn.functional import one_hot, softplus

import mnist

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import ganscope  # noqa: E402

LATENT, CLASSES, WIDTH = 64, 10, 256


class Generator(nn.Module):
    """z [N, 64] and classes [N] to pictures [N, 1, 28, 28] in [-1, 1]."""

    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(
            nn.Linear(LATENT + CLASSES, WIDTH), nn.BatchNorm1d(WIDTH), nn.ReLU(),
            nn.Linear(WIDTH, 2 * WIDTH), nn.BatchNorm1d(2 * WIDTH), nn.ReLU(),
            nn.Linear(2 * WIDTH, 28 * 28), nn.Tanh())

    def forward(self, z, y):
        return self.body(torch.cat([z, one_hot(y, CLASSES).to(z.dtype)], 1)).view(-1, 1, 28, 28)


class Discriminator(nn.Module):
    """Pictures [N, 1, 28, 28] and classes [N] to logits [N, 1]."""

    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(
            nn.Linear(28 * 28 + CLASSES, 2 * WIDTH), nn.LeakyReLU(0.2), nn.Dropout(0.3),
            nn.Linear(2 * WIDTH, WIDTH), nn.LeakyReLU(0.2), nn.Dropout(0.3),
            nn.Linear(WIDTH, 1))

    def forward(self, x, y):
        return self.body(torch.cat([x.flatten(1), one_hot(y, CLASSES).to(x.dtype)], 1))


def main():
    chosen = mnist.words(__doc__)
    torch.manual_seed(chosen.seed)
    pictures, classes = mnist.load(chosen.data)
    g, d = Generator(), Discriminator()
    adam_g = torch.optim.Adam(g.parameters(), 3e-4, (0.5, 0.999))
    adam_d = torch.optim.Adam(d.parameters(), 3e-4, (0.5, 0.999))
    shown = torch.randn(60, LATENT), torch.arange(60) % CLASSES

    with ganscope.Watch(chosen.out, LATENT, name="Digits on demand", labels=[str(i) for i in range(CLASSES)]) as watch:
        for step in range(chosen.steps + 1):
            rows = torch.randint(len(pictures), (chosen.batch,))
            real, y = pictures[rows], classes[rows]
            fake = g(torch.randn(chosen.batch, LATENT), y)

            logits_real, logits_fake = d(real, y), d(fake.detach(), y)
            d_loss = softplus(-logits_real).mean() + softplus(logits_fake).mean()
            adam_d.zero_grad()
            d_loss.backward()
            adam_d.step()

            g_loss = softplus(-d(fake, y)).mean()
            adam_g.zero_grad()
            g_loss.backward()
            adam_g.step()

            watch.log(step, d_loss=d_loss, g_loss=g_loss, d_real=logits_real.sigmoid().mean(),
                      d_fake=logits_fake.sigmoid().mean())
            last = step == chosen.steps
            if step % 50 == 0 or last:
                watch.snapshot(step, g, d, always=last)
            if step % 500 == 0 or last:
                g.eval()
                with torch.no_grad():
                    watch.images(step, g(*shown), always=last)
                g.train()
                print(f"step {step}: D {d_loss.item():.3f}, G {g_loss.item():.3f}", flush=True)


if __name__ == "__main__":
    main()
