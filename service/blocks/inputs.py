"""The few kinds of fields our modals ask with, and how their answers are read."""

import html
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any

from slack_sdk.models import blocks as kit

from service.core.errors import Refused
from service.words import _

State = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""``view.state.values`` as Slack sends it: block_id -> action_id -> element."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One thing to tick: a text and, where it runs long, a second line (75 each)."""

    text: str
    more: str | None = None


Texts = Mapping[Any, str] | Mapping[Any, Choice]
"""Option value (a str or a StrEnum's member) -> what the person reads."""


@dataclass(frozen=True, kw_only=True)
class Field:
    """One question on a screen; ``block_id`` is also its action_id."""

    block_id: str
    label: str
    hint: str | None = None
    optional: bool = True


@dataclass(frozen=True, kw_only=True)
class Mistakes:
    """What the person has to put right: block_id -> one sentence."""

    by_block: Mapping[str, str]


def checkboxes(
    field: Field, texts: Texts, ticked: Collection[str] = ()
) -> kit.InputBlock:
    options = _options(texts)
    element = kit.CheckboxesElement(
        action_id=field.block_id,
        options=options,
        initial_options=[one for one in options if one.value in ticked] or None,
    )
    return _input(field, element)


def radio(field: Field, texts: Texts, chosen: str | None = None) -> kit.InputBlock:
    options = _options(texts)
    element = kit.RadioButtonsElement(
        action_id=field.block_id, options=options, initial_option=_one(options, chosen)
    )
    return _input(field, element)


def select(field: Field, texts: Texts, chosen: str | None = None) -> kit.InputBlock:
    options = _options(texts)
    element = kit.StaticSelectElement(
        action_id=field.block_id,
        placeholder=_("Choose"),
        options=options,
        initial_option=_one(options, chosen),
    )
    return _input(field, element)


def wall_time(field: Field, at: time | None) -> kit.InputBlock:
    element = kit.TimePickerElement(
        action_id=field.block_id, initial_time=f"{at:%H:%M}" if at else None
    )
    return _input(field, element)


def ticked(state: State, field: Field, texts: Texts) -> frozenset[str]:
    """Read a group of checkboxes; raises Refused for a value never offered."""
    selected = _element(state, field).get("selected_options") or ()
    return frozenset(_offered(option, texts) for option in selected)


def chosen(state: State, field: Field, texts: Texts) -> str | None:
    """Read radio buttons or a menu; None if blank; raises Refused as above."""
    option = _element(state, field).get("selected_option")
    return None if option is None else _offered(option, texts)


def picked_time(state: State, field: Field) -> time | None:
    """Read a local wall time; None if blank; raises Refused for nonsense."""
    text = _element(state, field).get("selected_time")
    if not text:
        return None
    try:
        return time.fromisoformat(text)
    except (TypeError, ValueError):
        raise Refused(_("This time of day could not be read.")) from None


def _input(field: Field, element: kit.InputInteractiveElement) -> kit.InputBlock:
    return kit.InputBlock(
        block_id=field.block_id,
        label=field.label,
        hint=field.hint,
        element=element,
        optional=field.optional,
    )


def _options(texts: Texts) -> list[kit.Option]:
    return [_option(value, text) for value, text in texts.items()]


def _option(value: str, text: str | Choice) -> kit.Option:
    choice = Choice(text=text) if isinstance(text, str) else text
    # str() turns an enum's member into the plain value that JSON needs.
    return kit.Option(value=str(value), text=choice.text, description=choice.more)


def _one(options: list[kit.Option], value: str | None) -> kit.Option | None:
    return next((one for one in options if one.value == value), None)


def _element(state: State, field: Field) -> Mapping[str, Any]:
    return next(iter(state.get(field.block_id, {}).values()), {})


def _offered(option: Mapping[str, Any], texts: Texts) -> str:
    # Slack may escape & < > on the way back; answer codes such as "<4" hold them.
    value = html.unescape(str(option.get("value")))
    if value not in texts:
        raise Refused(_("This answer is not one of those on the screen."))
    return value
