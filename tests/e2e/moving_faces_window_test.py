"""Films that play in a real window, with real mouse and keys: stopped, shown frame by frame, saved."""
import time
import unittest

from support import Case, wait_until

CONTROL = b"\x21\xf9\x04\x04"  # before every frame of a GIF


class MovingFacesShown(Case):
    def setUp(self):
        super().setUp()
        self.with_display()

    def frame(self):
        return self.ui_map()["status"]["film_frame"]

    def test_films_play_stop_and_are_saved(self):
        run = self.home / "data" / "ganscope" / "runs" / "moving"
        self.run_program("train", "faces-film", "--steps", "10", "--out", run, "--quiet", "--set", "data_count=400")
        self.start("view", run, "--ui-map", self.home / "map.json")
        self.wait_status(lambda s: s["phase"] == "paused" and s["films_playing"], what="films play")
        seen = {self.frame()}
        wait_until(lambda: seen.add(self.frame()) or len(seen) >= 4, 20, "four frames")
        self.key("k")
        self.wait_status(lambda s: not s["films_playing"], what="k stops them")
        self.press("train/frame/6")
        self.wait_status(lambda s: s["film_frame"] == 6, what="the frame that was pressed")
        self.press("train/every_label")
        wait_until(lambda: "every label" in str(self.item("train/samples_of")["value"]), 20, "every label")
        time.sleep(0.5)  # the sheet has other places than the grid
        self.press("train/sample/1")
        wait_until(lambda: self.item("train/frames")["value"] == 1, 20, "the frames of the film that was pressed")
        self.press("train/save_films")
        self.press("train/save_films/0")
        saved = wait_until(lambda: list((run / "exports").glob("*.gif")), 20, "a film is saved")
        self.assertEqual(saved[0].read_bytes().count(CONTROL), 8)
        self.key("2")
        self.item("explore/picture")
        self.assertEqual(self.frame(), 6, "one clock for all")


if __name__ == "__main__":
    unittest.main()
