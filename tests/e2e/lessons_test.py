"""Lessons followed to their end by a student's hand: real mouse and keys in a real window. What the student does stands in
lessons/<key>.txt, in the words of screen automation: checks first fail, then pass; guesses may be wrong; steps are skipped and
come back to. Two lessons here; tests/bench/lessons.py follows all of them in both languages."""
import pathlib
import re
import time

from support import Case, wait_until

SCRIPTS = pathlib.Path(__file__).resolve().parent / "lessons"
KEYS = {"space": "space", "enter": "Return", "escape": "Escape", "pagedown": "Next", "pageup": "Prior", "left": "Left",
        "right": "Right", "up": "Up", "down": "Down", "home": "Home", "end": "End", "tab": "Tab", "delete": "Delete"}
OPERATORS = {"==": lambda a, b: a == b, "!=": lambda a, b: a != b, ">=": lambda a, b: a >= b, "<=": lambda a, b: a <= b,
             ">": lambda a, b: a > b, "<": lambda a, b: a < b}


def as_text(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return "none" if value is None else str(value)


def as_number(text):
    try:
        return float(text)
    except ValueError:
        return None


def holds(condition, seen):
    """As app/script/condition.h has it; `seen` is the UI map."""
    found = re.fullmatch(r"(!?[\w./ -]+?)\s*(==|!=|>=|<=|>|<)\s*(.+)", condition)
    name, operator, wanted = found.groups() if found else (condition, None, None)
    if operator is None:
        return (name[1:] not in seen["items"]) if name.startswith("!") else name in seen["items"] or bool(seen["status"].get(name))
    name = name.removeprefix("status.")
    value = as_text(seen["items"].get(name, {}).get("value") if "/" in name else
                    seen["workspace"] if name == "workspace" else seen["status"].get(name))
    a, b = as_number(value), as_number(wanted)
    if a is None or b is None:
        return OPERATORS[operator](value, wanted) if operator in ("==", "!=") else False
    if operator in ("==", "!="):
        return (abs(a - b) <= 1e-6 * max(abs(a), abs(b))) == (operator == "==")
    return OPERATORS[operator](a, b)


class Student(Case):
    def runTest(self):
        """Not a test of its own."""

    def follow(self, key, language, size="1600x900"):
        self.with_display(size)
        self.program = self.start("view", "--lesson", key, "--lang", language, "--size", size, "--ui-map", self.home / "map.json")
        self.wait_status(lambda status: status.get("lesson") == key, 60, f"lesson {key}")
        begun = time.monotonic()
        for line in (SCRIPTS / f"{key}.txt").read_text().splitlines():
            words = line.split("#")[0].strip()
            if words:
                self.do(*words.split(maxsplit=1))
        self.wait_status(lambda status: status.get("lesson_step") == "summary", 20, "the summary")
        self.item("lesson/summary")
        return time.monotonic() - begun

    def do(self, verb, rest=""):
        self.assertIsNone(self.program.poll(), f"the program ended before: {verb} {rest}")
        if verb == "wait":
            condition, _, timeout = rest.partition(" timeout ")
            if as_number(condition) is not None:
                return time.sleep(float(condition))
            wait_until(lambda: (seen := self.ui_map()) and holds(condition.strip(), seen), float(timeout or 60), rest)
            return time.sleep(0.5 if condition.startswith("lesson_step") else 0)  # the text scrolls to the open step
        if verb == "expect":
            return wait_until(lambda: (seen := self.ui_map()) and holds(rest, seen), 3, rest)  # the map is a moment late
        if verb == "click":
            return self.press(rest)
        if verb == "doubleclick":
            self.point_at(rest)
            return self.xdotool("click", "--repeat", 2, "--delay", 60, 1)
        if verb == "hover":
            return self.point_at(rest)
        if verb == "wheel":
            item, lines = rest.split()
            self.point_at(item)
            for _ in range(round(abs(float(lines)))):
                self.xdotool("click", 4 if float(lines) > 0 else 5)
            return None
        if verb == "key":
            return self.key(*[{"ctrl": "ctrl", "shift": "shift", "alt": "alt"}.get(one, KEYS.get(one, one)) for one in rest.split("+")])
        if verb == "type":
            item, text = rest.split(maxsplit=1)
            self.item(item)
            items = self.ui_map()["items"]
            self.press(next(name for name in (item + "/field", item + "/value", item) if name in items))
            self.key("ctrl", "a")
            self.xdotool("type", "--delay", 40, text)
            return self.key("Return")
        if verb == "drag":
            item, first, last = rest.split()
            self.point_at(item, 20, *map(float, first.split(",")))
            self.xdotool("mousedown", 1)
            self.point_at(item, 20, *map(float, last.split(",")))
            time.sleep(0.1)
            return self.xdotool("mouseup", 1)
        self.fail(f"no student knows how to {verb}")


class Lessons(Student):
    def test_the_counterfeiter_in_english(self):
        self.follow("counterfeiter-and-police", "en")

    def test_from_noise_to_data_in_chinese(self):
        self.follow("noise-to-data", "zh")
