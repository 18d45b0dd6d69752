"""Finds what authors wrote: the stances, and one file per movement pattern."""

from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

import yaml

from service.core.errors import Refused
from service.drawing.reading import Drawing, read

_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


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
        content = content_of(file.name, file.read_bytes())
        if file.name.startswith("_"):
            stances = content
            continue
        twice = sorted(set(content) & set(written))
        if twice:
            raise Refused(f"{file.name}: {', '.join(twice)} is drawn in two files.")
        written |= content
    return stances, written


def content_of(name: str, raw: bytes) -> dict[str, Any]:
    """Read one file.

    Raises:
        Refused: it is no YAML, or says one key twice; names the file.
    """
    try:
        root = yaml.compose(raw, Loader=_Loader)
        content = yaml.load(raw, Loader=_Loader)  # noqa: S506 - is safe
    except yaml.YAMLError as error:
        raise Refused(f"{name} is no YAML: {' '.join(str(error).split())}") from None
    for key in _twice(root):
        line = key.start_mark.line + 1
        raise Refused(f"{name}: line {line} has {key.value} again: keep only one.")
    return content or {}


def _twice(node: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    """Give the keys that stand twice in a mapping: YAML would keep only the last."""
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                yield key
            seen.add(key.value)
            yield from _twice(value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _twice(item)
