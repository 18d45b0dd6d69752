"""Vectors and frames in space: x ahead, y up, z to the figure's right; in cm."""

from math import acos, cos, hypot, radians, sin
from typing import NamedTuple

Vec = tuple[float, float, float]
ZERO: Vec = (0.0, 0.0, 0.0)


def plus(*vectors: Vec) -> Vec:
    xs, ys, zs = zip(*vectors, strict=True)
    return sum(xs), sum(ys), sum(zs)


def times(vector: Vec, factor: float) -> Vec:
    return vector[0] * factor, vector[1] * factor, vector[2] * factor


def minus(vector: Vec, other: Vec) -> Vec:
    return plus(vector, times(other, -1))


def dot(one: Vec, other: Vec) -> float:
    return one[0] * other[0] + one[1] * other[1] + one[2] * other[2]


def cross(a: Vec, b: Vec) -> Vec:
    return (
        a[1] * b[2] - a[2] * b[1],
        a[2] * b[0] - a[0] * b[2],
        a[0] * b[1] - a[1] * b[0],
    )


def size(vector: Vec) -> float:
    return hypot(*vector)


def far(one: Vec, other: Vec) -> float:
    return size(minus(one, other))


def unit(vector: Vec) -> Vec:
    return times(vector, 1 / (size(vector) or 1))


def mirrored(vector: Vec) -> Vec:
    return vector[0], vector[1], -vector[2]


def between(one: Vec, other: Vec, share: float) -> Vec:
    return plus(times(one, 1 - share), times(other, share))


def angle(one: Vec, other: Vec) -> float:
    """Give the angle between two directions, in degrees."""
    cosine = dot(unit(one), unit(other))
    return acos(max(-1.0, min(1.0, cosine))) * 180 / 3.141592653589793


def square_to(axis: Vec, wish: Vec) -> Vec:
    """Give the direction nearest to a wish that stands square to an axis."""
    for candidate in (wish, (0.31, 0.83, 0.47)):
        rest = minus(candidate, times(axis, dot(candidate, axis)))
        if size(rest) > 1e-3:
            return unit(rest)
    return unit((axis[1], -axis[0], 0.0))


def bent(axis: Vec, aside: Vec, degrees: float) -> Vec:
    """Turn one direction by so many degrees towards another, square to it."""
    turn = radians(degrees)
    return plus(times(axis, cos(turn)), times(aside, sin(turn)))


def swung(one: Vec, other: Vec, share: float) -> Vec:
    """Go a share of the way from one direction to another, on the great circle."""
    whole = angle(one, other)
    if whole < 1e-6:
        return one
    return bent(one, square_to(one, other), whole * share)


class Frame(NamedTuple):
    """Three directions, square to each other, that move with a part of the body."""

    front: Vec
    up: Vec
    right: Vec

    def out(self, local: Vec) -> Vec:
        """Give a local vector (front, up, right) in the room's axes."""
        parts = zip(self, local, strict=True)
        return plus(*(times(axis, amount) for axis, amount in parts))

    def local(self, vector: Vec) -> Vec:
        return dot(vector, self.front), dot(vector, self.up), dot(vector, self.right)

    def turned(self, forward: float, right: float = 0, turn: float = 0) -> "Frame":
        """Turn to the right, then lean forward, then lean to the right: degrees."""
        front, aside = (
            bent(self.front, self.right, turn),
            bent(self.right, times(self.front, -1), turn),
        )
        up, front = (
            bent(self.up, front, forward),
            bent(front, times(self.up, -1), forward),
        )
        tipped = bent(up, aside, right)
        return Frame(front, tipped, bent(aside, times(up, -1), right))

    def towards(self, other: "Frame", share: float) -> "Frame":
        up = swung(self.up, other.up, share)
        front = square_to(up, swung(self.front, other.front, share))
        return Frame(front, up, cross(front, up))


ROOM = Frame((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
