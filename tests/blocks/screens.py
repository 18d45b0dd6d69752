"""Plays a person who fills in a modal, from nothing but the view itself."""

from collections.abc import Collection, Mapping
from typing import Any

from service.forms.fields import Given
from web.slack import payloads

Json = Mapping[str, Any]


def inputs_of(view: Json) -> dict[str, Json]:
    """Give block_id -> element of each input."""
    return {
        block["block_id"]: block["element"]
        for block in view["blocks"]
        if block["type"] == "input"
    }


def values_of(view: Json, block_id: str) -> list[str]:
    """Give the values that a question offers."""
    return [option["value"] for option in inputs_of(view)[block_id]["options"]]


def submitted(view: Json, **given: Any) -> Given:
    """Send what stands in a modal, changed by ``given``, as Slack would; read it.

    Checkboxes take a collection of values, the others one value or None.
    """
    elements = inputs_of(view)
    assert given.keys() <= elements.keys()
    return sent(
        {
            block_id: {element["action_id"]: _answer(element, given.get(block_id, ...))}
            for block_id, element in elements.items()
        }
    )


def sent(values: Json) -> Given:
    """Read ``view.state.values`` as our door for Slack does."""
    return payloads.given({"state": {"values": values}})


def _answer(element: Json, given: Any) -> dict[str, Any]:
    kind = element["type"]
    if kind == "timepicker":
        at = element.get("initial_time") if given is ... else given
        return {"type": kind, "selected_time": at}
    if kind == "checkboxes":
        ticked = _ticked(element, given)
        return {"type": kind, "selected_options": ticked}
    if given is ...:
        return {"type": kind, "selected_option": element.get("initial_option")}
    return {"type": kind, "selected_option": next(iter(_offered(element, given)), None)}


def _ticked(element: Json, given: Any) -> list[Json]:
    if given is ...:
        return list(element.get("initial_options", []))
    return _offered(element, *given)


def _offered(element: Json, *values: str | None) -> list[Json]:
    wanted: Collection[str] = [value for value in values if value is not None]
    found = [one for one in element["options"] if one["value"] in wanted]
    assert len(found) == len(set(wanted)), "the person can only take what is offered"
    return found
