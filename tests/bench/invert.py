#!/usr/bin/env python3
"""Held-out pictures in a run's latent space: `ganscope invert` against plain 1,000-step Adam in PyTorch on the same weights.

    invert.py GANSCOPE RUN faces|digits [--pictures 50] [--plain-steps 1000] [--steps N]

RUN was trained on the built-in data of that name with the networks of its preset; the pictures are drawn with another
data seed. PyTorch gets the label that ganscope found, and begins from random latents; its rate is 0.1 and its loss
the mean squared error. Prints one JSON object. Needs python3-torch, python3-numpy, python3-pil.
"""
import argparse
import json
import pathlib
import statistics
import struct
import subprocess
import tempfile
import time

import numpy
import torch
from PIL import Image
from torch.nn import functional as F

SEED = 4242  # of the data: the runs have seed 1


def tensors_of(path):
    content = pathlib.Path(path).read_bytes()
    size = struct.unpack("<Q", content[:8])[0]
    header, data = json.loads(content[8:8 + size]), content[8 + size:]
    found = {}
    for name, entry in header.items():
        if entry.get("dtype") == "F32":
            begin, end = entry["data_offsets"]
            found[name] = torch.from_numpy(numpy.frombuffer(data[begin:end], numpy.float32).copy()).view(entry["shape"])
    return found


class Generator:
    """The EMA of a checkpoint, in evaluation mode."""

    def __init__(self, tensors, subpixel):
        before = "generator_ema."
        self.of = {name[len(before):]: value for name, value in tensors.items() if name.startswith(before)}
        self.subpixel = subpixel  # all doublings but the last

    def norm(self, x, name):
        of = self.of
        scale = of[name + ".scale"] / torch.sqrt(of[name + ".variance"] + 1e-5)
        shift = of[name + ".shift"] - of[name + ".mean"] * scale
        return F.relu(x * scale[None, :, None, None] + shift[None, :, None, None])

    def __call__(self, z, labels):
        of = self.of
        x = F.linear(z, of["from_latent.weight"])
        if "from_label.weight" in of:
            x = x + of["from_label.weight"][labels]
        channels = of["from_latent.norm.scale"].numel()
        x = self.norm(x.view(-1, 4, 4, channels).permute(0, 3, 1, 2), "from_latent.norm")
        block = 1
        while f"block{block}.convolution.weight" in of:
            weight, bias = of[f"block{block}.convolution.weight"], of.get(f"block{block}.convolution.bias")
            last = f"block{block + 1}.convolution.weight" not in of
            if self.subpixel and not last:
                x = F.pixel_shuffle(F.conv2d(x, weight, bias, 1, 1), 2)
            else:
                x = F.conv2d(F.interpolate(x, scale_factor=2), weight, bias, 1, 1)
            if not last:
                x = self.norm(x, f"block{block}.norm")
            block += 1
        return torch.tanh(x)


def held_out(program, data, count, folder):
    """Pictures as files, one by one, cut out of a preview."""
    sheet = folder / "sheet.png"
    subprocess.run([program, "data", data, "--set", f"data_seed={SEED}", "--set", f"data_count={count}", "--preview",
                    sheet], check=True, capture_output=True)
    picture, files = Image.open(sheet), []
    columns = (picture.width - 2) // 66  # 32 px twice as large, 2 px apart
    for n in range(count):
        row, column = divmod(n, columns)
        left, top = 2 + 66 * column, 2 + 66 * row
        files.append(folder / f"{n:03}.png")
        picture.crop((left, top, left + 64, top + 64)).resize((32, 32), Image.NEAREST).save(files[-1])
    return files


def as_tensor(files, grey):
    rows = [numpy.asarray(Image.open(file).convert("L" if grey else "RGB"), numpy.float32) for file in files]
    pictures = torch.from_numpy(numpy.stack(rows)) / 127.5 - 1
    return pictures[:, None] if grey else pictures.permute(0, 3, 1, 2).contiguous()


def plain(generator, pictures, labels, steps):
    """torch.optim.Adam as it comes; each picture has its own latent, so that a batch is as good as one by one."""
    torch.manual_seed(1)
    z = torch.randn(len(pictures), 64, requires_grad=True)
    adam = torch.optim.Adam([z], lr=0.1)
    for _ in range(steps):
        adam.zero_grad()
        (generator(z, labels) - pictures).pow(2).flatten(1).mean(1).sum().backward()
        adam.step()
    with torch.no_grad():
        return (generator(z, labels) - pictures).pow(2).flatten(1).mean(1).tolist()


def main():
    words = argparse.ArgumentParser()
    words.add_argument("program")
    words.add_argument("run", type=pathlib.Path)
    words.add_argument("data", choices=["faces", "digits"])
    words.add_argument("--pictures", type=int, default=50)
    words.add_argument("--plain-steps", type=int, default=1000)
    words.add_argument("--steps", type=int)
    chosen = words.parse_args()
    torch.set_num_threads(1)
    newest = sorted((chosen.run / "checkpoints").glob("step-*.safetensors"))[-1]
    generator = Generator(tensors_of(newest), subpixel=chosen.data == "faces")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        files = held_out(chosen.program, chosen.data, chosen.pictures, folder)
        pictures = as_tensor(files, chosen.data == "digits")
        more = ["--steps", str(chosen.steps)] if chosen.steps else []
        ours = []
        for file in files:
            done = subprocess.run([chosen.program, "invert", chosen.run, file, "--json", "--out", folder / "out", *more],
                                  check=True, capture_output=True, text=True)
            ours.append(json.loads(done.stdout.splitlines()[-1]))
        # The picture that was written is what this generator draws from the latent that was written.
        z = torch.tensor([one["latent"] for one in ours])
        labels = torch.tensor([one.get("label", 0) for one in ours])
        with torch.no_grad():
            again = (generator(z, labels) - pictures).pow(2).flatten(1).mean(1)
        disagree = max(abs(a - one["distance"]) for a, one in zip(again.tolist(), ours))
        begin = time.perf_counter()
        theirs = plain(generator, pictures, labels, chosen.plain_steps)
        seconds = time.perf_counter() - begin
    print(json.dumps({
        "data": chosen.data, "pictures": chosen.pictures, "steps": ours[0]["steps"],
        "encoder_seconds": statistics.median(one["encoder_seconds"] for one in ours),
        "seconds": statistics.median(one["seconds"] for one in ours),
        "slowest": max(one["seconds"] for one in ours),
        "encoder_distance": statistics.mean(one["encoder_distance"] for one in ours),
        "distance": statistics.mean(one["distance"] for one in ours),
        "plain_distance": statistics.mean(theirs),
        "no_worse": sum(one["distance"] <= other for one, other in zip(ours, theirs)),
        "plain_seconds_each": seconds / chosen.pictures,
        "disagreement": disagree}))


if __name__ == "__main__":
    main()
