#!/usr/bin/env python3
"""Checks that ImGui gets no computed size but through app/ui/bounded.h, which keeps it above nought, and no text but
through app/ui/widgets/text.cpp, which sees to its letters.

Usage: bounded_sizes.py SOURCE_DIR. Prints every offence and exits 1 if there is one.
"""
import pathlib
import re
import sys

INSTEAD = {
    "ImGui::InvisibleButton": "press_area",
    "ImGui::BeginChild": "begin_child",
    "ImGui::BeginChildFrame": "begin_child",
    "ImGui::SetNextWindowPos": "place_window, or move_window for a popup",
    "ImGui::SetNextWindowSize": "place_window",
    "ImGui::SetNextWindowContentSize": "place_window",
    "ImGui::SetNextWindowSizeConstraints": "limit_window",
    "ImGui::SetNextItemWidth": "take_width",
    "ImGui::PushItemWidth": "take_width",
    "ImGui::Dummy": "take_room",
    "ImGui::Button": "button",
    "ImGui::ImageButton": "picture_tile",
    "ImGui::Selectable": "button",
    "ImGui::BeginTable": "begin_child",
    "ImGui::BeginListBox": "combo",
    "ImGui::InputTextMultiline": "text_field",
    "ImGui::PlotLines": "plot",
    "ImGui::ProgressBar": "progress_bar",
    "ImGui::ItemSize": "take_room",
    "std::clamp": "within (std::clamp is undefined where the bounds are crossed)",
}
TEXT = re.compile(r"(?:->|\.)(AddText|CalcTextSizeA|RenderText)\(|ImGui::(Text\w*|CalcTextSize|LabelText|BulletText)\(")
TEXT_ALLOWED = {"app/ui/widgets/text.cpp", "app/ui/fonts.cpp"}
INSIDE = ("app/ui", "app/panels", "app/shell")
ALLOWED = {"app/ui/bounded.h"}


def offences(source: pathlib.Path):
    for folder in INSIDE:
        for file in sorted((source / folder).glob("**/*")):
            name = file.relative_to(source).as_posix()
            if file.suffix not in (".h", ".cpp") or name in ALLOWED:
                continue
            for number, line in enumerate(file.read_text().splitlines(), 1):
                code = line.split("//")[0]
                for call in re.findall(r"\b(?:ImGui|std)::\w+(?=\()", code):
                    if call in INSTEAD:
                        yield f"{name}:{number}: {call}: use ui::{INSTEAD[call]}"
                if TEXT.search(code) and name not in TEXT_ALLOWED:
                    yield f"{name}:{number}: use ui::text_at, text_size, or their wrapped kin: they load the letters"


if __name__ == "__main__":
    found = list(offences(pathlib.Path(sys.argv[1])))
    print("\n".join(found) or "Every computed size is bounded, and every letter asked for.")
    sys.exit(1 if found else 0)
