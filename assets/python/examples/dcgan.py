"""A DCGAN (Radford, Metz, Chintala 2015) on MNIST, watched: the non-saturating game with transposed convolutions, batch
norm, and an average of G's weights.

    python3 dcgan.py --data DIR --out runs/dcgan          and beside it          ganscope view runs/dcgan
"""
import copy
import pathlib
import sys

import torch
from torch import nn
from torch.nn.functional import softplus

import mnist

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import ganscope  # noqa: E402

LATENT, WIDTH = 64, 32


class Generator(nn.Module):
    """z [N, 64] to pictures [N, 1, 28, 28] in [-1, 1]."""

    def __init__(self):
        super().__init__()
        self.first = nn.Linear(LATENT, 2 * WIDTH * 7 * 7, bias=False)
        self.body = nn.Sequential(
            nn.BatchNorm2d(2 * WIDTH), nn.ReLU(),
            nn.ConvTranspose2d(2 * WIDTH, WIDTH, 4, 2, 1, bias=False), nn.BatchNorm2d(WIDTH), nn.ReLU(),
            nn.ConvTranspose2d(WIDTH, 1, 4, 2, 1), nn.Tanh())

    def forward(self, z):
        return self.body(self.first(z).view(-1, 2 * WIDTH, 7, 7))


def discriminator():
    """Pictures [N, 1, 28, 28] to logits [N, 1]."""
    return nn.Sequential(
        nn.Conv2d(1, WIDTH, 4, 2, 1), nn.LeakyReLU(0.2),
        nn.Conv2d(WIDTH, 2 * WIDTH, 4, 2, 1, bias=False), nn.BatchNorm2d(2 * WIDTH), nn.LeakyReLU(0.2),
        nn.Flatten(), nn.Linear(2 * WIDTH * 7 * 7, 1))


def main():
    chosen = mnist.words(__doc__)
    torch.manual_seed(chosen.seed)
    pictures, _ = mnist.load(chosen.data)
    g, d = Generator(), discriminator()
    average = copy.deepcopy(g)
    adam_g = torch.optim.Adam(g.parameters(), 5e-4, (0.5, 0.999))
    adam_d = torch.optim.Adam(d.parameters(), 2e-4, (0.5, 0.999))
    shown = torch.randn(64, LATENT)

    with ganscope.Watch(chosen.out, LATENT, name="DCGAN on MNIST") as watch:
        for step in range(chosen.steps + 1):
            real = pictures[torch.randint(len(pictures), (chosen.batch,))]
            fake = g(torch.randn(chosen.batch, LATENT))

            logits_real, logits_fake = d(real), d(fake.detach())
            d_loss = softplus(-logits_real).mean() + softplus(logits_fake).mean()  # −log σ(D(x)) − log(1 − σ(D(G(z))))
            adam_d.zero_grad()
            d_loss.backward()
            adam_d.step()

            g_loss = softplus(-d(fake)).mean()  # −log σ(D(G(z)))
            adam_g.zero_grad()
            g_loss.backward()
            adam_g.step()
            with torch.no_grad():
                for kept, new in zip(average.state_dict().values(), g.state_dict().values()):
                    kept.copy_(kept.lerp(new, 0.005) if kept.is_floating_point() else new)

            watch.log(step, d_loss=d_loss, g_loss=g_loss, d_real=logits_real.sigmoid().mean(),
                      d_fake=logits_fake.sigmoid().mean())
            last = step == chosen.steps
            if step % 50 == 0 or last:
                watch.snapshot(step, g, d, average, always=last)
            if step % 500 == 0 or last:
                average.eval()
                with torch.no_grad():
                    watch.images(step, average(shown), always=last)
                print(f"step {step}: D {d_loss.item():.3f}, G {g_loss.item():.3f}", flush=True)


if __name__ == "__main__":
    main()
