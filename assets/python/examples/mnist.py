"""MNIST's own files, gzip or not, and the words that all examples take."""
import argparse
import gzip
import pathlib

import torch


def words(about: str) -> argparse.Namespace:
    given = argparse.ArgumentParser(description=about)
    given.add_argument("--data", required=True, help="folder with train- or t10k-images-idx3-ubyte and labels, .gz or not")
    given.add_argument("--out", default="runs/mine", help="folder of the run: ganscope view FOLDER")
    given.add_argument("--steps", type=int, default=3000)
    given.add_argument("--batch", type=int, default=64)
    given.add_argument("--seed", type=int, default=0)
    return given.parse_args()


def _idx(folder: str, kind: str) -> torch.Tensor:
    for part in ("train", "t10k"):
        for ending, opened in (("", open), (".gz", gzip.open)):
            file = pathlib.Path(folder) / f"{part}-{kind}-ubyte{ending}"
            if file.exists():
                with opened(file, "rb") as stream:
                    content = bytearray(stream.read())
                sizes = [int.from_bytes(content[4 + 4 * i:8 + 4 * i], "big") for i in range(content[3])]
                return torch.frombuffer(content, dtype=torch.uint8, offset=4 + 4 * len(sizes)).view(sizes)
    raise SystemExit(f"{folder} has neither train-{kind}-ubyte nor t10k-{kind}-ubyte")


def load(folder: str) -> tuple[torch.Tensor, torch.Tensor]:
    """Pictures, float32 [N, 1, 28, 28] in [-1, 1], and classes, int64 [N]."""
    return _idx(folder, "images-idx3")[:, None].float() / 127.5 - 1, _idx(folder, "labels-idx1").long()
