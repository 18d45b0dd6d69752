"""Turns blocks into what the templates draw: texts, controls, and their names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from web.practice.forms import FIELDS, bare_of, first_state, options, places
from web.practice.values import Blocks, Json, OpenView

INPUT_TYPES = {
    "timepicker": "time",
    "datepicker": "date",
    "number_input": "number",
    "plain_text_input": "text",
}
SENT_AT_ONCE = frozenset({"static_select", "overflow"})
NAMES = {"overflow": "More actions"}


@dataclass(frozen=True, kw_only=True)
class Group:
    """Options under one heading; without a label, just options."""

    label: str
    options: Sequence[Json]


@dataclass(frozen=True, kw_only=True)
class Control:
    """One element to press, choose from or write into."""

    number: int
    """Its place among the interactive elements, in reading order."""
    where: str
    block_id: str
    element: Mapping[str, Any]
    label: str
    groups: Sequence[Group] = ()
    chosen: Sequence[str] = ()
    value: str = ""
    is_required: bool = False
    is_many: bool = False

    @property
    def kind(self) -> str:
        return str(self.element["type"])

    @property
    def action_id(self) -> str:
        return str(self.element["action_id"])

    @property
    def id(self) -> str:
        """Stays the same as long as the message or view does."""
        return f"c-{self.where}-{self.number}"

    @property
    def input_type(self) -> str:
        return INPUT_TYPES.get(self.kind, "")

    @property
    def is_button(self) -> bool:
        return self.kind == "button"

    @property
    def is_menu(self) -> bool:
        """Whether Slack opens a list and sends at once what is picked from it."""
        return self.kind in SENT_AT_ONCE

    @property
    def now(self) -> str:
        """The text of the option that is chosen, if one is."""
        every = [option for group in self.groups for option in group.options]
        named = [one["text"]["text"] for one in every if one["value"] in self.chosen]
        return str(named[0]) if named else ""


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """One block with the controls that stand in it."""

    kind: str
    block: Mapping[str, Any]
    controls: Sequence[Control] = ()
    hint: Any = None
    error: str = ""

    @property
    def is_optional(self) -> bool:
        return bool(self.kind == "input" and self.block.get("optional", False))


@dataclass(frozen=True, kw_only=True)
class Screen:
    """A message, modal or Home tab as a page shows it."""

    where: str
    """The ts of the message or the id of the view."""
    drawn: Sequence[Drawn]
    text: str = ""
    is_ephemeral: bool = False
    view: Mapping[str, Any] = field(default_factory=dict)
    hash: str = ""

    @property
    def errors(self) -> list[Drawn]:
        return [one for one in self.drawn if one.error]

    @property
    def first_field(self) -> int | None:
        """The number of the control that gets the keyboard; None: read first."""
        first = self.drawn[0]
        if self.errors or first.kind != "input":
            return None
        return next((one.number for one in first.controls), None)


def drawn(
    where: str,
    blocks: Blocks,
    values: Mapping[str, Mapping[str, Json]],
    errors: Mapping[str, str],
) -> list[Drawn]:
    """Return the blocks with their controls numbered through."""
    controls: dict[str, list[Control]] = {}
    for number, place in enumerate(places(blocks)):
        state = values.get(place.block_id, {}).get(place.action_id)
        made = _control((where, number), place.block, place.element, state)
        controls.setdefault(place.block_id, []).append(made)
    return [
        Drawn(
            kind=str(block["type"]),
            block=block,
            controls=controls.get(block["block_id"], []),
            hint=block.get("hint"),
            error=errors.get(block["block_id"], ""),
        )
        for block in blocks
    ]


def view_screen(view: OpenView) -> Screen:
    """Return a modal or Home tab with what stands in its inputs."""
    return Screen(
        where=view.view_id,
        drawn=drawn(view.view_id, view.blocks, view.values, view.errors),
        view=view.view,
        hash=view.hash,
    )


def _control(
    at: tuple[str, int],
    block: Mapping[str, Any],
    element: Mapping[str, Any],
    state: Json | None,
) -> Control:
    kind = str(element["type"])
    bare = None if kind == "button" else bare_of(state or first_state(element))
    return Control(
        number=at[1],
        where=at[0],
        block_id=block["block_id"],
        element=element,
        label=_label(block, element),
        groups=_groups(element),
        chosen=bare if isinstance(bare, list) else [str(bare or "")],
        value="" if bare is None or isinstance(bare, list) else str(bare),
        is_required=block["type"] == "input" and not block.get("optional", False),
        is_many=kind in FIELDS and FIELDS[kind].is_many,
    )


def _groups(element: Mapping[str, Any]) -> list[Group]:
    headed = [
        Group(label=group["label"]["text"], options=group["options"])
        for group in element.get("option_groups", [])
    ]
    return headed or [Group(label="", options=options(element))]


def _label(block: Mapping[str, Any], element: Mapping[str, Any]) -> str:
    named = element.get("text") or block.get("label") or element.get("placeholder")
    return str(named["text"]) if named else NAMES.get(element["type"], "Choose")
