"""Films of the training and of walks, as the command line writes them."""
import resource
import shutil
import signal
import subprocess
import unittest

from support import PROGRAM, Case, wait_until

CONTROL = b"\x21\xf9\x04\x04\x0a\x00"  # before every frame of a GIF: left standing, a tenth of a second


class Films(Case):
    def setUp(self):
        super().setUp()
        self.trained = self.home / "run"

    def train(self, experiment, steps):
        self.run_program("train", experiment, "--steps", str(steps), "--out", self.trained, "--quiet")

    def ffmpeg_does(self, script):
        """Puts a shell script of this name before all other programs; $last is the file that it is to write."""
        programs = self.home / "programs"
        programs.mkdir(exist_ok=True)
        (programs / "ffmpeg").write_text(
            "#!/bin/sh\nfor last; do :; done\nlast=${last#file:}\n" + script + "\n")
        (programs / "ffmpeg").chmod(0o755)
        self.environment["PATH"] = f"{programs}:/usr/bin:/bin"

    def left(self):
        """Unfinished files."""
        return list(self.home.glob("*.tmp"))

    def test_the_same_latents_go_through_the_whole_training(self):
        self.train("faces", 30)
        gif = self.home / "film.gif"
        done = self.json_of("film", self.trained, "--out", gif)
        self.assertEqual((done["steps"][0], done["steps"][-1], done["latents"]), (0, 30, 24))
        self.assertEqual(done["steps"], sorted(set(done["steps"])))
        self.assertEqual(done["frames"], len(done["steps"]))
        self.assertEqual(gif.read_bytes().count(CONTROL), done["frames"])
        one = self.json_of("film", self.trained, "--seed", "18", "--frames", "7", "--with-steps", "--out", gif)
        self.assertEqual((one["frames"], one["latents"], one["width"]), (7, 1, 256))
        self.assertGreater(one["height"], 256, "the step stands below")
        self.assertEqual(gif.read_bytes().count(CONTROL), 7)
        more = self.json_of("film", self.trained, "--frames", "90", "--out", gif)
        self.assertEqual((more["frames"], gif.read_bytes().count(CONTROL)), (90, 90))

    def test_a_film_of_points_and_one_by_class(self):
        self.train("ring", 20)
        done = self.json_of("film", self.trained, "--frames", "4", "--with-steps", "--out", self.home / "points.gif")
        self.assertEqual((done["frames"], done["latents"]), (4, 1024))
        shutil.rmtree(self.trained)
        self.train("digits", 10)
        done = self.json_of("film", self.trained, "--frames", "3", "--out", self.home / "digits.gif")
        self.assertEqual((done["latents"], done["width"]), (20, 10 * (64 + 2) + 2), "a column each class")

    def test_a_walk_leads_from_one_class_to_another(self):
        self.train("digits", 10)
        def walk(label, name):
            self.run_program("interpolate", self.trained, "--from", "1", "--to", "1", "--frames", "2", "--label", label,
                             "--out", self.home / name)
            return (self.home / name).read_bytes()
        self.assertNotEqual(walk("3,8", "a.png"), walk("3", "b.png"))
        self.assertEqual(walk("8,8", "c.png"), walk("8", "d.png"))
        refused = self.run_program("interpolate", self.trained, "--from", "1", "--to", "2", "--label", "3,11",
                                   "--out", self.home / "e.png", check=2)
        self.assertIn("there is no class 11", refused.stderr)

    def test_what_cannot_be_filmed_is_said(self):
        self.run_program("train", "faces", "--steps", "5", "--history", "0", "--out", self.trained, "--quiet")
        refused = self.run_program("film", self.trained, "--out", self.home / "film.gif", check=1)
        self.assertRegex(refused.stderr, r"kept no moments.*\n  hint: train with a film: --history")
        refused = self.run_program("film", self.trained, "--out", self.home / "film.avi", check=2)
        self.assertIn("must end in .gif or .mp4", refused.stderr)
        self.assertFalse(list(self.home.glob("film.*")))

    def test_a_damaged_moment_is_left_out_and_named(self):
        self.train("faces", 12)
        moments = sorted((self.trained / "history").iterdir())
        moments[2].write_bytes(moments[2].read_bytes()[:5000])
        done = self.run_program("film", self.trained, "--json", "--out", self.home / "film.gif")
        self.assertRegex(done.stderr, r"ganscope: step \d+ is left out: ")
        self.assertIn('"unreadable":1', done.stdout.replace(" ", ""))

    def test_without_ffmpeg_an_mp4_is_refused_before_anything_is_drawn(self):
        self.train("faces", 5)
        self.environment["PATH"] = str(self.home)
        for command in (("film", self.trained), ("interpolate", self.trained, "--from", "1", "--to", "2")):
            refused = self.run_program(*command, "--out", self.home / "film.mp4", check=1)
            self.assertRegex(refused.stderr, r"needs the program ffmpeg.*\n  hint: install it .*apt-get install ffmpeg")

    def test_frames_are_piped_to_ffmpeg(self):
        self.train("faces", 5)
        self.ffmpeg_does('cat >"$last"')
        film = self.home / "film.mp4"
        done = self.json_of("film", self.trained, "--seed", "3", "--frames", "6", "--out", film)
        self.assertEqual(film.stat().st_size, 6 * done["width"] * done["height"] * 3)
        self.run_program("interpolate", self.trained, "--from", "1", "--to", "2", "--frames", "5", "--out", film)
        self.assertEqual(film.stat().st_size, 5 * 256 * 256 * 3)
        self.assertEqual(self.left(), [])

    def test_what_ffmpeg_could_not_do_is_told_and_the_old_film_stands(self):
        self.train("faces", 5)
        film = self.home / "film.mp4"
        film.write_text("the old one")
        self.ffmpeg_does('cat >"$last"; echo "av_write: No space left on device" >&2; exit 1')
        failed = self.run_program("film", self.trained, "--out", film, check=1)
        self.assertRegex(failed.stderr, r"No space left on device.*\n  hint: .*disk")
        self.assertEqual((film.read_text(), self.left()), ("the old one", []))

    def test_ctrl_c_ends_a_film_with_nothing_behind(self):
        self.train("faces", 5)
        self.ffmpeg_does(f'touch {self.home}/began; exec sleep 600')
        film = self.start("film", self.trained, "--frames", "2000", "--out", self.home / "film.mp4")
        wait_until((self.home / "began").exists, 60, "ffmpeg begins")
        film.send_signal(signal.SIGINT)
        self.assertEqual(film.wait(20), 1)
        self.assertEqual(self.left() + list(self.home.glob("film.mp4")), [])

    def test_a_full_disk_leaves_no_half_gif(self):
        self.train("faces", 5)
        limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
        done = subprocess.run([PROGRAM, "film", str(self.trained), "--out", str(self.home / "film.gif")],
                              env=self.environment, cwd=self.home, text=True, capture_output=True, timeout=60,
                              preexec_fn=limit, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr, r"cannot write the file: File too large.*\n  hint: ")
        self.assertEqual(self.left() + list(self.home.glob("film.gif")), [])

    @unittest.skipUnless(shutil.which("ffmpeg") and shutil.which("ffprobe"), "ffmpeg is not installed")
    def test_the_real_ffmpeg_makes_a_film_that_can_be_read(self):
        self.train("faces", 5)
        film = self.home / "film.mp4"
        self.run_program("film", self.trained, "--seed", "3", "--frames", "6", "--with-steps", "--out", film)
        probed = subprocess.run(
            ["ffprobe", "-v", "error", "-count_frames", "-select_streams", "v", "-show_entries",
             "stream=codec_name,pix_fmt,nb_read_frames,r_frame_rate", "-of", "default=nk=1:nw=1", str(film)],
            text=True, capture_output=True, check=True).stdout.split()
        self.assertEqual(sorted(probed), sorted(["h264", "yuv420p", "10/1", "6"]))


if __name__ == "__main__":
    unittest.main()
