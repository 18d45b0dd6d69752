"""The panel's words for what became of a nudge; the person's own page says the same."""

from collections.abc import Callable, Mapping

from service.actions.nudge_now import Asked
from service.actions.story import Entry, Happened
from service.core.dispatching import Content
from service.core.nudges import SkipReason
from service.forms import day_words
from service.forms.words import in_order, short_name
from service.words import _

PLANNED = _("A nudge, at about this time.")
WAITING = _("It is due, and about to go.")
QUESTION = _("The question how things are.")
PRESSED = _("Something was pressed.")


def told(entry: Entry) -> str:
    """Tell one thing that happened in a sentence."""
    return TELLS[entry.what](entry)


def why_not(asked: Asked) -> str:
    """Tell what became of a wish for a routine now."""
    if asked.why_not is not None:
        return day_words.not_sent(asked.why_not, resting=asked.resting)
    return day_words.OUTCOMES[asked.outcome]


def _reason(entry: Entry) -> str:
    return day_words.WHY_NOT[SkipReason(entry.code)]


def _sent(entry: Entry) -> str:
    if entry.code == Content.QUESTION:
        return QUESTION
    return f"{in_order([short_name(one) for one in entry.movements])}."


TELLS: Mapping[Happened, Callable[[Entry], str]] = {
    Happened.PLANNED: lambda _entry: PLANNED,
    Happened.PUT_OFF: _reason,
    Happened.SENT: _sent,
    Happened.ANSWERED: lambda entry: day_words.ANSWERED.get(entry.code, PRESSED),
    Happened.SKIPPED: _reason,
    Happened.FAILED: lambda _entry: day_words.REFUSED,
    Happened.UNKNOWN: lambda _entry: day_words.LOST,
    Happened.WAITING: lambda _entry: WAITING,
}
