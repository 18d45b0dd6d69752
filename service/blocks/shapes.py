"""Slack's limits as tables: what each block, element and view must and may hold.

The numbers are Slack's own (Block Kit reference and modal views).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

VIEW_BLOCKS = 100
TEXT = 3_000
ID = 255


@dataclass(frozen=True, kw_only=True)
class Shape:
    """What one kind of object must hold, and how much of it Slack takes."""

    needs: tuple[str, ...] = ()
    exactly_one: tuple[str, ...] = ()
    at_least_one: tuple[str, ...] = ()
    plain: Mapping[str, int] = field(default_factory=dict)
    """Texts that must be plain_text, with the most characters."""
    texts: Mapping[str, int] = field(default_factory=dict)
    """Texts that may be plain_text or mrkdwn."""
    strings: Mapping[str, int] = field(default_factory=dict)
    lists: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """The fewest and the most entries."""
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


IDS = {"action_id": ID}
MENU = {"placeholder": 150}
IMAGE_SOURCES = ("image_url", "slack_file")

BLOCKS: Mapping[str, Shape] = {
    "section": Shape(
        at_least_one=("text", "fields"), texts={"text": TEXT}, lists={"fields": (1, 10)}
    ),
    "header": Shape(needs=("text",), plain={"text": 150}),
    "divider": Shape(),
    "context": Shape(needs=("elements",), lists={"elements": (1, 10)}),
    "actions": Shape(needs=("elements",), lists={"elements": (1, 25)}),
    "input": Shape(needs=("label", "element"), plain={"label": 2_000, "hint": 2_000}),
    "image": Shape(
        needs=("alt_text",),
        exactly_one=IMAGE_SOURCES,
        plain={"title": 2_000},
        strings={"alt_text": 2_000, "image_url": 3_000},
    ),
}

ELEMENTS: Mapping[str, Shape] = {
    "button": Shape(
        needs=("text",),
        plain={"text": 75},
        strings={"value": 2_000, "url": 3_000, "accessibility_label": 75, **IDS},
        words={"style": ("primary", "danger")},
    ),
    "static_select": Shape(
        exactly_one=("options", "option_groups"),
        plain=MENU,
        strings=IDS,
        lists={"options": (1, 100), "option_groups": (1, 100)},
    ),
    "multi_static_select": Shape(
        exactly_one=("options", "option_groups"),
        plain=MENU,
        strings=IDS,
        lists={"options": (1, 100), "option_groups": (1, 100)},
    ),
    "overflow": Shape(needs=("options",), strings=IDS, lists={"options": (1, 5)}),
    "checkboxes": Shape(needs=("options",), strings=IDS, lists={"options": (1, 10)}),
    "radio_buttons": Shape(needs=("options",), strings=IDS, lists={"options": (1, 10)}),
    "timepicker": Shape(plain=MENU, strings=IDS),
    "datepicker": Shape(plain=MENU, strings=IDS),
    "plain_text_input": Shape(plain=MENU, strings={"initial_value": TEXT, **IDS}),
    "number_input": Shape(needs=("is_decimal_allowed",), plain=MENU, strings=IDS),
    "image": Shape(
        needs=("alt_text",),
        exactly_one=IMAGE_SOURCES,
        strings={"alt_text": 2_000, "image_url": 3_000},
    ),
}

PICKERS = frozenset(ELEMENTS) - {"image", "plain_text_input", "number_input"}
PLACES: Mapping[str, frozenset[str]] = {
    "actions": PICKERS - {"multi_static_select"},
    "section": PICKERS | {"image"},
    "context": frozenset({"image", "plain_text", "mrkdwn"}),
    "input": frozenset(ELEMENTS) - {"image", "button", "overflow"},
}

OPTION = Shape(
    needs=("text", "value"),
    texts={"text": 75, "description": 75},
    strings={"value": 150},
)
GROUP = Shape(
    needs=("label", "options"), plain={"label": 75}, lists={"options": (1, 100)}
)
CONFIRM = Shape(
    needs=("title", "text", "confirm", "deny"),
    plain={"title": 100, "confirm": 30, "deny": 30},
    texts={"text": 300},
    words={"style": ("primary", "danger")},
)
VIEW_STRINGS = {"private_metadata": 3_000, "callback_id": ID, "external_id": ID}
VIEWS: Mapping[str, Shape] = {
    "modal": Shape(
        needs=("title", "blocks"),
        plain={"title": 24, "submit": 24, "close": 24},
        strings=VIEW_STRINGS,
        lists={"blocks": (1, VIEW_BLOCKS)},
    ),
    "home": Shape(
        needs=("blocks",), strings=VIEW_STRINGS, lists={"blocks": (1, VIEW_BLOCKS)}
    ),
}
