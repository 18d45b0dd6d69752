"""What is asked when a movement hurt: how it is now, and any warning sign."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from service.forms import fields as ask
from service.forms.body import PAIN_TEXT
from service.forms.fields import Ask, Choice, Field, Given
from service.forms.words import clipped, short_name
from service.words import _


class Sign(StrEnum):
    """What ends a session at once, whatever the rating (design)."""

    DIZZINESS = "dizziness"
    CHEST_PAIN = "chest_pain"
    BREATHLESSNESS = "breathlessness"
    NEW_NUMBNESS = "new_numbness"


SIGN_TEXT: Mapping[Sign, Choice] = {
    Sign.DIZZINESS: Choice(text=_("I felt dizzy")),
    Sign.CHEST_PAIN: Choice(text=_("I had pain or tightness in the chest")),
    Sign.BREATHLESSNESS: Choice(text=_("I was short of breath")),
    Sign.NEW_NUMBNESS: Choice(text=_("Something went numb that was not before")),
}

STAYS_AWAY = _(
    "Noted. This stays away for two weeks: {names}. Want it back sooner? My answers, "
    "What I leave out."
)
MOST_NAMES = 500

MOVEMENT = Field(name="movement", label=_("Which movement was it?"))
PAIN = Field(name="pain", label=_("How strong is it right now?"))
SIGNS = Field(name="signs", label=_("Did any of these happen while you moved?"))


@dataclass(frozen=True, kw_only=True)
class Hurt:
    """What came back; blanks are None. ``pain_now`` is 0-10."""

    exercise_id: str | None = None
    pain_now: int | None = None
    signs: frozenset[Sign] = frozenset()


def asks(movements: Mapping[str, str] | None = None) -> list[Ask]:
    """Ask about one exercise; of several ``movements`` (id -> name), which it was."""
    which = [] if movements is None else [_which(movements)]
    return [ask.ticks(SIGNS, SIGN_TEXT), *which, ask.menu(PAIN, PAIN_TEXT)]


def stays_away(names: Iterable[str]) -> str:
    """Say what rests now, and where to take it back."""
    return STAYS_AWAY.format(names=listed(names))


def listed(names: Iterable[str]) -> str:
    return clipped(", ".join(map(short_name, names)), MOST_NAMES)


def read_hurts(given: Given, exercise_ids: Iterable[str]) -> Hurt:
    """Read what came back; raises Refused for values that were never offered.

    ``exercise_ids``: the whole catalogue's, so that nothing is lost where the
    nudge was swapped while the modal stood open.
    """
    known = dict.fromkeys(exercise_ids, "")
    rating = ask.chosen(given, PAIN, PAIN_TEXT)
    return Hurt(
        exercise_id=ask.chosen(given, MOVEMENT, known),
        pain_now=None if rating is None else int(rating),
        signs=frozenset(map(Sign, ask.ticked(given, SIGNS, SIGN_TEXT))),
    )


def _which(movements: Mapping[str, str]) -> Ask:
    only = next(iter(movements)) if len(movements) == 1 else None
    return ask.one(MOVEMENT, movements, only)
