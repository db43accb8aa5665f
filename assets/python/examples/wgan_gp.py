"""A WGAN with gradient penalty (Gulrajani et al. 2017) on MNIST, watched: D is a critic without a sigmoid, three of its
steps for one of G, and its slope between real and drawn pictures is held near 1.

    python3 wgan_gp.py --data DIR --out runs/wgan          and beside it          ganscope view runs/wgan
"""
import pathlib
import sys

import torch
from torch import nn

import mnist

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import ganscope  # noqa: E402

LATENT, WIDTH, CRITIC_STEPS, PENALTY = 64, 32, 3, 10


class Generator(nn.Module):
    """z [N, 64] to pictures [N, 1, 28, 28] in [-1, 1]."""

    def __init__(self):
        super().__init__()
        self.first = nn.Linear(LATENT, 2 * WIDTH * 7 * 7, bias=False)
        self.body = nn.Sequential(
            nn.BatchNorm2d(2 * WIDTH), nn.ReLU(), nn.Upsample(scale_factor=2),
            nn.Conv2d(2 * WIDTH, WIDTH, 3, 1, 1, bias=False), nn.BatchNorm2d(WIDTH), nn.ReLU(), nn.Upsample(scale_factor=2),
            nn.Conv2d(WIDTH, 1, 3, 1, 1), nn.Tanh())

    def forward(self, z):
        return self.body(self.first(z).view(-1, 2 * WIDTH, 7, 7))


def critic():
    """Pictures [N, 1, 28, 28] to scores [N, 1]; no batch norm, which the penalty, taken picture by picture, forbids."""
    return nn.Sequential(
        nn.Conv2d(1, WIDTH, 4, 2, 1), nn.LeakyReLU(0.2),
        nn.Conv2d(WIDTH, 2 * WIDTH, 4, 2, 1), nn.LeakyReLU(0.2),
        nn.Flatten(), nn.Linear(2 * WIDTH * 7 * 7, 1))


def slope_penalty(d, real, fake):
    """E (‖∇D(x̂)‖ − 1)², x̂ at random places between real and drawn pictures."""
    share = torch.rand(len(real), 1, 1, 1)
    between = (share * real + (1 - share) * fake).requires_grad_(True)
    slope, = torch.autograd.grad(d(between).sum(), between, create_graph=True)
    return (slope.flatten(1).norm(dim=1) - 1).square().mean()


def main():
    chosen = mnist.words(__doc__)
    torch.manual_seed(chosen.seed)
    pictures, _ = mnist.load(chosen.data)
    g, d = Generator(), critic()
    adam_g = torch.optim.Adam(g.parameters(), 5e-4, (0.0, 0.9))
    adam_d = torch.optim.Adam(d.parameters(), 5e-4, (0.0, 0.9))
    shown = torch.randn(64, LATENT)

    with ganscope.Watch(chosen.out, LATENT, name="WGAN-GP on MNIST") as watch:
        for step in range(chosen.steps + 1):
            for _ in range(CRITIC_STEPS):
                real = pictures[torch.randint(len(pictures), (chosen.batch,))]
                with torch.no_grad():
                    fake = g(torch.randn(chosen.batch, LATENT))
                d_real, d_fake = d(real).mean(), d(fake).mean()
                penalty = slope_penalty(d, real, fake)
                d_loss = d_fake - d_real
                adam_d.zero_grad()
                (d_loss + PENALTY * penalty).backward()
                adam_d.step()

            g_loss = -d(g(torch.randn(chosen.batch, LATENT))).mean()
            adam_g.zero_grad()
            g_loss.backward()
            adam_g.step()

            watch.log(step, d_loss=d_loss, g_loss=g_loss, score_real=d_real, score_fake=d_fake, penalty=penalty)
            last = step == chosen.steps
            if step % 50 == 0 or last:
                watch.snapshot(step, g, d, always=last)
            if step % 500 == 0 or last:
                g.eval()
                with torch.no_grad():
                    watch.images(step, g(shown), always=last)
                g.train()
                print(f"step {step}: distance {-d_loss.item():.3f}, slope penalty {penalty.item():.3f}", flush=True)


if __name__ == "__main__":
    main()
