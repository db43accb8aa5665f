"""Ways out of the program other than its own end: what was trained is saved, and the exit code tells the truth."""
import os
import resource
import signal
import subprocess
import unittest

from support import ERROR, PROGRAM, Case, wait_until


class WaysOut(Case):
    def training(self, *arguments, **streams):
        """A run that has trained more than a few steps, its process still at it."""
        run = self.home / "run"
        words = [PROGRAM, "train", "digits", "--seconds", "200", "--out", str(run), *arguments]
        process = subprocess.Popen(words, env=self.environment, cwd=self.home, **streams)
        self.started.append(process)
        wait_until(lambda: (run / "metrics.csv").exists() and len(self.metrics(run)) > 5, 60, "it trains")
        return process, run

    def assert_saved(self, run):
        """The checkpoint is of the last step that the metrics know: nothing was lost."""
        self.assertEqual(self.json_of("info", run)["step"], max(self.metrics(run)))
        self.assertFalse((run / "running").exists(), "the run was closed")

    def test_every_signal_that_asks_saves_and_ends(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGUSR1):
            with self.subTest(number=number):
                process, run = self.training(stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
                process.send_signal(number)
                _, said = process.communicate(timeout=30)
                self.assertEqual(process.returncode, 0, said)
                self.assertIn("the run is saved", said)
                self.assert_saved(run)
                run.rename(self.home / f"run-{int(number)}")

    def test_a_reader_that_goes_ends_the_training_saved(self):
        process, run = self.training(stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        process.stdout.close()  # as `| head -1` does
        self.assertEqual(process.wait(40), 1, "what it had to say was read by nobody")
        self.assert_saved(run)

    def test_no_answer_is_half_an_answer(self):
        run = self.home / "run"
        self.run_program("train", "ring", "--steps", "5", "--out", run, "--quiet")
        for words in (["data", "ring", "--json"], ["data", "ring"], ["list", "experiments"], ["info", run, "--json"],
                      ["--help"], ["--version"], ["train", "ring", "--steps", "3", "--json"],
                      ["sample", run, "--count", "4", "--out", "a.csv"]):
            with open("/dev/full", "w") as full:
                done = subprocess.run([PROGRAM, *map(str, words)], env=self.environment, cwd=self.home, text=True,
                                      stdout=full, stderr=subprocess.PIPE, timeout=120, check=False)
            self.assertEqual(done.returncode, 1, words)
            self.assertRegex(done.stderr, r"results cannot be written.*\(standard output\)\n  hint: .+\n\Z", words)

    def test_a_full_disk_is_an_error_and_not_the_end_of_the_world(self):
        def small_files():
            resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))
        done = subprocess.run([PROGRAM, "train", "digits", "--steps", "20", "--out", str(self.home / "run")],
                              env=self.environment, cwd=self.home, text=True, capture_output=True, timeout=120,
                              check=False, preexec_fn=small_files)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertRegex(done.stderr, ERROR)
        self.assertIn("full", done.stderr)

    def test_a_damaged_newest_checkpoint_is_a_remark(self):
        run = self.home / "run"
        self.run_program("train", "ring", "--steps", "10", "--out", run, "--quiet")
        self.run_program("train", "--resume", run, "--steps", "20", "--quiet")
        newest = max((run / "checkpoints").glob("*.safetensors"))
        newest.write_bytes(newest.read_bytes()[:-9])
        done = self.run_program("sample", run, "--count", "4", "--out", "a.csv")
        self.assertIn("newest checkpoint is damaged", done.stderr)
        done = self.run_program("train", "--resume", run, "--steps", "30")
        self.assertIn("newest checkpoint is damaged", done.stderr)
        self.assertEqual(self.json_of("info", run)["step"], 30, "the first try trains")

    def test_a_run_goes_on_with_data_that_have_moved(self):
        table = self.home / "mine.csv"
        table.write_text("".join(f"{i % 17},{i % 5}\n" for i in range(400)))
        run = self.home / "run"
        self.run_program("train", f"csv:{table}", "--steps", "10", "--out", run, "--quiet")
        moved = table.rename(self.home / "elsewhere.csv")
        done = self.run_program("train", "--resume", run, "--steps", "20", check=1)
        self.assertRegex(done.stderr, r"hint: .*--resume .*--data SPEC")
        self.run_program("train", "--resume", run, "--data", f"csv:{moved}", "--steps", "20", "--quiet")
        self.run_program("train", "--resume", run, "--steps", "30", "--quiet")
        self.assertEqual(self.json_of("info", run)["step"], 30)

    def test_what_could_not_be_opened_again_is_not_begun(self):
        table = self.home / os.fsdecode(b"caf\xe9.csv")
        table.write_text("".join(f"{i % 17},{i % 5}\n" for i in range(400)))
        self.run_program("data", f"csv:{table}")
        done = self.run_program("train", "ring", "--data", f"csv:{table}", "--steps", "3", "--out", "run", check=1)
        self.assertRegex(done.stderr, r"not UTF-8.*caf\\xE9\.csv")
        self.assertRegex(done.stderr, ERROR)
        self.assertFalse((self.home / "run").exists(), "nothing was written")
        run = self.home / os.fsdecode(b"r\xe9sum\xe9, \"quoted\"")
        self.run_program("train", "ring", "--steps", "3", "--out", run, "--quiet")
        self.run_program("train", "--resume", run, "--steps", "6", "--quiet")
        self.assertEqual(self.json_of("info", run)["step"], 6, "the folder of a run may be called anything")

    def test_the_limits_of_a_seed_are_those_that_are_named(self):
        done = self.run_program("train", "ring", "--seed", "2147483648", "--steps", "1", check=2)
        self.assertIn("between 0 and 2147483647", done.stderr)
        self.run_program("train", "ring", "--seed", "2147483647", "--steps", "1", "--quiet")


if __name__ == "__main__":
    unittest.main()
