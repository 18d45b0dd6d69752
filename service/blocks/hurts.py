"""The modal behind "It hurts": which movement, how it is now, and any warning sign."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from service.blocks import ids
from service.blocks.frame import Frame, modal, paragraph
from service.blocks.inputs import drawn
from service.core.routines import Routine
from service.forms import fields as ask
from service.forms.body import PAIN_TEXT
from service.forms.fields import Choice, Field, Given
from service.forms.words import clipped
from service.ports import View
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

INTRO = _(
    "Leave this one. Three short questions help me leave out what hurt. It stays "
    "private."
)
MOVEMENT = Field(name="movement", label=_("Which movement was it?"))
PAIN = Field(name="pain", label=_("How strong is it right now?"))
SIGNS = Field(name="signs", label=_("Did any of these happen while you moved?"))
MOST_OPTION = 75


@dataclass(frozen=True, kw_only=True)
class Hurt:
    """What came back; blanks are None. ``pain_now`` is 0-10."""

    exercise_id: str | None = None
    pain_now: int | None = None
    signs: frozenset[Sign] = frozenset()


def hurts(*, nudge_id: str, routine: Routine) -> View:
    """Ask about one routine; private_metadata holds the nudge's id."""
    movements = _movements(routine)
    only = next(iter(movements)) if len(movements) == 1 else None
    frame = Frame(
        callback=ids.Callback.HURTS,
        title=_("It hurts"),
        submit=_("Save"),
        close=_("Close"),
    )
    asks = [
        ask.ticks(SIGNS, SIGN_TEXT),
        ask.one(MOVEMENT, movements, only),
        ask.menu(PAIN, PAIN_TEXT),
    ]
    return modal(frame, [paragraph(INTRO), *drawn(asks)], nudge_id)


def read_hurts(given: Given, exercise_ids: Iterable[str]) -> Hurt:
    """Read the modal; raises Refused for values that were never offered.

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


def _movements(routine: Routine) -> Mapping[str, str]:
    return {
        item.exercise.id: clipped(item.exercise.name, MOST_OPTION)
        for item in routine.items
    }
