"""Watch your own PyTorch GAN in ganscope while it learns. One file; it needs nothing but torch.

    watch = ganscope.Watch("runs/mine", latent_dim=128)
    for step in range(100_000):
        ...                                             # your training, unchanged
        watch.log(step, d_loss=d_loss, g_loss=g_loss)   # any scalars
        if step % 100 == 0:
            watch.snapshot(step, G, D, ema=average)     # what ganscope draws and explores
    watch.close()

Then `ganscope view runs/mine`, now or while it trains. A Watch never raises into a loop (only its constructor raises,
ValueError for plainly wrong arguments), draws no random numbers, changes no weights, and takes no more of the time than
its `overhead` for snapshots and some ten microseconds a log(). What it writes is described in README.md beside this file.
"""
from __future__ import annotations

import atexit
import collections
import contextlib
import ctypes
import functools
import io
import itertools
import json
import math
import os
import pathlib
import platform
import random
import re
import shutil
import struct
import sys
import threading
import time
import warnings
import zlib

import torch

__all__ = ["Watch"]

TICK = 0.2  # seconds between two looks of the writing thread: rows are on disk at least 4 times a second
ROW_WAITS = 0.5  # seconds that a row waits for more log() calls of its step, where no other step begins
MOST_ROWS = 100_000  # that wait in memory for a disk that takes none
MOST_KEYS = 512
MOST_SIDE = 2048  # pixels of a picture of samples
DEAD_AFTER = 10.0  # seconds without a beat after which a process on another machine counts as gone
FIXED = ["step", "seconds"]  # the first columns of metrics.csv
TAKEN = ("Close that Watch first (watch.close()), or choose another folder; of several processes (torchrun) let one "
         "make a Watch.")

_now = time.monotonic
_open_here: set[str] = set()  # folders of the living Watches of this process


def _guarded(method):
    """A public method that never raises into somebody's loop, and does nothing in a forked child."""
    @functools.wraps(method)
    def guarded(self, *arguments, **named):
        try:
            if os.getpid() != self._pid:
                return None
            if self._closed:
                return self._say("closed", f"{method.__name__}() after close() writes nothing")
            return method(self, *arguments, **named)
        except Exception as error:
            return self._say(method.__name__, _text(error))
    return guarded


class Watch:
    """One run, written to a folder that ganscope follows.

    folder: made if it is not there; a run that stands there goes on (see log()).
    latent_dim: numbers in a latent; G is called as G(z), z float [N, latent_dim], or [N, latent_dim, 1, 1] if it does
        not take that.
    name: how the window calls the run; else the folder's name.
    labels: names of the classes of a conditional G(z, y), y int64 [N] in 0..len(labels)-1; D is then D(x, y).
    budget_mb: room for snapshots on the disk; besides, a tenth of it for pictures of samples.
    overhead: the share of the time that snapshot() may take, 0 to 1; the first is always taken.
    example: a batch to trace G with, a tensor or a tuple of tensors, where G takes neither z nor (z, y).

    Raises ValueError for arguments that cannot be right, and for a folder that another living Watch writes.
    """

    def __init__(self, folder: str | os.PathLike, latent_dim: int, name: str | None = None,
                 labels: list[str] | None = None, budget_mb: float = 500, overhead: float = 0.01,
                 example: torch.Tensor | tuple | None = None):
        self._pid, self._closed, self._began = os.getpid(), False, _now()
        if not isinstance(folder, (str, os.PathLike)):
            raise ValueError(f"ganscope.Watch: folder is a path, not {folder!r}")
        folder = pathlib.Path(os.path.realpath(os.path.expanduser(folder)))
        self._facts = _checked_facts(folder, latent_dim, name, labels, budget_mb, overhead, example)
        self._overhead, self._example = overhead, example
        self._classes = len(self._facts["labels"])
        self._spent: dict[str, float] = {}  # seconds in the caller's thread, by kind
        self._newest_snapshot = -1
        self._traces: dict[str, tuple] = {}  # by role: the module, and its trace
        self._error_before = getattr(sys, "last_value", None)
        self._writer = _Writer(folder, self._facts, self._began, int(budget_mb * 1e6))
        self._say = self._writer.say
        self._writer.start()
        atexit.register(self._at_exit)

    @_guarded
    def log(self, step: int, /, **values) -> None:
        """Scalars of a step: floats, ints, tensors of one number on any device (nothing waits for it), or None for no
        value. Several calls of one step become one row; steps rise. The first step after a restart says where the run
        goes on: what stands from there on is moved to discarded/."""
        now, away = _now(), {}
        for key, value in values.items():
            try:
                if isinstance(value, torch.Tensor) and not _at_hand(value) and value.numel() == 1:
                    away[key] = value
                elif type(value) is not float and value is not None:
                    values[key] = _number(value)
            except Exception as error:
                values[key] = None
                self._say("value", f"{key} is left out: {_text(error)}")
        self._writer.take_row(_step(step), now, values, list(away), _gathered(list(away.values())) if away else None)

    @_guarded
    def snapshot(self, step: int, G, D=None, ema=None, always: bool = False) -> None:
        """Keeps G, and D and `ema` (the average of G's weights, a module like G) if given, as TorchScript. Returns at
        once where `overhead` is used up or the one before is still being written, unless `always`."""
        begin, step = _now(), _step(step)
        if step < self._newest_snapshot:
            return self._say("order", f"snapshot {step} comes after {self._newest_snapshot}: it is left out")
        if step == self._newest_snapshot or not self._may_begin("snapshots", begin, self._overhead, always):
            return None
        try:
            files = self._traced_files(G, D, ema)
            if not files:
                return self._writer.skip("snapshots")
            self._newest_snapshot = step
            return self._writer.take_files("snapshots", step, files)
        finally:
            self._spent["snapshots"] = self._spent.get("snapshots", 0.0) + _now() - begin

    @_guarded
    def images(self, step: int, batch: torch.Tensor, always: bool = False) -> None:
        """A picture of up to 64 samples: [N, C, H, W] with C 1, 3 or 4; uint8, or floats in [0, 1] or, where one is
        negative, in [-1, 1]. May take a quarter of the time that snapshots may, unless `always`."""
        begin = _now()
        if self._may_begin("samples", begin, self._overhead / 4, always):
            try:
                self._writer.take_files("samples", _step(step), _sheet(batch))
            finally:
                self._spent["samples"] = self._spent.get("samples", 0.0) + _now() - begin

    def close(self, failed: bool = False) -> None:
        """Writes what waits and marks the run as finished (or failed); a second time does nothing."""
        if self._closed or os.getpid() != self._pid:
            return
        self._closed = True
        try:
            atexit.unregister(self._at_exit)
            self._writer.finish("failed" if failed else "finished")
        except Exception as error:
            self._say("close", _text(error))

    def __enter__(self) -> Watch:
        return self

    def __exit__(self, kind, error, trace) -> None:
        well = kind is None or issubclass(kind, KeyboardInterrupt) or (issubclass(kind, SystemExit) and not error.code)
        self.close(failed=not well)

    def _at_exit(self) -> None:
        error = getattr(sys, "last_value", None)  # what ended the program, if it is new
        self.close(failed=error is not self._error_before and not isinstance(error, KeyboardInterrupt))

    def _may_begin(self, kind: str, now: float, share: float, always: bool) -> bool:
        """Whether there is time for one more; the first is always taken."""
        over = kind in self._spent and self._spent[kind] > share * (now - self._began)
        if (over or kind in self._writer.unwritten) and not always:
            self._writer.skip(kind)
            return False
        return True

    def _traced_files(self, G, D, ema) -> dict[str, memoryview]:
        """The files of a snapshot by name; none, and it is said, where G cannot be traced."""
        chance, files, inputs = _RandomState(), {}, None
        try:
            for role, module in (("generator", G), ("average", ema), ("discriminator", D)):
                if module is None and role != "generator":
                    continue
                try:
                    module = _bare(module)
                    inputs = inputs or self._inputs(module, chance)
                    if role == "discriminator":  # sees what G drew, and the classes
                        inputs = [(x, *rows[1:]) if self._classes else (x,) for x, rows in zip(drawn, inputs)]
                    answers = [_called(module, rows, chance) for rows in inputs]
                    drawn = drawn if files else answers
                    files[role + ".pt"] = self._trace(role, module, inputs, answers, chance)
                except Exception as error:
                    self._say(f"snapshot of the {role}", f"it cannot be traced, so it is left out: {_text(error)}")
                    if role == "generator":
                        break
        finally:
            chance.restore()
        return files

    def _inputs(self, G, chance) -> list[tuple]:
        """Two batches to call G with, of 4 and of 8 rows: one to trace it with, one to try the trace."""
        if self._example is not None:
            return [(self._example,) if isinstance(self._example, torch.Tensor) else tuple(self._example)] * 2
        weights = next((t for t in G.parameters() if t.is_floating_point()), torch.zeros(()))
        dice, trouble = torch.Generator("cpu").manual_seed(1), None  # our own dice: theirs stay as they are
        usual = [self._facts["latent_dim"]]
        for form in [self._facts["latent_shape"]] if self._facts["latent_shape"] else [usual, usual + [1, 1]]:
            batches = [(torch.randn([rows] + form, generator=dice, device="cpu").to(weights.device, weights.dtype),
                        torch.arange(rows, device=weights.device) % max(self._classes, 1)) for rows in (4, 8)]
            batches = batches if self._classes else [(z,) for z, _ in batches]
            try:
                _called(G, batches[0], chance)
                self._facts["latent_shape"] = form
                return batches
            except Exception as error:
                trouble = trouble or error
        raise trouble

    def _trace(self, role: str, module, inputs: list[tuple], answers: list, chance) -> memoryview:
        """TorchScript of a module in eval mode. A trace shares the weights, so it serves for later snapshots, too, for
        as long as it answers as the module does: each new one would cost memory for ever."""
        kept, traced = self._traces.get(role, (None, None))
        if kept is not module or not _agrees(traced, inputs[1], answers[1], chance):
            with _evaluating(module), warnings.catch_warnings():
                warnings.simplefilter("ignore")
                chance.restore()
                traced = torch.jit.trace(module, inputs[0], check_trace=False)
            self._traces[role] = (module, traced)
            if not _agrees(traced, inputs[1], answers[1], chance):
                self._say("trace", f"the {role}, traced, answers otherwise than itself to another batch: it may depend "
                                   "on the batch's size, on values, or on chance")
        file = io.BytesIO()
        torch.jit.save(traced, file)
        return file.getbuffer()


class _Writer(threading.Thread):
    """The thread that owns every file of a run: what it is handed is on disk within about half a second."""

    def __init__(self, folder: pathlib.Path, facts: dict, began: float, budget: int):
        super().__init__(name="ganscope", daemon=True)
        self.folder, self.facts, self.began = folder, facts, began
        self.queue: collections.deque = collections.deque()  # what the caller handed over
        self.unwritten: set[str] = set()  # kinds of files of which one waits in it
        self.skipped = {"rows": 0, "snapshots": 0, "samples": 0}
        self.troubles: dict[str, dict] = {}
        self.state, self.state_written, self.changed = "running", -math.inf, True
        self.row: dict | None = None  # the newest, which may get more values
        self.ready: list[tuple] = []  # whole ones on their way to the disk
        self.newest, self.begun, self.seconds_before = -1, False, 0.0
        self.stop = threading.Event()
        self.metrics = _Metrics(folder)
        self.kept = {"snapshots": _Kept(folder, "snapshots", "", budget, self.say),
                     "samples": _Kept(folder, "samples", ".png", budget // 10, self.say)}
        self.metrics.rewrites = _claim(folder, self.facts)
        _open_here.add(str(folder))

    # In the caller's thread.

    def say(self, kind: str, what: str) -> None:
        """Remembers a trouble; the first of its kind is told in one line."""
        fresh = {"kind": kind, "text": what, "count": 0}
        known = self.troubles.setdefault(kind, fresh)
        known["count"] += 1
        self.changed = True
        if known is fresh:
            with contextlib.suppress(Exception):  # where nobody listens: it stands in watch.toml
                print(f"ganscope: {kind}: {what} (training goes on)", file=sys.stderr, flush=True)

    def skip(self, kind: str) -> None:
        self.skipped[kind] += 1
        self.changed = True

    def take_row(self, *row) -> None:
        """step, time, values by key, keys of values that are still on a device, and these."""
        if len(self.queue) < MOST_ROWS:
            return self.queue.append(("rows", *row))
        self.skip("rows")
        return self.say("rows", "they come faster than they can be written: some are left out")

    def take_files(self, kind: str, step: int, files) -> None:
        self.unwritten.add(kind)
        self.queue.append((kind, step, files))

    def finish(self, state: str) -> None:
        self.state = state
        self.stop.set()
        self.join(60)
        if self.is_alive():
            self.say("close", "the disk does not answer: the newest rows may be missing")
        _open_here.discard(str(self.folder))

    # In its own.

    def run(self) -> None:
        for kept in self.kept.values():
            self.attempt(kept.scan)
        last = False
        while not last:
            last = self.stop.wait(TICK)
            for _ in range(len(self.queue)):
                kind, *what = self.queue.popleft()
                self.attempt(self.add_values if kind == "rows" else functools.partial(self.write_files, kind), *what)
            if self.row and (last or _now() - self.row["touched"] > ROW_WAITS):
                self.end_row()
            self.attempt(self.write_rows)
            since = _now() - self.state_written
            if last or since >= 1.5 or (self.changed and since >= 1):
                self.attempt(self.write_state)

    def attempt(self, work, *arguments) -> None:
        try:
            work(*arguments)
        except Exception as error:
            self.say("files", _text(error))

    def begin(self, step: int) -> None:
        """The run goes on from here: what stands there already, from an earlier life, is moved aside."""
        if self.begun:
            return
        self.begun = True
        for part in (self.metrics, *self.kept.values()):
            self.attempt(part.set_aside, step)
        self.seconds_before = self.metrics.seconds

    def add_values(self, step: int, now: float, values: dict, away: list[str], held) -> None:
        self.begin(step)
        if step < self.newest:
            self.skip("rows")
            return self.say("order", f"step {step} comes after step {self.newest}: such rows are left out; to begin "
                                     "again, make a new Watch on this folder")
        if self.row is None or self.row["step"] != step:
            self.end_row()
            self.row = {"step": step, "seconds": self.seconds_before + now - self.began, "values": {}}
            self.newest = step
        self.row["touched"] = _now()
        values.update(zip(away, _arrived(held).tolist() if away else ()))
        for key, value in values.items():
            clean = _clean(key)
            if clean != key:
                self.say("key", f"{key!r} is written as {clean}: a key is letters, digits and _, and none of {FIXED}")
            self.row["values"][clean] = value
        return None

    def end_row(self) -> None:
        if self.row is not None:
            self.ready.append((self.row["step"], self.row["seconds"], self.row["values"]))
            self.row = None
        if len(self.ready) > MOST_ROWS:
            del self.ready[0]
            self.skip("rows")

    def write_rows(self) -> None:
        if not self.ready:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            if self.metrics.append(self.ready):
                self.say("folder", "somebody else changed metrics.csv or took it away: it goes on from what is there")
        except OSError:
            raise  # they are tried again
        except Exception:
            self.skipped["rows"] += len(self.ready)
            self.ready = []
            raise
        self.ready = []
        if len(self.metrics.keys) >= MOST_KEYS:
            self.say("keys", f"only the first {MOST_KEYS} are written")

    def write_files(self, kind: str, step: int, files) -> None:
        try:
            if kind == "snapshots":
                self.begin(step)
            else:
                files = {"": _png(files[0], _arrived(files[1]))}
            self.kept[kind].add(step, files)
        except Exception:
            self.skip(kind)
            raise
        finally:
            self.unwritten.discard(kind)

    def write_state(self) -> None:
        self.changed, self.state_written = False, _now()
        self.folder.mkdir(parents=True, exist_ok=True)
        _write_state(self.folder, {**self.facts, "state": self.state, "rewrites": self.metrics.rewrites}, self.skipped,
                     list(self.troubles.values()))


class _Metrics:
    """metrics.csv: whole rows are appended; any other change is written beside it and renamed over it."""

    def __init__(self, folder: pathlib.Path):
        self.path, self.aside = folder / "metrics.csv", folder / "discarded"
        self.keys: list[str] = []
        self.size, self.last, self.seconds, self.rewrites = 0, -1, 0.0, 0

    def open(self) -> None:
        """Looks at what is there, and cuts off a last line without an end."""
        self.keys, self.size, self.last, self.seconds = [], 0, -1, 0.0
        if not self.path.exists():
            return
        with open(self.path, "r+b") as file:
            header = file.readline().decode("utf-8", "replace").rstrip("\n").split(",")
            end = file.seek(0, os.SEEK_END)
            tail_at = file.seek(max(0, end - (1 << 16)))
            tail = file.read()
            tail = tail[:tail.rfind(b"\n") + 1]
            size = tail_at + len(tail)
            if size < end:
                file.truncate(size)
        if size and header[:2] != FIXED:  # somebody else's file
            os.replace(self.path, self._new_aside())
        elif size:
            self.keys, self.size = header[2:], size
            cells = tail.splitlines()[-1].split(b",")
            if cells[0] != b"step":
                self.last, self.seconds = int(cells[0]), float(cells[1])

    def set_aside(self, step: int) -> None:
        """Moves the rows from `step` on to a file in discarded/."""
        self.open()
        if self.last < step:
            return
        with open(self.path, "rb") as file:
            header = file.readline()
            stay = len(header)
            for line in file:
                number = line.split(b",", 1)[0]
                if number.isdigit() and int(number) >= step:
                    break
                stay += len(line)
            file.seek(stay)
            _write_flushed(self._new_aside(), itertools.chain([header], _pieces(file, self.size)))
            file.seek(0)
            self._rewrite(_pieces(file, stay))
        self.open()

    def append(self, rows: list[tuple]) -> bool:
        """Writes rows of (step, seconds, values by key), all or none; whether the file was not as it was left."""
        changed = (self.path.stat().st_size if self.path.exists() else 0) != self.size
        if changed:
            self.open()
            self.rewrites += 1
        fresh = [key for key in dict.fromkeys(itertools.chain(*(row[2] for row in rows))) if key not in self.keys]
        fresh = fresh[:MOST_KEYS - len(self.keys)]
        if fresh and self.size:
            with open(self.path, "rb") as file:
                header, commas = file.readline()[:-1], b"," * len(fresh) + b"\n"
                wider = (piece.replace(b"\n", commas) for piece in _pieces(file, self.size - len(header) - 1))
                self._rewrite(itertools.chain([",".join([header.decode(), *fresh]).encode() + b"\n"], wider))
            self.size = self.path.stat().st_size
        self.keys += fresh
        lines = [] if self.size else [",".join(FIXED + self.keys)]
        for step, seconds, values in rows:
            lines.append(",".join([str(step), f"{seconds:.3f}", *(_cell(values.get(key)) for key in self.keys)]))
        content = ("\n".join(lines) + "\n").encode()
        with open(self.path, "ab", buffering=0) as file:
            if file.write(content) != len(content):
                file.truncate(self.size)
                raise OSError(f"The disk is full: {self.path}")
        self.size += len(content)
        self.last, self.seconds = rows[-1][:2]
        return changed

    def _rewrite(self, pieces) -> None:
        _write_atomically(self.path, pieces)
        self.rewrites += 1

    def _new_aside(self) -> pathlib.Path:
        self.aside.mkdir(parents=True, exist_ok=True)
        return next(file for number in itertools.count(1)
                    if not (file := self.aside / f"metrics-{number}.csv").exists())


class _Kept:
    """A folder of entries named by step, written whole or not at all, within a budget of bytes. When there are too
    many, the one goes whose neighbours are closest, on the scale of ganscope's own history: half logarithmic, half
    linear in steps. The first and the newest stay."""

    def __init__(self, run: pathlib.Path, kind: str, suffix: str, budget: int, say):
        self.folder, self.aside, self.suffix = run / kind, run / "discarded" / kind, suffix
        self.budget, self.say = budget, say
        self.sizes: dict[int, int] = {}  # bytes by step
        self.ours: set[int] = set()  # written in this life

    def path(self, step: int) -> pathlib.Path:
        return self.folder / f"step-{step:09}{self.suffix}"

    def scan(self) -> None:
        """Looks at what is there, and clears away what a killed process was writing."""
        for entry in list(self.folder.iterdir()) if self.folder.is_dir() else ():
            if entry.name.startswith(".tmp-"):
                _remove(entry)
            elif found := re.fullmatch(r"step-(\d{9,18})" + re.escape(self.suffix), entry.name):
                files = [entry] if entry.is_file() else entry.iterdir()
                self.sizes[int(found[1])] = sum(file.stat().st_size for file in files)

    def set_aside(self, step: int) -> None:
        """Moves the entries from `step` on to discarded/; what lay there goes, so that it never fills the disk."""
        later = [s for s in self.sizes if s >= step and s not in self.ours]
        if later:
            _remove(self.aside)
            self.aside.mkdir(parents=True)
        for s in later:
            del self.sizes[s]
            with contextlib.suppress(FileNotFoundError):
                os.replace(self.path(s), self.aside / self.path(s).name)

    def add(self, step: int, files: dict) -> None:
        """Files by name; with the name "", the entry is a file itself."""
        self.folder.mkdir(parents=True, exist_ok=True)
        temporary = self.folder / f".tmp-{self.path(step).name}"
        self.thin_out(step, sum(len(content) for content in files.values()))
        try:
            if "" not in files:
                temporary.mkdir()
            for name, content in files.items():
                _write_flushed(temporary / name, [content])
            os.replace(temporary, self.path(step))
        except BaseException:
            del self.sizes[step]
            _remove(temporary)
            raise
        self.ours.add(step)
        _flush_folder(self.folder)

    def thin_out(self, newest: int, size: int) -> None:
        self.sizes[newest] = size
        while sum(self.sizes.values()) > self.budget:
            steps = sorted(self.sizes)
            if len(steps) < 3:
                return self.say("budget", f"no room for more than the first and the newest of {self.folder.name}")
            place = [math.log1p(s) / math.log1p(max(steps[-1], 1)) + s / max(steps[-1], 1) for s in steps]
            at = min(range(1, len(steps) - 1), key=lambda i: place[i + 1] - place[i - 1])
            _remove(self.path(steps[at]))
            del self.sizes[steps[at]]
        return None


# --- tensors

class _RandomState:
    """Where their random numbers stand: put back before each call of their networks, and at the end."""

    def __init__(self):
        devices = range(torch.cuda.device_count()) if torch.cuda.is_initialized() else ()
        self.cpu, self.python = torch.get_rng_state(), random.getstate()
        self.cuda = [(device, torch.cuda.get_rng_state(device)) for device in devices]

    def restore(self) -> None:
        torch.set_rng_state(self.cpu)
        random.setstate(self.python)
        for device, state in self.cuda:
            torch.cuda.set_rng_state(state, device)


@contextlib.contextmanager
def _evaluating(module):
    """Within it a module and all its parts are in eval mode, without gradients; afterwards each is as it was."""
    were = [(part, part.training) for part in module.modules()]
    try:
        for part, _ in were:
            part.training = False
        with torch.no_grad():
            yield
    finally:
        for part, training in were:
            part.training = training


def _called(module, inputs: tuple, chance: _RandomState) -> torch.Tensor:
    with _evaluating(module):
        chance.restore()
        return module(*inputs)


def _agrees(traced, inputs: tuple, wanted, chance: _RandomState) -> bool:
    try:
        with torch.no_grad(), torch.jit.optimized_execution(False):  # else its first calls take long
            chance.restore()
            return torch.allclose(traced(*inputs), wanted, rtol=1e-4, atol=1e-5, equal_nan=True)
    except Exception:
        return False


def _bare(module):
    """The module itself, without what DataParallel, DistributedDataParallel or torch.compile put around it."""
    module = getattr(module, "_orig_mod", module)
    if isinstance(module, (torch.nn.DataParallel, torch.nn.parallel.DistributedDataParallel)):
        module = getattr(module.module, "_orig_mod", module.module)
    if not isinstance(module, torch.nn.Module):
        raise TypeError(f"{type(module).__name__} is no torch.nn.Module")
    return module


def _at_hand(tensor: torch.Tensor) -> bool:
    """Whether a number can be read without waiting for a device."""
    return tensor.device.type == "cpu"


def _gathered(values: list[torch.Tensor]) -> tuple:
    """A copy of these numbers, float32 [len(values)], on its way."""
    with torch.no_grad():
        flat = [value.reshape(()).to(values[0].device, torch.float32) for value in values]
        return _on_its_way(torch.stack(flat))


def _on_its_way(tensor: torch.Tensor) -> tuple:
    """A tensor on its way to the CPU, for _arrived() in another thread; nobody waits for it here."""
    if tensor.device.type != "cuda":
        return tensor, None
    with torch.cuda.device(tensor.device):
        copy, mark = tensor.to("cpu", non_blocking=True), torch.cuda.Event()  # into pinned memory
        mark.record()
    return copy, mark


def _arrived(sent: tuple) -> torch.Tensor:
    tensor, mark = sent
    if mark is not None:
        mark.synchronize()
    return tensor.cpu()


def _sheet(batch: torch.Tensor) -> tuple:
    """Channels, and the pixels' rows as a PNG has them, uint8 [height, 1 + width * channels], on their way."""
    if not isinstance(batch, torch.Tensor) or batch.dim() != 4 or batch.shape[1] not in (1, 3, 4) or not batch.numel():
        raise ValueError(f"it wants a tensor [N, C, H, W] with C 1, 3 or 4, not {list(getattr(batch, 'shape', []))}")
    with torch.no_grad():
        _, channels, height, width = batch.shape
        columns = max(1, min(8, MOST_SIDE // max(height, width), math.ceil(math.sqrt(len(batch)))))
        x = batch.detach()[:columns * columns]
        if x.dtype != torch.uint8:
            x = torch.nan_to_num(x.float())
            x = torch.where(x.amin() < 0, (x + 1) / 2, x)
            x = (x.clamp(0, 1) * 255 + 0.5).to(torch.uint8)
        rows = math.ceil(len(x) / columns)
        tiles = x.new_zeros(rows * columns, channels, height, width)
        tiles[:len(x)] = x
        tiles = tiles.reshape(rows, columns, channels, height, width).permute(0, 3, 1, 4, 2)
        sheet = x.new_zeros(rows * height, 1 + columns * width * channels)  # each row begins with its filter: 0, none
        sheet[:, 1:] = tiles.reshape(rows * height, -1)
        return channels, _on_its_way(sheet)


def _png(channels: int, sheet: torch.Tensor) -> bytes:
    """A PNG of 8 bits of rows as _sheet makes them."""
    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
    height, width = sheet.shape[0], (sheet.shape[1] - 1) // channels
    pixels = ctypes.string_at(sheet.data_ptr(), sheet.numel())  # torch alone has no quick way to bytes
    header = struct.pack(">IIBBBBB", width, height, 8, {1: 0, 3: 2, 4: 6}[channels], 0, 0, 0)
    chunks = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(pixels, 3)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


# --- words

def _checked_facts(folder: pathlib.Path, latent_dim, name, labels, budget_mb, overhead, example) -> dict:
    """What watch.toml begins with; ValueError for what cannot be right."""
    number = (int, float)
    names = isinstance(labels, (list, tuple)) and all(isinstance(label, str) for label in labels)
    tensors = [example] if isinstance(example, torch.Tensor) else example or []
    for fine, wanted in (
            (isinstance(latent_dim, int) and latent_dim > 0, f"latent_dim is a whole number, not {latent_dim!r}"),
            (name is None or isinstance(name, str), f"name is a text, not {name!r}"),
            (labels is None or (names and len(set(labels)) == len(labels) > 0), "labels is a list of different names"),
            (isinstance(budget_mb, number) and 0 < budget_mb < 1e9, f"budget_mb is above 0, not {budget_mb!r}"),
            (isinstance(overhead, number) and 0 < overhead <= 1, f"overhead is a share in (0, 1], not {overhead!r}"),
            (isinstance(tensors, (list, tuple)) and all(isinstance(t, torch.Tensor) and t.dim() for t in tensors),
             "example is a batch, or a tuple of batches"),
            (os.path.isdir(folder) or not os.path.exists(folder), f"{folder} is a file; name a folder"),
            (not os.path.exists(folder / "experiment.toml"), f"{folder} is a run of ganscope's own; name another")):
        if not fine:
            raise ValueError("ganscope.Watch: " + wanted)
    return {"format": 1, "name": name or folder.name, "created": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "pid": os.getpid(), "host": platform.node(), "started": _process_start(os.getpid()),
            "latent_dim": latent_dim, "latent_shape": list(tensors[0].shape[1:]) if tensors else [],
            "labels": list(labels or []), "torch": str(torch.__version__)}


def _text(error: Exception) -> str:
    return (str(error).strip().splitlines() or [""])[0][:300] or type(error).__name__


def _step(step) -> int:
    if int(step) != step or not 0 <= step < 1 << 62:
        raise ValueError(f"a step is a whole number from 0 on, not {step!r}")
    return int(step)


def _number(value) -> int | float:
    if isinstance(value, torch.Tensor):
        value = value.item()  # raises where there are several
    if type(value) is float:
        return value
    if isinstance(value, (str, bytes)):
        raise ValueError("a text is no scalar")
    return int(value) if isinstance(value, int) and abs(value) < 1 << 63 else float(value)


def _cell(value: int | float | None) -> str:
    return "" if value is None else str(value) if isinstance(value, int) else format(value, ".9g")


@functools.lru_cache(maxsize=2 * MOST_KEYS)
def _clean(key: str) -> str:
    key = re.sub("[^A-Za-z0-9_]", "_", key)
    return key + "_" if key in FIXED else "_" + key if not key or key[0].isdigit() else key


# --- watch.toml

def _claim(folder: pathlib.Path, facts: dict) -> int:
    """Makes the run ours and goes on with what its watch.toml says; how often metrics.csv was rewritten. Of two that
    begin at once the lock, which ends with this call, lets one pass. ValueError where somebody living writes the run;
    a disk that takes nothing is no reason."""
    with contextlib.ExitStack() as stack:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            lock = os.open(folder, os.O_RDONLY)
            stack.callback(os.close, lock)
            import fcntl  # not on Windows
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ValueError(f"ganscope.Watch: another process begins in {folder} just now. {TAKEN}") from None
        except (ImportError, OSError):
            pass
        before = _read_state(folder)
        if before.get("state") == "running" and _lives(folder, before):
            raise ValueError(f"ganscope.Watch: {folder} is being written by process {before.get('pid')} on "
                             f"{before.get('host')}. {TAKEN}")
        facts["created"] = before.get("created", facts["created"])
        with contextlib.suppress(OSError):  # the thread will try again, and say so
            _write_state(folder, {**facts, "state": "running", "rewrites": before.get("rewrites", 0)}, {}, [])
        return before.get("rewrites", 0)


def _lives(folder: pathlib.Path, before: dict) -> bool:
    """Whether the process that watch.toml names still writes."""
    pid = before.get("pid", 0)
    if before.get("host") != platform.node() or os.name == "nt":
        return abs(time.time() - before.get("beat", 0)) < DEAD_AFTER
    if pid == os.getpid():
        return str(folder) in _open_here
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass  # somebody else's process
    return before.get("started", 0) == _process_start(pid)


def _process_start(pid: int) -> int:
    """What tells a process from a later one of the same number: field 22 of /proc/PID/stat; 0 where there is none."""
    try:
        return int(pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19])
    except (OSError, ValueError, IndexError):
        return 0


def _write_state(folder: pathlib.Path, facts: dict, skipped: dict, troubles: list[dict]) -> None:
    def table(values: dict) -> str:  # what JSON writes of texts, numbers and lists is TOML, too, but for one letter
        lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in values.items()]
        return "".join(lines).replace("\x7f", "\\u007f")
    parts = [table({**facts, "beat": round(time.time(), 3)}), "[skipped]\n" + table(skipped)]
    parts += ["[[trouble]]\n" + table(trouble) for trouble in troubles]
    _write_atomically(folder / "watch.toml", ["\n".join(parts).encode("utf-8", "replace")])


def _read_state(folder: pathlib.Path) -> dict:
    """What a start wants to know of a watch.toml (Python 3.9 reads no TOML); nothing where there is none."""
    kinds = {"created": str, "state": str, "host": str, "pid": int, "started": int, "rewrites": int, "beat": float}
    values = {}
    with contextlib.suppress(OSError, ValueError):
        for line in (folder / "watch.toml").read_text("utf-8", "replace").split("\n[")[0].split("\n"):
            key, _, value = line.partition(" = ")
            if key in kinds and isinstance(read := json.loads(value), kinds[key]):
                values[key] = read
    return values


# --- files

def _pieces(file, size: int):
    """The next `size` bytes of a file, in pieces that hold up nobody's thread for longer than a millisecond."""
    while size > 0 and (piece := file.read(min(size, 1 << 20))):
        size -= len(piece)
        yield piece


def _write_flushed(file: pathlib.Path, pieces) -> None:
    with open(file, "wb") as stream:
        for piece in pieces:
            stream.write(piece)
        stream.flush()
        os.fsync(stream.fileno())


def _write_atomically(file: pathlib.Path, pieces) -> None:
    temporary = file.with_name(f".tmp-{file.name}")
    _write_flushed(temporary, pieces)
    os.replace(temporary, file)
    _flush_folder(file.parent)


def _flush_folder(folder: pathlib.Path) -> None:
    """So that a rename survives a power cut; where a system cannot do that, the file is whole anyway."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _remove(path: pathlib.Path) -> None:
    """A file or folder, if it is there; a folder is renamed first, so that nobody sees half of it."""
    if path.is_dir():
        gone = path.with_name(".tmp-gone")
        if path != gone:
            shutil.rmtree(gone, ignore_errors=True)
            os.replace(path, gone)
        shutil.rmtree(gone, ignore_errors=True)
    elif path.exists():
        path.unlink()
