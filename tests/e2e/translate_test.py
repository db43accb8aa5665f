"""Models that make pictures of pictures, as a user types it."""
import json
import pathlib
import unittest

from commands_test import grey_png, picture_of
from support import Case


class Translation(Case):
    def trained(self, experiment, steps=20):
        """On all faces, for which the program brings its feature network."""
        run = self.home / experiment
        self.run_program("train", experiment, "--steps", steps, "--seed", "3", "--out", run, "--quiet")
        return run

    def test_pictures_of_ones_own_are_translated_and_what_is_none_is_named(self):
        run = self.trained("colour-faces")
        good, other, text = (self.home / name for name in ("good.png", "sub/good.png", "text.png"))
        other.parent.mkdir()
        good.write_bytes(grey_png(40, 90))
        other.write_bytes(grey_png(7, 200))
        text.write_text("no picture at all")
        done = self.run_program("translate", run, good, text, other, "--out", self.home / "out", "--json", check=1)
        self.assertRegex(done.stderr, r"(?s)ganscope: error: .+text\.png.+hint: .+1 of 3 files could not be used")
        said = json.loads(done.stdout.splitlines()[-1])
        self.assertEqual([pathlib.Path(item["out"]).name for item in said["items"]], ["good.png", "good-2.png"])
        self.assertEqual([pathlib.Path(item["picture"]).name for item in said["failed"]], ["text.png"])
        for name in ("good.png", "good-2.png"):
            self.assertEqual(len(picture_of((self.home / "out" / name).read_bytes())), 32)
        self.run_program("translate", run, good, "--raw", "--step", "20", "--out", self.home / "raw")
        for words, code in (([text], 1), ([self.home / "nothing.png"], 1), ([good, "--direction", "3"], 2)):
            refused = self.run_program("translate", run, *words, "--out", self.home / "none", check=code)
            self.assertIn("hint:", refused.stderr)
            self.assertFalse((self.home / "none").exists())

    def test_pairs_are_sampled_walked_judged_and_reported(self):
        run = self.trained("fill-faces")
        self.run_program("sample", run, "--count", "6", "--out", self.home / "sheet.png", "--cells", self.home / "cells")
        self.assertEqual(len(list((self.home / "cells").glob("*.png"))), 6)
        self.run_program("interpolate", run, "--from", "1", "--to", "4", "--frames", "5", "--out", self.home / "walk.png")
        self.assertEqual(len(list((run / "samples").glob("*.png"))), 1, "held-out inputs, outputs and truths")
        judged = self.json_of("evaluate", run, seconds=300)
        self.assertEqual((judged["count"], judged["reference"], judged["held_out"]), (1000, 2000, True))
        for of in (judged, judged["real"], judged["input"]):
            self.assertIn("frechet", of)
            self.assertEqual(len(of["agreement"]), 10, "nine attributes and their mean")
        self.assertEqual(judged["real"]["reconstruction"], 0)
        self.assertGreater(judged["input"]["reconstruction"], 0.02)
        self.assertGreater(judged["real"]["agreement"]["mean"], 0.95)
        self.run_program("evaluate", run, seconds=300)
        self.run_program("info", run)
        self.assertEqual(self.json_of("info", run)["settings"]["task"], "fill")
        self.run_program("report", run, "--out", self.home / "page.html", seconds=300)
        self.assertIn("truth", (self.home / "page.html").read_text())

    def test_two_domains_go_both_ways(self):
        run = self.trained("cycle-hair")
        picture = self.home / "me.png"
        picture.write_bytes(grey_png(40, 90))
        done = self.json_of("translate", run, picture, "--direction", "black hair", "--out", self.home / "out")
        self.assertEqual(done["direction"], {"number": 2, "from": "blond hair", "to": "black hair"})
        judged = self.json_of("evaluate", run, seconds=300)
        self.assertEqual([way["to"] for way in judged["directions"]], ["blond hair", "black hair"])
        for way in judged["directions"]:
            for member in ("frechet", "reconstruction", "agreement", "converted", "kept"):
                self.assertIn(member, way)
                self.assertIn(member, way["real"])
                self.assertIn(member, way["input"])
            self.assertLess(way["input"]["converted"], 0.2)
            self.assertGreater(way["real"]["converted"], 0.9)
        self.run_program("sample", run, "--out", self.home / "sheet.png")
        self.run_program("report", run, "--out", self.home / "page.html", seconds=300)

    def test_what_needs_latents_is_refused_kindly(self):
        run = self.trained("sharpen-faces", steps=5)
        out = self.home / "out"
        for words in (["film", run, "--out", out / "a.gif"], ["map", run, "--out", out / "a.png"],
                      ["directions", run, "--method", "pca", "--out", out / "a.png"],
                      ["neighbours", run, "--seed", "1", "--out", out / "a.png"],
                      ["invert", run, run / "samples" / "a.png", "--out", out],
                      ["arithmetic", run, "--plus", "1", "--out", out / "a.png"],
                      ["export", run, "--torchscript", out / "a.pt"], ["export", run, "--out", out / "a.safetensors"],
                      ["interpolate", run, "--from", "1", "--to", "2", "--space", "w", "--out", out / "a.png"],
                      ["sample", run, "--label", "1", "--out", out / "a.png"]):
            done = self.run_program(*words, check=2)
            self.assertRegex(done.stderr, r"(?m)^ganscope: error: .+\n  hint: .+", words)
            self.assertFalse(out.exists(), words)
        digits = self.home / "digits"
        self.run_program("train", "digits", "--steps", "3", "--out", digits, "--quiet")
        done = self.run_program("translate", digits, "a.png", "--out", out, check=2)
        self.assertIn("draws from latents", done.stderr)

    def test_data_that_cannot_give_a_task_are_refused_with_place_and_hint(self):
        left, right, twins, empty = (self.home / name for name in ("left", "right", "twins", "empty"))
        for folder in (left, right, twins, empty):
            folder.mkdir()
        for i in range(4):
            (twins / f"{i}.png").write_bytes(grey_png(24, 20 * i))
            (left / f"{i}.png").write_bytes(grey_png(24, 10 * i))
            (right / f"x{i}.png").write_bytes(grey_png(24, 10 * i))
        for experiment, data in (("pix2pix", f"pairs:{left},{right}"), ("pix2pix", f"pairs:{left}"),
                                 ("pix2pix", f"pairs:{left},{empty}"), ("pix2pix", "pairs"),
                                 ("cyclegan", f"domains:{left}"), ("cyclegan", f"domains:{left},{empty}"),
                                 ("colour-faces", "ring"), ("colour-faces", "digits"),
                                 ("glasses-faces", f"folder:{left}"), ("cycle-hair", "digits"),
                                 ("colour-faces", f"pairs:{left},{twins}")):
            done = self.run_program("train", experiment, "--data", data, "--steps", "1", "--out", self.home / "bad",
                                    check=None)
            self.assertIn(done.returncode, (1, 2), (experiment, data))
            self.assertRegex(done.stderr, r"ganscope: error: .+\(.+\)\n  hint: .+", (experiment, data))
        for experiment, data in (("pix2pix", f"pairs:{left},{twins}"), ("cyclegan", f"domains:{left},{right}"),
                                 ("sharpen-faces", f"folder:{left}"), ("fill-faces", f"folder:{left}")):
            self.run_program("train", experiment, "--data", data, "--steps", "2", "--out",
                             self.home / f"good-{experiment}", "--quiet")


if __name__ == "__main__":
    unittest.main()
