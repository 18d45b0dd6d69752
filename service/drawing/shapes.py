"""Flat shapes on the card, in pixels: what both writers know how to draw."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import acos, atan2, cos, hypot, pi, sin

Spot = tuple[float, float]
_STEPS = 28


@dataclass(frozen=True)
class Taper:
    """Two discs and what a tight string round both holds: a limb's bone."""

    start: Spot
    start_r: float
    end: Spot
    end_r: float

    def outline(self) -> list[Spot]:
        return hull([*ring(self.start, self.start_r), *ring(self.end, self.end_r)])

    def tangents(self) -> tuple[Spot, Spot, Spot, Spot] | None:
        """Give where the string leaves the discs; none where one holds the other."""
        dx, dy = self.end[0] - self.start[0], self.end[1] - self.start[1]
        far, less = hypot(dx, dy), self.start_r - self.end_r
        if far <= abs(less) + 1e-6:
            return None
        way, open_ = atan2(dy, dx), acos(less / far)
        one, two = way + open_, way - open_
        return (
            _on(self.start, self.start_r, one),
            _on(self.end, self.end_r, one),
            _on(self.end, self.end_r, two),
            _on(self.start, self.start_r, two),
        )


@dataclass(frozen=True)
class Area:
    """A filled outline."""

    points: tuple[Spot, ...]

    def outline(self) -> list[Spot]:
        return list(self.points)


@dataclass(frozen=True)
class Line:
    """A line with round ends and corners."""

    points: tuple[Spot, ...]
    width: float


Shape = Taper | Area | Line


@dataclass(frozen=True)
class Layer:
    """Shapes of one colour; ``halo`` parts them from what lies behind."""

    tone: str
    shapes: tuple[Shape, ...]
    halo: bool = False


def disc(middle: Spot, radius: float) -> Taper:
    return Taper(middle, radius, middle, radius)


def _on(middle: Spot, radius: float, turn: float) -> Spot:
    return middle[0] + radius * cos(turn), middle[1] + radius * sin(turn)


def ring(middle: Spot, radius: float, steps: int = _STEPS) -> list[Spot]:
    return [_on(middle, radius, 2 * pi * step / steps) for step in range(steps)]


def hull(spots: Iterable[Spot]) -> list[Spot]:
    """Give the convex hull, by Andrew's monotone chain, in the sense of a taper."""
    ordered = sorted(set(spots))
    if len(ordered) <= 2:
        return ordered
    return [*_half(ordered), *_half(ordered[::-1])][::-1]


def _half(ordered: list[Spot]) -> list[Spot]:
    chain: list[Spot] = []
    for spot in ordered:
        while len(chain) > 1 and _turn(chain[-2], chain[-1], spot) <= 0:
            chain.pop()
        chain.append(spot)
    return chain[:-1]


def _turn(a: Spot, b: Spot, c: Spot) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def box_of(shapes: Iterable[Shape]) -> tuple[float, float, float, float]:
    """Give left, top, right, bottom."""
    spots = [spot for shape in shapes for spot in _extremes(shape)]
    xs, ys = [x for x, _ in spots], [y for _, y in spots]
    return min(xs), min(ys), max(xs), max(ys)


def _extremes(shape: Shape) -> list[Spot]:
    if isinstance(shape, Line):
        half = shape.width / 2
        return [(x + d, y + d) for x, y in shape.points for d in (-half, half)]
    return shape.outline()
