"""`ganscope report`: the page, read as a browser reads it, and in a browser."""
import html.parser
import re
import shutil
import subprocess
import tempfile

from support import Case, ERROR, png_rows

ALONE = {"meta", "link", "img", "br"}


class Reader(html.parser.HTMLParser):
    """Checks that tags are balanced, gathers texts, and everything that is referred to."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.names, self.references, self.texts, self.cells = [], [], [], [], []
        self.feed(text)
        self.close()
        assert not self.open, f"not closed: {self.open}"

    def handle_starttag(self, tag, attributes):
        self.names.append(tag)
        for name, value in attributes:
            if name in ("src", "href", "data", "srcset", "xlink:href", "action"):
                self.references.append(value)
            assert not name.startswith("on"), f"a script in {tag}"
        if tag not in ALONE:
            self.open.append(tag)
        if tag in ("td", "th"):
            self.cells.append("")

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in ALONE:
            self.open.pop()

    def handle_endtag(self, tag):
        assert self.open and self.open[-1] == tag, f"</{tag}> closes {self.open[-3:]}"
        self.open.pop()

    def handle_data(self, data):
        if "style" in self.open:
            assert "url(" not in data and "@import" not in data
            return
        self.texts.append(data)
        if self.open and self.cells and {"td", "th"} & set(self.open):
            self.cells[-1] += data

    @property
    def words(self):
        return " ".join("".join(self.texts).split())


class Report(Case):
    def page(self, run, *words, language="en"):
        out = self.home / f"{language}.html"
        said = self.json_of("report", run, "--lang", language, "--out", out, *words)
        text = out.read_text(encoding="utf-8")
        self.assertEqual(said["bytes"], len(text.encode()))
        page = Reader(text)
        for reference in page.references:
            self.assertTrue(reference.startswith("data:"), f"{reference[:60]} lies outside the page")
        self.assertNotIn("script", page.names)
        self.assertIn(f'lang="{"zh-CN" if language == "zh" else "en"}"', text)
        return page

    def test_a_ring_is_told_in_both_languages_with_the_numbers_of_info_and_evaluate(self):
        run = self.home / "ring run"
        self.run_program("train", "ring", "--steps", "120", "--seed", "5", "--set", "batch=64", "--out", run, "--quiet")
        info = self.json_of("info", run)
        judged = self.json_of("evaluate", run)
        english, chinese = self.page(run), self.page(run, language="zh")
        for page in (english, chinese):
            for number in (info["step"], *info["parameters"].values()):
                self.assertIn(f"{number:,}", page.words)
            self.assertIn(f"{judged['modes']} of {judged['modes_total']}", page.words)
            row = [f"{100 * judged['high_quality']:.1f} %", f"{100 * judged['real']['high_quality']:.1f} %"]
            self.assertIn(row, [page.cells[i:i + 2] for i in range(len(page.cells))])
            self.assertIn("ganscope train ring --set batch=64 --seed 5 --steps 120", page.words)
            self.assertIn("'ring run'", page.words)
        self.assertIn("Judged for this page", english.words)
        self.assertIn("为本页评判", chinese.words)
        # What repeats it repeats it.
        self.run_program("train", "ring", "--set", "batch=64", "--seed", "5", "--steps", "120", "--out",
                         self.home / "again", "--quiet")
        self.assertEqual(self.metrics(self.home / "again"), self.metrics(run))

    def test_digits_show_pictures_and_a_damaged_or_empty_run_says_what_is_missing(self):
        run = self.home / "digits"
        self.run_program("train", "digits", "--steps", "12", "--out", run, "--quiet")
        page = self.page(run)
        kinds = {reference.split(";")[0] for reference in page.references}
        self.assertIn("data:image/png", kinds)
        self.assertIn(f"{self.json_of('info', run)['parameters']['generator']:,}", page.words)
        checkpoint = next((run / "checkpoints").iterdir())
        checkpoint.write_bytes(b"nothing")
        (run / "metrics.csv").write_text("step,seconds\n")
        page = self.page(run)
        self.assertIn("No checkpoint can be read", page.words)
        self.assertIn("No curves were kept", page.words)

    def test_a_run_of_no_step_and_words_that_are_wrong(self):
        self.run_program("train", "two-gaussians", "--steps", "0", "--out", self.home / "run", "--quiet")
        self.assertIn("No curves were kept", self.page(self.home / "run").words)
        for words, code in ((("nowhere", "--out", "a.html"), 1), (("run", "--out", "a.pdf"), 2),
                            (("run", "--lang", "fr", "--out", "a.html"), 2), (("run",), 2),
                            (("run", "--out", "/proc/a.html"), 1)):
            said = self.run_program("report", *words, check=code)
            self.assertRegex(said.stderr, ERROR)
        (self.home / "b.html").mkdir()
        self.run_program("report", "run", "--out", "b.html", check=1)
        self.assertEqual(sorted(file.name for file in self.home.glob("*.html*")), ["b.html", "en.html"], "nothing half")

    def test_a_browser_shows_and_prints_it(self):
        browser = shutil.which("chromium")
        if browser is None:
            self.skipTest("no browser: install chromium")
        run = self.home / "run"
        self.run_program("train", "faces", "--steps", "24", "--history", "8", "--out", run, "--quiet")
        self.page(run, language="zh")
        with tempfile.TemporaryDirectory(prefix="ganscope-chromium-") as profile:
            def browse(*words):
                done = subprocess.run(
                    [browser, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                     "--enable-logging=stderr", f"--user-data-dir={profile}", "--virtual-time-budget=1000", *words,
                     (self.home / "zh.html").as_uri()],
                    env=self.environment, cwd=self.home, capture_output=True, text=True, timeout=120, check=True)
                self.assertNotRegex(done.stderr, r"CONSOLE", "the page complains of nothing")
            browse("--window-size=1000,1400", f"--screenshot={self.home / 'page.png'}")
            browse("--no-pdf-header-footer", f"--print-to-pdf={self.home / 'page.pdf'}")
        step, rows = png_rows((self.home / "page.png").read_bytes())
        colours = {bytes(row[i:i + 3]) for row in rows[::3] for i in range(0, len(row), 3 * step)}
        self.assertGreater(len(colours), 100, "something is drawn")
        pdf = (self.home / "page.pdf").read_bytes()
        pages = len(re.findall(rb"/Type\s*/Page\b", pdf))
        self.assertTrue(3 <= pages <= 12, f"{pages} pages")
        for box in re.findall(rb"/MediaBox\s*\[([^\]]*)\]", pdf):
            self.assertEqual([round(float(number)) for number in box.split()], [0, 0, 595, 842], "A4")
