"""What reached a person, item by item, and what the answer to it means."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import blake2b

from service.core.errors import Refused
from service.core.thresholds import EFFORT_ASKED_OF


class Tap(StrEnum):
    """How a nudge was answered, by the name under which the answer is kept."""

    DONE = "done"
    TOO_EASY = "too_easy"
    TOO_HARD = "too_hard"
    HURTS = "hurts"
    SKIP = "skip"
    ALREADY_MOVED = "already_moved"
    SNOOZE = "snooze"
    NOTHING = "nothing"


class Effort(StrEnum):
    """Words for how hard it was."""

    VERY_EASY = "very_easy"
    EASY = "easy"
    SOMEWHAT_HARD = "somewhat_hard"
    HARD = "hard"
    VERY_HARD = "very_hard"
    ALL_OUT = "all_out"


class Morning(StrEnum):
    """How it feels on the morning after there was more to do (rule P5)."""

    AS_USUAL = "as_usual"
    A_BIT_SORE = "a_bit_sore"
    HURTS_MORE = "hurts_more"
    """Up by about two or more: the words stand for the number."""


# Our own scale of 0-10. A word that covers two numbers counts as the higher one,
# so that nothing rises on a doubt. Design.
EFFORT: Mapping[Effort, int] = {
    Effort.VERY_EASY: 2,
    Effort.EASY: 4,
    Effort.SOMEWHAT_HARD: 6,
    Effort.HARD: 7,
    Effort.VERY_HARD: 9,
    Effort.ALL_OUT: 10,
}


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """What an answer says of each item of the routine.

    ``effort`` is 0-10; None is unknown, and never counts as easy.
    """

    completed: bool = False
    effort: int | None = None


# Answers that are not here say nothing about an item: a snooze comes again, and
# somebody who moved already neither did these movements nor left them out.
MEANINGS: Mapping[Tap, Meaning] = {
    Tap.DONE: Meaning(completed=True),
    Tap.TOO_EASY: Meaning(completed=True, effort=4),
    Tap.TOO_HARD: Meaning(completed=True, effort=8),
    Tap.HURTS: Meaning(),
    Tap.SKIP: Meaning(),
    Tap.NOTHING: Meaning(),
}


@dataclass(frozen=True, kw_only=True)
class Exposure:
    """One item of one routine that may have reached the person.

    ``effort``: 0-10 by the person's word, None where unknown. ``pain``: it hurt,
    by rule P3 or P5; where nobody said which movement it was, all of them did.
    """

    at: datetime
    exercise_id: str
    family: str
    dose_step: int
    completed: bool = False
    effort: int | None = None
    pain: bool = False


def effort_told(tap: Tap, effort: int | None) -> int | None:
    """Give how hard it was: by the person's word, or by what the answer means."""
    meaning = MEANINGS.get(tap)
    return meaning.effort if effort is None and meaning else effort


def exposure(  # noqa: PLR0913 - each by its name
    *,
    at: datetime,
    exercise_id: str,
    family: str,
    dose_step: int,
    tap: Tap,
    effort: int | None = None,
    hurt: str | None = None,
) -> Exposure | None:
    """Read one item by its answer; None where the answer says nothing of it.

    ``effort`` is the person's own word. ``hurt``: the exercise that was picked
    after "It hurts"; None if it was left blank.
    """
    meaning = MEANINGS.get(tap)
    if meaning is None:
        return None
    return Exposure(
        at=at,
        exercise_id=exercise_id,
        family=family,
        dose_step=dose_step,
        completed=meaning.completed,
        effort=effort_told(tap, effort),
        pain=tap is Tap.HURTS and hurt in (None, exercise_id),
    )


def asks_effort(nudge_id: str) -> bool:
    """Say whether this nudge asks how hard it was: about one in three does.

    The same whenever it is shown.
    """
    digest = blake2b(nudge_id.encode(), digest_size=4).digest()
    return int.from_bytes(digest) % EFFORT_ASKED_OF == 0


def effort_of(word: str) -> int:
    """Give a word's number; raises Refused for a word that is not one of ours."""
    try:
        return EFFORT[Effort(word)]
    except ValueError:
        raise Refused("That is not one of the words for effort.") from None
