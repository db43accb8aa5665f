#!/usr/bin/env python3
"""Checks that every text that people read has a Chinese entry, and one only: what goes through tr("…"), or
tr(… ? "…" : "…"), as it stands in the source; what commands say and remark; what --help explains; and what went wrong
and the hint of every failure, as far as they stand in the source. Entries have the gaps of their English.

Usage: translations.py SOURCE_DIR. Prints what is missing and exits 1 if anything is.
"""
import pathlib
import re
import sys

import tracked

LITERAL = r'"((?:[^"\\]|\\.)*)"'
LITERALS = r'((?:"(?:[^"\\]|\\.)*"\s*)+)'
GAP = re.compile(r"\{\d*(?::[^{}]*(?:\{\}[^{}]*)?)?\}")
# Which arguments of what makes failures, and lines of the log, people read
FAILURES = {"fail": (1, 3), "refuse": (0, 2), "Failure": (1, 3), "log": (1,), "LogLine": (1,)}
HELPERS = r"(?<![\w:])(?:refused|broken(?:_\w+)?|bad|damaged|wrong|no_way)"  # that make failures of what they are given
DECLARATIONS = {"add": 1, "option": 1, "repeated": 1, "path": 1, "flag": 1, "description": 0, "seed": 1}


def unescape(text: str) -> str:
    return text.replace('\\"', '"').replace("\\n", "\n").replace("\\\\", "\\")


def joined(literals: str) -> str:
    """Adjacent string literals as one text."""
    return "".join(unescape(part) for part in re.findall(LITERAL, literals))


def arguments(code: str, begin: int, between: str = ",") -> list[str]:
    """Those of the call whose bracket was opened before `begin`, as they stand in the source."""
    depth, at, last, found = 1, begin, begin, []
    while depth > 0 and at < len(code):
        literal = re.compile(LITERAL + r"|'(?:[^'\\]|\\.)'").match(code, at)
        if literal:
            at = literal.end()
            continue
        depth += {"(": 1, "{": 1, "[": 1, ")": -1, "}": -1, "]": -1}.get(code[at], 0)
        if depth == 0 or (depth == 1 and code[at] == between):
            found.append(code[last:at].strip())
            last = at + 1
        at += 1
    return found


def calls(code: str, name: str) -> list[list[str]]:
    return [arguments(code, call.end()) for call in re.finditer(name + r"[({]", code)]


def choices(expression: str) -> list[str]:
    """The texts behind ? and : of an expression, but not what is put together with others."""
    literals = []

    def keep(literal: re.Match) -> str:
        literals.append(joined(literal.group(0)))
        return f'"{len(literals) - 1}" '

    masked = re.sub(LITERALS, keep, expression)
    if "?" not in masked:
        return []
    return [literals[int(i)] for i in re.findall(r'[?:]\s*(?:fmt::format\(\s*)?"(\d+)"(?!\s*\+)', masked)]


def summands(expression: str) -> list[str]:
    """The parts of a text that is put together with +, or the whole."""
    parts = [re.sub(r"^std::string\((.*)\)$", r"\1", part, flags=re.S) for part in arguments(expression + ")", 0, "+")]
    return parts if any(re.fullmatch(LITERALS, part) for part in parts) and "?" not in parts[0] else [expression]


def texts_in(expression: str) -> list[str]:
    """What an expression may say: its literal, its pattern, either of what it chooses between."""
    whole = re.fullmatch(LITERALS, expression)
    if whole:
        return [joined(expression)]
    pattern = re.match(r"(?:fmt::format|in_language)\(", expression)
    if pattern:
        inner = arguments(expression, pattern.end())
        return texts_in(inner[1] if expression.startswith("in_language") else inner[0])
    together = summands(expression)
    if len(together) > 1:
        return ["".join(joined(part) if re.fullmatch(LITERALS, part) else "{}" for part in together)]
    return [] if expression.startswith("[") else choices(expression)


def said(file: str, code: str) -> list[str]:
    """What the code of a file says to people, besides tr("…")."""
    texts = []
    if file.startswith("app/commands/"):
        for call in calls(code, r"\bconsole_?\.(?:say|remark)"):
            texts += texts_in(call[0])
        for call in calls(code, r"\bin_language"):
            texts += texts_in(call[1])
        for call in calls(code, r"\.draw"):
            texts += [text for argument in call for text in texts_in(argument) if len(call) > 3]
        if "app/commands/words.h" in code:
            for name, place in DECLARATIONS.items():
                for call in calls(code, r"(?<![\w:])" + name):
                    texts += texts_in(call[place]) if len(call) > place else []
    for call in calls(code, r"\b(?:report|progress)"):
        texts += [joined(text) for text in re.findall(r"^\{\s*" + LITERALS + ",", call[0])]
    for name, places in FAILURES.items():
        for call in calls(code, r"\b" + name):
            if name == "refuse" and len(call) == 2:  # of a helper that knows the place
                places = (0, 1)
            texts += [text for place in places if place < len(call) for text in texts_in(call[place])]
    for call in calls(code, HELPERS):
        given = [argument for argument in call if argument.startswith(('"', "fmt::format("))]
        texts += [text for argument in given for text in texts_in(argument) if " " in text]
    for hint in re.finditer(r"\b(?:hint|what) \+?= (?=[\"f])", code):
        texts += [text.strip(" ·") for text in texts_in(re.split(r";\n", code[hint.end():])[0])]
    return [text for text in texts if re.search(r"[A-Za-z]{2}", GAP.sub("", text))]


def chosen(code: str) -> list[str]:
    """The texts that calls of tr choose between: what stands behind ? and :"""
    return [text for call in calls(code, r"\btr_?") if call for text in choices(call[0])]


def used_in(source: pathlib.Path) -> dict[str, str]:
    """Every text, and the file that says it."""
    used = {}
    for folder in ("app", "core"):
        for path in tracked.sources(source, folder):
            file, code = path.relative_to(source).as_posix(), path.read_text()
            texts = said(file, code)
            if folder == "app":
                texts += [joined(text) for text in re.findall(r"\btr_?\(\s*" + LITERALS + r"\)", code)]
                texts += chosen(code)
            for text in texts:
                used.setdefault(text, file)
    return used


def entries(file: pathlib.Path) -> list[tuple[str, str]]:
    lines = file.read_text().splitlines() if file.exists() else []
    found = [re.fullmatch(r"\s*" + LITERAL + r"\s*=\s*" + LITERAL + r"\s*(?:#.*)?", line) for line in lines]
    return [(unescape(entry.group(1)), unescape(entry.group(2))) for entry in found if entry]


def gaps(text: str) -> list[str]:
    """The gaps of a text, numbered ones in the order of their numbers."""
    found = [gap.group(0) for gap in GAP.finditer(text.replace("{{", "").replace("}}", ""))]
    if all(re.match(r"\{\d", gap) for gap in found):
        found = [re.sub(r"\d+", "", gap, count=1) for gap in sorted(set(found), key=lambda gap: int(gap[1]))]
    return found


def main(source: pathlib.Path) -> int:
    used = used_in(source)
    table, wrong = set(), []
    for name in ("assets/lang/zh.toml", "assets/lang/zh-commands.toml"):
        for english, chinese in entries(source / name):
            if english in table:  # TOML forbids it in one file: the whole table could not be read
                wrong.append(f'{name}: "{english}" stands there twice')
            if gaps(english) != gaps(chinese):
                wrong.append(f'{name}: the gaps of "{english}" and "{chinese}" differ')
            table.add(english)
    missing = sorted(set(used) - table, key=lambda text: (used[text], text))
    for text in missing:
        print(f'{used[text]}: no Chinese for "{text}"')
    for text in wrong:
        print(text)
    print(f"{len(used)} texts, {len(missing)} without Chinese")
    return 1 if missing or wrong or not used else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]).resolve()))
