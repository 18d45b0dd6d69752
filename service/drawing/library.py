"""Finds what authors wrote: the stances, and one file per movement pattern."""

from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import yaml

from service.core.errors import Refused
from service.drawing.reading import Drawing, read

_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def drawings() -> dict[str, Drawing]:
    """Read every picture, by the id of its exercise.

    Raises:
        Refused: a file is no YAML, a field is wrong, or an id is drawn twice.
    """
    stances, written = written_down()
    return {name: read(name, raw, stances) for name, raw in written.items()}


def written_down() -> tuple[Mapping[str, Any], dict[str, Any]]:
    """Give the stances and the pictures as they stand in the files."""
    stances: Mapping[str, Any] = {}
    written: dict[str, Any] = {}
    folder = files("service") / "data" / "poses"
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        content = _content(file.name, file.read_bytes())
        if file.name.startswith("_"):
            stances = content
            continue
        twice = sorted(set(content) & set(written))
        if twice:
            raise Refused(f"{file.name}: {', '.join(twice)} is drawn in two files.")
        written |= content
    return stances, written


def _content(name: str, raw: bytes) -> dict[str, Any]:
    try:
        content = yaml.load(raw, Loader=_Loader)  # noqa: S506 - is safe
    except yaml.YAMLError as error:
        raise Refused(f"{name} is no YAML: {' '.join(str(error).split())}") from None
    return content or {}
