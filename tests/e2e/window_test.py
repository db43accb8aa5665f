"""The real program in a real window: trained, dragged, paused, saved, killed, and gone on with."""
import subprocess
import unittest

from support import Case, python_with_torch, wait_until


class Window(Case):
    def setUp(self):
        super().setUp()
        self.with_display()

    def test_trains_and_explores_while_it_trains(self):
        self.view_with_script("""
            wait status.phase==ready
            click transport/start
            wait step>=50
            expect status.phase==running
            click train/sample/18
            click bar/explore
            wait workspace==explore
            wait explore/picture!=none
            remember explore/picture
            drag explore/pad 0.5,0.5 0.85,0.2
            wait changed explore/picture
            screenshot exploring.png
            expect status.phase==running
            quit
        """, "faces")
        self.assertGreater((self.home / "exploring.png").stat().st_size, 20_000)

    def test_a_direction_moves_the_picture_while_it_trains_and_is_undone(self):
        self.view_with_script("""
            wait status.phase==ready
            click transport/start
            wait step>=30
            click bar/explore
            click explore/tab/2
            click explore/directions/find
            wait explore/direction/2/strength timeout 60
            wait explore/picture!=none
            remember explore/picture
            type explore/direction/2/strength/value 2.5
            wait changed explore/picture
            expect explore/direction/2/strength/value==2.50
            click explore/direction/2/up
            click explore/undo
            click explore/undo
            wait explore/direction/2/strength/value==0.00
            expect status.phase==running
            quit
        """, "faces")

    def test_paused_it_still_explores_and_trains_no_further(self):
        self.view_with_script("""
            wait status.phase==ready
            click transport/start
            wait step>=20
            click transport/start
            wait status.phase==paused
            remember status.step
            click bar/explore
            wait explore/picture!=none
            remember explore/picture
            drag explore/pad 0.5,0.5 0.1,0.9
            wait changed explore/picture
            expect same status.step
            quit
        """, "digits")

    def test_single_steps_and_reset(self):
        self.view_with_script("""
            wait status.phase==ready
            click transport/step_both
            wait step==1
            key s
            wait step==2
            click transport/step_d
            wait status.pending==0
            expect step==2
            click transport/step_g
            wait step==3
            click transport/reset
            wait step==0
            wait status.phase==ready
            quit
        """, "digits")

    def test_a_typed_seed_is_taken(self):
        self.view_with_script("""
            wait status.phase==ready
            type experiment/seed 7
            wait status.seed==7
            wait status.phase==ready
            expect experiment/seed==7
            quit
        """, "digits")

    def test_a_drawing_is_learned_altered_while_it_trains_and_outlives_reset_and_restart(self):
        table = self.home / "points.csv"
        table.write_text("x,y\n" + "".join(f"{i % 7 - 3},{i % 5 / 2}\n" for i in range(70)))
        self.view_with_script(f"""
            wait status.phase==ready
            click bar/playground
            click playground/enter/board
            drop {table}
            wait playground/board/content==70 points
            remember playground/board/content
            drag playground/board/canvas 0.3,0.2 0.7,0.2
            wait changed playground/board/content
            click playground/board/train
            wait status.phase==running timeout 30
            wait step>=20
            wait playground/plane
            click playground/enter/board
            remember status.step
            click playground/board/undo
            wait playground/board/content==70 points
            click playground/board/apply
            wait status.pending==0
            wait changed status.step
            expect status.phase==running
            key r
            wait status.phase==ready
            expect playground/board/content==70 points
            click transport/start
            wait step>=20
            key ctrl+s
            quit
        """, "ring")
        run = self.runs()[0]
        for drawing in (self.home / "data" / "ganscope" / "drawings").glob("*.json"):
            drawing.unlink()  # the run has its own
        self.run_program("train", "--resume", run, "--steps", "25", "--quiet")
        self.assertIn("drawing", self.run_program("info", run).stdout)
        self.view_with_script("""
            wait status.phase==paused timeout 20
            click bar/playground
            click playground/enter/board
            wait playground/board/content==70 points
            quit
        """, run)

    def test_a_run_that_was_trained_without_a_window_plays_its_film(self):
        run = self.home / "run"
        self.run_program("train", "ring", "--steps", "300", "--out", run, "--quiet")
        self.view_with_script("""
            wait status.phase==paused
            wait status.history>=30
            wait status.shown_step==300
            click transport/play_speed
            click transport/play_speed
            click transport/play_speed
            expect status.play_speed==8
            key p
            wait status.playing==true
            wait status.shown_step>=10 timeout 20
            click transport/play
            wait status.playing==false
            expect status.moment>=0
            click bar/explore
            wait explore/picture!=none
            key p
            wait status.moment==-1 timeout 40
            expect status.playing==false
            expect status.step==300
            quit
        """, str(run))

    def test_real_x_events_start_and_pause_it(self):
        process = self.start("view", "digits", "--ui-map", self.home / "map.json")
        self.wait_status(lambda s: s["phase"] == "ready", what="the data are loaded")

        self.press("transport/start")
        self.wait_status(lambda s: s["phase"] == "running" and s["step"] > 5, what="a click starts training")
        self.press("transport/start")
        self.wait_status(lambda s: s["phase"] == "paused", what="a second click pauses it")
        self.xdotool("key", "space")
        self.wait_status(lambda s: s["phase"] == "running", what="space starts it again")
        process.terminate()
        self.assertEqual(process.wait(20), 0)

    def test_after_a_kill_the_next_start_offers_to_go_on(self):
        process = self.start("view", "digits", "--start", "--ui-map", self.home / "map.json")
        self.wait_status(lambda s: s["step"] >= 20, what="it trains")
        self.kill(process)
        (self.home / "map.json").unlink()  # or the next wait would be answered by the killed one
        run = self.runs()[0]
        # Without a checkpoint there is nothing to go on with: make one as a user would, then kill it in mid-training.
        process = self.start("view", run, "--start", "--ui-map", self.home / "map.json")
        self.wait_status(lambda s: s["step"] >= 20, what="it trains again")
        self.xdotool("mousemove", "--window", self.window(), 5, 5)
        self.xdotool("key", "ctrl+s")
        self.wait_status(lambda s: s["saved_step"] > 0, what="Ctrl-S saves")
        kept = self.ui_map()["status"]["saved_step"]
        self.kill(process)
        (self.home / "map.json").unlink()

        process = self.start("view", "--ui-map", self.home / "map.json")
        offered = wait_until(lambda: next((name for name in (self.ui_map() or {"items": {}})["items"]
                                           if name.startswith("toast/") and name.endswith("/action")), None),
                             30, "the offer to go on")
        self.press(offered)
        self.wait_status(lambda s: s["run"] == run.name and s["step"] >= kept, what="it goes on from the checkpoint")
        process.terminate()
        self.assertEqual(process.wait(20), 0)

    def test_closing_while_it_trains_leaves_a_whole_checkpoint(self):
        process = self.start("view", "faces", "--start", "--ui-map", self.home / "map.json")
        self.wait_status(lambda s: s["step"] >= 30, what="it trains")
        process.terminate()
        self.assertEqual(process.wait(20), 0)
        info = self.json_of("info", self.runs()[0])
        self.assertGreaterEqual(info["step"], 30)

    def test_a_watched_and_dragged_run_learns_the_same_numbers(self):
        self.view_with_script("""
            wait status.phase==ready
            click transport/start
            click bar/explore
            wait explore/picture!=none
            drag explore/pad 0.2,0.2 0.8,0.8
            drag explore/pad 0.8,0.8 0.3,0.6
            wait step>=120
            quit
        """, "digits", "--seed", "5")
        self.run_program("train", "digits", "--seed", "5", "--steps", "120", "--out", self.home / "alone", "--quiet")
        watched, alone = self.metrics(self.runs()[0]), self.metrics(self.home / "alone")
        self.assertGreaterEqual(len(alone), 120)
        for step in range(1, 121):
            self.assertEqual(watched[step], alone[step], f"step {step}")


class WithoutDisplay(Case):
    def test_the_interface_is_drawn_off_screen(self):
        self.run_program("view", "ring", "--size", "1280x720", "--exit-after-s", "2",
                         "--screenshot", self.home / "shot.png")
        self.assertEqual((self.home / "shot.png").read_bytes()[:8], b"\x89PNG\r\n\x1a\n")

    def test_a_window_without_a_display_says_what_to_do(self):
        done = self.run_program("view", "ring", check=1)
        self.assertRegex(done.stderr, r"(?m)^ganscope: error: .+\n  hint: .+")


class Elsewhere(Case):
    """Generators that Python's torch has saved."""
    FILES = """
import torch, zipfile
from torch import nn
def up(i, o):
    return [nn.ConvTranspose2d(i, o, 4, 2, 1, bias=False), nn.BatchNorm2d(o), nn.ReLU()]
g = nn.Sequential(nn.ConvTranspose2d(100, 128, 4, bias=False), nn.BatchNorm2d(128), nn.ReLU(), *up(128, 64),
                  *up(64, 32), *up(32, 16), *up(16, 8), nn.ConvTranspose2d(8, 3, 4, 2, 1, bias=False), nn.Tanh())
g(torch.randn(16, 100, 1, 1))
torch.jit.trace(g.eval(), torch.randn(1, 100, 1, 1)).save("cats.pt")
torch.save(g.state_dict(), "weights.pt")
class Odd(nn.Module):
    def forward(self, z):
        if z.size(1) != 77:
            raise RuntimeError("it wants 77 numbers, not " + str(z.size(1)))
        return torch.sigmoid(3 * z[:, 0:75]).view(-1, 3, 5, 5)
class Throws(nn.Module):
    def forward(self, z):
        if z.size(0) > 0:
            raise RuntimeError("no weights today")
        return z
class Loops(nn.Module):
    def forward(self, z):
        while True:
            z = z + 1
        return z
for module in Odd, Throws, Loops:
    torch.jit.script(module()).save(module.__name__.lower() + ".pt")
with zipfile.ZipFile("odd.pt") as old, zipfile.ZipFile("newer.pt", "w", zipfile.ZIP_STORED) as new:
    for name in old.namelist():
        new.writestr(name, b"99" if name.endswith("/version") else old.read(name))
"""

    def test_a_generator_is_asked_about_opened_and_dragged_and_what_is_none_is_called_what_it_is(self):
        python = python_with_torch()
        if python is None:
            self.skipTest("no python with torch: install python3-torch")
        (self.home / "files.py").write_text(self.FILES)  # TorchScript reads its source
        subprocess.run([python, "files.py"], cwd=self.home, check=True, timeout=120)
        self.environment["GANSCOPE_PROBE_SECONDS"] = "8"
        drop = "".join(f"""
            drop {self.home / name}.pt
            wait generator/open
            click generator/open
            wait toast/{number} timeout 60
        """ for number, name in ((3, "throws"), (4, "loops"), (5, "weights"), (6, "newer")))
        self.view_with_script(f"""
            wait generator/open
            expect status.phase==idle
            click generator/open
            wait workspace==explore timeout 60
            wait explore/picture!=none
            remember explore/picture
            drag explore/pad 0.5,0.5 0.85,0.2
            wait changed explore/picture
            drop {self.home / "odd.pt"}
            wait generator/open
            click generator/open
            wait generator/latent timeout 60
            type generator/latent 77
            wait status.run==odd timeout 60
            wait status.phase==ready
            {drop}
            expect status.run==odd
            quit
        """, "cats.pt", "--screenshot", self.home / "odd.png", "--ui-map", self.home / "map.json")
        said = [str(item.get("value")) for name, item in self.ui_map()["items"].items()
                if name.startswith("toast/") and name.count("/") == 1]
        for words in ("no weights today", "draws nothing within 8 seconds", "weights or objects of Python",
                      "made by a newer torch"):
            self.assertTrue(any(words in one for one in said), f"{words} in {said}")
        self.assertEqual(self.runs(), [], "nothing is kept of it")


if __name__ == "__main__":
    unittest.main()
