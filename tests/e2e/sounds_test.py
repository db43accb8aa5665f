"""Drums: trained, listened to with a player that keeps what it plays, beaten, saved; and on the command line."""
import struct
import unittest
import wave

from support import ERROR, Case, wait_until


def tone(file, rate=8000, channels=1, seconds=0.5, width=2, value=8000):
    """A square wave as a WAV file of these properties."""
    with wave.open(str(file), "wb") as out:
        out.setnchannels(channels)
        out.setsampwidth(width)
        out.setframerate(rate)
        sample = [value if i % 40 < 20 else -value for i in range(int(rate * seconds)) for _ in range(channels)]
        out.writeframes(b"".join(struct.pack("<i", s << (8 * (width - 2)))[:width] for s in sample))


def read(file):
    with wave.open(str(file), "rb") as found:
        return found.getnchannels(), found.getsampwidth(), found.getframerate(), found.getnframes()


class Sounds(Case):
    def test_somebody_listens_while_it_trains_and_beats_the_drums(self):
        self.with_display()
        played = self.home / "played"
        self.environment["GANSCOPE_PLAYER"] = f"keep:{played}"
        self.start("view", "drums", "--ui-map", self.home / "map.json")
        self.wait_status(lambda s: s["phase"] == "ready", 90)
        self.press("transport/start")
        self.wait_status(lambda s: s["step"] >= 20, 90)
        self.press("train/sample/9")
        wait_until(lambda: (played / "001.wav").exists(), 30, "the first sound")
        self.assertEqual(read(played / "001.wav"), (1, 2, 8000, 4096))
        self.press("train/real/2")
        wait_until(lambda: (played / "002.wav").exists(), 30, "a real sound")
        # What the mouse comes to is played, too, where that is wanted.
        self.press("sounds/on_hover")
        self.point_at("train/real/3")
        wait_until(lambda: (played / "003.wav").exists(), 30, "a real sound under the mouse")
        self.press("sounds/on_hover")
        # In Explore the drum machine goes round, a bar of 16 steps.
        self.press("bar/explore")
        self.press("explore/tab/6")
        self.press("drums/play", 30)
        bar = wait_until(lambda: [f for f in sorted(played.iterdir()) if read(f)[3] > 8000], 40, "a bar")[0]
        self.assertAlmostEqual(read(bar)[3] / 8000, 60 / 112 * 4, delta=0.01)
        self.press("drums/play")
        self.press("drums/save")
        files = wait_until(lambda: list(self.runs()[-1].glob("exports/*-drums-*.wav")), 30, "the saved bar")
        self.assertEqual(read(files[0])[:3], (1, 2, 8000))

    def test_what_is_trained_becomes_wav_files(self):
        run = self.home / "run"
        self.run_program("train", "drums", "--steps", 30, "--set", "data_count=256", "--out", run)
        self.run_program("sample", run, "--count", 12, "--out", self.home / "sounds")
        files = sorted((self.home / "sounds").iterdir())
        self.assertEqual(len(files), 12)
        self.assertEqual(files[0].name, "seed-000001-kick.wav")
        self.assertEqual({read(file) for file in files}, {(1, 2, 8000, 4096)})
        self.run_program("sample", run, "--count", 12, "--out", self.home / "grid.png")
        self.run_program("interpolate", run, "--from", 1, "--to", 2, "--label", "kick,hat", "--frames", 5,
                         "--out", self.home / "walk.wav")
        self.assertEqual(read(self.home / "walk.wav")[3], 5 * 4096 + 4 * 800)
        done = self.run_program("sample", run, "--out", self.home / "a.txt", check=2)
        self.assertRegex(done.stderr, ERROR)

    def test_a_folder_of_ones_own_with_everything_that_may_be_in_it(self):
        folder = self.home / "own"
        for name in ("low", "high"):
            (folder / name).mkdir(parents=True)
            for i in range(4):
                tone(folder / name / f"{i}.wav")
        tone(folder / "low" / "cd.wav", rate=44100, channels=2)
        tone(folder / "low" / "studio.wav", rate=48000, width=3)
        tone(folder / "low" / "empty.wav", seconds=0)
        tone(folder / "low" / "still.wav", value=0)
        tone(folder / "low" / "hour.wav", rate=1000, seconds=3600)
        (folder / "low" / "notes.txt").write_text("hello\n")
        about = self.json_of("data", f"sounds:{folder}", "--preview", self.home / "preview.png")
        self.assertEqual((about["kind"], about["count"], about["labels"]), ("waves", 10, ["high", "low"]))
        self.assertEqual(about["skipped"], 4)
        reasons = " ".join(about["skipped_files"])
        for reason in ("there is nothing in it", "a silent sound", "3600 s of sound", "not a sound: text"):
            self.assertIn(reason, reasons)
        self.assertTrue(any(remark.startswith("2 of 10 had another rate") for remark in about["remarks"]))
        self.assertTrue((self.home / "preview.png").exists())
        self.run_program("train", "drums", "--data", f"sounds:{folder}", "--steps", 3, "--out", self.home / "mine")
        done = self.run_program("data", f"sounds:{self.home / 'nowhere'}", check=1)
        self.assertRegex(done.stderr, ERROR)

    def test_noise_is_taken_from_somebodys_own_sound(self):
        run = self.home / "run"
        self.run_program("train", "denoise-sounds", "--steps", 10, "--set", "data_count=200", "--out", run)
        tone(self.home / "in.wav", rate=22050)
        self.run_program("translate", run, self.home / "in.wav", "--out", self.home / "clean")
        self.assertEqual(read(self.home / "clean" / "in.wav"), (1, 2, 8000, 4096))
        self.assertTrue((self.home / "clean" / "in.png").exists())

    def test_noise_is_taken_as_somebodys_own_pairs_of_sounds_show_it(self):
        noisy, clean, run = self.home / "noisy", self.home / "clean", self.home / "run"
        noisy.mkdir()
        clean.mkdir()
        for i in range(20):
            tone(clean / f"{i:02}.wav", value=4000 + 1000 * i)
            tone(noisy / f"{i:02}.wav", value=4000 + 900 * i)
        tone(noisy / "alone.wav")
        pairs = f"sounds:{noisy},{clean}"
        about = self.json_of("data", pairs)
        self.assertEqual((about["kind"], about["count"], about["skipped"]), ("waves", 18, 1), "a tenth is held out")
        done = self.run_program("train", "denoise-sounds", "--data", pairs, "--steps", 3, "--out", run, check=2)
        self.assertIn("task=pairs", done.stderr)
        self.run_program("train", "denoise-sounds", "--data", pairs, "--set", "task=pairs", "--steps", 6, "--out", run)
        done = self.run_program("translate", run, noisy / "03.wav", "--out", self.home / "made")
        self.assertIn("1 of 1 files", done.stdout)
        self.assertEqual(read(self.home / "made" / "03.wav"), (1, 2, 8000, 4096))
        done = self.run_program("evaluate", run)
        self.assertIn("sounds", done.stdout)
        self.assertIn("Off the truth", done.stdout)


if __name__ == "__main__":
    unittest.main()
