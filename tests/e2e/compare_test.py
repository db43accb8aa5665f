"""Compare in a real window, with real mouse and keys: two runs from one seed with one thing changed, in step, each bitwise what it
is alone; swapped, paused at one step, saved and opened again."""
import csv
import time
import unittest

from support import Case, wait_until

IGNORED = {"seconds", "steps_per_s"}  # a matter of time


def rows(folder, last):
    with open(folder / "metrics.csv", newline="") as file:
        return [{key: value for key, value in row.items() if key not in IGNORED} for row in csv.DictReader(file)
                if int(row["step"]) <= last]


class Compare(Case):
    def steps(self):
        return [int(step) for step in (self.value("compare/step") or "-1 | -1").split("|")]

    def test_two_runs_from_one_seed_are_seen_in_step_and_learn_what_each_learns_alone(self):
        self.with_display("1600x900")
        program = self.start("view", "ring", "--size", "1600x900", "--ui-map", self.home / "map.json")
        self.wait_status(lambda status: status["phase"] == "ready", 60, "the ring")
        self.key("5")
        self.press("compare/open/width")
        self.item("compare/a/sample/0", 40)
        self.item("compare/b/sample/0", 40)
        self.assertEqual(self.value("compare/difference/hidden_width"), "4 | 64")
        self.press("transport/start")
        apart = []

        def trained():
            a, b = self.steps()
            apart.append(abs(a - b))
            return a >= 60 and b >= 60
        wait_until(trained, 90, f"both train, now {self.steps()}")
        self.press("transport/start")
        a, b = wait_until(lambda: (now := self.steps())[0] == now[1] and self.value("transport/start") == "Start both" and now, 30,
                          f"both stand at one step, now {self.steps()}")
        self.assertLessEqual(max(apart), 2000)
        for side in "ab":
            self.item(f"compare/{side}/verdict")
            self.item(f"compare/{side}/evidence")
        self.assertIn("A", self.value("compare/plot/loss"))
        self.assertIn("B", self.value("compare/plot/loss"))

        first = self.value("compare/a/name")
        self.key("x")
        wait_until(lambda: self.value("compare/b/name") == first, 20, "they change places")
        self.key("x")
        wait_until(lambda: self.value("compare/a/name") == first, 20, "and back")
        names = {4: self.value("compare/a/name"), 64: self.value("compare/b/name")}
        self.press("compare/more")
        self.press("compare/more/0")
        kept = self.home / "data" / "ganscope" / "runs"
        saved = wait_until(lambda: list(kept.glob("*.toml")), 20, "the comparison is saved")[0]
        program.terminate()
        self.assertEqual(program.wait(60), 0, "the runs are saved")
        (self.home / "map.json").unlink()
        for width, name in names.items():
            self.run_program("train", "ring", "--set", f"hidden_width={width}", "--steps", a, "--quiet", "--no-measures",
                             "--out", self.home / f"alone-{width}")
            self.assertEqual(rows(kept / name, a), rows(self.home / f"alone-{width}", a), f"hidden width {width}")

        self.start("view", saved, "--size", "1600x900", "--ui-map", self.home / "map.json")
        wait_until(lambda: self.value("compare/a/name") == names[4] and self.value("compare/b/name") == names[64], 60,
                   "the saved comparison opens with both runs")

    def test_two_moments_of_one_run_then_one_thing_is_changed_by_hand_and_the_first_goes_on_alone(self):
        self.with_display("1600x900")
        self.start("view", "ring", "--size", "1600x900", "--ui-map", self.home / "map.json")
        self.wait_status(lambda status: status["phase"] == "ready", 60, "the ring")
        self.key("space")
        self.wait_status(lambda status: status["step"] >= 200 and status["history"] > 3, 60, "it trains")
        self.key("space")
        self.wait_status(lambda status: status["phase"] == "paused", 20, "it is paused")
        self.key("5")
        self.press("compare/moments")
        seen = self.wait_status(lambda status: status.get("b.shown_step") == 0, 20, "B is the beginning")["status"]
        self.assertEqual([seen["moment"], seen["b.moment"]], [-1, 0], "A is now")
        self.press("compare/film/b")
        middle = self.wait_status(lambda status: 0 < status["b.shown_step"] < seen["step"], 20, "B is chosen on its film")["status"]
        self.key("x")
        self.wait_status(lambda status: status["moment"] == middle["b.moment"] and status["b.moment"] == -1, 20, "they change places")
        self.press("compare/more")
        self.press("compare/more/3")
        alone = self.wait_status(lambda status: not status["compared"], 20, "A alone")["status"]
        self.assertEqual((alone["step"], alone["run"]), (seen["step"], seen["run"]), "the run was only looked at")
        self.press("compare/filter")
        self.xdotool("type", "--delay", 40, "critic")
        wait_until(lambda: "compare/set/batch" not in self.ui_map()["items"], 20, "the list is narrowed")
        places = []

        def still():  # the list moves as it is narrowed, and the map is a moment late
            places.append(self.item("compare/set/critic_steps/more"))
            time.sleep(0.7)
            return len(places) > 2 and places[-1] == places[-2] == places[-3]
        wait_until(still, 20, "the list stands still")
        self.press("compare/set/critic_steps/more")
        wait_until(lambda: self.value("compare/difference/critic_steps") == "1 | 2", 40, "B has another critic step")
        self.item("compare/b/sample/0", 40)
        self.press("compare/hand/1")
        self.press("transport/start")
        wait_until(lambda: self.steps()[0] >= 20, 60, "A trains")
        self.assertEqual(self.steps()[1], 0, "B waits")


if __name__ == "__main__":
    unittest.main()
