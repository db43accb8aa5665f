"""One long way through Explore in a real window, with real mouse and keys: from a training to a film and to Python."""
import subprocess
import time
import unittest

from support import Case, png_rows, python_with_torch, wait_until


class Story(Case):
    def setUp(self):
        super().setUp()
        self.python = python_with_torch()
        if self.python is None:
            self.skipTest("no python with torch: install python3-torch")
        self.with_display()

    def enter(self, text):
        self.key("ctrl", "a")
        self.xdotool("type", "--delay", 20, text)
        self.key("Return")

    def pull(self, *places):
        """From place to place, each (item, x, y), with the button held down."""
        self.point_at(places[0][0], 20, *places[0][1:])
        self.xdotool("mousedown", 1)
        for name, x, y in places[1:]:
            self.point_at(name, 20, x, y)
            time.sleep(0.1)
        self.xdotool("mouseup", 1)
        time.sleep(0.12)

    def changes_picture(self, do):
        before = self.wait_value("explore/picture", lambda v: v != "none")
        do()
        self.wait_value("explore/picture", lambda v: v not in ("none", before))

    def find_glasses(self):
        """The item of the direction that adds them, as far as a model of a few hundred steps knows any."""
        self.press("explore/tab/2")
        self.press("explore/directions/find")
        def named():
            items = (self.ui_map() or {"items": {}})["items"]
            return next((name[:-len("/name")] for name, item in items.items()
                         if name.startswith("explore/direction/") and name.endswith("/name")
                         and "glasses" in str(item.get("value"))), None)
        return wait_until(named, 90, "a direction of glasses")

    def test_from_training_to_glasses_on_a_face_of_ones_own_a_painted_hat_a_film_and_python(self):
        run, face = self.home / "run", self.home / "held-out.png"
        self.run_program("train", "faces", "--steps", "300", "--out", run, "--quiet")
        self.run_program("data", "faces", "--set", "data_seed=4242", "--set", "data_count=1", "--preview", face)
        process = self.start("view", run, "--ui-map", self.home / "map.json")
        self.wait_status(lambda s: s["phase"] == "paused", what="the run is open")
        self.press("bar/explore")
        self.wait_value("explore/picture", lambda v: v != "none")
        glasses = self.find_glasses()
        def strengthen(by):
            self.press(f"{glasses}/strength/value")
            self.enter(by)
        self.changes_picture(lambda: strengthen("2.5"))
        # A picture that the model has never seen: its latent, and what it is like with glasses.
        self.press("explore/tab/3")
        self.press("explore/mine/choose")
        self.press("open/path")
        self.enter(str(face))
        self.wait_value("explore/mine/refined", lambda v: v != "none", 60)
        self.press("explore/tab/2")
        self.changes_picture(lambda: strengthen("2.4"))
        # A hat is painted, and the latent follows.
        self.press("explore/tab/3")
        self.press("explore/paint/colour/2")
        self.changes_picture(lambda: self.pull(*[("explore/picture", x / 10, 0.15 if x in (2, 8) else 0.1)
                                                 for x in range(2, 9, 2)]))
        agrees = self.wait_value("explore/paint/agrees", lambda v: "%" in str(v))
        self.assertRegex(agrees, r"\d+ %")
        self.wait_value("explore/paint/undo", lambda v: True)
        self.press("explore/paint/keep_it")
        # A film of that latent, and the way to it.
        self.press("explore/tab/0")
        self.pull(("explore/picture", 0.5, 0.5), ("explore/picture", 0.6, 0.6), ("explore/path/b", 0.5, 0.5))
        for line in (3, 4):
            self.press("explore/path/export")
            self.press(f"explore/path/export/{line}")
        gif = wait_until(lambda: list(run.glob("exports/*.gif")), 60, "the film")[0]
        folder = wait_until(lambda: [f for f in run.glob("exports/*") if f.is_dir() and f.suffix != ".tmp"], 30,
                            "the path's pictures")[0]
        history = self.ui_map()["status"]["history"]
        process.terminate()
        self.assertEqual(process.wait(20), 0)
        self.assertGreaterEqual(gif.read_bytes().count(b"\x21\xf9\x04"), min(history, 8), "a frame a moment")
        self.read_back(run, sorted(folder.glob("*.png"))[-1])

    def read_back(self, run, last):
        """The picture that was in hand, B of the path, has a latent, from which Python draws it as ganscope does."""
        said = self.json_of("export", run, "--torchscript", self.home / "g.pt")
        self.assertLessEqual(said["difference"], 1e-5)
        found = self.json_of("invert", run, last, "--out", self.home / "back")
        channels, rows = png_rows(last.read_bytes())
        self.assertEqual([len(row) for row in rows], [32 * channels] * 32)
        script = (f"import torch\n"
                  f"x = torch.tensor({[list(row) for row in rows]}, dtype=torch.float32)\n"
                  f"x = x.view(32, 32, -1)[..., :3].permute(2, 0, 1) / 127.5 - 1\n"
                  f"y = torch.jit.load({str(self.home / 'g.pt')!r})(torch.tensor([{found['latent']}]))[0]\n"
                  f"away = float(((y - x) ** 2).mean())\n"
                  f"assert abs(away - {found['distance']}) < 1e-4, away\n"
                  f"assert away < 0.02, away\n")
        drawn = subprocess.run([self.python, "-c", script], capture_output=True, text=True, timeout=120)
        self.assertEqual(drawn.returncode, 0, drawn.stderr)


if __name__ == "__main__":
    unittest.main()
