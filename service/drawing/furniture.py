"""Chairs, desks, walls and floors."""

from collections.abc import Callable
from math import cos, pi, sin

from service.drawing.solids import BEHIND, About, Box, Joints, Piece, Prop, bar, block
from service.drawing.vectors import Vec, plus


def chair(about: About, joints: Joints) -> Prop:
    x, top = about.get("x", 0.0), about.get("height", 44.0)
    back = about.get("back", 40.0)
    legs = [
        bar("prop_light", 1.7, (x + a, top - 4, z), (x + b, 1.7, z))
        for a, b in ((-18, -21), (16, 19))
        for z in (-18, 18)
    ]
    seat = block((x - 22, top - 5, -21), (x + 20, top, 21), "prop", 2.0)
    rest = Piece(
        "prop",
        tuple(
            (x - 24 - lean, y, z)
            for lean, y in ((0, top + 6), (3, top + back - 2))
            for z in (-18, 18)
        ),
        2.2,
    )
    post = bar("prop_dark", 1.7, (x - 20, top - 2, 0), (x - 25, top + 14, 0))
    boxes = {
        "chair": Box((x - 22, top - 5, -21), (x + 20, top, 21), soft=3.0),
        "backrest": Box((x - 29, top + 4, -20), (x - 23.5, top + back, 20), soft=2.5),
    }
    if not back:
        return Prop([*legs, seat], {"chair": boxes["chair"]})
    return Prop([*legs, post, rest, seat], boxes)


def wheelchair(about: About, joints: Joints) -> Prop:
    x, top = about.get("x", 0.0), about.get("height", 44.0)
    pieces = []
    for z, depth in ((-24.0, BEHIND), (24.0, BEHIND)):
        tone = "prop_light" if z < 0 else "prop"
        pieces.append(_wheel((x - 14, 30, z), 28.5, tone, depth))
        pieces.append(_wheel((x + 27, 9, z), 7.5, tone, depth))
    frame = bar(
        "prop_dark",
        1.6,
        (x - 26, top + 34, 0),
        (x - 20, top - 3, 0),
        (x + 22, top - 3, 0),
        (x + 34, 12, 0),
        (x + 46, 4, 0),
    )
    handle = bar("prop_dark", 1.8, (x - 26, top + 34, 0), (x - 35, top + 37, 0))
    seat = block((x - 22, top - 5, -21), (x + 20, top, 21), "prop_dark", 2.0)
    boxes = {
        "chair": Box((x - 22, top - 5, -21), (x + 20, top, 21), soft=3.0),
        "backrest": Box((x - 29, top + 4, -20), (x - 23.5, top + 40, 20), soft=2.5),
    }
    return Prop([*pieces, seat, frame, handle], boxes)


def _wheel(middle: Vec, radius: float, tone: str, depth: float) -> Piece:
    rim = tuple(
        plus(middle, (radius * cos(a), radius * sin(a), 0.0))
        for a in (2 * pi * step / 28 for step in range(29))
    )
    return Piece(tone, rim, 1.5, bar=True, depth=depth)


def desk(about: About, joints: Joints) -> Prop:
    left, top = about.get("x", 30.0), about.get("height", 74.0)
    right = left + about.get("deep", 70.0)
    half = about.get("half", 55.0)
    board = (left, top - 3.5, -half), (right, top, half)
    legs = [
        bar("prop_light", 1.8, (x, top - 3, z), (x, 1.8, z))
        for x in (left + 6, right - 6)
        for z in (-half + 4, half - 4)
    ]
    return Prop([*legs, block(*board, "prop", 1.6)], {"desk": Box(*board)})


def wall(about: About, joints: Joints) -> Prop:
    """Give a wall before the figure (x above 0) or behind it."""
    x = about.get("x", 60.0)
    away = 14.0 if x > 0 else -14.0
    low, high = min(x, x + away), max(x, x + away)
    box = Box((low, 0.0, -110.0), (high, 260.0, 110.0))
    half = about.get("half", 16.0)
    seen = block((low, 0.0, -half), (high, 260.0, half), "prop_light", 0.5)
    return Prop([seen], {"wall": box})


def doorway(about: About, joints: Joints) -> Prop:
    """Give a door frame that one walks through, seen from any side."""
    x, half, high = about.get("x", 14.0), about.get("half", 42.0), 212.0
    posts = {
        "left_post": Box((x - 6, 0.0, -half - 12), (x + 6, high, -half)),
        "right_post": Box((x - 6, 0.0, half), (x + 6, high, half + 12)),
    }
    lintel = block(
        (x - 6, high - 10, -half - 12), (x + 6, high, half + 12), "prop_light"
    )
    return Prop(
        [lintel, *(block(b.low, b.high, "prop_light") for b in posts.values())], posts
    )


def mat(about: About, joints: Joints) -> Prop:
    x, long, half = about.get("x", 0.0), about.get("long", 190.0), 32.0
    low, high = (x - long / 2, -1.6, -half), (x + long / 2, 0.0, half)
    return Prop([block(low, high, "mat", 0.6)], {})


def slab(name: str, tone: str) -> Callable[[About, Joints], Prop]:
    def made(about: About, joints: Joints) -> Prop:
        x, y = about.get("x", 0.0), about.get("y", 0.0)
        long, high, half = (
            about.get(key, usual)
            for key, usual in (("long", 40.0), ("high", 15.0), ("half", 24.0))
        )
        box = Box(
            (x - long / 2, y, -half),
            (x + long / 2, y + high, half),
            about.get("soft", 0.0),
        )
        return Prop([block(box.low, box.high, tone, 1.5)], {name: box})

    return made
