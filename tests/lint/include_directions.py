#!/usr/bin/env python3
"""Checks that includes point downwards through the layers, and that torch, ImGui and the pump's memory stay in their
places.

Usage: include_directions.py SOURCE_DIR. Prints every offence and exits 1 if there is one.
"""
import pathlib
import re
import sys

import tracked

BELOW = {  # folder: what it may include besides itself
    "core/base": [],
    "core/channel": ["core/base"],
    "core/config": ["core/base"],
    "core/captions": ["core/base", "core/config"],
    "core/language": ["core/base", "core/melody"],
    "core/melody": ["core/base", "core/sound/wave.h", "core/image/file_bytes.h"],
    "core/api": ["core/base", "core/config", "core/captions"],
    "core/image": ["core/base"],
    "core/font": ["core/base"],
    "core/forms": ["core/base", "core/font", "core/melody"],
    "core/sound": ["core/base", "core/image/file_bytes.h"],
    "core/storage": ["core/base", "core/config", "core/api", "core/image"],
    "core/tensorboard": ["core/base", "core/storage/atomic_file.h"],
    "core/data": ["core/language", "core/sound", "core/captions", "core/base", "core/forms", "core/config", "core/image", "core/storage"],
    "core/explore": ["core/language", "core/captions", "core/base", "core/forms", "core/config", "core/api", "core/channel", "core/image", "core/storage", "core/train",
                     "core/data/dataset.h", "core/metrics/points/optimal_discriminator.h"],
    "core/follow": ["core/base", "core/config", "core/api", "core/storage", "core/runs", "core/image", "core/tensorboard"],
    "core/train": ["core/captions", "core/base", "core/config", "core/api", "core/channel", "core/image", "core/storage",
                   "core/follow", "core/data/dataset.h"],
    "core/measure": ["core/base", "core/config", "core/api", "core/channel", "core/train"],
    "core/diagnose": ["core/base", "core/config", "core/api"],
    "core/runs": ["core/base", "core/config", "core/api", "core/storage", "core/diagnose"],
    "core/networks": ["core/captions", "core/base", "core/config", "core/api"],
    "core/objectives": ["core/base", "core/config", "core/api", "core/networks"],
    "core/models": ["core/captions", "core/base", "core/forms", "core/config", "core/api", "core/data", "core/image", "core/storage", "core/explore",
                 "core/train", "core/networks", "core/objectives"],
    "core/metrics": ["core/language", "core/melody", "core/sound", "core/captions", "core/base", "core/config", "core/api", "core/data", "core/image", "core/storage", "core/explore",
                     "core/train", "core/models"],
    "core/measurers": ["core/language", "core/melody", "core/captions", "core/base", "core/config", "core/api", "core/data", "core/image", "core/train", "core/measure",
                       "core/metrics", "core/explore/real_samples.h"],
    "core/scorers": ["core/base", "core/config", "core/api", "core/data", "core/train", "core/metrics"],
    "core/foreign": ["core/base", "core/config", "core/api", "core/storage", "core/train", "core/data/dataset.h",
                     "core/follow/moment_files.h"],
    "core/engine": ["core"],
    "app/lessons": ["core/base", "core/config", "core/runs/comparison.h", "app/script"],
    "app/script": ["core/base"],
    "app/model": ["core/language", "core/melody", "core/sound", "core/captions", "app/lessons", "app/script", "core/base", "core/config", "core/api", "core/diagnose", "core/explore", "core/storage", "core/runs", "core/follow/watch_file.h", "core/follow/events_reader.h",
                  "core/tensorboard/event_files.h",
                  "core/data/folder_listing.h", "core/data/points/drawing.h", "core/image/content.h", "core/image/film_frames.h", "core/image/file_bytes.h"],
    "app/ui": ["app/lessons", "app/script", "core/base", "core/config", "core/api", "core/font", "app/model/series_store.h", "app/model/actions.h", "app/text"],
    "app/text": ["core/base"],
    "app/report": ["core/base", "app/text"],
    "app/gl": ["core/base", "core/api", "core/image", "app/ui"],
    "app/panels": ["core/language", "core/melody", "core/sound", "core/explore/tools/lines_numbers.h", "core/captions", "core/base", "core/config", "core/api", "core/diagnose", "core/explore/latent_math.h", "core/explore/tools/effect_numbers.h",
                   "core/explore/tools/agreement.h", "core/explore/tools/current_names.h", "core/explore/tools/drag_numbers.h", "core/explore/tools/eyes_maps.h", "core/explore/tools/heard_names.h",
                   "core/explore/tools/inside_numbers.h", "core/explore/tools/invert_numbers.h",
                   "core/explore/tools/layout_names.h", "core/explore/tools/line_names.h",
                   "core/explore/tools/ways_names.h", "core/explore/bells.h",
                   "core/explore/tools/neighbour_numbers.h", "core/explore/tools/neuron_numbers.h", "core/explore/tools/plane_numbers.h", "app/lessons", "app/model", "app/ui"],
    "app/automation": ["app/script", "core/base", "core/api", "core/image", "app/model", "app/ui"],
    "app/shell": ["core", "app/script", "app/automation", "app/gl", "app/lessons", "app/model", "app/panels", "app/ui", "app/text"],
    "app/commands": ["core", "app/lessons", "app/shell/view.h", "app/shell/view_options.h", "app/text", "app/report"],
    "app/program": ["core", "app/commands", "app/shell"],
}
TORCH = ("core/networks", "core/objectives", "core/models", "core/metrics", "core/scorers", "core/foreign", "core/engine")
IMGUI = ("app/ui", "app/gl", "app/panels", "app/automation", "app/shell")


def folder_of(path: str) -> str:
    return "/".join(path.split("/")[:2])


def about_the_pump(name: str, text: str):
    for number, line in enumerate(text.splitlines(), 1):
        if re.search(r"\bmodel_?\.pump\.|\bPumpState\b|app/model/pump_state\.h", line):
            yield f"{name}:{number}: what the pump remembers is of app/model alone"


def offences(source: pathlib.Path):
    for file in tracked.sources(source, "tests"):
        yield from about_the_pump(file.relative_to(source).as_posix(), file.read_text())
    for file in tracked.sources(source, "core", "app"):
        name = file.relative_to(source).as_posix()
        folder = folder_of(name)
        if folder not in BELOW:
            yield f"{name}: {folder} has no place in the layers (tests/lint/include_directions.py)"
            continue
        text = file.read_text()
        if folder != "app/model":
            yield from about_the_pump(name, text)
        for number, line in enumerate(text.splitlines(), 1):
            own = re.match(r'\s*#include "((?:core|app|tests)/[^"]+)"', line)
            if own:
                target = own.group(1)
                allowed = [folder] + BELOW[folder]
                if not any(target == a or target.startswith(a + "/") for a in allowed):
                    yield f"{name}:{number}: {folder} may not include {target}"
                parts = name.split("/")
                if folder == "app/panels" and target.startswith("app/panels/") and len(parts) > 3:
                    other = target.split("/")
                    if len(other) > 3 and other[2] != parts[2]:
                        yield f"{name}:{number}: a panel may not know another panel ({target})"
            if re.match(r"\s*#include <(torch|ATen|c10)/", line) and folder not in TORCH:
                yield f"{name}:{number}: torch may not be included in {folder}"
            if re.match(r"\s*#include [<\"]imgui", line) and folder not in IMGUI:
                yield f"{name}:{number}: ImGui may not be included in {folder}"
            if "IMGUI_VERSION_NUM" in line and name != "app/ui/imgui_compat.h":
                yield f"{name}:{number}: ImGui's version is asked only in app/ui/imgui_compat.h"
            if re.search(r"TORCH_VERSION_(MAJOR|MINOR)", line) and name != "core/models/torch_compat.h":
                yield f"{name}:{number}: torch's version is asked only in core/models/torch_compat.h"


if __name__ == "__main__":
    found = list(offences(pathlib.Path(sys.argv[1]).resolve()))
    print("\n".join(found) or "All includes point downwards.")
    sys.exit(1 if found else 0)
