"""From key poses to frames: eases in and out, and rests in each key pose."""

from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from service.drawing.figure import Body, build
from service.drawing.limbs import Bones
from service.drawing.pose import ARMS, LIMBS, LimbPose, Pin, Pose, mixed
from service.drawing.reading import Drawing
from service.drawing.vectors import between, minus, mirrored, swung, unit

STEP_MS = 90
MOVE_STEPS = 9  # 0.81 s from one key pose to the next
REST_MS = 600
HELD_MS = 1400


class Moment(NamedTuple):
    """One frame: the figure, how long it is shown, and which way it goes."""

    body: Body
    ms: int
    away: bool  # towards the last key pose, or resting at the start


def moments(drawing: Drawing, steps: int = MOVE_STEPS) -> list[Moment]:
    """Give the frames of one cycle; where nothing moves, the arrows come and go."""
    keys = list(drawing.keys)
    if len(keys) == 1:
        body = build(keys[0].pose)
        return [Moment(body, HELD_MS, away) for away in (True, False)]
    stops = [
        *range(len(keys)),
        *([0] if drawing.loop else range(len(keys) - 2, -1, -1)),
    ]
    bodies = [build(key.pose) for key in keys]
    shown: list[Moment] = []
    for leg, (here, there) in enumerate(pairwise(stops)):
        away = drawing.loop or leg < len(keys) - 1
        hold = keys[here].hold
        rest = REST_MS if hold is None else round(hold * 1000)
        shown.append(Moment(bodies[here], max(rest, STEP_MS), away))
        for step in range(1, steps):
            share = eased(step / steps)
            pose = midway(
                (keys[here].pose, bodies[here]),
                (keys[there].pose, bodies[there]),
                share,
            )
            shown.append(Moment(build(pose), STEP_MS, away))
    return shown


def eased(share: float) -> float:
    return share * share * (3 - 2 * share)


def midway(one: tuple[Pose, Body], other: tuple[Pose, Body], share: float) -> Pose:
    """Give the pose a share of the way between two, with every bone's length kept."""
    (start, from_body), (end, to_body) = one, other
    limbs = {
        limb: start.limbs[limb].towards(end.limbs[limb], share)
        if start.limbs[limb].is_like(end.limbs[limb])
        else _swung(
            start.limbs[limb], _bones(from_body, limb), _bones(to_body, limb), share
        )
        for limb in LIMBS
    }
    trunk = mixed(start.trunk, end.trunk, share)
    pin = _pin(start, end, share)
    at = between(from_body.joints["pelvis"], to_body.joints["pelvis"], share)
    return Pose(trunk=trunk, limbs=limbs, at=at, pin=pin, touch=start.touch)


def _pin(start: Pose, end: Pose, share: float) -> Pin | None:
    if start.pin and end.pin and start.pin.part == end.pin.part:
        return Pin(start.pin.part, between(start.pin.at, end.pin.at, share))
    return None


def _bones(body: Body, limb: str) -> Bones:
    """Give a limb's directions in the trunk's axes, as a right limb's."""
    side = limb.split("_", maxsplit=1)[0]
    names = ("shoulder elbow wrist" if limb in ARMS else "hip knee ankle").split()
    a, b, c = (body.joints[f"{side}_{name}"] for name in names)
    base = body.frames["chest" if limb in ARMS else "pelvis"]
    end = (
        minus(body.joints[f"{side}_hand"], c)
        if limb in ARMS
        else body.frames[f"{side}_foot"].front
    )
    one, two, three = (
        mirrored(base.local(unit(way))) if side == "left" else base.local(unit(way))
        for way in (minus(b, a), minus(c, b), end)
    )
    return one, two, three


def _swung(limb: LimbPose, start: Bones, end: Bones, share: float) -> LimbPose:
    one, two, three = (swung(a, b, share) for a, b in zip(start, end, strict=True))
    return replace(limb, solved=(one, two, three), goal=None)
