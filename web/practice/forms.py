"""What stands in the inputs of a view, and what Slack itself would not send."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from web.practice.values import Blocks, Impossible, Json


@dataclass(frozen=True, kw_only=True)
class Field:
    """How one kind of element names its answer and its first answer."""

    answer: str
    initial: str
    is_offered: bool = False
    is_many: bool = False


ONE = Field(answer="selected_option", initial="initial_option", is_offered=True)
MANY = Field(
    answer="selected_options", initial="initial_options", is_offered=True, is_many=True
)
TYPED = Field(answer="value", initial="initial_value")

FIELDS: Mapping[str, Field] = {
    "static_select": ONE,
    "radio_buttons": ONE,
    "overflow": ONE,
    "checkboxes": MANY,
    "multi_static_select": MANY,
    "timepicker": Field(answer="selected_time", initial="initial_time"),
    "datepicker": Field(answer="selected_date", initial="initial_date"),
    "plain_text_input": TYPED,
    "number_input": TYPED,
}

REQUIRED = "Please complete this required field."


@dataclass(frozen=True, kw_only=True)
class Place:
    """One interactive element and the block it stands in."""

    block: Mapping[str, Any]
    element: Mapping[str, Any]

    @property
    def block_id(self) -> str:
        return str(self.block["block_id"])

    @property
    def action_id(self) -> str:
        return str(self.element["action_id"])

    @property
    def kind(self) -> str:
        return str(self.element["type"])

    @property
    def is_input(self) -> bool:
        return bool(self.block["type"] == "input")

    @property
    def is_required(self) -> bool:
        return self.is_input and not self.block.get("optional", False)


def places(blocks: Blocks) -> Iterator[Place]:
    """Yield every interactive element in reading order."""
    for block in blocks:
        inside = [block.get("element"), block.get("accessory")]
        if block["type"] == "actions":
            inside += block["elements"]
        for element in inside:
            if element and (element["type"] == "button" or element["type"] in FIELDS):
                yield Place(block=block, element=element)


def fields(blocks: Blocks) -> list[Place]:
    """Return the elements that hold an answer: all but buttons and overflows."""
    return [one for one in places(blocks) if one.kind not in {"button", "overflow"}]


def options(element: Mapping[str, Any]) -> list[Json]:
    """Return the options of an element, those of groups too."""
    groups = element.get("option_groups", [])
    inside = [option for group in groups for option in group["options"]]
    return [*element.get("options", []), *inside]


def first_state(element: Mapping[str, Any]) -> Json:
    """Return the state of an element that nobody has touched."""
    field = FIELDS[element["type"]]
    nothing: Any = [] if field.is_many else None
    return {
        "type": element["type"],
        field.answer: element.get(field.initial, nothing),
    }


def entered(element: Mapping[str, Any], given: Any) -> Json:
    """Return the state after somebody entered ``given``.

    ``given`` is a bare value (the value of an option, a list of them, a text,
    ``HH:MM``) or a state as Slack writes it.
    """
    field = FIELDS[element["type"]]
    bare = _bare(given, field)
    if field.is_many:
        answer: Any = [_option(element, value) for value in bare or []]
    elif field.is_offered:
        answer = None if bare in {None, ""} else _option(element, bare)
    else:
        answer = None if bare in {None, ""} else str(bare)
    return {"type": element["type"], field.answer: answer}


def bare_of(state: Mapping[str, Any]) -> Any:
    """Return the bare value or values of a state."""
    return _bare(state, FIELDS[state["type"]])


def problem(place: Place, state: Mapping[str, Any]) -> str | None:
    """Return why Slack would not send the form, or None."""
    answer = state[FIELDS[place.kind].answer]
    if not answer:
        return REQUIRED if place.is_required else None
    check = _CHECKS.get(place.kind)
    return check(place.element, answer) if check else None


def _bare(given: Any, field: Field) -> Any:
    answer = given.get(field.answer) if isinstance(given, Mapping) else given
    if field.is_many:
        return [_value(one) for one in answer or []]
    return _value(answer)


def _value(one: Any) -> Any:
    return one["value"] if isinstance(one, Mapping) else one


def _option(element: Mapping[str, Any], value: Any) -> Json:
    for option in options(element):
        if option["value"] == value:
            return option
    raise Impossible(f"{element['action_id']} offers no option {value!r}.")


def _number(element: Mapping[str, Any], answer: str) -> str | None:
    try:
        number = float(answer)
    except ValueError:
        return "Please enter a number."
    lowest = float(element.get("min_value", "-inf"))
    highest = float(element.get("max_value", "inf"))
    if not lowest <= number <= highest:
        return f"Please enter a number from {lowest:g} to {highest:g}."
    if "." in answer and not element["is_decimal_allowed"]:
        return "Please enter a whole number."
    return None


def _length(element: Mapping[str, Any], answer: str) -> str | None:
    if len(answer) < element.get("min_length", 0):
        return f"Please enter at least {element['min_length']} characters."
    if len(answer) > element.get("max_length", 3_000):
        return "Please enter fewer characters."
    return None


_CHECKS = {"number_input": _number, "plain_text_input": _length}
