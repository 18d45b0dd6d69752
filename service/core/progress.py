"""Where a person stands on each family's ladder, and when that changes.

Progress, hold and regress by one table, for each family, about once a week; what
hurts, and the person's own word, count at once. The limits are design, inside what
ACSM 2009 gives for novices (a little more only when the target is passed).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from service.core.card import Exercise
from service.core.exercises import Catalogue
from service.core.reasons import Reason, ReasonCode
from service.core.thresholds import EASED_FOR, REGRESSED_STEP, TOLD_FOR

EASED = frozenset(
    {
        ReasonCode.LESS_HURT,
        ReasonCode.LESS_SORE,
        ReasonCode.LESS_HARD,
        ReasonCode.LESS_ASKED,
        ReasonCode.AFTER_A_GAP,
    }
)
"""What a change for the easier rests on."""


@dataclass(frozen=True, kw_only=True)
class Rung:
    """Where a person stands on one family's ladder.

    ``level``: the hardest level of the family that may be offered. ``dose_step``:
    1-4, for exercises of that level; easier ones get the highest that fits, but
    keep to ``dose_step`` for two weeks after a change for the easier.
    ``rose_at``: its last rise, even where it fell again since.
    ``why``: what the last change rested on. ``held_for``: why it rises no further,
    where it would have.
    """

    level: int
    dose_step: int = 1
    changed_at: datetime | None = None
    level_changed_at: datetime | None = None
    rose_at: datetime | None = None
    why: ReasonCode | None = None
    held_for: ReasonCode | None = None

    @property
    def rose(self) -> bool:
        """Say whether the last change was a rise."""
        return self.rose_at is not None and self.rose_at == self.changed_at


Progress = Mapping[str, Rung]
"""Family -> rung; a family that is missing stands at its start."""


@dataclass(frozen=True, kw_only=True)
class Learned:
    """What is kept of a person: the rungs, and when they were last looked at."""

    progress: Progress = field(default_factory=dict)
    evaluated_at: datetime | None = None


def rung_of(progress: Progress, family: str, catalogue: Catalogue) -> Rung:
    """Give the rung; the start is the easiest of the family, in its smallest dose."""
    return progress.get(family) or Rung(level=catalogue.first_levels.get(family, 1))


def settled(progress: Progress, family: str, catalogue: Catalogue) -> Rung:
    """Give the rung; a level that left the catalogue counts as the next lower one."""
    rung = rung_of(progress, family, catalogue)
    levels = sorted({one.level for one in catalogue if one.family == family})
    if not levels or rung.level in levels:
        return rung
    lower = [level for level in levels if level < rung.level]
    return replace(rung, level=lower[-1] if lower else levels[0])


def lowered(
    rung: Rung, family: str, catalogue: Catalogue, now: datetime, why: ReasonCode
) -> Rung:
    """Take one dose step back; from step 1 go to the regression, at step 3.

    At the foot of the ladder nothing gets easier, but counting begins anew.
    """
    back = replace(rung, changed_at=now, why=why, held_for=None)
    if rung.dose_step > 1:
        return replace(back, dose_step=rung.dose_step - 1)
    easier = [
        one.level
        for one in linked(catalogue, family, rung.level, "regression")
        if one.level < rung.level
    ]
    if not easier:
        return back
    return replace(
        back, level=max(easier), dose_step=REGRESSED_STEP, level_changed_at=now
    )


def eased(
    progress: Progress,
    families: Sequence[str],
    catalogue: Catalogue,
    now: datetime,
    why: ReasonCode,
) -> Progress:
    """Make families easier at once: after pain, or because the person says so."""
    return {
        **progress,
        **{
            family: lowered(
                settled(progress, family, catalogue), family, catalogue, now, why
            )
            for family in families
        },
    }


def linked(catalogue: Catalogue, family: str, level: int, link: str) -> list[Exercise]:
    """Follow a link of the family's cards of one level, inside the family.

    A card may lead into another family; that is no rung of this ladder.
    """
    targets = (
        getattr(one, link)
        for one in catalogue
        if one.family == family and one.level == level
    )
    offered = catalogue.offered_by_id
    found = [offered[name] for name in targets if name in offered]
    return [one for one in found if one.family == family]


def fell_lately(rung: Rung, now: datetime) -> bool:
    """Say whether the family's last change was for the easier, in the last days."""
    return rung.why in EASED and _changed_within(EASED_FOR, rung, now)


def reasons_of(rung: Rung, now: datetime) -> tuple[Reason, ...]:
    """Say what stands behind a rung: its last change, and what keeps it there."""
    codes = (rung.why if _changed_within(TOLD_FOR, rung, now) else None, rung.held_for)
    return tuple(Reason(code=code) for code in codes if code is not None)


def _changed_within(span: timedelta, rung: Rung, now: datetime) -> bool:
    return rung.changed_at is not None and now - rung.changed_at < span
