"""The few kinds of questions we ask, and how their answers are read.

A form is drawn twice from the same questions: as a modal (``service.blocks.inputs``)
and as a page (``web.me``). What comes back from either is read here.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Any

from service.core.errors import Refused
from service.core.workday import read_time
from service.words import _

CHOOSE = _("Choose")

Given = Mapping[str, Sequence[str]]
"""What a person gave: the name of a field -> the values, none where left blank."""


class Kind(StrEnum):
    """How a question is answered."""

    TICKS = "ticks"
    ONE = "one"
    MENU = "menu"
    TIME = "time"
    DATE = "date"


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One thing to tick: a text and, where it runs long, a second line (75 each)."""

    text: str
    more: str | None = None


Texts = Mapping[Any, str] | Mapping[Any, Choice] | Mapping[Any, str | Choice]
"""Option value (a str or a StrEnum's member) -> what the person reads."""


@dataclass(frozen=True, kw_only=True)
class Field:
    """One question: its name, which is unique in a form, and what it asks."""

    name: str
    label: str
    hint: str | None = None
    optional: bool = True


@dataclass(frozen=True, kw_only=True)
class Ask:
    """A question with what it offers and what is known already.

    ``chosen`` holds option values, ``HH:MM`` or an ISO date. ``blank`` stands in
    a menu of which nothing is chosen.
    """

    field: Field
    kind: Kind
    texts: Texts
    chosen: tuple[str, ...] = ()
    blank: str = CHOOSE

    @property
    def choices(self) -> Mapping[str, Choice]:
        """Option value -> its two lines, plain for whoever draws them."""
        # str() turns an enum's member into the plain value that JSON needs.
        return {
            str(value): Choice(text=text) if isinstance(text, str) else text
            for value, text in self.texts.items()
        }


@dataclass(frozen=True, kw_only=True)
class Mistakes:
    """What the person has to put right: name of the field -> one sentence."""

    by_field: Mapping[str, str]


class Misread(Refused):
    """One field holds what cannot be read; the text is one clear sentence."""

    def __init__(self, field: Field, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field

    @property
    def mistakes(self) -> Mistakes:
        return Mistakes(by_field={self.field.name: str(self)})


def ticks(field: Field, texts: Texts, chosen: Collection[str] = ()) -> Ask:
    kept = tuple(str(value) for value in texts if value in chosen)
    return Ask(field=field, kind=Kind.TICKS, texts=texts, chosen=kept)


def one(field: Field, texts: Texts, chosen: str | None = None) -> Ask:
    return Ask(field=field, kind=Kind.ONE, texts=texts, chosen=_known(texts, chosen))


def menu(
    field: Field, texts: Texts, chosen: str | None = None, blank: str = CHOOSE
) -> Ask:
    known = _known(texts, chosen)
    return Ask(field=field, kind=Kind.MENU, texts=texts, chosen=known, blank=blank)


def wall_time(field: Field, at: time | None) -> Ask:
    chosen = (f"{at:%H:%M}",) if at else ()
    return Ask(field=field, kind=Kind.TIME, texts={}, chosen=chosen)


def day(field: Field, on: date | None = None) -> Ask:
    chosen = (on.isoformat(),) if on else ()
    return Ask(field=field, kind=Kind.DATE, texts={}, chosen=chosen)


def ticked(given: Given, field: Field, texts: Texts) -> frozenset[str]:
    """Read a group of ticks; raises Misread for a value never offered."""
    return frozenset(_offered(one, field, texts) for one in given.get(field.name, ()))


def chosen(given: Given, field: Field, texts: Texts) -> str | None:
    """Read one of several; None if blank; raises Misread as above."""
    value = written(given, field)
    return None if value is None else _offered(value, field, texts)


def picked_time(given: Given, field: Field) -> time | None:
    """Read a local wall time; None if blank; raises Misread for nonsense."""
    text = written(given, field)
    try:
        return read_time(text) if text else None
    except Refused as refused:
        raise Misread(field, str(refused)) from None


def picked_day(given: Given, field: Field) -> date | None:
    """Read a date; None if blank; raises Misread for nonsense."""
    text = written(given, field)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        sentence = _("This is not a date. Write it like 2026-03-02.")
        raise Misread(field, sentence) from None


def written(given: Given, field: Field) -> str | None:
    """Give the one value of a field as it came; None where it is blank."""
    return next((value for value in given.get(field.name, ()) if value), None)


def _known(texts: Texts, value: str | None) -> tuple[str, ...]:
    return (str(value),) if value in texts else ()


def _offered(value: str, field: Field, texts: Texts) -> str:
    if value not in texts:
        sentence = _("This answer is not one of those on the screen.")
        raise Misread(field, sentence)
    return value
