"""Desk and load: the questions on how somebody works, each of which may stay blank."""

from collections.abc import Mapping
from functools import partial

from service.core.questions import QUESTIONS, Axis
from service.forms import fields as ask
from service.forms.answers import Habits, Patterns, Registered
from service.forms.fields import Ask, Field, Given
from service.forms.questions import PATTERN_TEXT, QUESTION_TEXT
from service.words import _

DESK_INTRO = _(
    "How do you sit and work on a usual day? Leave blank what you do not want to "
    "answer; the routines fit better with more."
)
LOAD_INTRO = _("What does your body carry and repeat, at work and after it?")
PATTERN_INTRO = _("If something hurts: how does it behave? Tick what fits, or nothing.")

# A radio button once chosen cannot be taken back, so blank needs its own.
RATHER_NOT = "rather_not"
PATTERNS = Field(name="patterns", label=_("Tick what fits"))


def answers_of(question_id: str) -> Mapping[str, str]:
    return {**QUESTION_TEXT[question_id].answers, RATHER_NOT: _("Rather not say")}


def _field(question_id: str) -> Field:
    return Field(name=question_id, label=QUESTION_TEXT[question_id].ask)


def _on(axis: Axis) -> tuple[str, ...]:
    return tuple(one for one, question in QUESTIONS.items() if question.axis is axis)


def _asks(axis: Axis, current: Registered) -> list[Ask]:
    known = current.profile.answers
    return [ask.one(_field(one), answers_of(one), known.get(one)) for one in _on(axis)]


def _read(axis: Axis, given: Given) -> Habits:
    """Read what was chosen; raises Refused for values that were never offered."""
    chosen = {one: ask.chosen(given, _field(one), answers_of(one)) for one in _on(axis)}
    return Habits(
        codes={
            one: None if code == RATHER_NOT else code for one, code in chosen.items()
        }
    )


desk_asks = partial(_asks, Axis.P)
load_asks = partial(_asks, Axis.L)
read_desk = partial(_read, Axis.P)
read_load = partial(_read, Axis.L)


def pattern_asks(current: Registered) -> list[Ask]:
    return [ask.ticks(PATTERNS, PATTERN_TEXT, current.profile.patterns)]


def read_patterns(given: Given) -> Patterns:
    return Patterns(patterns=ask.ticked(given, PATTERNS, PATTERN_TEXT))
