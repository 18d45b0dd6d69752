"""Take each defence away in turn, in a copy: its test must turn red.

``python -m tests.defences [WORD]`` prints a line each, and caught / removed at the end.
A WORD picks the defences whose name or file holds it. Exit status 1 if one was missed.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.defences.table import DEFENCES, Defence

REPO = Path(__file__).parents[2]
COPIED = (
    "service",
    "jobs",
    "web",
    "migrations",
    "tests",
    "docs",
    ".ci",
    "requirements",
)
FILES = ("unhunch.py", "pyproject.toml", "README.md", "CHANGELOG.md", "Makefile")
TIMEOUT_S = 300


def main(word: str) -> int:
    chosen = [one for one in DEFENCES if word in one.name or word in one.path]
    with tempfile.TemporaryDirectory(prefix="unhunch-defences-") as folder:
        copy = Path(folder)
        _copy_to(copy)
        missed = [one for one in chosen if not _is_caught(copy, one)]
    caught = len(chosen) - len(missed)
    sys.stdout.write(f"{caught} caught / {len(chosen)} removed\n")
    return 1 if missed else 0


def _copy_to(folder: Path) -> None:
    for name in COPIED:
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(REPO / name, folder / name, ignore=ignored)
    for name in FILES:
        shutil.copy2(REPO / name, folder / name)


def _is_caught(copy: Path, defence: Defence) -> bool:
    file = copy / defence.path
    whole = file.read_text("utf-8")
    file.write_text(whole.replace(defence.old, defence.new), "utf-8")
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-x", defence.test],
            cwd=copy,
            capture_output=True,
            text=True,
            timeout=TIMEOUT_S,
            check=False,
        )
    finally:
        file.write_text(whole, "utf-8")
    # 1 and "failed": a test turned red. Else it could not even be run.
    caught = done.returncode == 1 and " failed" in done.stdout.splitlines()[-1]
    said = "caught" if caught else f"MISSED (pytest ended with {done.returncode})"
    sys.stdout.write(f"{said:8} {defence.name}\n")
    sys.stdout.flush()
    return caught


if __name__ == "__main__":
    sys.exit(main(" ".join(sys.argv[1:])))
