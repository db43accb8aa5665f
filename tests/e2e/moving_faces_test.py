"""Samples that are films: made, judged, walked through and read back by other programs."""
import shutil
import subprocess
import unittest

from support import Case

CONTROL = b"\x21\xf9\x04\x04"  # before every frame of a GIF


class MovingFaces(Case):
    def train(self, steps=12, *more):
        run = self.home / "run"
        self.run_program("train", "faces-film", "--steps", steps, "--seed", "3", "--out", run, "--quiet", *more,
                         "--set", "data_count=400")
        return run

    def frames_of(self, film):
        self.assertIn("GIF image data", subprocess.run(["file", film], capture_output=True, text=True).stdout)
        return film.read_bytes().count(CONTROL)

    def probed(self, film):
        """Frames of a film as ffprobe counts them."""
        words = ["ffprobe", "-v", "error", "-count_frames", "-select_streams", "v", "-show_entries",
                 "stream=nb_read_frames", "-of", "csv=p=0", film]
        return int(subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip())

    def test_films_are_written_as_what_plays_them(self):
        run = self.train()
        self.run_program("sample", run, "--count", "9", "--out", self.home / "films.gif")
        self.assertEqual(self.frames_of(self.home / "films.gif"), 8)
        self.run_program("sample", run, "--count", "3", "--every-label", "--out", self.home / "each")
        self.assertEqual(len(list((self.home / "each").glob("*.gif"))), 9)
        self.run_program("sample", run, "--count", "4", "--out", self.home / "strips.png")
        self.run_program("interpolate", run, "--from", "1", "--to", "2", "--frames", "16", "--out",
                         self.home / "walk.gif")
        self.assertEqual(self.frames_of(self.home / "walk.gif"), 16)
        if shutil.which("ffmpeg") and shutil.which("ffprobe"):
            self.run_program("sample", run, "--count", "4", "--out", self.home / "films.mp4")
            self.assertEqual(self.probed(self.home / "films.mp4"), 32)
        refused = self.run_program("sample", run, "--out", self.home / "films.csv", check=2)
        self.assertIn("hint:", refused.stderr)
        told = self.json_of("info", run)
        self.assertEqual(told["settings"]["data"], "faces-film")

    def test_films_are_judged_beside_trivial_answers(self):
        run = self.train(60)
        judged = self.json_of("evaluate", run, "--count", "120", seconds=280)
        for key in ("frechet", "motion_frechet", "label_agreement", "wobble", "movement", "two_sample"):
            self.assertIsNotNone(judged[key], key)
            self.assertIsNotNone(judged["real"][key], key)
        self.assertGreater(judged["real"]["label_agreement"], 0.9)
        self.assertGreater(judged["shuffled_frames"]["motion_frechet"], judged["real"]["motion_frechet"])
        self.assertGreater(judged["frames_of_anybody"]["wobble"], 2 * judged["real"]["wobble"])
        self.assertEqual(judged["classes"]["values"], ["turns", "nods", "blinks"])

    def test_the_data_are_previewed_and_read_back_as_ones_own(self):
        said = self.json_of("data", "faces-film", "--set", "data_count=40", "--preview", self.home / "data.gif")
        self.assertEqual((said["kind"], said["shape"]), ("films", [8, 32, 32]))
        self.assertEqual(self.frames_of(self.home / "data.gif"), 8)
        run = self.train()
        for motion in ("turns", "nods", "blinks"):
            self.run_program("sample", run, "--count", "8", "--label", motion, "--out",
                             self.home / "mine" / motion)
        (self.home / "mine" / "turns" / "notes.txt").write_text("nothing that plays")
        said = self.json_of("data", f"film:{self.home / 'mine'}")
        self.assertEqual((said["count"], said["labels"]), (24, ["blinks", "nods", "turns"]))
        self.assertEqual(said["skipped"], 1)
        self.run_program("train", "faces-film", "--data", f"film:{self.home / 'mine'}", "--steps", "5", "--out",
                         self.home / "own", "--quiet")
        self.run_program("sample", run, "--count", "1", "--out", self.home / "mine" / "still.png")
        refused = self.run_program("data", f"film:{self.home / 'mine'}", check=1)
        self.assertIn("mixes films", refused.stderr)
        self.assertIn("hint:", refused.stderr)


if __name__ == "__main__":
    unittest.main()
