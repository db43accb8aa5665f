"""One long way through the Playground in a real window, with real mouse and keys, in both languages: data are drawn and
learned, a step is gone through part by part, a collapse is made and mended."""
import unittest

from support import Case, wait_until


class Playground(Case):
    def setUp(self):
        super().setUp()
        self.with_display()

    def step(self):
        return self.ui_map()["status"]["step"]

    def train_until(self, step):
        self.press("transport/start")
        self.wait_status(lambda s: s["step"] >= step, what=f"step {step}")
        self.press("transport/start")
        return self.wait_status(lambda s: s["phase"] == "paused" and s["pending"] == 0)["status"]["step"]

    def draw_and_learn(self):
        self.press("playground/data/draw")
        self.wait_value("playground/board/content", lambda words: words.startswith("0"))
        self.stroke("playground/board/canvas", (0.3, 0.3), (0.5, 0.3), (0.7, 0.3))
        first = self.wait_value("playground/board/content", lambda words: not words.startswith("0"))
        self.stroke("playground/board/canvas", (0.3, 0.7), (0.5, 0.7), (0.7, 0.7))
        drawn = self.settled("playground/board/content", [first])
        self.press("playground/board/train")
        self.wait_status(lambda s: s["phase"] == "running" and s["step"] > 0, what="it trains on the drawing")
        self.item("playground/plane")
        self.press("transport/start")
        self.wait_status(lambda s: s["phase"] == "paused" and s["pending"] == 0)
        return drawn

    def go_through_a_step(self, begun):
        self.press("playground/enter/slowly")
        self.wait_value("playground/slowly/part", lambda part: part == 1)
        self.press("playground/slowly/forward")
        self.wait_value("playground/slowly/part", lambda part: part == 2)
        self.key("End")
        self.wait_value("playground/slowly/part", lambda part: part >= 12)
        self.assertEqual(self.step(), begun, "looking at a step takes none")
        while self.step() == begun:
            before = self.value("playground/slowly/part")
            self.key("Right")
            wait_until(lambda: self.step() > begun or self.value("playground/slowly/part") != before, 20,
                       "the next part, or the next step")
        self.wait_value("playground/slowly/part", lambda part: part == 1)
        self.key("Left")
        self.wait_status(lambda s: s["step"] == begun, what="the step is taken back")
        self.key("Escape")
        self.item("playground/plane")

    def modes(self):
        """As measured last; -1: not yet."""
        found = str(self.value("playground/measure/modes")).split()[0]
        return int(found) if found.isdigit() else -1

    def collapse_and_mend(self):
        self.press("playground/data/ring")
        self.wait_status(lambda s: s["phase"] == "ready" and s["experiment"] == "ring", what="the ring")
        self.press("transport/start")
        self.wait_status(lambda s: s["step"] >= 300, what="step 300")
        wait_until(lambda: self.modes() >= 7, 90, "modes are found")
        self.press("playground/what_if/lr_g/value")
        self.key("ctrl", "a")
        self.xdotool("type", "--delay", 20, "0.5")
        self.key("Return")
        wait_until(lambda: 0 <= self.modes() <= 3, 90, "with a rate of G a hundred times too high it collapses")
        self.key("ctrl", "z")
        self.wait_value("playground/what_if/lr_g", lambda rate: rate == 0.002, 20)
        # The rate is right again; the weights are those of a G that broke down, so one goes back before that.
        self.press("transport/scrubber", x=0.1)
        self.wait_status(lambda s: s["moment"] >= 0, what="a moment before it")
        self.press("transport/rewind")
        wait_until(lambda: self.modes() >= 7, 90, "it goes on from there, and modes are found again")

    def story(self, language):
        self.start("view", "ring", "--lang", language, "--ui-map", self.home / "map.json")
        self.wait_status(lambda s: s["phase"] == "ready", what="the ring is loaded")
        self.press("bar/playground")
        self.item("playground/plane")
        drawn = self.draw_and_learn()
        self.go_through_a_step(self.train_until(200))
        self.press("playground/data/draw")
        self.assertEqual(self.wait_value("playground/board/content", bool), drawn, "the drawing is still there")
        self.key("Escape")
        self.collapse_and_mend()

    def test_data_are_drawn_a_step_is_gone_through_and_a_collapse_mended_in_english(self):
        self.story("en")

    def test_data_are_drawn_a_step_is_gone_through_and_a_collapse_mended_in_chinese(self):
        self.story("zh")


if __name__ == "__main__":
    unittest.main()
