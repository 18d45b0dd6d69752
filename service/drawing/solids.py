"""Rounded solids and bars: what things in the room are made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf
from typing import Any, NamedTuple

from service.drawing.vectors import Vec, far

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


def block(
    low: Vec, high: Vec, tone: str, radius: float = 1.0, depth: float | None = BEHIND
) -> Piece:
    """Give a box with rounded edges."""
    xs, ys, zs = ((a + radius, b - radius) for a, b in zip(low, high, strict=True))
    corners = tuple((x, y, z) for x in xs for y in ys for z in zs)
    return Piece(tone, corners, radius, depth=depth)


def bar(tone: str, radius: float, *points: Vec, depth: float | None = BEHIND) -> Piece:
    return Piece(tone, points, radius, bar=True, depth=depth)
