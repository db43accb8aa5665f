"""Ways out of the window other than its own button, off screen and on: saved, ended, and said."""
import signal
import subprocess
import unittest

from support import ERROR, PROGRAM, Case, wait_until


class PictureWithoutDisplay(Case):
    def test_a_picture_that_nobody_times_is_taken_and_the_program_ends(self):
        for words in (["ring"], ["ring", "--start"], ["ring", "--ui-map", "map.json"]):
            picture = self.home / "shot.png"
            self.run_program("view", *words, "--size", "800x600", "--screenshot", picture, seconds=90)
            self.assertEqual(picture.read_bytes()[:8], b"\x89PNG\r\n\x1a\n", words)
            picture.unlink()

    def test_data_may_be_named_where_an_experiment_is(self):
        table = self.home / "mine.csv"
        table.write_text("".join(f"{i % 17},{i % 5}\n" for i in range(600)))
        self.run_program("view", f"csv:{table}", "--size", "800x600", "--screenshot", "shot.png", seconds=90)
        self.run_program(f"csv:{table}", "--size", "800x600", "--screenshot", "shot2.png", seconds=90)


class WindowLost(Case):
    def setUp(self):
        super().setUp()
        self.with_display("800x600")

    def training_window(self):
        process = subprocess.Popen([PROGRAM, "view", "digits", "--start", "--ui-map", str(self.home / "map.json")],
                                   env=self.environment, cwd=self.home, text=True, stderr=subprocess.PIPE)
        self.started.append(process)
        self.wait_status(lambda s: s["step"] >= 20, what="it trains")
        return process

    def window(self):
        return wait_until(lambda: subprocess.run(["xdotool", "search", "--name", "ganscope"], env=self.environment,
                                                 text=True, capture_output=True, check=False).stdout.split(),
                          10, "the window")[0]

    def assert_ends_saved(self, process, code):
        _, said = process.communicate(timeout=40)
        self.assertEqual(process.returncode, code, said)
        run = self.runs()[0]
        self.assertEqual(self.json_of("info", run)["step"], max(self.metrics(run)), said)
        if code:
            self.assertRegex(said, ERROR)
            self.assertIn("the run is saved at step", said)

    def test_a_display_that_goes_away(self):
        process = self.training_window()
        self.display.server.kill()
        self.assert_ends_saved(process, 1)

    def test_a_window_that_its_manager_kills(self):
        process = self.training_window()
        subprocess.run(["xdotool", "windowkill", self.window()], env=self.environment, check=True)
        self.assert_ends_saved(process, 1)

    def test_a_window_that_somebody_else_destroys(self):
        process = self.training_window()
        destroy = ("import ctypes,sys; x=ctypes.CDLL('libX11.so.6'); x.XOpenDisplay.restype=ctypes.c_void_p; "
                   "d=ctypes.c_void_p(x.XOpenDisplay(None)); x.XDestroyWindow(d, ctypes.c_ulong(int(sys.argv[1]))); "
                   "x.XSync(d, 0)")
        subprocess.run(["python3", "-c", destroy, self.window()], env=self.environment, check=True)
        self.assert_ends_saved(process, 1)

    def test_a_closed_terminal(self):
        process = self.training_window()
        process.send_signal(signal.SIGHUP)
        self.assert_ends_saved(process, 0)

    def test_what_cannot_be_used_is_dropped_and_training_goes_on(self):
        broken = self.home / "broken"
        broken.mkdir()
        (broken / "a.png").write_bytes(b"no picture")
        (self.home / "nothing").mkdir()
        self.view_with_script(f"""
            wait step>=5
            remember status.run
            drop {broken}
            wait toast/1
            expect same status.run
            expect status.phase==running
            drop {self.home / "nothing"}
            remember status.step
            wait changed status.step
            expect same status.run
            expect status.phase==running
            quit
        """, "digits", "--start")
        run = self.runs()
        self.assertEqual(len(run), 1)
        self.assertEqual(self.json_of("info", run[0])["experiment"], "digits")


if __name__ == "__main__":
    unittest.main()
