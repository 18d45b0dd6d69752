"""Draws questions as the inputs of a modal; ``service.forms`` reads the answers."""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby

from slack_sdk.models import blocks as kit

from service.forms.fields import Ask, Choice, Kind

MOST_OPTIONS = 100
"""Slack's limit for one list; more have to stand in groups."""


def drawn(asks: Sequence[Ask]) -> list[kit.Block]:
    """Draw each question; block_id and action_id are the field's name."""
    return [_input(ask) for ask in asks]


def _input(ask: Ask) -> kit.InputBlock:
    field = ask.field
    return kit.InputBlock(
        block_id=field.name,
        label=field.label,
        hint=field.hint,
        element=ELEMENTS[ask.kind](ask),
        optional=field.optional,
    )


def _ticks(ask: Ask) -> kit.InputInteractiveElement:
    options = _options(ask)
    return kit.CheckboxesElement(
        action_id=ask.field.name,
        options=options,
        initial_options=[one for one in options if one.value in ask.chosen] or None,
    )


def _one(ask: Ask) -> kit.InputInteractiveElement:
    options = _options(ask)
    return kit.RadioButtonsElement(
        action_id=ask.field.name, options=options, initial_option=_chosen(options, ask)
    )


def _menu(ask: Ask) -> kit.InputInteractiveElement:
    options = _options(ask)
    many = len(options) > MOST_OPTIONS
    return kit.StaticSelectElement(
        action_id=ask.field.name,
        placeholder=ask.blank,
        options=None if many else options,
        option_groups=_groups(ask) if many else None,
        initial_option=_chosen(options, ask),
    )


def _time(ask: Ask) -> kit.InputInteractiveElement:
    at = next(iter(ask.chosen), None)
    return kit.TimePickerElement(action_id=ask.field.name, initial_time=at)


def _date(ask: Ask) -> kit.InputInteractiveElement:
    on = next(iter(ask.chosen), None)
    return kit.DatePickerElement(action_id=ask.field.name, initial_date=on)


ELEMENTS: Mapping[Kind, Callable[[Ask], kit.InputInteractiveElement]] = {
    Kind.TICKS: _ticks,
    Kind.ONE: _one,
    Kind.MENU: _menu,
    Kind.TIME: _time,
    Kind.DATE: _date,
}


def _options(ask: Ask) -> list[kit.Option]:
    return [_option(*one) for one in ask.choices.items()]


def _option(value: str, choice: Choice) -> kit.Option:
    return kit.Option(value=value, text=choice.text, description=choice.more)


def _groups(ask: Ask) -> list[kit.OptionGroup]:
    """Put options that are in the order of the alphabet under their first letters."""
    by_letter = groupby(ask.choices.items(), key=lambda one: _letter(one[1]))
    return [
        kit.OptionGroup(label=letter, options=[_option(*one) for one in some])
        for letter, some in by_letter
    ]


def _letter(choice: Choice) -> str:
    """Give the letter under which a name is looked for: Åland's is A."""
    return unicodedata.normalize("NFKD", choice.text)[0].upper()


def _chosen(options: list[kit.Option], ask: Ask) -> kit.Option | None:
    return next((one for one in options if one.value in ask.chosen), None)
