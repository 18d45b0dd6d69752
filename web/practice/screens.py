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


@dataclass(frozen=True, kw_only=True)
class Control:
    """One element to press, choose from or write into."""

    number: int
    """Its place among the interactive elements, in reading order."""
    kind: str
    block_id: str
    action_id: str
    label: str
    style: str = ""
    url: str = ""
    input_type: str = ""
    options: Sequence[Json] = ()
    chosen: Sequence[str] = ()
    value: str = ""
    is_required: bool = False
    is_many: bool = False

    @property
    def is_button(self) -> bool:
        return self.kind == "button"


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """One block with the controls that stand in it."""

    kind: str
    block: Mapping[str, Any]
    controls: Sequence[Control] = ()
    hint: Any = None
    error: str = ""


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


def drawn(
    blocks: Blocks,
    values: Mapping[str, Mapping[str, Json]],
    errors: Mapping[str, str],
) -> list[Drawn]:
    """Return the blocks with their controls numbered through."""
    controls: dict[str, list[Control]] = {}
    for number, place in enumerate(places(blocks)):
        state = values.get(place.block_id, {}).get(place.action_id)
        made = _control(number, place.block, place.element, state)
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
        drawn=drawn(view.blocks, view.values, view.errors),
        view=view.view,
        hash=view.hash,
    )


def _control(
    number: int,
    block: Mapping[str, Any],
    element: Mapping[str, Any],
    state: Json | None,
) -> Control:
    kind = str(element["type"])
    made = {
        "number": number,
        "kind": kind,
        "block_id": block["block_id"],
        "action_id": element["action_id"],
        "label": _label(block, element),
    }
    if kind == "button":
        return Control(
            **made, style=element.get("style", ""), url=element.get("url", "")
        )
    bare = bare_of(state or first_state(element))
    return Control(
        **made,
        input_type=INPUT_TYPES.get(kind, ""),
        options=options(element),
        chosen=bare if isinstance(bare, list) else [bare],
        value="" if bare is None or isinstance(bare, list) else str(bare),
        is_required=block["type"] == "input" and not block.get("optional", False),
        is_many=FIELDS[kind].is_many,
    )


def _label(block: Mapping[str, Any], element: Mapping[str, Any]) -> str:
    named = element.get("text") or block.get("label") or element.get("placeholder")
    return str(named["text"]) if named else "Choose"
