"""How far each joint goes: a table, and the measuring of a figure against it.

AAOS: American Academy of Orthopaedic Surgeons, Joint Motion: Method of Measuring and
Recording (1965). Design: what a picture may show beyond one plane or under load.
"""

from collections.abc import Iterator, Mapping
from math import asin, atan2, degrees
from typing import NamedTuple

from service.drawing.figure import Body
from service.drawing.pose import SIDES, Pose
from service.drawing.vectors import (
    Frame,
    Vec,
    angle,
    cross,
    dot,
    minus,
    mirrored,
    size,
    square_to,
    unit,
)


class Range(NamedTuple):
    low: float
    high: float
    source: str


RANGES: Mapping[str, Range] = {
    "spine forward": Range(-60, 90, "design: AAOS has 25 back, 80 forward, hips held"),
    "a third of the spine forward": Range(-30, 35, "design"),
    "spine aside": Range(-35, 35, "AAOS"),
    "spine turned": Range(-45, 45, "AAOS"),
    "neck and head forward": Range(-50, 50, "AAOS 45, and 5 for the drawing"),
    "neck forward": Range(-20, 48, "design"),
    "nod": Range(-48, 30, "design"),
    "neck aside": Range(-45, 45, "AAOS"),
    "neck turned": Range(-75, 75, "design: AAOS has 60; 80 is usual in the young"),
    "shrug": Range(-12, 35, "design"),
    "reach of the shoulder": Range(-30, 35, "design"),
    "belly": Range(-4, 5, "design"),
    "shoulder behind, arm low": Range(0, 60, "AAOS"),
    "shoulder behind, arm level": Range(0, 50, "design: AAOS has 30"),
    "shoulder behind, arm high": Range(0, 30, "design"),
    "shoulder across": Range(0, 55, "design"),
    "elbow": Range(0, 152, "AAOS 150, and 2 for the drawing"),
    "wrist": Range(0, 95, "design: AAOS has 80 down, 70 up; more under a hand"),
    "hip forward": Range(-32, 128, "AAOS 30 and 120, and some for the drawing"),
    "hip aside": Range(-32, 62, "design: AAOS has 30 and 45 with a straight hip"),
    "hip turned": Range(-50, 80, "design: AAOS has 45; more with a bent hip"),
    "knee": Range(0, 158, "design: AAOS has 135; kneeling goes further"),
    "ankle": Range(-42, 58, "design: AAOS has 20 up without load, 50 down"),
}

_BENT = 15  # degrees: a straighter knee does not show which way its leg is turned


def measured(pose: Pose, body: Body) -> Iterator[tuple[str, str, float]]:
    """Give (whose, the range's name, degrees) for every joint of a figure."""
    yield from _trunk(pose.trunk)
    for side in SIDES:
        yield from ((f"{side} ", name, n) for name, n in _arm(side, body))
        yield from ((f"{side} ", name, n) for name, n in _leg(side, body))


def _trunk(n: Mapping[str, float]) -> Iterator[tuple[str, str, float]]:
    for key, name in (("spine", "forward"), ("side", "aside"), ("twist", "turned")):
        yield "", f"spine {name}", sum(n[f"{key}_{part}"] for part in range(3))
    for part in range(3):
        yield "", "a third of the spine forward", n[f"spine_{part}"]
    yield "", "neck and head forward", n["neck"] + n["nod"]
    for key, name in (
        ("neck", "neck forward"),
        ("nod", "nod"),
        ("neck_side", "neck aside"),
        ("neck_turn", "neck turned"),
        ("belly", "belly"),
    ):
        yield "", name, n[key]
    for side in SIDES:
        yield f"{side} ", "shrug", n[f"shrug_{side}"]
        yield f"{side} ", "reach of the shoulder", n[f"reach_{side}"]


def _local(base: Frame, side: str, vector: Vec) -> Vec:
    local = base.local(unit(vector))
    return mirrored(local) if side == "left" else local


def _arm(side: str, body: Body) -> Iterator[tuple[str, float]]:
    at = {
        name: body.joints[f"{side}_{name}"]
        for name in ("shoulder", "elbow", "wrist", "hand")
    }
    upper = minus(at["elbow"], at["shoulder"])
    front, up, out = _local(body.frames["chest"], side, upper)
    height = "low" if up < -0.5 else "level" if up < 0.35 else "high"
    yield f"shoulder behind, arm {height}", degrees(asin(max(0.0, min(1.0, -front))))
    yield "shoulder across", degrees(asin(max(0.0, min(1.0, -out))))
    yield "elbow", bend_of(at["shoulder"], at["elbow"], at["wrist"])
    yield "wrist", bend_of(at["elbow"], at["wrist"], at["hand"])


def _leg(side: str, body: Body) -> Iterator[tuple[str, float]]:
    hip, knee, ankle = (body.joints[f"{side}_{n}"] for n in ("hip", "knee", "ankle"))
    thigh, shank = unit(minus(knee, hip)), unit(minus(ankle, knee))
    base = body.frames["pelvis"]
    front, up, out = _local(base, side, thigh)
    if abs(out) < 0.95:
        yield "hip forward", degrees(atan2(front, -up))
    yield "hip aside", degrees(asin(max(-1.0, min(1.0, out))))
    yield "knee", bend_of(hip, knee, ankle)
    if bend_of(hip, knee, ankle) > _BENT:
        yield "hip turned", _turn(thigh, shank, base) * (1 if side == "right" else -1)
    yield "ankle", 90 - angle(body.frames[f"{side}_foot"].front, shank)


def _turn(thigh: Vec, shank: Vec, base: Frame) -> float:
    """Give how far a thigh is turned to the right: a knee bends round its hinge."""
    hinge = cross(shank, thigh)
    level = square_to(thigh, base.right)
    if not size(hinge):
        return 0.0
    return degrees(atan2(dot(hinge, cross(thigh, level)), dot(hinge, level)))


def bend_of(one: Vec, middle: Vec, end: Vec) -> float:
    """Give how far a joint is bent: 0 is straight."""
    return angle(minus(middle, one), minus(end, middle))
