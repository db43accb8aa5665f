"""Lines of words, as a user types it and sees it."""
import unittest

from support import Case


class Lines(Case):
    def trained(self, *words, steps=200):
        run = self.home / "run"
        self.run_program("train", *words, "--steps", steps, "--seed", "3", "--out", run, "--quiet")
        return run

    def test_verse_is_trained_written_walked_added_and_judged(self):
        run = self.trained("verse")
        lines, walk, total = (self.home / name for name in ("lines.txt", "walk.txt", "sum.txt"))
        self.run_program("sample", run, "--count", "300", "--out", lines)
        written = lines.read_text().splitlines()
        self.assertEqual(len(written), 300)
        self.assertEqual({len(line.split(" ")) for line in written}, {7}, "words separated by one space")
        self.assertGreater(len(set(written)), 200)
        self.run_program("sample", run, "--count", "16", "--out", self.home / "cards.png")
        self.run_program("interpolate", run, "--from", "1", "--to", "2", "--frames", "9", "--out", walk)
        self.assertEqual(len(walk.read_text().splitlines()), 9)
        self.run_program("interpolate", run, "--from", "1", "--to", "2", "--out", self.home / "walk.png")
        self.run_program("arithmetic", run, "--plus", "1,2", "--minus", "3", "--plus", "4", "--out", total)
        self.assertEqual(len(total.read_text().splitlines()), 1)
        self.run_program("arithmetic", run, "--plus", "1,2", "--minus", "3", "--plus", "4", "--out", self.home / "sum.png")
        judged = self.json_of("evaluate", run)
        for of in (judged, judged["real"], judged["independent"], judged["bigram"]):
            for member in ("valid", "distinct", "copied", "ngram1", "ngram2", "ngram3", "ngram4"):
                self.assertIn(member, of)
        self.assertEqual(judged["real"]["valid"], 1)
        self.assertLess(judged["independent"]["valid"], 0.05)
        self.assertEqual([rule["key"] for rule in judged["rules"]], ["kinds", "article", "agreement", "rhyme", "twice"])
        self.run_program("evaluate", run)
        refused = self.run_program("sample", run, "--out", self.home / "lines.mid", check=2)
        self.assertIn("hint:", refused.stderr)

    def test_data_are_shown_and_told(self):
        told = self.json_of("data", "couplet", "--preview", self.home / "cards.png")
        self.assertEqual((told["kind"], told["count"], told["shape"]), ("tokens", 10000, [1, 10, 64]))
        self.assertEqual(len(told["vocabulary"]), 64)
        self.assertTrue((self.home / "cards.png").exists())

    def test_lines_of_ones_own_are_learned_and_what_is_none_is_refused(self):
        own = self.home / "poems.txt"
        own.write_text("".join(f"the {a} {b} sings\n" for a in ("old", "big", "red") for b in "cat dog hen pig bee".split()) +
                       "a cat\n\n")
        told = self.json_of("data", f"words:{own}")
        self.assertEqual((told["count"], told["shape"][1]), (16, 4))
        self.assertEqual(len(told["remarks"]), 2, "an empty line, and a short one")
        run = self.trained("verse", "--data", f"words:{own}", "--set", "batch=8", steps=20)
        self.run_program("sample", run, "--count", "5", "--out", self.home / "lines.txt")
        judged = self.json_of("evaluate", run)
        self.assertNotIn("valid", judged)
        for content, what in ((b"", "no line"), (b"a b\n" * 1000, "all 1000 lines"), (b"\x00\x01\x02", "not text"),
                              (b"caf\xe9 au lait\nb c\n", "not UTF-8"), (b"w " * 70, "a line of 70 words")):
            own.write_bytes(content)
            refused = self.run_program("data", f"words:{own}", check=1)
            self.assertIn(what, refused.stderr)
            self.assertIn("hint:", refused.stderr)


if __name__ == "__main__":
    unittest.main()
