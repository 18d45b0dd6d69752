"""The exercise pictures that ship inside the package."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from service.core.pictures import Picture

_FOLDER = files("service") / "data" / "pictures"
_KINDS = ("gif", "png", "svg")


class Gallery:
    """Implements ``service.ports.Pictures`` over the index of what was built."""

    def __init__(self, pictures: Mapping[str, Picture]) -> None:
        self._pictures = pictures

    def of(self, exercise_id: str) -> Picture | None:
        return self._pictures.get(exercise_id)

    def all(self) -> list[Picture]:
        return list(self._pictures.values())

    def content(self, picture: Picture, kind: str) -> bytes:
        return (_FOLDER / f"{picture.exercise_id}.{kind}").read_bytes()


@cache
def load_gallery() -> Gallery:
    """Read the index, once in a process."""
    index = json.loads((_FOLDER / "index.json").read_text("utf-8"))
    return Gallery(
        {
            name: Picture(
                exercise_id=name,
                alt=about["alt"],
                digests={kind: about[kind] for kind in _KINDS},
            )
            for name, about in index.items()
        }
    )
