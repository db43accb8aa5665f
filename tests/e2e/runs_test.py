"""The table of all runs in a folder, with real mouse and keys: sorted, renamed, deleted after asking, opened, compared."""
import unittest

from support import Case, wait_until

SMALL = ("--set", "batch=32", "--set", "layers_g=8,8;", "--set", "layers_d=8,8;")


class Runs(Case):
    def value(self, name):
        return super().value("runs/" + name)

    def names(self):
        return [self.value(f"row/{i}/name") for i in range(3)]

    def test_a_folder_of_runs_is_sorted_renamed_cleared_opened_and_compared(self):
        grid = self.home / "grid"
        self.run_program("sweep", "ring", *SMALL, "--set", "lr_g=0.0005,0.001,0.002", "--steps", "40", "--out", grid)
        self.with_display("1280x720")
        self.start("view", grid, "--size", "1280x720", "--ui-map", self.home / "map.json")
        self.wait_status(lambda status: status["sheet"] == "runs" and status["runs.done"], 60, "the table")
        slow, middle, fast = "lr_g=0.0005", "lr_g=0.001", "lr_g=0.002"
        wait_until(lambda: self.names() == [slow, middle, fast], 20, "three runs")
        self.assertEqual([self.value(f"row/{i}/set/lr_g") for i in range(3)], ["0.0005", "0.001", "0.002"])
        self.assertEqual(self.value("row/0/step"), "40")
        self.assertTrue(self.value("row/0/verdict"))
        for sort in ("set/lr_g", "set/lr_g falling"):
            self.press("runs/sort/set/lr_g")
            self.wait_status(lambda status: status["runs.sort"] == sort, 20, sort)
        wait_until(lambda: self.names() == [fast, middle, slow], 20, "the largest first")

        # The slow one gets another name; Esc leaves a name as it is.
        self.key("End")
        self.wait_status(lambda status: status["runs.selected"] == slow, 20, "the last is in hand")
        self.key("F2")
        self.xdotool("type", "--delay", 40, "never")
        self.key("Escape")
        self.key("F2")
        self.xdotool("type", "--delay", 40, "crawls")
        self.key("Return")
        wait_until(lambda: (grid / "crawls").exists() and self.names()[2] == "crawls", 20, "it is called crawls")
        self.assertFalse((grid / slow).exists() or (grid / "never").exists())

        # Deleted: only when it is meant.
        self.key("Up")
        self.wait_status(lambda status: status["runs.selected"] == middle, 20, "the middle one is in hand")
        self.key("Delete")
        self.item("runs/remove")
        self.key("Escape")
        self.wait_status(lambda status: status["runs.asked"] == "" and status["sheet"] == "runs", 20, "it stays")
        self.assertTrue((grid / middle).exists())
        self.key("Delete")
        self.press("runs/remove")
        wait_until(lambda: not (grid / middle).exists(), 20, "it is gone")
        self.wait_status(lambda status: status["runs.count"] == 2 and status["runs.done"], 20, "two are left")

        self.press("runs/row/1/name")
        self.wait_status(lambda status: status["runs.selected"] == "crawls", 20, "a click takes it in hand")
        self.key("Return")
        self.wait_status(lambda status: status["sheet"] == "" and status["folder"] == str(grid / "crawls") and
                         status["step"] == 40, 60, "it is open where it was")
        self.key("ctrl", "shift", "o")
        self.wait_status(lambda status: status["sheet"] == "runs" and status["runs.selected"] == "crawls", 20, "again")
        wait_until(lambda: "Open here" in (self.value("row/1/verdict") or ""), 20, "it says so")
        self.key("Delete")
        self.wait_status(lambda status: status["toasts"] > 0, 20, "it is told that it cannot be deleted")
        self.key("Home")
        self.key("c")
        seen = self.wait_status(lambda status: status["compared"] and status.get("b.step") == 40, 60, "they are compared")
        self.assertEqual(seen["workspace"], "compare")
        self.assertTrue((grid / "crawls").exists())


if __name__ == "__main__":
    unittest.main()
