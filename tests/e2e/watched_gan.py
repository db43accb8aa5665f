"""A GAN as small as can be, for programs that are watched: 8 numbers to 8 × 8 pixels, with all that has a state of its
own (batch norm, spectral norm, dropout, noise), and the loop that trains it."""
import pathlib
import sys

import torch
from torch import nn

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent.parent / "assets/python"))
import ganscope  # noqa: E402

torch.set_num_threads(1)


class Generator(nn.Module):
    def __init__(self, classes=0):
        super().__init__()
        self.classes = classes
        self.first, self.norm = nn.Linear(8 + classes, 16), nn.BatchNorm1d(16)
        self.noise, self.last = nn.Dropout(0.2), nn.Linear(16, 64)

    def forward(self, z, y=None):
        if self.classes:
            z = torch.cat([z, nn.functional.one_hot(y, self.classes).to(z.dtype)], 1)
        return torch.tanh(self.last(self.noise(torch.relu(self.norm(self.first(z)))))).view(-1, 1, 8, 8)


class Discriminator(nn.Module):
    def __init__(self, classes=0):
        super().__init__()
        self.rows = nn.Embedding(classes, 16) if classes else None
        self.body = nn.Sequential(nn.Flatten(), nn.utils.spectral_norm(nn.Linear(64, 16)), nn.LeakyReLU(0.2), nn.Dropout(0.3))
        self.logit = nn.Linear(16, 1)

    def forward(self, x, y=None):
        features = self.body(x)
        return self.logit(features)[:, 0] + ((self.rows(y) * features).sum(1) if y is not None else 0)


def train(steps, watching=lambda *state: None, classes=0, seed=3):
    """Trains for `steps`; calls watching(step, G, D, average, d_loss, g_loss) after each. Returns G, D and the average."""
    torch.manual_seed(seed)
    g, d, average = Generator(classes), Discriminator(classes), Generator(classes)
    average.load_state_dict(g.state_dict())
    adam_g, adam_d = torch.optim.Adam(g.parameters(), 1e-3), torch.optim.Adam(d.parameters(), 1e-3)
    for step in range(steps):
        y = (torch.randint(classes, (16,)),) if classes else ()
        real, fake = torch.rand(16, 1, 8, 8) * 2 - 1, g(torch.randn(16, 8), *y)
        d_loss = nn.functional.softplus(-d(real, *y)).mean() + nn.functional.softplus(d(fake.detach(), *y)).mean()
        adam_d.zero_grad()
        d_loss.backward()
        adam_d.step()
        g_loss = nn.functional.softplus(-d(fake, *y)).mean()
        adam_g.zero_grad()
        g_loss.backward()
        adam_g.step()
        with torch.no_grad():
            for kept, new in zip(average.state_dict().values(), g.state_dict().values()):
                kept.copy_(kept + 0.1 * (new - kept))
        watching(step, g, d, average, d_loss, g_loss)
    return g, d, average
