"""Somebody draws a face on the board with the mouse, while the model that makes faces of drawings still learns."""
import time
import unittest

from support import Case, wait_until


class Board(Case):
    def press_until(self, item, condition, what):
        """On a busy machine a press may fall between two frames."""
        for _ in range(5):
            self.press(item)
            deadline = time.monotonic() + 8
            while time.monotonic() < deadline:
                if (seen := self.ui_map()) and condition(seen):
                    return
                time.sleep(0.1)
        self.fail(f"pressing {item}: {what}")

    def test_the_result_follows_the_pen_while_it_trains(self):
        self.with_display()
        self.start("view", "draw-faces", "--ui-map", self.home / "map.json")
        self.wait_status(lambda s: s["phase"] == "ready", 90)
        self.press("transport/start")
        self.wait_status(lambda s: s["step"] >= 5, 90)
        # Train shows the same held-out drawings beside the faces that they come from.
        self.press("train/triple/0/2")
        off = self.value("train/triple/0/2")
        self.assertGreater(off, 0)
        self.wait_other("train/triple/0/2", [off])
        # Its D can be left out and let in again, while it trains.
        self.press_until("train/ways/l1", lambda seen: seen["status"]["series.d_loss"] is None, "D rests")
        self.press_until("train/ways/with_d", lambda seen: seen["status"]["series.d_loss"] is not None, "D plays")
        self.press_until("bar/explore", lambda seen: seen["workspace"] == "explore", "the board")
        wait_until(lambda: self.value("board/canvas") == "none", 20, "an empty board")
        self.stroke("board/canvas", (0.25, 0.8), (0.25, 0.3), (0.5, 0.1), (0.75, 0.3), (0.75, 0.8))
        drawing = self.settled("board/canvas", ["none"])
        face = self.wait_other("board/result", ["none"])
        self.stroke("board/canvas", (0.4, 0.45), (0.42, 0.47))
        self.stroke("board/canvas", (0.6, 0.45), (0.62, 0.47))
        self.stroke("board/canvas", (0.4, 0.7), (0.6, 0.7))
        another = self.settled("board/canvas", ["none", drawing])
        seen = self.wait_other("board/result", ["none", face])
        # Nobody draws any more; G goes on learning, and the same drawing becomes another face.
        step = self.ui_map()["status"]["step"]
        self.wait_other("board/result", ["none", face, seen])
        self.wait_status(lambda s: s["step"] > step and s["phase"] == "running")
        self.assertEqual(self.value("board/canvas"), another)
        self.key("ctrl", "z")
        self.wait_other("board/canvas", [another])
        self.key("n")
        self.wait_other("board/canvas", [another, drawing])
        wait_until(lambda: self.value("board/off_truth"), 20, "the truth of a held-out drawing")
        self.press("board/save")
        files = wait_until(lambda: list(self.runs()[-1].glob("exports/*-drawing-*.png")), 20, "the saved result")
        self.assertEqual(files[0].read_bytes()[:8], b"\x89PNG\r\n\x1a\n")


if __name__ == "__main__":
    unittest.main()
