"""What the lints promise: they judge the project, not what somebody keeps beside it."""
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent


class Lints(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="ganscope-lint-")
        self.source = pathlib.Path(self.folder.name)
        for name in ("app/model", "core/base", "assets/lang", "tests"):
            (self.source / name).mkdir(parents=True)
        self.write("CMakeLists.txt", "project(x)\n")
        self.write("app/model/CMakeLists.txt", "")
        self.write("app/model/keys.cpp", 'const char* words = ui.tr("Open");\n')
        self.write("core/base/check.h", "#pragma once\n")
        self.write("assets/lang/zh.toml", '"Open" = "打开"\n')

    def tearDown(self):
        self.folder.cleanup()

    def write(self, name, text):
        file = self.source / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def track_everything(self):
        if shutil.which("git") is None:
            self.skipTest("there is no git here")
        for words in (["init", "-q"], ["add", "-A"]):
            subprocess.run(["git", "-C", str(self.source), *words], check=True, capture_output=True)

    def lint(self, name, expected):
        done = subprocess.run([sys.executable, HERE / f"{name}.py", self.source], text=True, capture_output=True, check=False)
        self.assertEqual(done.returncode, expected, f"{name}: {done.stdout}{done.stderr}")
        return done.stdout

    def keep_notes(self):
        self.write("my notes/ideas.txt", "a list")
        self.write("app/mine/try.cpp", '#include <torch/torch.h>\nui.tr("Untranslated");\n')
        self.write("core/scratch.txt", "TODO: look at /home/somebody\n")

    def test_somebodys_own_files_beside_the_sources_are_nobodys_business(self):
        self.track_everything()
        self.keep_notes()
        for name in ("housekeeping", "include_directions", "translations"):
            self.lint(name, 0)

    def test_what_commands_and_failures_say_has_chinese(self):
        self.write("app/commands/x_words.cpp", """#include "app/commands/words.h"
void Words::declare() {
  Declaration& words = add("x", "Do x");
  words.option("--size", "How large, "
               "in pixels", "N", take);
  if (bad) refuse(fmt::format("there is no x called {}", name), "", close.empty() ? "ask for y" : "take z");
  console.say("{}: {:.1f} of it", a, b);
}""")
        self.write("core/base/read.cpp", 'return fail(FailureKind::io, "cannot read: " + why, path, "Check the path.");\n')
        self.track_everything()
        said = self.lint("translations", 1)
        for text in ("Do x", "How large, in pixels", "there is no x called {}", "ask for y", "take z",
                     "{}: {:.1f} of it", "cannot read: {}", "Check the path."):
            self.assertIn(f'no Chinese for "{text}"', said)

    def test_chinese_has_the_gaps_of_its_english(self):
        self.write("assets/lang/zh-commands.toml", '"{} of {}" = "共 {1} 个中的 {0} 个"\n"{:.1f} MB" = "{:.1f} MB"\n')
        self.lint("translations", 0)
        self.write("assets/lang/zh-commands.toml", '"{} of {}" = "{} 个"\n')
        self.assertIn("differ", self.lint("translations", 1))
        self.write("assets/lang/zh-commands.toml", '"Open" = "打开"\n')
        self.assertIn("twice", self.lint("translations", 1))

    def test_what_is_tracked_is_judged(self):
        self.keep_notes()
        self.track_everything()
        self.assertIn("my notes", self.lint("housekeeping", 1))
        self.assertIn("core/scratch.txt:1", self.lint("housekeeping", 1))
        self.assertIn("app/mine/try.cpp", self.lint("include_directions", 1))
        self.assertIn("Untranslated", self.lint("translations", 1))

    def test_a_text_that_nothing_shows_is_found(self):
        self.write("core/base/words.cpp", 'fail("row {} is " "too long");\nfail("cannot open: " + why);\n'
                   '// "Forgotten" was said here\n')
        self.write("assets/lang/zh.toml", '"Open" = "打开"\n"row {} is too long" = "第 {} 行太长"\n'
                   '"cannot open: {}" = "无法打开：{}"\n')
        self.lint("unused_texts", 0)
        self.write("assets/lang/zh.toml", '"Open" = "打开"\n"Forgotten" = "忘记"\n')
        self.assertIn("Forgotten", self.lint("unused_texts", 1))

    def test_a_word_that_the_glossary_does_not_use_is_found(self):
        self.write("assets/lang/glossary.toml", '[generator]\nterm = ["generator", "生成器"]\nnever = ["产生器"]\n'
                   'en = "It draws."\nzh = "它来画。"\n')
        self.write("assets/lang/zh.toml", '"The generator" = "生成器"\n')
        self.lint("glossary", 0)
        self.write("assets/lang/zh.toml", '"The generator" = "网络"\n')
        self.assertIn("The generator", self.lint("glossary", 1))
        self.write("assets/lang/zh.toml", '"The generator" = "生成器"\n')
        self.write("assets/lessons/01-first.md", "# One\n\n产生器\n")
        self.assertIn("assets/lessons/01-first.md:3", self.lint("glossary", 1))

    def test_a_letter_that_no_font_has_is_found(self):
        if subprocess.run([sys.executable, HERE / "glyphs.py", self.source], capture_output=True, check=False).returncode == 77:
            self.skipTest("the fonts are not installed")
        self.lint("glyphs", 0)
        self.write("assets/lang/zh.toml", '"Open" = "打\U00013000"\n')  # a hieroglyph
        self.assertIn("U+13000", self.lint("glyphs", 1))

    def test_a_new_file_of_a_module_is_judged_before_it_is_tracked(self):
        self.track_everything()
        self.write("app/model/fresh.cpp", '#include "app/panels/panel.h"\nui.tr("Fresh");\n')
        self.assertIn("may not include", self.lint("include_directions", 1))
        self.assertIn("Fresh", self.lint("translations", 1))

    def test_a_file_that_was_removed_but_not_yet_from_git_is_passed_over(self):
        self.track_everything()
        (self.source / "app/model/keys.cpp").unlink()
        self.lint("housekeeping", 0)
        self.lint("include_directions", 0)

    def test_without_a_repository_housekeeping_says_that_it_was_skipped(self):
        self.assertIn("Skipped", self.lint("housekeeping", 77))
        self.lint("include_directions", 0)

    def test_inside_another_repository_the_same(self):
        self.track_everything()
        inner = self.source / "unpacked"
        inner.mkdir()
        (inner / "CMakeLists.txt").write_text("")
        self.source = inner
        self.assertIn("Skipped", self.lint("housekeeping", 77))


if __name__ == "__main__":
    unittest.main()
