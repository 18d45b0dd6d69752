"""Where a person stands on the ladder of each family of exercises."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from service.core.exercises import Catalogue


@dataclass(frozen=True, kw_only=True)
class Rung:
    """Where a person stands on one family's ladder.

    ``level``: the hardest of the family that may be offered. ``dose_step``: 1-4, of
    exercises at that level; easier ones come at the highest step that fits.
    """

    level: int
    dose_step: int = 1
    changed_at: datetime | None = None
    level_changed_at: datetime | None = None


Progress = Mapping[str, Rung]
"""Family -> rung; a family that is missing stands at its start."""


def rung_of(progress: Progress, family: str, catalogue: Catalogue) -> Rung:
    """Give the rung; the start is the easiest of the family, in its smallest dose."""
    return progress.get(family) or Rung(level=catalogue.first_levels[family])
