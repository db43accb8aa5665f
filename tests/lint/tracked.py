"""Which files a lint looks at: those that belong to the project, not whatever else lies on the disk beside them."""
import pathlib
import subprocess

SKIPPED = 77  # the exit code that CMakeLists.txt tells ctest to take for "skipped"


def listed(source: pathlib.Path, *arguments: str) -> list[str] | None:
    """The names, relative to `source`, that `git ls-files` prints; None where `source` is not the top of a repository."""
    command = ["git", "-c", "safe.directory=*", "-C", str(source), "ls-files", "-z", *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return sorted(name for name in done.stdout.decode(errors="surrogateescape").split("\0") if name)


def tracked(source: pathlib.Path) -> list[pathlib.Path] | None:
    """Every file that git tracks and that is there; None without a repository (an unpacked archive, say)."""
    names = listed(source)
    if not names or "CMakeLists.txt" not in names:  # a repository around this folder, which knows nothing of it
        return None
    return [source / name for name in names if (source / name).is_file()]


def sources(source: pathlib.Path, *tops: str) -> list[pathlib.Path]:
    """The .h and .cpp files below the folders `tops` that belong to the project: what git tracks, and what is new in a
    folder of which git tracks something or which has a CMakeLists.txt. Somebody's own folder of notes does not count.
    Without a repository: everything that is there."""
    known = tracked(source)
    if known is None:
        found = [file for top in tops for file in source.glob(f"{top}/**/*") if file.is_file()]
    else:
        folders = {file.parent for file in known}
        new = [source / name for name in listed(source, "--others", "--exclude-standard") or []]
        found = known + [f for f in new if f.parent in folders or (f.parent / "CMakeLists.txt").exists()]
    return sorted(f for f in found if f.suffix in (".h", ".cpp") and f.relative_to(source).parts[0] in tops)
