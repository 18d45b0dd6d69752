"""Turns questions into what templates draw: what stands in them, what is wrong."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from service.forms import hours
from service.forms.answers import Registered
from service.forms.fields import Ask, Choice, Given, Kind
from service.forms.places import WEEKDAYS
from service.forms.sections import FORMS, Section
from web.drawings import drawing

SHORT = 30
"""An option of so many characters at most stands beside others."""

NO_ERRORS: Mapping[str, str] = {}


@dataclass(frozen=True, kw_only=True)
class Option:
    value: str
    choice: Choice
    is_chosen: bool
    drawing: Markup | None


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question as it stands on the page."""

    name: str
    label: str
    hint: str | None
    kind: Kind
    options: Sequence[Option]
    value: str
    error: str | None
    is_required: bool
    blank: str

    @property
    def layout(self) -> str:
        """Say how the options stand: beside their drawings, in columns, or below."""
        if any(option.drawing for option in self.options):
            return "drawn"
        lines = [option.choice.more or option.choice.text for option in self.options]
        return "short" if all(len(line) <= SHORT for line in lines) else "long"


@dataclass(frozen=True, kw_only=True)
class DayRow:
    """One weekday of the table of days that differ."""

    name: str
    questions: tuple[Question, ...]

    @property
    def is_open(self) -> bool:
        """Say whether there is something to see in it."""
        return any(one.value or one.error for one in self.questions)


def given(form: "MultiDict[str, str]") -> Given:
    """Read a form that came back."""
    return {name: tuple(form.getlist(name)) for name in form}


def questions(
    section: Section,
    current: Registered,
    typed: Given | None = None,
    errors: Mapping[str, str] = NO_ERRORS,
) -> list[Question]:
    """Draw a section: with what is known, or with what was typed and is wrong."""
    return asked(FORMS[section].asks(current), typed, errors)


def asked(
    asks: Sequence[Ask],
    typed: Given | None = None,
    errors: Mapping[str, str] = NO_ERRORS,
) -> list[Question]:
    """Draw questions that stand on a page of their own."""
    return [_question(ask, typed, errors) for ask in asks]


def day_rows(
    current: Registered,
    typed: Given | None = None,
    errors: Mapping[str, str] = NO_ERRORS,
) -> list[DayRow]:
    """Draw the table of the weekdays that have hours or a place of their own."""
    return [
        DayRow(
            name=name,
            questions=tuple(
                _question(ask, typed, errors) for ask in hours.day_asks(day, current)
            ),
        )
        for day, name in enumerate(WEEKDAYS)
    ]


def _question(ask: Ask, typed: Given | None, errors: Mapping[str, str]) -> Question:
    field = ask.field
    stands = ask.chosen if typed is None else tuple(typed.get(field.name, ()))
    return Question(
        name=field.name,
        label=field.label,
        hint=field.hint,
        kind=ask.kind,
        options=tuple(_options(ask, stands)),
        value=next(iter(stands), ""),
        error=errors.get(field.name),
        is_required=not field.optional,
        blank=ask.blank,
    )


def _options(ask: Ask, stands: Sequence[str]) -> Iterator[Option]:
    for value, choice in ask.choices.items():
        yield Option(
            value=value,
            choice=choice,
            is_chosen=value in stands,
            drawing=drawing(ask.field.name, value),
        )
