"""assets/python/ganscope.py beside real trainings in PyTorch: what it writes, and that it never disturbs them."""
import csv
import gzip
import os
import pathlib
import signal
import struct
import subprocess
import time
import tomllib
import unittest

from support import ROOT, Case, png_rows, python_with_torch, wait_until

HERE = pathlib.Path(__file__).resolve().parent


class PythonWatch(Case):
    def setUp(self):
        super().setUp()
        self.python = python_with_torch()
        if self.python is None:
            self.skipTest("no python with torch: install python3-torch")
        self.environment |= {"PYTHONPATH": str(HERE), "PYTHONDONTWRITEBYTECODE": "1", "OMP_NUM_THREADS": "1"}
        self.run_folder = self.home / "run"

    def program(self, text, check=0):
        """Runs a program that has watched_gan's names; what it said."""
        done = subprocess.run([self.python, "-c", "from watched_gan import *\n" + text], cwd=self.home, text=True,
                              env=self.environment, capture_output=True, timeout=120, check=False)
        self.assertEqual(done.returncode, check, done.stdout + done.stderr)
        return done

    def rows(self, file="metrics.csv"):
        """The header and the rows of a metrics.csv, every line of it whole."""
        text = (self.run_folder / file).read_text()
        self.assertTrue(text.endswith("\n"))
        header, *rows = list(csv.reader(text.splitlines()))
        self.assertEqual(header[:2], ["step", "seconds"])
        self.assertEqual({len(row) for row in rows} - {len(header)}, set())
        return header, rows

    def state(self):
        return tomllib.loads((self.run_folder / "watch.toml").read_text())

    def steps(self, kind):
        names = sorted(entry.name for entry in (self.run_folder / kind).iterdir())
        self.assertEqual([name for name in names if not name.startswith("step-")], [], "nothing half written is left")
        return [int(name[5:14]) for name in names]

    def test_a_conditional_gan_leaves_all_that_the_window_needs(self):
        self.program("""
labels = ["round", "a \\"square\\"", "星"]
with ganscope.Watch("run", 8, name="mine", labels=labels, overhead=1) as watch:
    def watching(step, g, d, average, d_loss, g_loss):
        watch.log(step, d_loss=d_loss)
        watch.log(step, g_loss=g_loss, images=16 * step)
        if step in (0, 29):
            watch.snapshot(step, g, d, average, always=True)
            watch.images(step, torch.rand(6, 1, 8, 8) * 2 - 1)
            while watch._writer.unwritten:
                ganscope.time.sleep(0.01)
            assert g.training and g.norm.training and d.training
    g, d, average = train(30, watching, classes=3)
folder = "run/snapshots/step-000000029/"
z, y = torch.randn(5, 8), torch.tensor([0, 1, 2, 2, 0])
for net in (g, d, average):
    net.eval()
with torch.no_grad():
    x = torch.jit.load(folder + "generator.pt")(z, y)
    assert torch.equal(x, g(z, y))
    assert torch.equal(torch.jit.load(folder + "average.pt")(z, y), average(z, y))
    assert torch.allclose(torch.jit.load(folder + "discriminator.pt")(x, y), d(x, y), atol=1e-6)
    assert not torch.equal(torch.jit.load("run/snapshots/step-000000000/generator.pt")(z, y), x)
""")
        header, rows = self.rows()
        self.assertEqual(header, ["step", "seconds", "d_loss", "g_loss", "images"])
        self.assertEqual([int(row[0]) for row in rows], list(range(30)), "several calls of a step are one row")
        self.assertEqual([int(row[4]) for row in rows], [16 * step for step in range(30)])
        self.assertTrue(all(0 < float(row[2]) < 10 for row in rows))
        state = self.state()
        self.assertEqual((state["format"], state["name"], state["state"]), (1, "mine", "finished"))
        self.assertEqual((state["latent_dim"], state["latent_shape"]), (8, [8]))
        self.assertEqual(state["labels"], ["round", 'a "square"', "星"])
        self.assertEqual(state["skipped"], {"rows": 0, "snapshots": 0, "samples": 0})
        self.assertNotIn("trouble", state)
        self.assertLess(abs(state["beat"] - time.time()), 60)
        channels, pixels = png_rows((self.run_folder / "samples/step-000000029.png").read_bytes())
        self.assertEqual((channels, len(pixels), len(pixels[0])), (1, 16, 24), "six pictures of 8 × 8, three a row")

    def test_weights_and_chance_are_bitwise_those_of_an_unwatched_training(self):
        self.program("""
import random
class Noisy(Generator):
    def forward(self, z):  # draws by chance in eval mode, too
        return super().forward(z) + 0.01 * torch.randn(len(z), 1, 8, 8) + 1e-3 * random.random()
Generator = Noisy
import watched_gan
watched_gan.Generator = Noisy
def state(nets):
    return [t.clone() for net in nets for t in net.state_dict().values()] + [torch.get_rng_state()]
random.seed(5)
alone = state(train(25)), random.random()
watch = ganscope.Watch("run", 8, overhead=1)
def watching(step, g, d, average, d_loss, g_loss):
    watch.log(step, d_loss=d_loss, g_loss=g_loss.item())
    watch.snapshot(step, g, d, average, always=True)
    watch.images(step, torch.rand(70, 3, 8, 8, generator=torch.Generator().manual_seed(1)))
random.seed(5)
watched = state(train(25, watching)), random.random()
watch.close()
assert len(alone[0]) == len(watched[0]) and all(torch.equal(a, b) for a, b in zip(alone[0], watched[0]))
assert alone[1] == watched[1]
""")
        self.assertEqual(self.steps("snapshots"), list(range(25)))

    def test_a_killed_run_goes_on_and_rows_are_neither_lost_nor_doubled(self):
        endless = """
watch = ganscope.Watch("run", 8, overhead=1)
def watching(step, g, d, average, d_loss, g_loss):
    watch.log(step, d_loss=d_loss)
    if step % 10 == 0:
        watch.snapshot(step, g, d, average, always=True)
train(10**9, watching)
"""
        process = subprocess.Popen([self.python, "-c", "from watched_gan import *\n" + endless], cwd=self.home,
                                   env=self.environment, stderr=subprocess.DEVNULL)
        self.started.append(process)
        snapshots, metrics = self.run_folder / "snapshots", self.run_folder / "metrics.csv"
        wait_until(lambda: metrics.exists() and metrics.stat().st_size > 2000 and len(list(snapshots.iterdir())) > 5, 60, "rows")
        process.send_signal(signal.SIGKILL)
        process.wait(10)
        self.assertEqual(self.state()["state"], "running", "nobody was left to say otherwise")
        # Whatever it was writing, and what a kill in the middle of a line and of a snapshot leaves.
        whole = metrics.read_bytes()
        whole = whole[:whole.rfind(b"\n") + 1]
        last = int(whole.splitlines()[-1].split(b",")[0])
        with open(metrics, "ab") as file:
            file.write(b"%d,3." % (last + 1))
        (snapshots / ".tmp-step-000999999").mkdir()
        (snapshots / ".tmp-step-000999999" / "generator.pt").write_bytes(b"half")
        self.program(f"""
watch = ganscope.Watch("run", 8, overhead=1)
for step in range({last + 1}, {last + 6}):
    watch.log(step, d_loss=step)
watch.close()
""")
        header, rows = self.rows()
        self.assertEqual([int(row[0]) for row in rows], list(range(last + 6)))
        self.assertTrue(metrics.read_bytes().startswith(whole), "what stood there is untouched")
        seconds = [float(row[1]) for row in rows]
        self.assertEqual(seconds, sorted(seconds), "the clock goes on from the last row's")
        before = [step for step in self.steps("snapshots") if step < 15]
        self.program("""
watch = ganscope.Watch("run", 8, overhead=1)
def watching(step, g, d, average, d_loss, g_loss):
    watch.log(step + 15, d_loss=d_loss)
    if step == 5:
        watch.snapshot(step + 15, g, always=True)
train(10, watching)
watch.close()
""")
        self.assertEqual([int(row[0]) for row in self.rows()[1]], list(range(25)))
        aside = self.rows("discarded/metrics-1.csv")
        self.assertEqual(aside, (header, rows[15:]))
        self.assertEqual(self.steps("snapshots"), [*before, 20])
        self.assertIn("step-000000020", os.listdir(self.run_folder / "discarded/snapshots"))
        self.assertGreater(self.state()["rewrites"], 0)
        self.assertEqual(self.state()["state"], "finished")

    def test_one_folder_has_one_living_watch_and_wrong_words_are_refused(self):
        self.program("""
import os
def refused(*words, **named):
    try:
        ganscope.Watch(*words, **named).close()
    except ValueError as error:
        return str(error)
    return ""
watch = ganscope.Watch("run", 8)
assert "close()" in refused("run", 8), "in this process"
child = os.fork()
if child == 0:
    watch.log(7, wrong=1)  # of the parent's Watch a child writes nothing
    watch.close()
    os._exit(0 if "is being written by process" in refused("run", 8) else 1)
assert os.waitpid(child, 0)[1] == 0, "in another process"
if os.fork() == 0:
    ganscope.Watch("failing", 8).log(0, d_loss=1)
    raise RuntimeError("on purpose")
assert os.wait()[1] != 0
assert 'state = "failed"' in open("failing/watch.toml").read()
assert len(open("failing/metrics.csv").readlines()) == 2, "what waited was written at the end"
watch.log(0, d_loss=1)
watch.close()
assert refused("run", 8) == ""
open("file", "w").close()
os.mkdir("own")
open("own/experiment.toml", "w").close()
for words, named in ((("other", 0), {}), (("other", 2.5), {}), (("other", 8), {"labels": "abc"}), (("other", 8), {"labels": ["a", "a"]}),
                     (("other", 8), {"budget_mb": 0}), (("other", 8), {"overhead": 2}), (("other", 8), {"example": 3}),
                     (("file", 8), {}), (("own", 8), {}), ((8, 8), {})):
    assert refused(*words, **named).startswith("ganscope.Watch: "), (words, named)
assert not os.path.exists("other")
""")
        self.assertEqual(self.rows()[1][0][::2], ["0", "1"])

    def test_nothing_is_raised_into_a_training(self):
        said = self.program("""
import os, shutil, time
class Moody(Generator):
    def forward(self, z):
        raise RuntimeError("not today")
def settle(there):
    deadline = time.monotonic() + 20
    while not there():
        assert time.monotonic() < deadline
        time.sleep(0.02)
watch = ganscope.Watch("run", 8, overhead=1)
g = Generator()
watch.log(0, good=1, text="x", many=torch.zeros(3), complex=torch.tensor(1j), nothing=None, **{"d loss": 2, "step": 3, "9": 4})
watch.log(0.5, good=1)
watch.log()
watch.log(-1, good=1)
watch.log(1, yes=torch.tensor(True), nan=float("nan"), up=torch.tensor(float("inf")), down=-float("inf"))
moody = Moody()
moody.norm.eval()
watch.snapshot(1, moody)
assert moody.training and not moody.norm.training, "each part is as it was"
watch.snapshot(2, g, D=7)
watch.snapshot("x", g)
watch.images(1, "no pictures")
watch.images(1, torch.zeros(4, 2, 8, 8))
settle(lambda: os.path.exists("run/metrics.csv") and len(open("run/metrics.csv").readlines()) == 3)
shutil.rmtree("run")                        # somebody tidies up
watch.log(2, good=2)
settle(lambda: os.path.exists("run/metrics.csv"))
open("run/snapshots", "w").close()          # a file in the way of a folder
watch.snapshot(3, g, always=True)
os.remove("run/metrics.csv")
os.mkdir("run/metrics.csv")                 # a folder in the way of a file
for step in range(3, 10):
    watch.log(step, good=step)
settle(lambda: watch._writer.troubles.get("files", {"count": 0})["count"] > 3)
os.rmdir("run/metrics.csv")                 # ... and away again: nothing was lost
watch.close()
watch.log(10, good=1)
watch.close()
""")
        lines = said.stderr.splitlines()
        self.assertTrue(all(line.startswith("ganscope: ") for line in lines), said.stderr)
        state = self.state()
        kinds = {trouble["kind"]: trouble for trouble in state["trouble"]}
        self.assertEqual(len(kinds), len(state["trouble"]))
        self.assertEqual(len(lines), len(kinds) + 1, "one line for each kind, and one for log() after close()")
        self.assertGreaterEqual(set(kinds), {"value", "log", "key", "snapshot of the generator", "images", "files", "folder",
                                             "snapshot of the discriminator"})
        self.assertIn("not today", kinds["snapshot of the generator"]["text"])
        self.assertEqual(kinds["value"]["count"], 3)
        self.assertGreaterEqual(state["skipped"]["snapshots"], 2)
        header, rows = self.rows()
        self.assertEqual([row[header.index("good")] for row in rows], [str(step) for step in range(3, 10)])

    def test_a_full_disk_is_told_once_and_rows_are_written_when_there_is_room_again(self):
        said = self.program("""
import os, resource, signal, time
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
def limit(size):                            # as a full disk: what would make a file longer fails
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
watch = ganscope.Watch("run", 8, overhead=1)
g = Generator()
for step in range(300):
    watch.log(step, d_loss=0.123456789, g_loss=0.987654321)
while watch._writer.queue or watch._writer.ready or watch._writer.row:
    time.sleep(0.01)
limit(os.path.getsize("run/metrics.csv") + 10)
for step in range(300, 400):
    watch.log(step, d_loss=0.123456789, g_loss=0.987654321)
watch.images(400, torch.rand(64, 3, 64, 64))
watch.snapshot(400, g, always=True)
begin = time.monotonic()
while watch._writer.troubles.get("files", {"count": 0})["count"] < 4:
    assert time.monotonic() < begin + 20
    time.sleep(0.02)
assert open("run/metrics.csv").read().endswith("\\n"), "whole rows only"
limit(resource.RLIM_INFINITY)
watch.snapshot(401, g, always=True)
watch.close()
assert os.path.exists("run/snapshots/step-000000401/generator.pt")
assert not [name for name in os.listdir("run/snapshots") + os.listdir("run") if name.startswith(".tmp")]
""")
        self.assertEqual(len(said.stderr.splitlines()), 1, said.stderr)
        self.assertTrue(said.stderr.startswith("ganscope: files: "), said.stderr)
        self.assertEqual([int(row[0]) for row in self.rows()[1]], list(range(400)), "nothing is lost")

    def test_a_folder_that_may_not_be_written_any_more_never_ends_a_training(self):
        said = self.program("""
import errno, os, time
watch = ganscope.Watch("run", 8, overhead=1)
g = Generator()
watch.log(0, d_loss=1)
while not os.path.exists("run/metrics.csv"):
    time.sleep(0.01)
if os.getuid() == 0:                        # whom no rights stop: the system's answer is given in its place
    import builtins
    opened, replaced, made = builtins.open, os.replace, ganscope.pathlib.Path.mkdir
    def refused(*words, **named):
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), "run")
    def open_for_reading(file, mode="r", *words, **named):
        return opened(file, mode, *words, **named) if mode in ("r", "rb") else refused()
    builtins.open, os.replace, ganscope.pathlib.Path.mkdir = open_for_reading, refused, refused
else:
    os.chmod("run/metrics.csv", 0o400)
    os.chmod("run", 0o500)
for step in range(1, 50):
    watch.log(step, d_loss=step)
    watch.snapshot(step, g, always=True)
    watch.images(step, torch.rand(4, 1, 8, 8))
begin = time.monotonic()
while watch._writer.troubles.get("files", {"count": 0})["count"] < 3:
    assert time.monotonic() < begin + 20
    time.sleep(0.02)
if os.getuid() == 0:
    builtins.open, os.replace, ganscope.pathlib.Path.mkdir = opened, replaced, made
else:
    os.chmod("run", 0o700)
    os.chmod("run/metrics.csv", 0o600)
watch.close()
""")
        self.assertEqual(len([line for line in said.stderr.splitlines() if "ganscope: files: " in line]), 1, said.stderr)
        self.assertTrue(all(line.startswith("ganscope: ") for line in said.stderr.splitlines()), said.stderr)
        self.assertEqual([int(row[0]) for row in self.rows()[1]], list(range(50)), "nothing is lost")

    def test_snapshots_keep_to_their_share_of_disk_and_time(self):
        self.program("""
watch = ganscope.Watch("run", 8, budget_mb=0.12, overhead=1)
g = Generator()
for step in range(0, 400, 10):
    watch.snapshot(step, g, always=True)
while watch._writer.unwritten:
    ganscope.time.sleep(0.01)
watch.close()
class Fading(Generator):
    def forward(self, z):
        return self.share * super().forward(z)
fading, watch = Fading(), ganscope.Watch("fading", 8)
for step, fading.share in enumerate((0.1, 0.2)):
    watch.snapshot(step, fading, always=True)
watch.close()
z = torch.randn(3, 8)
assert torch.allclose(torch.jit.load("fading/snapshots/step-000000001/generator.pt")(z), fading.eval()(z)), "traced anew"
frugal = ganscope.Watch("frugal", 8)
begin = ganscope.time.monotonic()
for step in range(200):
    frugal.snapshot(step, g)
spent = ganscope.time.monotonic() - begin
frugal.close()
assert spent < 1.5 * frugal._spent["snapshots"] + 0.2, "when over budget a call returns at once"
""")
        kept = self.steps("snapshots")
        self.assertEqual((kept[0], kept[-1]), (0, 390))
        self.assertGreater(len(kept), 3)
        self.assertLessEqual(sum(file.stat().st_size for file in self.run_folder.glob("snapshots/*/*")), 120_000)
        gaps = [b - a for a, b in zip(kept, kept[1:])]
        self.assertEqual(gaps[-1], max(gaps[-1], gaps[0]), "early ones lie more densely")
        frugal = tomllib.loads((self.home / "frugal/watch.toml").read_text())
        self.assertEqual(os.listdir(self.home / "frugal/snapshots"), ["step-000000000"])
        self.assertEqual(frugal["skipped"]["snapshots"], 199)

    def test_a_new_key_widens_the_table_and_rows_are_there_at_once(self):
        self.program("""
import os, time
ganscope._at_hand = lambda tensor: False  # numbers as from a device that nobody waits for
watch = ganscope.Watch("run", 8)
held = torch.tensor(0.5, requires_grad=True)
watch.log(0, d_loss=held)
with torch.no_grad():
    held += 1                             # what it was at the call is what counts
watch.log(1, d_loss=held, g_loss=2)
begin = time.monotonic()
while not os.path.exists("run/metrics.csv") or "\\n0," not in open("run/metrics.csv").read():
    assert time.monotonic() < begin + 5
    time.sleep(0.005)
assert time.monotonic() < begin + 1, "0.2 s is usual; this leaves room for a busy machine"
before = open("run/metrics.csv")          # as long as it is open, its number is not given again
time.sleep(0.8)
watch.log(1, r1=3)                        # late: a row of its own
watch.log(2, d_loss=torch.tensor(7), fid=1e-9)
watch.close()
assert os.stat("run/metrics.csv").st_ino != os.fstat(before.fileno()).st_ino
""")
        header, rows = self.rows()
        self.assertEqual(header, ["step", "seconds", "d_loss", "g_loss", "r1", "fid"])
        self.assertEqual([[row[0], *row[2:]] for row in rows], [["0", "0.5", "", "", ""], ["1", "1.5", "2", "", ""],
                                                                 ["1", "", "", "3", ""], ["2", "7", "", "", "1e-09"]])
        self.assertIn(self.state()["rewrites"], (1, 2), "one for each look that found a new key")

    def test_the_examples_train(self):
        data = self.home / "data"
        data.mkdir()
        with gzip.open(data / "train-images-idx3-ubyte.gz", "wb") as file:
            file.write(struct.pack(">IIII", 2051, 200, 28, 28) + bytes(i % 251 for i in range(200 * 784)))
        (data / "train-labels-idx1-ubyte").write_bytes(struct.pack(">II", 2049, 200) + bytes(i % 10 for i in range(200)))
        self.program(f"""
import runpy
sys.path.insert(0, {str(ROOT)!r} + "/assets/python/examples")
for name in ("dcgan", "conditional_mlp", "wgan_gp"):
    sys.argv = [name, "--data", "data", "--steps", "2", "--batch", "16", "--out", "runs/" + name]
    runpy.run_module(name, run_name="__main__")
    folder = f"runs/{{name}}/snapshots/step-000000002/"
    z = (torch.randn(3, 64), torch.arange(3)) if name == "conditional_mlp" else (torch.randn(3, 64),)
    x = torch.jit.load(folder + "generator.pt")(*z)
    assert x.shape[:2] == (3, 1) and x.shape[2] == x.shape[3] and float(x.abs().max()) <= 1
    torch.jit.load(folder + "discriminator.pt")(x, *z[1:])
""")
        for name in ("dcgan", "conditional_mlp", "wgan_gp"):
            self.run_folder = self.home / "runs" / name
            self.assertEqual(self.state()["state"], "finished")
            self.assertNotIn("trouble", self.state())
            last = ["score_real", "score_fake"] if name == "wgan_gp" else ["d_real", "d_fake"]
            self.assertEqual(self.rows()[0][2:6], ["d_loss", "g_loss", *last])
            self.assertEqual(self.steps("samples")[-1], 2)


if __name__ == "__main__":
    unittest.main()
