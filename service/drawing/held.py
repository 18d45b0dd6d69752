"""What the figure holds or pulls, and what has no name of its own."""

from collections.abc import Callable, Mapping
from typing import Any

from service.drawing.limbs import point_of
from service.drawing.solids import (
    BEFORE,
    BEHIND,
    About,
    Box,
    Joints,
    Piece,
    Prop,
    bar,
    block,
)
from service.drawing.vectors import Vec, minus, plus, times


def spot(raw: Any, joints: Joints) -> Vec:
    """Give a place from [x, y, z], a point's name, or a name with a shift."""
    if isinstance(raw, str):
        return point_of(raw, "right", joints)
    if isinstance(raw, Mapping):
        ((name, by),) = raw.items()
        return plus(point_of(name, "right", joints), (by[0], by[1], by[2]))
    x, y, z = [*raw, 0.0][:3]
    return float(x), float(y), float(z)


def cord(tone: str, radius: float) -> Callable[[About, Joints], Prop]:
    """Give a band, a towel or a rope along named points or places."""

    def made(about: About, joints: Joints) -> Prop:
        points = tuple(spot(one, joints) for one in about["along"])
        depth = {"behind": BEHIND, "before": BEFORE}.get(about.get("layer", ""))
        return Prop([bar(tone, about.get("radius", radius), *points, depth=depth)], {})

    return made


def dumbbell(about: About, joints: Joints) -> Prop:
    """Give a short bar with a weight at each end, in each hand that is named."""
    pieces: list[Piece] = []
    axis = {"ahead": (1.0, 0, 0), "across": (0, 0, 1.0), "up": (0, 1.0, 0)}[
        about.get("axis", "ahead")
    ]
    for hand in about.get("in", ["right_hand", "left_hand"]):
        at = spot(hand, joints)
        ends = [plus(at, times(axis, way * 8.5)) for way in (-1, 1)]
        depth = None if about.get("layer") is None else BEFORE
        pieces.append(
            Piece("prop_dark", (ends[0], ends[1]), 1.6, bar=True, depth=depth)
        )
        for end in ends:
            inner = minus(end, times(minus(end, at), 0.35))
            pieces.append(Piece("held", (end, inner), 4.4, depth=depth))
    return Prop(pieces, {})


def roll(about: About, joints: Joints) -> Prop:
    at, radius = spot(about["at"], joints), about.get("radius", 5.0)
    ends = plus(at, (0, 0, -20)), plus(at, (0, 0, 20))
    box = Box(
        plus(at, (-radius, -radius, -20)), plus(at, (radius, radius, 20)), soft=4.0
    )
    return Prop([Piece("held", ends, radius)], {"roll": box})


def anchor(about: About, joints: Joints) -> Prop:
    """Give the post or door that a band or a cable hangs on."""
    x = about.get("x", 90.0)
    box = Box((x, 0.0, -20.0), (x + 8, about.get("high", 200.0), 20.0))
    return Prop([block(box.low, box.high, "prop_light")], {"anchor": box})


def shape(about: About, joints: Joints) -> Prop:
    """Give one free solid or bar: for what has no name of its own."""
    points = tuple(spot(one, joints) for one in about["along"])
    depth = {"behind": BEHIND, "before": BEFORE}.get(about.get("layer", "behind"))
    piece = Piece(
        about.get("tone", "prop"),
        points,
        about.get("radius", 2.0),
        bar=about.get("bar", True),
        depth=depth,
    )
    return Prop([piece], {})
