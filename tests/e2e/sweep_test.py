"""`ganscope sweep` and `ganscope list runs`: grids of trainings without a window."""
import json
import pathlib
import shutil
import signal

from support import Case, ERROR, wait_until

SMALL = ("--set", "batch=32", "--set", "layers_g=8,8;", "--set", "layers_d=8,8;")


class Sweeps(Case):
    def sweep(self, *words, check=0):
        done = self.run_program("sweep", "ring", *words, "--json", check=check)
        return json.loads(done.stdout.splitlines()[-1]), done

    @staticmethod
    def tensors(run):
        """The data section of the newest checkpoint: weights, moments, random state."""
        content = sorted((pathlib.Path(run) / "checkpoints").iterdir())[-1].read_bytes()
        return content[8 + int.from_bytes(content[:8], "little"):]

    def test_a_grid_is_trained_bitwise_as_train_does_and_the_same_words_skip_what_is_complete(self):
        out = self.home / "grid"
        words = (*SMALL, "--set", "lr_g=2e-4,0.002", "--seeds", "1-2", "--steps", "60", "--out", out)
        told, done = self.sweep(*words)
        names = ["lr_g=0.0002,seed=1", "lr_g=0.0002,seed=2", "lr_g=0.002,seed=1", "lr_g=0.002,seed=2"]
        self.assertEqual([item["run"] for item in told["items"]], names)
        for item in told["items"]:
            self.assertEqual((item["step"], item["state"], item["failure"]), (60, "complete", None))
            self.assertEqual(item["verdict"], "settling")
            self.assertIsInstance(item["measures"], list)
        self.assertEqual(told["items"][2]["settings"],
                         {"batch": 32, "layers_g": "8,8", "layers_d": "8,8", "lr_g": 0.002, "seed": 1})
        table = done.stdout.splitlines()[:-1]
        self.assertEqual([line.split()[0] for line in table[1:5]], names, "in the grid's order")
        self.run_program("train", "ring", "--set", "batch=32", "--set", "layers_g=8,8", "--set", "layers_d=8,8", "--set",
                         "lr_g=0.002", "--seed", "2", "--steps", "60", "--out", self.home / "alone", "--quiet")
        self.assertEqual(self.tensors(self.home / "alone"), self.tensors(out / names[3]))
        self.assertEqual(self.metrics(self.home / "alone"), self.metrics(out / names[3]))
        # Once more: nothing is touched. Farther: all go on, bitwise as if never stopped.
        before = {file: file.stat().st_mtime_ns for file in out.rglob("*") if file.is_file()}
        self.sweep(*words)
        self.assertEqual(before, {file: file.stat().st_mtime_ns for file in out.rglob("*") if file.is_file()})
        shutil.rmtree(out / names[1])
        words = words[:words.index("60")] + ("90",) + words[words.index("60") + 1:]
        told, _ = self.sweep(*words)
        self.assertEqual([item["step"] for item in told["items"]], [90] * 4)
        self.run_program("train", "--resume", self.home / "alone", "--steps", "90", "--quiet")
        self.assertEqual(self.tensors(self.home / "alone"), self.tensors(out / names[3]))

        # What list makes of the folder.
        listed = self.json_of("list", "runs", out)
        self.assertEqual([item["run"] for item in listed["items"]], names)
        self.assertEqual([item["settings"] for item in listed["items"]],
                         [{"seed": seed, "lr_g": rate} for rate in (0.0002, 0.002) for seed in (1, 2)])
        self.assertEqual({item["state"] for item in listed["items"]}, {"finished"})
        self.assertTrue(all(pathlib.Path(item["thumbnail"]).exists() for item in listed["items"]))
        lines = self.run_program("list", "runs", out).stdout.splitlines()
        self.assertIn("lr_g=0.002 seed=2", lines[4])
        self.assertIn(f"{listed['equal_settings']} settings are the same in all of them.", lines[-1])
        chinese = self.run_program("list", "runs", out, "--lang", "zh").stdout
        self.assertIn("不同之处", chinese)

    def test_what_was_killed_or_interrupted_is_gone_on_with(self):
        out = self.home / "grid"
        words = ("ring", *SMALL, "--seeds", "1,4", "--steps", "6000", "--out", out)
        first = out / "seed=1" / "metrics.csv"
        process = self.start("sweep", *words)
        wait_until(lambda: first.exists() and len(first.read_text().splitlines()) > 20, 60, "training")
        self.kill(process)
        process = self.start("sweep", *words)
        mark = out / "seed=1" / "running"
        wait_until(lambda: mark.exists() and mark.read_text().startswith(f"{process.pid} ") and
                   len(self.metrics(out / "seed=1")) > 20, 60, "again")
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(60), 0)
        self.assertIn("The same words go on with it.", (self.home / "program.log").read_text())
        self.assertFalse((out / "seed=1" / "running").exists())
        told = self.json_of("sweep", *words)
        self.assertEqual([(item["step"], item["state"]) for item in told["items"]], [(6000, "complete")] * 2)
        self.run_program("train", "ring", "--set", "batch=32", "--set", "layers_g=8,8", "--set", "layers_d=8,8", "--seed",
                         "1", "--steps", "6000", "--out", self.home / "alone", "--quiet")
        self.assertEqual(self.tensors(self.home / "alone"), self.tensors(out / "seed=1"))
        self.assertEqual(self.metrics(self.home / "alone"), self.metrics(out / "seed=1"))

    def test_one_that_fails_or_is_trained_elsewhere_does_not_stop_the_others(self):
        out = self.home / "grid"
        words = (*SMALL, "--seeds", "1-3", "--steps", "20", "--out", out)
        self.sweep(*words)
        for name in ("seed=1", "seed=2"):
            shutil.rmtree(out / name)
        (out / "seed=1").write_text("something else")
        told, done = self.sweep(*words, check=1)
        self.assertEqual([item["state"] for item in told["items"]], ["failed", "complete", "complete"])
        self.assertIsNotNone(told["items"][0]["failure"])
        self.assertRegex(done.stderr, ERROR)
        self.assertIn("failed: ", done.stdout)
        (out / "seed=1").unlink()
        # A run in its place that is none of the sweep's is not gone on with.
        self.run_program("train", "ring", "--seed", "9", "--steps", "5", "--out", out / "seed=1", "--quiet")
        told, _ = self.sweep(*words, check=1)
        self.assertIn("another", told["items"][0]["failure"])
        self.assertEqual(self.json_of("info", out / "seed=1")["step"], 5)
        shutil.rmtree(out / "seed=1")
        process = self.start("train", "ring", *("--set", "batch=32", "--set", "layers_g=8,8", "--set", "layers_d=8,8"),
                             "--seed", "1", "--out", out / "seed=1", "--quiet")
        wait_until(lambda: (out / "seed=1" / "running").exists(), 60, "somebody else trains it")
        told, _ = self.sweep(*words)
        self.assertEqual([item["state"] for item in told["items"]], ["training", "complete", "complete"])
        listed = self.json_of("list", "runs", out)
        self.assertEqual([item["state"] for item in listed["items"]], ["training", "finished", "finished"])
        process.send_signal(signal.SIGINT)
        process.wait(60)

    def test_wrong_words_are_told_before_anything_is_trained(self):
        out = self.home / "grid"
        for words, hint in ((("--set", "lr_gg=1,2"), "did you mean lr_g?"), (("--set", "batch=16,0"), "batch"),
                            (("--set", "objective=minimax,wgan-gp", "--set", "gp_weight=1,2"), ""),
                            (("--set", "lr_g=0.1,0.2", "--seeds", "1-900"), "sweeps")):
            done = self.run_program("sweep", "ring", *words, "--out", out, check=2)
            self.assertRegex(done.stderr, ERROR, words)
            self.assertIn(hint, done.stderr, words)
            self.assertFalse(out.exists(), words)
        self.run_program("sweep", "rign", "--out", out, check=2)
        self.run_program("sweep", "ring", *SMALL, "--seeds", "1-2", "--steps", "3", "--out", out, "--quiet")
        other = self.run_program("sweep", "ring", *SMALL, "--seeds", "1-3", "--steps", "3", "--out", out, check=2)
        self.assertIn("--seeds 1,2 --out", other.stderr)
        for words in (("list", "runs", self.home / "nowhere"), ("list", "networks", self.home)):
            self.assertRegex(self.run_program(*words, check=None).stderr, ERROR)

    def test_runs_of_any_kind_stand_in_one_table(self):
        out = self.home / "runs"
        self.assertIn("There are no runs in", self.run_program("list", "runs", self.home).stdout)
        self.run_program("train", "ring", "--steps", "3", "--out", out / "ring", "--quiet")
        self.run_program("train", "digits", "--steps", "2", "--out", out / "digits", "--quiet")
        (out / "damaged" / "checkpoints").mkdir(parents=True)
        (out / "damaged" / "metrics.csv").write_text("")
        listed = self.json_of("list", "runs", out)
        self.assertEqual([(item["run"], item["state"]) for item in listed["items"]],
                         [("damaged", "broken"), ("digits", "finished"), ("ring", "finished")])
        self.assertIn("experiment.toml", listed["items"][0]["trouble"])
        self.assertEqual(listed["items"][1]["settings"]["data"], "digits")
        table = self.run_program("list", "runs", out).stdout
        self.assertIn("cannot be read: ", table)
        self.assertRegex(table, r"ring .*and \d+ more")
