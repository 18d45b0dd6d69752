"""The exercise file read by its tags alone: a second opinion that shares no rule.

What the simulation and the proof hold the engine against, so it uses none of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

# The C parser is ten times faster, where it was built.
_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Card = Mapping[str, Any]
"""One exercise as it stands in the file."""

SET_UP_S = 8
ITEM_S = 75
CARE_STEP = 2
BLOOD_PRESSURE_HOLD_S = 10

_AT_A_DESK = frozenset({"none", "chair", "desk"})
_IN_A_ROOM = _AT_A_DESK | {"wall", "doorway"}
PLACES: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "desk": (frozenset({"desk"}), _AT_A_DESK),
    "office": (frozenset({"desk", "office"}), _IN_A_ROOM),
    "home": (frozenset({"desk", "office", "home"}), _IN_A_ROOM),
}
"""Where a person moves -> settings of the cards that go there, and what is at hand."""

GROUPS: Mapping[str, tuple[int, frozenset[str]]] = {
    "pull": (5, frozenset({"pull", "shoulder"})),
    "chest": (3, frozenset({"chest_open"})),
    "back": (3, frozenset({"thoracic", "backbend"})),
    "neck": (2, frozenset({"neck"})),
    "legs": (2, frozenset({"squat", "lunge"})),
    "hinge": (2, frozenset({"hinge"})),
    "core": (2, frozenset({"core_front", "core_back"})),
    "hips": (2, frozenset({"hip_mobility"})),
    "push": (2, frozenset({"push"})),
    "calf": (1, frozenset({"calf"})),
    "wrist": (1, frozenset({"wrist"})),
    "overhead": (1, frozenset({"overhead"})),
    "behind_body": (1, frozenset({"behind_body"})),
}
"""Group -> how often in a week of 15 routines, and the patterns or themes of it."""
ON_FEET = "on_feet"
"""To stand or walk, once a day."""
SITS = frozenset({"legs", "hinge", "hips", "calf", ON_FEET})
"""No week of somebody in a wheelchair has to hold these."""
FULL_WEEK, SHORT_WEEK, SHORT_SHARE = 15, 10, 0.6
"""Routines of a full week; with two a day, the share of each group that it holds."""


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """Some weeks of the ramp: what a day and a routine may hold; seconds, steps 1-4."""

    week: int
    routines: int
    shortest: int
    longest: int
    level: int
    step: int
    open_share: float


RAMP = (
    Stretch(
        week=1, routines=2, shortest=60, longest=90, level=1, step=2, open_share=0.6
    ),
    Stretch(
        week=3, routines=3, shortest=90, longest=120, level=2, step=3, open_share=0.5
    ),
    Stretch(
        week=5, routines=3, shortest=120, longest=180, level=3, step=4, open_share=0.4
    ),
    Stretch(
        week=9, routines=4, shortest=120, longest=180, level=4, step=4, open_share=0.4
    ),
)
OVERUSE = "overuse"
OVERUSE_OPENS_LESS = 0.05
"""From week 5 on overuse opens 35 of a hundred seconds instead of 40."""


def stretch_of(week: int) -> Stretch:
    return next(one for one in reversed(RAMP) if one.week <= week)


def open_target(week: int, category: str) -> float:
    """Give the share of time that opens rather than builds."""
    less = category == OVERUSE and week >= RAMP[2].week
    return round(stretch_of(week).open_share - OVERUSE_OPENS_LESS * less, 2)


@cache
def by_id() -> Mapping[str, Card]:
    text = files("service.data").joinpath("exercises.yaml").read_text("utf-8")
    document = yaml.load(text, Loader=_Loader)  # noqa: S506 - is safe
    return {card["id"]: card for card in document["exercises"]}


def forbidden(
    card: Card, level: int, place: str, kit: frozenset[str], limits: frozenset[str]
) -> str | None:
    """Say what forbids a card to a person; None where nothing does."""
    settings, there = PLACES[place]
    rules = {
        "guidance": card["kind"] == "guidance",
        "level": card["level"] > level,
        "place": card["setting"] not in settings,
        "equipment": not set(card["equipment"]) <= there | kit,
        "limit": bool(limits.intersection(card["avoid"])),
        "wheelchair": "wheelchair" in limits and card["position"] != "seated",
    }
    return next((rule for rule, is_broken in rules.items() if is_broken), None)


def doses(card: Card, most: int, limits: frozenset[str]) -> list[int]:
    """Give the seconds of each dose up to step ``most`` that the limits allow."""
    cap = min(most, CARE_STEP) if limits.intersection(card["care"]) else most
    short_holds = card["kind"] == "strengthen" and "hypertension" in limits
    return [
        dose["est_s"]
        for dose in card["dose"]
        if dose["step"] <= cap
        and dose["est_s"] <= ITEM_S
        and not (short_holds and dose["hold_s"] > BLOOD_PRESSURE_HOLD_S)
    ]


def groups_of(card: Card) -> frozenset[str]:
    """Name what a card counts for in a week."""
    has = {card["pattern"], *card["themes"]}
    found = {name for name, (_, of) in GROUPS.items() if has & of}
    stands = card["position"] in {"standing", "wall"} or card["pattern"] == "move"
    return frozenset(found | ({ON_FEET} if stands else set()))


def opens(card: Card) -> bool:
    return card["kind"] in {"stretch", "mobility"}


def builds(card: Card) -> bool:
    return bool(card["kind"] == "strengthen")


def wanted(routines: int) -> dict[str, int]:
    """Say how often a week of so many routines should hold each group."""
    is_full = routines >= FULL_WEEK
    scale = 1.0 if is_full else SHORT_SHARE * routines / SHORT_WEEK
    return {name: int(scale * often + 0.5) for name, (often, _) in GROUPS.items()}
