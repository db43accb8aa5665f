#!/usr/bin/env python3
"""Checks that every file and folder that core/RECIPES.md names is there, and the lists that it tells to extend; and that
what the README shows and links to is there.

Usage: recipes.py SOURCE_DIR. Prints what is missing and exits 1 if anything is.
"""
import pathlib
import re
import sys

PAGE = "core/RECIPES.md"
LISTS = {  # file: what the recipes say stands in it
    "app/panels/CMakeLists.txt": r"foreach\(panel .*overlays",
    "app/panels/all_panels.cpp": r"append\(all, \w+_panels\(\)\)",
    "app/panels/panel.h": r"struct Panel\b",
    "core/explore/tools/all_tools.cpp": r"draw_tool\(\)",
    "app/panels/explore/all_tabs.cpp": r"directions_tab\(\)",
    "core/explore/tool.h": r"struct ToolEntry\b",
    "core/data/entries.h": r"DatasetEntry \w+_entry\(\);",
    "core/data/all_datasets.cpp": r"\w+_entry\(\),",
    "core/data/dataset.h": r"struct DatasetEntry\b",
    "tests/unit/data/registry_test.cpp": r"generated\{",
    "core/networks/all_networks.cpp": r"dcgan\(\),",
    "core/objectives/all_objectives.cpp": r"pointwise<",
    "core/objectives/all_regularisers.cpp": r"r1\(\),",
    "tests/unit/objectives/objectives_test.cpp": r"all_objectives\(\)\.size\(\)",
    "core/config/CMakeLists.txt": r"set\(order ",
    "core/base/form.cpp": r"Named\{Form::pictures",
    "core/forms/painter.cpp": r"switch \(look\.form\)",
    "tests/unit/data/law_test.cpp": r"pictures\{",
}


def offences(source: pathlib.Path):
    recipes = (source / PAGE).read_text()
    named = {p for p in re.findall(r"`((?:app|core|assets|tests)/[\w./-]+)`", recipes) if "NAME" not in p}
    if len(named) < 15:
        yield "the recipes hardly name a file: has their form changed?"
    for path in sorted(named):
        if not (source / path).exists():
            yield f"{PAGE} names {path}, which is not there"
    for path, pattern in LISTS.items():
        if path not in named:
            yield f"{PAGE} does not name {path}, which a recipe needs"
        elif (source / path).exists() and not re.search(pattern, (source / path).read_text()):
            yield f"{path} no longer holds what the recipes say (/{pattern}/)"
    for path in re.findall(r"\]\(([^)#:]+)\)", (source / "README.md").read_text()):
        if not (source / path).exists():
            yield f"README.md shows {path}, which is not there"


if __name__ == "__main__":
    found = list(offences(pathlib.Path(sys.argv[1])))
    print("\n".join(found) or "The recipes name what is there.")
    sys.exit(1 if found else 0)
