"""Arrows: the way of a point from one key pose to the next, beside the figure."""

from itertools import pairwise
from math import hypot

from service.core.errors import Refused
from service.drawing.camera import Camera
from service.drawing.figure import build
from service.drawing.limbs import point_of
from service.drawing.motion import eased, midway
from service.drawing.reading import Arrow, Drawing
from service.drawing.shapes import Area, Layer, Line, Spot

ARROW_WIDTH, ARROW_HEAD = 5.0, 13.0
ARROW_LEAST = 30.0  # px: a shorter way is drawn longer, about its middle


def arrow_way(drawing: Drawing, arrow: Arrow, view: Camera) -> list[Spot]:
    """Give the way of an arrow on the card, from tail to tip."""
    first, last = (drawing.keys[n].pose for n in arrow.poses)
    bodies = build(first), build(last)
    shares = [0.0, 1.0] if arrow.way else [n / 14 for n in range(15)]
    spots = [
        view.see(
            point_of(
                arrow.of,
                "right",
                build(
                    midway((first, bodies[0]), (last, bodies[1]), eased(share))
                ).joints,
            )
        )
        for share in shares
    ]
    shift = arrow.shift[0] * view.scale, -arrow.shift[1] * view.scale
    if arrow.way:
        x, y = spots[0]
        dx, dy = arrow.way[0] * view.scale, -arrow.way[1] * view.scale
        spots = [(x - dx / 2, y - dy / 2), (x + dx / 2, y + dy / 2)]
    moved = [(x + shift[0], y + shift[1]) for x, y in spots]
    return _long_enough(moved if arrow.way else _smooth(moved), view.scale)


def _smooth(way: list[Spot]) -> list[Spot]:
    """Give the one bow through the start, the middle and the end of a way."""
    (ax, ay), (mx, my), (bx, by) = way[0], way[len(way) // 2], way[-1]
    pull = 2 * mx - (ax + bx) / 2, 2 * my - (ay + by) / 2
    return [
        (
            (1 - t) ** 2 * ax + 2 * t * (1 - t) * pull[0] + t * t * bx,
            (1 - t) ** 2 * ay + 2 * t * (1 - t) * pull[1] + t * t * by,
        )
        for t in (n / 16 for n in range(17))
    ]


def _long_enough(way: list[Spot], scale: float) -> list[Spot]:
    length = sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(way))
    least = ARROW_LEAST if scale != 1.0 else ARROW_LEAST / 2.2
    if length < 1e-6:
        raise Refused("an arrow follows a point that does not move: give it a way.")
    if length >= least:
        return way
    grow = least / length
    x, y = way[len(way) // 2]
    return [(x + (a - x) * grow, y + (b - y) * grow) for a, b in way]


def arrow_layer(way: list[Spot]) -> Layer:
    """Draw a line that ends in a head; the line stops inside the head."""
    tip = way[-1]
    back = next(
        (s for s in reversed(way) if hypot(s[0] - tip[0], s[1] - tip[1]) >= ARROW_HEAD),
        way[0],
    )
    far = hypot(tip[0] - back[0], tip[1] - back[1]) or 1.0
    u, v = (tip[0] - back[0]) / far, (tip[1] - back[1]) / far
    foot = tip[0] - u * ARROW_HEAD, tip[1] - v * ARROW_HEAD
    wing = ARROW_HEAD * 0.62
    head = Area(
        (
            tip,
            (foot[0] - v * wing, foot[1] + u * wing),
            (foot[0] + v * wing, foot[1] - u * wing),
        )
    )
    kept = [s for s in way if hypot(s[0] - tip[0], s[1] - tip[1]) > ARROW_HEAD]
    line = Line((*kept, (foot[0] + u * 2, foot[1] + v * 2)), ARROW_WIDTH)
    return Layer("arrow", (line, head), halo=True)
