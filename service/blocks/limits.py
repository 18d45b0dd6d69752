"""Says what Slack would refuse in a message or a view, before Slack does.

The numbers are Slack's own (Block Kit reference, modal views, chat.postMessage). Some
of them slack_sdk's models let pass: more than fifty blocks, repeated ids, eleven
radio options, an image with two sources, inputs without a submit button.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from service.blocks.shapes import (
    BLOCKS,
    CONFIRM,
    ELEMENTS,
    GROUP,
    ID,
    OPTION,
    PLACES,
    TEXT,
    VIEWS,
    Shape,
)

Json = Mapping[str, Any]

MESSAGE_TEXT = 40_000
MESSAGE_BLOCKS = 50
VIEW_BYTES = 250_000
MAY_BE_EMPTY = frozenset({"private_metadata", "callback_id", "initial_value"})


def message_problems(text: str, blocks: Sequence[Json]) -> list[str]:
    """Return one sentence per thing Slack would refuse; empty means fine.

    A message without notification text counts as a problem: Slack takes it, but
    the person's phone would show nothing that can be read.
    """
    return [
        *_string("text", text, MESSAGE_TEXT),
        *_entries("blocks", blocks, (0, MESSAGE_BLOCKS)),
        *_all_blocks(blocks),
    ]


def view_problems(view: Json) -> list[str]:
    """Return one sentence per thing Slack would refuse in a modal or Home view."""
    shape = VIEWS.get(str(view.get("type")))
    if shape is None:
        return [f"The view has the unknown type {view.get('type')!r}."]
    blocks = view.get("blocks") or []
    asks = any(_kind(block) == "input" for block in blocks)
    unsent = asks and view["type"] == "modal" and not view.get("submit")
    large = len(json.dumps(view).encode()) > VIEW_BYTES
    return [
        *_fits("view", view, shape),
        *_all_blocks(blocks),
        *(["view has input blocks but no submit."] if unsent else []),
        *([f"view is larger than {VIEW_BYTES} bytes."] if large else []),
    ]


def metadata_problems(metadata: Json) -> list[str]:
    """Return what is wrong with a message's metadata: a name and a payload."""
    name = metadata.get("event_type")
    named = isinstance(name, str) and re.fullmatch(r"[A-Za-z0-9_.:-]{1,255}", name)
    payload = metadata.get("event_payload")
    return [
        *([] if named else ["metadata.event_type is not a plain name."]),
        *([] if isinstance(payload, Mapping) else ["metadata has no event_payload."]),
    ]


def _all_blocks(blocks: Sequence[Json]) -> Iterator[str]:
    ids = [block.get("block_id") for block in blocks if _is_object(block)]
    yield from _twice("blocks", "block_id", ids)
    for index, block in enumerate(blocks):
        yield from _block(f"blocks[{index}]", block)


def _block(where: str, block: Json) -> Iterator[str]:
    shape = BLOCKS.get(_kind(block))
    if shape is None:
        yield f"{where} has the unknown block type {_kind(block)!r}."
        return
    yield from _fits(where, block, shape)
    yield from _string(f"{where}.block_id", block.get("block_id", "-"), ID)
    for index, text in enumerate(_list(block, "fields")):
        yield from _text(f"{where}.fields[{index}]", text, 2_000)
    inside = list(_inside(block))
    for name, element in inside:
        yield from _element(f"{where}.{name}", element, PLACES[_kind(block)])
    ids = [element.get("action_id") for _, element in inside if _is_object(element)]
    yield from _twice(where, "action_id", ids)


def _inside(block: Json) -> Iterator[tuple[str, Json]]:
    for name in ("accessory", "element"):
        if name in block:
            yield name, block[name]
    for index, element in enumerate(_list(block, "elements")):
        yield f"elements[{index}]", element


def _element(where: str, element: Json, allowed: frozenset[str]) -> Iterator[str]:
    kind = _kind(element)
    if kind not in allowed:
        yield f"{where} has the type {kind!r}, which cannot stand here."
        return
    if kind in {"plain_text", "mrkdwn"}:
        yield from _text(where, element, TEXT)
        return
    yield from _fits(where, element, ELEMENTS[kind])
    yield from _options(where, element)
    if "confirm" in element:
        yield from _fits(f"{where}.confirm", element["confirm"], CONFIRM)


def _options(where: str, element: Json) -> Iterator[str]:
    options = [(f"{where}.options", option) for option in _list(element, "options")]
    for group in _list(element, "option_groups"):
        yield from _fits(f"{where}.option_groups", group, GROUP)
        options += [(f"{where}.option_groups", one) for one in _list(group, "options")]
    for place, option in options:
        yield from _fits(place, option, OPTION)
    if "initial_options" in element and not element["initial_options"]:
        yield f"{where}.initial_options is empty."
    chosen = [element.get("initial_option"), *_list(element, "initial_options")]
    offered = [option for _, option in options]
    if any(option is not None and option not in offered for option in chosen):
        yield f"{where} starts with an option that it does not offer."


def _fits(where: str, thing: Json, shape: Shape) -> Iterator[str]:
    if not _is_object(thing):
        yield f"{where} is not an object."
        return
    yield from (f"{where} has no {name}." for name in shape.needs if name not in thing)
    yield from _choice(where, thing, shape)
    for name in _held(shape.plain, thing):
        path = f"{where}.{name}"
        yield from _text(path, thing[name], shape.plain[name], ("plain_text",))
    for name in _held(shape.texts, thing):
        yield from _text(f"{where}.{name}", thing[name], shape.texts[name])
    yield from _plain_values(where, thing, shape)


def _plain_values(where: str, thing: Json, shape: Shape) -> Iterator[str]:
    for name in _held(shape.strings, thing):
        yield from _string(f"{where}.{name}", thing[name], shape.strings[name])
    for name in _held(shape.lists, thing):
        yield from _entries(f"{where}.{name}", thing[name], shape.lists[name])
    for name in _held(shape.words, thing):
        if thing[name] not in shape.words[name]:
            yield f"{where}.{name} is {thing[name]!r}, not one of {shape.words[name]}."


def _held(rules: Mapping[str, object], thing: Json) -> list[str]:
    return [name for name in rules if name in thing]


def _choice(where: str, thing: Json, shape: Shape) -> Iterator[str]:
    one = [name for name in shape.exactly_one if name in thing]
    if shape.exactly_one and len(one) != 1:
        yield f"{where} needs exactly one of {', '.join(shape.exactly_one)}."
    if shape.at_least_one and not any(name in thing for name in shape.at_least_one):
        yield f"{where} needs {' or '.join(shape.at_least_one)}."


def _text(
    where: str,
    text: Any,
    most: int,
    kinds: tuple[str, ...] = ("plain_text", "mrkdwn"),
) -> Iterator[str]:
    if _kind(text) not in kinds:
        yield f"{where} is not a text object of type {' or '.join(kinds)}."
        return
    yield from _string(f"{where}.text", text.get("text"), most)


def _string(where: str, value: Any, most: int) -> Iterator[str]:
    if not isinstance(value, str):
        yield f"{where} is not a text."
    elif not value and where.rpartition(".")[2] not in MAY_BE_EMPTY:
        yield f"{where} is empty."
    elif len(value) > most:
        yield f"{where} has {len(value)} characters; Slack takes {most}."


def _entries(where: str, value: Any, bounds: tuple[int, int]) -> Iterator[str]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        yield f"{where} is not a list."
    elif not bounds[0] <= len(value) <= bounds[1]:
        yield f"{where} has {len(value)} entries; Slack takes {bounds[0]}-{bounds[1]}."


def _twice(where: str, name: str, ids: Iterable[Any]) -> Iterator[str]:
    for value, count in Counter(map(str, filter(None, ids))).items():
        if count > 1:
            yield f"{where} uses the {name} {value!r} {count} times."


def _kind(thing: Any) -> str:
    return str(thing.get("type")) if _is_object(thing) else "nothing"


def _is_object(thing: Any) -> bool:
    return isinstance(thing, Mapping)


def _list(thing: Json, name: str) -> Sequence[Any]:
    value = thing.get(name)
    return value if isinstance(value, Sequence) and not isinstance(value, str) else ()
