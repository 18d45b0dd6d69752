"""Finds what authors wrote: the stances, and one file per movement pattern."""

from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from service.core.errors import Refused
from service.documents import read_yaml
from service.drawing.reading import Drawing, read


def drawings() -> dict[str, Drawing]:
    """Read every picture, by the id of its exercise.

    Raises:
        Refused: a file is no YAML, a field is wrong, or an id or a key stands twice.
    """
    stances, written = written_down()
    return {name: read(name, raw, stances) for name, raw in written.items()}


def written_down() -> tuple[Mapping[str, Any], dict[str, Any]]:
    """Give the stances and the pictures as they stand in the files."""
    stances: Mapping[str, Any] = {}
    written: dict[str, Any] = {}
    folder = files("service") / "data" / "poses"
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        content = read_yaml(file.name, file.read_bytes()) or {}
        if file.name.startswith("_"):
            stances = content
            continue
        twice = sorted(set(content) & set(written))
        if twice:
            raise Refused(f"{file.name}: {', '.join(twice)} is drawn in two files.")
        written |= content
    return stances, written
