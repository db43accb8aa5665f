"""Somebody watches lines of words being learned, picks one, and walks from it."""
import unittest

from support import Case, wait_until


class LinesStory(Case):
    def test_lines_change_while_it_trains_and_one_is_taken_along(self):
        self.with_display()
        self.start("view", "verse", "--ui-map", self.home / "map.json")
        self.wait_status(lambda s: s["phase"] == "ready", 90)
        first = wait_until(lambda: self.value("train/line/0"), 60, "the first line")
        self.assertEqual(len(first.split(" ")), 7)
        self.press("transport/start")
        self.wait_status(lambda s: s["step"] >= 150, 120)
        wait_until(lambda: self.value("train/line/0") != first, 60, "another line from the same latent")
        wait_until(lambda: self.value("train/line/0/nearest"), 60, "the nearest real line")
        wait_until(lambda: self.value("train/morph/8"), 60, "the end of the morph")
        wait_until(lambda: self.value("train/fault/rhyme") is not None, 60, "what goes wrong")
        self.press("train/sample/2")
        self.wait_status(lambda s: s["selected"] == 2, 30)
        self.press("bar/explore")
        taken = wait_until(lambda: self.value("explore/line"), 60, "the line in hand")
        self.assertEqual(len(taken.split(" ")), 7)


if __name__ == "__main__":
    unittest.main()
