"""Puts arms and legs together: by angles, or by the place that they reach."""

from collections.abc import Mapping
from math import sqrt

from service.core.errors import Refused
from service.drawing import anatomy
from service.drawing.anatomy import ARM, LEG
from service.drawing.ends import set_foot, set_hand
from service.drawing.pose import LimbPose
from service.drawing.vectors import (
    ZERO,
    Frame,
    Vec,
    bent,
    cross,
    far,
    minus,
    mirrored,
    plus,
    square_to,
    times,
    unit,
)

Bones = tuple[Vec, Vec, Vec]
"""The directions of the upper bone, of the lower one, and of the hand or foot."""

SLACK = 0.6  # cm that a goal may lie out of reach: nobody sees it


def set_limb(
    name: str, limb: LimbPose, joints: dict[str, Vec], frames: dict[str, Frame]
) -> None:
    side, kind = name.split("_")
    arm = kind == "arm"
    bones = ARM if arm else LEG
    root = joints[f"{side}_{'shoulder' if arm else 'hip'}"]
    base = frames["chest" if arm else "pelvis"]
    solve = _arm if arm else _leg
    upper, lower, end = solve(side, limb, root, base, joints)
    middle = plus(root, times(upper, bones.upper))
    last = plus(middle, times(lower, bones.lower))
    joints[f"{side}_{'elbow' if arm else 'knee'}"] = middle
    joints[f"{side}_{'wrist' if arm else 'ankle'}"] = last
    (set_hand if arm else set_foot)(
        side, limb, last, end, (lower, base), joints, frames
    )


def _outwards(side: str, base: Frame, ways: tuple[Vec, Vec, Vec]) -> Bones:
    """Give a right limb's directions in the room, as this side has them."""
    one, two, three = (
        base.out(mirrored(way) if side == "left" else way) for way in ways
    )
    return one, two, three


def _solved(limb: LimbPose, base: Frame, side: str) -> Bones | None:
    if limb.solved is None:
        return None
    return _outwards(side, base, limb.solved)


def _arm(
    side: str, limb: LimbPose, root: Vec, base: Frame, joints: Mapping[str, Vec]
) -> Bones:
    given = _solved(limb, base, side)
    if given:
        return given
    palm = limb.palm.seen(base, side) if limb.palm else base.out((-0.3, 0, 0))
    point = unit(limb.point.seen(base, side)) if limb.point else None
    wish = limb.bend.seen(base, side)
    if limb.goal is None:
        upper, lower = _arm_by_angles(side, limb, base, wish)
    else:
        upper, lower = _arm_by_goal(side, limb, (root, wish), point, joints)
    return upper, lower, point or _hand_way(limb, lower, palm)


def _arm_by_angles(
    side: str, limb: LimbPose, base: Frame, wish: Vec
) -> tuple[Vec, Vec]:
    a = limb.angles
    to_side = bent((1.0, 0.0, 0.0), (0.0, 0.0, 1.0), a["plane"])
    local = bent((0.0, -1.0, 0.0), to_side, a["raise"])
    upper = base.out(mirrored(local) if side == "left" else local)
    return upper, bent(upper, square_to(upper, wish), a["elbow"])


def _arm_by_goal(
    side: str,
    limb: LimbPose,
    at: tuple[Vec, Vec],
    point: Vec | None,
    joints: Mapping[str, Vec],
) -> tuple[Vec, Vec]:
    root, wish = at
    goal = place(side, limb, joints)
    if point:
        goal = minus(goal, times(point, ARM.grip))
        return two_bones(f"{side} hand", root, goal, (ARM.upper, ARM.lower), wish)
    lengths = (ARM.upper, ARM.lower + ARM.grip)
    return two_bones(f"{side} hand", root, goal, lengths, wish)


def _hand_way(limb: LimbPose, lower: Vec, palm: Vec) -> Vec:
    across = square_to(lower, palm)
    thumb = cross(lower, across)
    way = bent(lower, across, limb.angles["wrist"])
    return bent(way, square_to(way, thumb), limb.angles["tilt"])


def _leg(
    side: str, limb: LimbPose, root: Vec, base: Frame, joints: Mapping[str, Vec]
) -> Bones:
    given = _solved(limb, base, side)
    if given:
        return given
    if limb.goal is None:
        return _leg_by_angles(side, limb, base)
    heading, up = _sole(side, limb, base)
    local = (Frame(heading, up, cross(heading, up)), limb.angles["pitch"])
    ankle = plus(place(side, limb, joints), _ankle_over(*local))
    upper, lower = two_bones(
        f"{side} foot",
        root,
        ankle,
        (LEG.upper, LEG.lower),
        limb.bend.seen(base, side),
    )
    return upper, lower, local[0].turned(limb.angles["pitch"]).front


def _sole(side: str, limb: LimbPose, base: Frame) -> tuple[Vec, Vec]:
    """Give where a foot with a goal points, and what is up for it."""
    if limb.point:
        heading = unit(limb.point.seen(base, side))
        return heading, square_to(heading, base.front)
    turn = limb.angles["toe_out"] * (-1 if side == "left" else 1)
    ahead = base.front if abs(base.front[1]) < 0.9 else base.up
    flat = unit((ahead[0], 0.0, ahead[2]))
    heading = bent(flat, cross(flat, (0.0, 1.0, 0.0)), turn)
    return heading, (0.0, 1.0, 0.0)


def _ankle_over(sole: Frame, pitch: float) -> Vec:
    """Give the ankle from the sole's place, with the heel or the toes lifted."""
    hinge = (anatomy.BALL if pitch > 0 else anatomy.HEEL)[0]
    lever = sole.turned(pitch).out((-hinge, anatomy.SOLE, 0.0))
    return plus(times(sole.front, hinge), lever)


def _leg_by_angles(side: str, limb: LimbPose, base: Frame) -> Bones:
    a = limb.angles
    forward = bent((0.0, -1.0, 0.0), (1.0, 0.0, 0.0), a["hip"])
    thigh = bent(forward, (0.0, 0.0, 1.0), a["out"])
    level = square_to(thigh, (0.0, 0.0, 1.0))
    hinge = bent(level, cross(thigh, level), a["turn"])
    shank = bent(thigh, cross(thigh, hinge), a["knee"])
    foot = bent(cross(hinge, shank), shank, a["ankle"])
    return _outwards(side, base, (thigh, shank, foot))


def place(side: str, limb: LimbPose, joints: Mapping[str, Vec]) -> Vec:
    """Give the place of a limb's goal; raises Refused for an unknown point."""
    goal = limb.goal
    if goal is None:
        return ZERO
    by = mirrored(goal.by) if side == "left" else goal.by
    return plus(point_of(goal.part, side, joints), by) if goal.part else by


def point_of(name: str, side: str, joints: Mapping[str, Vec]) -> Vec:
    """Give a named point: ``knee`` is of the same side, ``other_knee`` of the other."""
    other = "left" if side == "right" else "right"
    for full in (name, f"{side}_{name}", name.replace("other_", f"{other}_", 1)):
        if full in joints:
            return joints[full]
    raise Refused(f"there is no point {name!r}; there are {', '.join(sorted(joints))}.")


def two_bones(
    who: str, root: Vec, end: Vec, lengths: tuple[float, float], wish: Vec
) -> tuple[Vec, Vec]:
    """Give the directions of two bones between two places, bent towards a wish.

    Raises:
        Refused: the end is too far away, or too near, for bones of these lengths.
    """
    one, two = lengths
    distance = far(root, end)
    off = max(distance - one - two, abs(one - two) - distance)
    if off > SLACK:
        how = "too far away" if distance > one + two else "too near"
        start, goal = (f"({x:.0f}, {y:.0f}, {z:.0f})" for x, y, z in (root, end))
        raise Refused(
            f"the {who} is asked to be {off:.0f} cm {how}: the limb starts at {start}, "
            f"its wrist or ankle would be at {goal}, and it is {one + two:.0f} cm long."
        )
    way = unit(minus(end, root))
    reach = max(abs(one - two), min(one + two, distance))
    along = (one * one - two * two + reach * reach) / (2 * reach)
    aside = times(square_to(way, wish), sqrt(max(0.0, one * one - along * along)))
    middle = plus(times(way, along), aside)
    return unit(middle), unit(minus(times(way, reach), middle))
