"""The pictures of installed packs, beside ours."""

from collections.abc import Callable

from sqlalchemy import Engine

from service.core.card import Exercise
from service.core.errors import Refused
from service.core.exercises import Catalogue
from service.core.pictures import Picture
from service.ports import Pictures
from service.store import packs


class PackPictures:
    """Implements ``service.ports.Pictures``: ours as they ship, a pack's as imported.

    An id of a pack is never one of ours, so each exercise has one place to look.
    """

    def __init__(
        self, engine: Engine, catalogue: Callable[[], Catalogue], ours: Pictures
    ) -> None:
        self._engine, self._catalogue, self._ours = engine, catalogue, ours

    def of(self, exercise_id: str) -> Picture | None:
        ours = self._ours.of(exercise_id)
        added = None if ours else self._catalogue().by_id.get(exercise_id)
        return _picture(added) if added else ours

    def all(self) -> list[Picture]:
        added = map(_picture, self._catalogue())
        return [*self._ours.all(), *(one for one in added if one)]

    def content(self, picture: Picture, kind: str) -> bytes:
        """Give the bytes.

        Raises:
            Refused: its pack was removed, or replaced, a moment ago.
        """
        if self._ours.of(picture.exercise_id):
            return self._ours.content(picture, kind)
        with self._engine.begin() as conn:
            content = packs.picture(conn, picture.digests[kind])
        if content is None:
            raise Refused("This picture is gone: its pack was changed.")
        return content


def _picture(exercise: Exercise) -> Picture | None:
    own = exercise.picture
    if own is None:
        return None
    return Picture(exercise_id=exercise.id, alt=own.alt, digests={own.kind: own.digest})
