"""Melodies: trained, listened to with a player that keeps what it plays, saved; and on the command line."""
import shutil
import subprocess
import unittest
import wave

from support import ERROR, Case, wait_until

SECONDS = 32 * 30 / 112 + 0.6  # of one melody: eighths at 112 quarters a minute, and the last tone dies away


def frames(file):
    with wave.open(str(file), "rb") as found:
        assert (found.getnchannels(), found.getsampwidth(), found.getframerate()) == (1, 2, 22050)
        return found.getnframes()


def variable(data, at):
    """A number of MIDI's variable length, and where it ends."""
    value = 0
    while True:
        value = value << 7 | data[at] & 0x7F
        at += 1
        if not data[at - 1] & 0x80:
            return value, at


def notes(file):
    """Of every track the notes that begin, as (pulse, key)."""
    data = file.read_bytes()
    assert data[:4] == b"MThd" and data[8:10] == b"\0\1", "format 1"
    tracks, at = [], 14
    while at < len(data):
        assert data[at:at + 4] == b"MTrk"
        end = at + 8 + int.from_bytes(data[at + 4:at + 8], "big")
        at += 8
        found, now, status = [], 0, 0
        while at < end:
            waited, at = variable(data, at)
            now += waited
            if data[at] & 0x80:
                status = data[at]
                at += 1
            if status == 0xFF:
                length, at = variable(data, at + 1)
                at += length
            elif status & 0xF0 == 0xC0:
                at += 1
            else:
                if status & 0xF0 == 0x90:
                    found.append((now, data[at]))
                at += 2
        tracks.append(found)
    return tracks


class Melody(Case):
    def test_somebody_listens_while_it_trains_and_saves_what_is_in_hand(self):
        self.with_display()
        played = self.home / "played"
        self.environment["GANSCOPE_PLAYER"] = f"keep:{played}"
        self.start("view", "melody", "--ui-map", self.home / "map.json")
        self.wait_status(lambda s: s["phase"] == "ready", 90)
        self.press("transport/start")
        self.wait_status(lambda s: s["step"] >= 20, 90)
        self.press("train/sample/5")
        wait_until(lambda: (played / "001.wav").exists(), 60, "the first melody")
        self.assertAlmostEqual(frames(played / "001.wav") / 22050, SECONDS, delta=0.02)
        self.press("train/real/0")
        wait_until(lambda: (played / "002.wav").exists(), 60, "a real melody")
        self.press("bar/explore")
        self.press("explore/sound/midi", 30)
        files = wait_until(lambda: list(self.runs()[-1].glob("exports/*-melody-*.mid")), 30, "the saved MIDI")
        self.assertEqual(len(notes(files[0])), 2)
        self.press("explore/sound/save")
        wait_until(lambda: list(self.runs()[-1].glob("exports/*-melody-*.wav")), 30, "the saved melody")

    def test_what_is_trained_becomes_midi_sound_words_and_pictures(self):
        run = self.home / "run"
        self.run_program("train", "melody", "--steps", 40, "--set", "data_count=2000", "--out", run)
        out = self.home
        self.run_program("sample", run, "--count", 3, "--out", out / "three.mid")
        voice, chords = notes(out / "three.mid")
        # Three melodies, a bar of silence between them: 40 eighths of 240 pulses from one to the next.
        self.assertTrue({pulse // (40 * 240) for pulse, _ in chords} <= {0, 1, 2})
        self.assertTrue(all(60 <= key < 84 for _, key in voice))
        self.assertTrue(all(pulse % (40 * 240) % 1920 == 0 for pulse, _ in chords), "chords begin with a bar")
        if shutil.which("file"):
            kind = subprocess.run(["file", "-b", out / "three.mid"], capture_output=True, text=True).stdout
            self.assertIn("Standard MIDI data (format 1) using 2 tracks", kind)
        self.run_program("sample", run, "--count", 3, "--out", out / "three.wav")
        self.assertAlmostEqual(frames(out / "three.wav") / 22050, (3 * 32 + 2 * 8) * 30 / 112 + 0.6, delta=0.02)
        self.run_program("sample", run, "--count", 2, "--out", out / "each")
        self.assertEqual([file.name for file in sorted((out / "each").iterdir())],
                         ["seed-000001.mid", "seed-000001.wav", "seed-000002.mid", "seed-000002.wav"])
        self.run_program("sample", run, "--count", 4, "--out", out / "lines.txt")
        lines = (out / "lines.txt").read_text().splitlines()
        self.assertEqual([len(line.split()) for line in lines], [37] * 4, "32 eighths, a bar, four chords")
        self.run_program("sample", run, "--count", 4, "--out", out / "grid.png")
        self.run_program("interpolate", run, "--from", 1, "--to", 2, "--frames", 4, "--out", out / "walk.mid")
        self.assertEqual(len(notes(out / "walk.mid")), 2)
        report = self.json_of("evaluate", run, "--count", 200)
        rules = {rule["key"]: rule for rule in report["rules"]}
        self.assertEqual(list(rules), ["scale", "chord_tones", "chords", "cadence", "motif", "leaps", "but_motif"])
        self.assertTrue(all(rule["real"] == 1 for rule in rules.values()))
        self.assertAlmostEqual(rules["scale"]["independent"], 0.84, delta=0.05)
        self.assertEqual(report["independent"]["valid"], 0)
        done = self.run_program("sample", run, "--out", out / "a.gif", check=2)
        self.assertRegex(done.stderr, ERROR)

    def test_the_data_are_told_and_shown(self):
        about = self.json_of("data", "melody", "--preview", self.home / "preview.png")
        self.assertEqual((about["kind"], about["count"]), ("rolls", 40000))
        self.assertTrue((self.home / "preview.png").exists())
        done = self.run_program("data", "melody:x", check=2)
        self.assertRegex(done.stderr, ERROR)


if __name__ == "__main__":
    unittest.main()
