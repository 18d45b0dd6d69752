"""Things in the room: how they look, and what one can touch of them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import inf
from typing import Any, NamedTuple

from service.core.errors import Refused
from service.drawing.figure import point_of
from service.drawing.vectors import Vec, far, minus, plus, times

BEHIND, BEFORE = -inf, inf


class Box(NamedTuple):
    """A solid between two corners; what is soft gives way by some cm."""

    low: Vec
    high: Vec
    soft: float = 0.0

    def distance(self, at: Vec) -> float:
        """Give how far a place is from the solid; below 0 inside it."""
        gaps = [
            max(low - n, n - high)
            for n, low, high in zip(at, self.low, self.high, strict=True)
        ]
        outside = [max(gap, 0.0) for gap in gaps]
        return far((outside[0], outside[1], outside[2]), (0, 0, 0)) or max(gaps)


FLOOR = Box((-inf, -inf, -inf), (inf, 0.0, inf))


@dataclass(frozen=True)
class Piece:
    """A rounded solid round these places, or a bar along them."""

    tone: str
    points: tuple[Vec, ...]
    radius: float
    bar: bool = False
    depth: float | None = BEHIND  # none: as near as it is


class Prop(NamedTuple):
    pieces: list[Piece]
    boxes: Mapping[str, Box]


About = Mapping[str, Any]
Joints = Mapping[str, Vec]


def block(low: Vec, high: Vec, tone: str, radius: float = 1.0, depth: float | None = BEHIND) -> Piece:
    """Give a box with rounded edges."""
    xs, ys, zs = (
        (a + radius, b - radius) for a, b in zip(low, high, strict=True)
    )
    corners = tuple((x, y, z) for x in xs for y in ys for z in zs)
    return Piece(tone, corners, radius, depth=depth)


def bar(tone: str, radius: float, *points: Vec, depth: float | None = BEHIND) -> Piece:
    return Piece(tone, points, radius, bar=True, depth=depth)


# ------------------------------------------------------------------- furniture


def _chair(about: About, joints: Joints) -> Prop:
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


def _wheelchair(about: About, joints: Joints) -> Prop:
    x, top = about.get("x", 0.0), about.get("height", 44.0)
    pieces = []
    for z, depth in ((-24.0, BEHIND), (24.0, BEHIND)):
        tone = "prop_light" if z < 0 else "prop"
        pieces.append(_wheel((x - 14, 30, z), 28.5, tone, depth))
        pieces.append(_wheel((x + 27, 9, z), 7.5, tone, depth))
    frame = bar("prop_dark", 1.6, (x - 26, top + 34, 0), (x - 20, top - 3, 0), (x + 22, top - 3, 0), (x + 34, 12, 0), (x + 46, 4, 0))
    handle = bar("prop_dark", 1.8, (x - 26, top + 34, 0), (x - 35, top + 37, 0))
    seat = block((x - 22, top - 5, -21), (x + 20, top, 21), "prop_dark", 2.0)
    boxes = {
        "chair": Box((x - 22, top - 5, -21), (x + 20, top, 21), soft=3.0),
        "backrest": Box((x - 29, top + 4, -20), (x - 23.5, top + 40, 20), soft=2.5),
    }
    return Prop([*pieces, seat, frame, handle], boxes)


def _wheel(middle: Vec, radius: float, tone: str, depth: float) -> Piece:
    from math import cos, pi, sin

    rim = tuple(
        plus(middle, (radius * cos(a), radius * sin(a), 0.0))
        for a in (2 * pi * step / 28 for step in range(29))
    )
    return Piece(tone, rim, 1.5, bar=True, depth=depth)


def _desk(about: About, joints: Joints) -> Prop:
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


def _wall(about: About, joints: Joints) -> Prop:
    """Give a wall before the figure (x above 0) or behind it."""
    x = about.get("x", 60.0)
    away = 14.0 if x > 0 else -14.0
    low, high = min(x, x + away), max(x, x + away)
    box = Box((low, 0.0, -110.0), (high, 260.0, 110.0))
    half = about.get("half", 16.0)
    seen = block((low, 0.0, -half), (high, 260.0, half), "prop_light", 0.5)
    return Prop([seen], {"wall": box})


def _doorway(about: About, joints: Joints) -> Prop:
    """Give a door frame that one walks through, seen from any side."""
    x, half, high = about.get("x", 14.0), about.get("half", 42.0), 212.0
    posts = {
        "left_post": Box((x - 6, 0.0, -half - 12), (x + 6, high, -half)),
        "right_post": Box((x - 6, 0.0, half), (x + 6, high, half + 12)),
    }
    lintel = block((x - 6, high - 10, -half - 12), (x + 6, high, half + 12), "prop_light")
    return Prop(
        [lintel, *(block(b.low, b.high, "prop_light") for b in posts.values())], posts
    )


def _mat(about: About, joints: Joints) -> Prop:
    x, long, half = about.get("x", 0.0), about.get("long", 190.0), 32.0
    low, high = (x - long / 2, -1.6, -half), (x + long / 2, 0.0, half)
    return Prop([block(low, high, "mat", 0.6)], {})


def _slab(name: str, tone: str) -> Callable[[About, Joints], Prop]:
    def made(about: About, joints: Joints) -> Prop:
        x, y = about.get("x", 0.0), about.get("y", 0.0)
        long, high, half = (
            about.get(key, usual) for key, usual in (("long", 40.0), ("high", 15.0), ("half", 24.0))
        )
        box = Box((x - long / 2, y, -half), (x + long / 2, y + high, half), about.get("soft", 0.0))
        return Prop([block(box.low, box.high, tone, 1.5)], {name: box})

    return made


# -------------------------------------------------------------------- in hand


def spot(raw: Any, joints: Joints) -> Vec:
    """Give a place from [x, y, z], a point's name, or a name with a shift."""
    if isinstance(raw, str):
        return point_of(raw, "right", joints)
    if isinstance(raw, Mapping):
        ((name, by),) = raw.items()
        return plus(point_of(name, "right", joints), (by[0], by[1], by[2]))
    x, y, z = [*raw, 0.0][:3]
    return float(x), float(y), float(z)


def _cord(tone: str, radius: float) -> Callable[[About, Joints], Prop]:
    """Give a band, a towel or a rope along named points or places."""

    def made(about: About, joints: Joints) -> Prop:
        points = tuple(spot(one, joints) for one in about["along"])
        depth = {"behind": BEHIND, "before": BEFORE}.get(about.get("layer", ""), None)
        return Prop([bar(tone, about.get("radius", radius), *points, depth=depth)], {})

    return made


def _dumbbell(about: About, joints: Joints) -> Prop:
    """Give a short bar with a weight at each end, in each hand that is named."""
    pieces: list[Piece] = []
    axis = {"ahead": (1.0, 0, 0), "across": (0, 0, 1.0), "up": (0, 1.0, 0)}[
        about.get("axis", "ahead")
    ]
    for hand in about.get("in", ["right_hand", "left_hand"]):
        at = spot(hand, joints)
        ends = [plus(at, times(axis, way * 8.5)) for way in (-1, 1)]
        near = 3.0
        depth = None if about.get("layer") is None else BEFORE
        pieces.append(Piece("prop_dark", (ends[0], ends[1]), 1.6, bar=True, depth=depth))
        for end in ends:
            inner = minus(end, times(minus(end, at), 0.35))
            pieces.append(Piece("held", (end, inner), 4.4 - near * 0, bar=False, depth=depth))
    return Prop(pieces, {})


def _roll(about: About, joints: Joints) -> Prop:
    at, radius = spot(about["at"], joints), about.get("radius", 5.0)
    ends = plus(at, (0, 0, -20)), plus(at, (0, 0, 20))
    box = Box(plus(at, (-radius, -radius, -20)), plus(at, (radius, radius, 20)), soft=4.0)
    return Prop([Piece("held", ends, radius)], {"roll": box})


def _anchor(about: About, joints: Joints) -> Prop:
    """Give the post or door that a band or a cable hangs on."""
    x = about.get("x", 90.0)
    box = Box((x, 0.0, -20.0), (x + 8, about.get("high", 200.0), 20.0))
    return Prop([block(box.low, box.high, "prop_light")], {"anchor": box})


def _shape(about: About, joints: Joints) -> Prop:
    """Give one free solid or bar: for what has no name of its own."""
    points = tuple(spot(one, joints) for one in about["along"])
    depth = {"behind": BEHIND, "before": BEFORE}.get(about.get("layer", "behind"), None)
    piece = Piece(
        about.get("tone", "prop"), points, about.get("radius", 2.0), bar=about.get("bar", True), depth=depth
    )
    return Prop([piece], {})


PROPS: Mapping[str, Callable[[About, Joints], Prop]] = {
    "chair": _chair,
    "wheelchair": _wheelchair,
    "desk": _desk,
    "wall": _wall,
    "doorway": _doorway,
    "mat": _mat,
    "step": _slab("step", "prop"),
    "bench": _slab("bench", "prop"),
    "pad": _slab("pad", "mat"),
    "band": _cord("held", 1.1),
    "towel": _cord("held", 2.2),
    "rope": _cord("prop_dark", 0.9),
    "dumbbell": _dumbbell,
    "roll": _roll,
    "anchor": _anchor,
    "shape": _shape,
}


def furnished(props: Mapping[str, About], joints: Joints) -> Prop:
    """Give all props of a picture as one.

    A name may be followed by a number, for a second one of its kind: ``shape 2``.
    """
    pieces: list[Piece] = []
    boxes: dict[str, Box] = {"floor": FLOOR}
    for name, about in props.items():
        kind = name.split(" ")[0]
        if kind not in PROPS:
            raise Refused(f"there is no prop {kind!r}: {', '.join(sorted(PROPS))}.")
        one = PROPS[kind](about, joints)
        pieces += one.pieces
        boxes |= one.boxes
    return Prop(pieces, boxes)


def places(pieces: Iterable[Piece]) -> Iterable[tuple[Vec, float]]:
    for piece in pieces:
        for at in piece.points:
            yield at, piece.radius
