"""Builds what ships: a GIF, a PNG and an SVG of each exercise, and their index."""

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from service.core.errors import Refused
from service.drawing.checks import checked
from service.drawing.library import written_down
from service.drawing.raster import gif, painted, png
from service.drawing.reading import read
from service.drawing.scene import frame, still
from service.drawing.svg import svg

FOLDER = Path(str(files("service") / "data" / "pictures"))
KINDS = ("gif", "png", "svg")
GIF_WIDTH = 400


def built(
    name: str, raw: Mapping[str, Any], stances: Mapping[str, Any]
) -> dict[str, bytes]:
    """Give the three files of one picture.

    Raises:
        Refused: one sentence per broken rule.
    """
    drawing = read(name, raw, stances)
    made = checked(drawing)
    shown = still(made)
    frames = [list(frame(made, moment)) for moment in made.moments]
    tones = {layer.tone for layers in frames for layer in layers}
    images = [painted(layers, GIF_WIDTH) for layers in frames]
    return {
        "gif": gif(images, [moment.ms for moment in made.moments], tones),
        "png": png(painted(shown)),
        "svg": svg(shown, drawing.alt).encode(),
    }


def entry(
    raw: Mapping[str, Any], stances: Mapping[str, Any], made: Mapping[str, bytes]
) -> dict[str, str]:
    """Give what the index says of one picture."""
    return {
        "alt": raw["alt"],
        "source": source(raw, stances),
        **{kind: hashlib.sha256(made[kind]).hexdigest() for kind in KINDS},
    }


def source(raw: Mapping[str, Any], stances: Mapping[str, Any]) -> str:
    """Give a digest of all that a picture is made from: its pose and this code."""
    stance = stances.get(raw.get("stance", "stand"))
    told = json.dumps([raw, stance], sort_keys=True)
    return hashlib.sha256((_code() + told).encode()).hexdigest()


@cache
def _code() -> str:
    here = Path(__file__).parent
    return "".join(file.read_text("utf-8") for file in sorted(here.glob("*.py")))


# -------------------------------------------------------------------- the folder


def make(folder: Path = FOLDER, *, anew: bool = False) -> list[str]:
    """Build what is missing or stale, drop what has no pose, write the index.

    Gives one line for every picture that is refused; those keep no file.
    """
    stances, written = written_down()
    folder.mkdir(exist_ok=True)
    known = {} if anew else index(folder)
    stale = [
        name
        for name, raw in written.items()
        if not _fresh(folder, name, known, source(raw, stances))
    ]
    jobs = [(name, written[name], stances, folder) for name in stale]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        made = dict(zip(stale, pool.map(_job, jobs), strict=True))
    entries = {
        **known,
        **{name: done for name, done in made.items() if isinstance(done, dict)},
    }
    kept = {
        name: entries[name]
        for name in sorted(written)
        if name in entries and not isinstance(made.get(name), str)
    }
    _tidy(folder, kept)
    text = json.dumps(kept, indent=1, ensure_ascii=False)
    (folder / "index.json").write_text(text + "\n", "utf-8")
    return [done for done in made.values() if isinstance(done, str)]


def index(folder: Path) -> dict[str, dict[str, str]]:
    file = folder / "index.json"
    return dict(json.loads(file.read_text("utf-8"))) if file.exists() else {}


def _fresh(folder: Path, name: str, known: Mapping[str, Any], source_now: str) -> bool:
    """Tell whether a picture's files are those that its pose gives."""
    about = known.get(name, {})
    if about.get("source") != source_now:
        return False
    return all(_digest(folder / f"{name}.{kind}") == about[kind] for kind in KINDS)


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.exists() else ""


def _job(
    job: tuple[str, Mapping[str, Any], Mapping[str, Any], Path],
) -> dict[str, str] | str:
    name, raw, stances, folder = job
    try:
        made = built(name, raw, stances)
    except Refused as wrong:
        return str(wrong)
    for kind, content in made.items():
        (folder / f"{name}.{kind}").write_bytes(content)
    return entry(raw, stances, made)


def _tidy(folder: Path, kept: Iterable[str]) -> None:
    names = {f"{name}.{kind}" for name in kept for kind in KINDS} | {"index.json"}
    for file in folder.iterdir():
        if file.name not in names:
            file.unlink()


def main() -> None:
    """Build all pictures; ``--anew`` also those that are fresh."""
    refused = make(anew="--anew" in sys.argv)
    for line in refused:
        print(line)
    total = sum(file.stat().st_size for file in FOLDER.iterdir())
    print(f"{len(index(FOLDER))} pictures, {total / 1e6:.1f} MB in all")
    sys.exit(bool(refused))


if __name__ == "__main__":
    main()
