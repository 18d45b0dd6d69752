"""Puts a pose together: where each joint of the figure is."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

from service.core.errors import Refused
from service.drawing import anatomy
from service.drawing.anatomy import ARM, LEG
from service.drawing.pose import LIMBS, LimbPose, Pose
from service.drawing.vectors import (
    ROOM,
    ZERO,
    Frame,
    Vec,
    angle,
    bent,
    cross,
    dot,
    far,
    minus,
    mirrored,
    plus,
    square_to,
    times,
    unit,
)

SLACK = 0.6  # cm that a goal may lie out of reach: nobody sees it


@dataclass(frozen=True)
class Body:
    """Joints and named points by place, and the frames that move with the parts."""

    joints: Mapping[str, Vec]
    frames: Mapping[str, Frame]
    angles: Mapping[str, Mapping[str, float]]  # of each limb: for its fingers


def build(pose: Pose) -> Body:
    """Give the figure of a pose.

    Raises:
        Refused: a goal cannot be reached by a limb of this length.
    """
    if pose.pin is None:
        return _assembled(pose, pose.at, _in_order(pose))
    # Goals stand in the room: those limbs wait until the pinned one is in its place.
    free = [limb for limb in _in_order(pose) if pose.limbs[limb].goal is None]
    loose = _assembled(pose, ZERO, free).joints
    if pose.pin.part not in loose:
        raise Refused(f"there is no point {pose.pin.part!r} to pin.")
    at = minus(pose.pin.at, loose[pose.pin.part])
    return _assembled(pose, at, _in_order(pose))


def _assembled(pose: Pose, at: Vec, limbs: list[str]) -> Body:
    joints: dict[str, Vec] = {"pelvis": at}
    frames: dict[str, Frame] = {}
    _trunk(pose, joints, frames)
    for limb in limbs:
        _limb(limb, pose.limbs[limb], joints, frames)
    return Body(joints, frames, {name: limb.angles for name, limb in pose.limbs.items()})


def _in_order(pose: Pose) -> list[str]:
    """Legs before arms, and what rests on another limb after that one."""

    def rests(limb: str) -> bool:
        goal = pose.limbs[limb].goal
        return bool(goal and goal.part)

    return sorted(LIMBS, key=lambda limb: (limb.endswith("arm"), rests(limb)))


# ----------------------------------------------------------------------- trunk


def _trunk(pose: Pose, joints: dict[str, Vec], frames: dict[str, Frame]) -> None:
    n = pose.trunk
    frame = frames["pelvis"] = ROOM.turned(n["lean"], n["roll"], n["facing"])
    at = joints["pelvis"]
    for part, (name, length) in enumerate(
        zip(("waist", "chest", "nape"), anatomy.SPINE, strict=True)
    ):
        frame = frame.turned(n[f"spine_{part}"], n[f"side_{part}"], n[f"twist_{part}"])
        frames[f"spine_{part}"] = frame
        at = joints[name] = plus(at, times(frame.up, length))
    frames["chest"] = frame
    neck = frames["neck"] = frame.turned(n["neck"], n["neck_side"], n["neck_turn"])
    skull = joints["skull"] = plus(at, times(neck.up, anatomy.NECK))
    head = frames["head"] = neck.turned(n["nod"])
    joints["head"] = plus(skull, times(head.up, anatomy.SKULL))
    _landmarks(n["belly"], joints, frames)
    _girdles(n, joints, frames)


# A point, the joint it hangs on, the frame it moves with, and where: front, up, out.
_LANDMARKS: tuple[tuple[str, str, str, Vec], ...] = (
    ("seat", "pelvis", "pelvis", (-2.0, -anatomy.PELVIS_R, 0)),
    ("buttocks", "pelvis", "pelvis", (-anatomy.PELVIS_R, 0, 0)),
    ("back", "chest", "spine_2", (-anatomy.BACK_R, 2, 0)),
    ("upper_back", "nape", "chest", (-8.5, -5, 0)),
    ("low_back", "waist", "spine_1", (-8.5, 0, 0)),
    ("belly", "waist", "spine_1", (9.5, -4, 0)),
    ("breast", "chest", "spine_2", (11.0, 4, 0)),
    ("nose", "head", "head", (10.4, -1.0, 0)),
    ("chin", "head", "head", (7.5, -9.0, 0)),
    ("forehead", "head", "head", (9.5, 5.5, 0)),
    ("crown", "head", "head", (0, 10.5, 0)),
    ("head_back", "head", "head", (-10.5, 0, 0)),
)
_PAIRED: tuple[tuple[str, str, str, Vec], ...] = (
    ("temple", "head", "head", (1, 3, 10.5)),
    ("hip_crease", "pelvis", "pelvis", (9.5, 4, 11)),
    ("hip_side", "pelvis", "pelvis", (1, 9, 15.5)),
    ("hip_back", "pelvis", "pelvis", (-9.5, 8, 9)),
    ("rib", "chest", "spine_1", (2, -4, 14)),
    ("breast", "chest", "spine_2", (11, 5, 8)),
)


def _landmarks(
    belly: float, joints: dict[str, Vec], frames: Mapping[str, Frame]
) -> None:
    for name, joint, frame, local in _LANDMARKS:
        extra = (belly, 0.0, 0.0) if name == "belly" else ZERO
        joints[name] = plus(joints[joint], frames[frame].out(plus(local, extra)))
    for name, joint, frame, local in _PAIRED:
        place = frames[frame]
        joints[f"right_{name}"] = plus(joints[joint], place.out(local))
        joints[f"left_{name}"] = plus(joints[joint], place.out(mirrored(local)))


def _girdles(
    n: Mapping[str, float], joints: dict[str, Vec], frames: Mapping[str, Frame]
) -> None:
    for side, mirror in (("right", 1), ("left", -1)):
        front, up, out = anatomy.CLAVICLE
        outward = bent((0.0, 0.0, out), (0.0, out, 0.0), n[f"shrug_{side}"])
        forward = bent((0.0, 0.0, outward[2]), (outward[2], 0.0, 0.0), n[f"reach_{side}"])
        local = (front + forward[0], up + outward[1], forward[2] * mirror)
        joints[f"{side}_shoulder"] = plus(joints["nape"], frames["chest"].out(local))
        hip = frames["pelvis"].out((0.0, 0.0, anatomy.HIP_OUT * mirror))
        joints[f"{side}_hip"] = plus(joints["pelvis"], hip)


# ----------------------------------------------------------------------- limbs


def _limb(
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
    (_hand if arm else _foot)(side, limb, last, end, (lower, base), joints, frames)


def _solved(limb: LimbPose, base: Frame, side: str) -> tuple[Vec, Vec, Vec] | None:
    if limb.solved is None:
        return None
    flip = mirrored if side == "left" else tuple
    one, two, three = (base.out(flip(way)) for way in limb.solved)
    return one, two, three


def _arm(
    side: str, limb: LimbPose, root: Vec, base: Frame, joints: Mapping[str, Vec]
) -> tuple[Vec, Vec, Vec]:
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
) -> tuple[Vec, Vec, Vec]:
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
    ahead = base.front if abs(base.front[1]) < 0.9 else base.up  # noqa: PLR2004 - lies
    flat = unit((ahead[0], 0.0, ahead[2]))
    heading = bent(flat, cross(flat, (0.0, 1.0, 0.0)), turn)
    return heading, (0.0, 1.0, 0.0)


def _ankle_over(sole: Frame, pitch: float) -> Vec:
    """Give the ankle from the sole's place, with the heel or the toes lifted."""
    hinge = (anatomy.BALL if pitch > 0 else anatomy.HEEL)[0]
    lever = sole.turned(pitch).out((-hinge, anatomy.SOLE, 0.0))
    return plus(times(sole.front, hinge), lever)


def _leg_by_angles(side: str, limb: LimbPose, base: Frame) -> tuple[Vec, Vec, Vec]:
    a = limb.angles
    forward = bent((0.0, -1.0, 0.0), (1.0, 0.0, 0.0), a["hip"])
    thigh = bent(forward, (0.0, 0.0, 1.0), a["out"])
    level = square_to(thigh, (0.0, 0.0, 1.0))
    hinge = bent(level, cross(thigh, level), a["turn"])
    shank = bent(thigh, cross(thigh, hinge), a["knee"])
    foot = bent(cross(hinge, shank), shank, a["ankle"])
    flip = mirrored if side == "left" else tuple
    one, two, three = (base.out(flip(way)) for way in (thigh, shank, foot))
    return one, two, three


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


# ------------------------------------------------------------- hands and feet


def _hand(  # noqa: PLR0913, PLR0917 - called in the same words as _foot
    side: str,
    limb: LimbPose,
    wrist: Vec,
    way: Vec,
    arm: tuple[Vec, Frame],
    joints: dict[str, Vec],
    frames: dict[str, Frame],
) -> None:
    lower, base = arm
    joints[f"{side}_hand"] = plus(wrist, times(way, ARM.grip))
    joints[f"{side}_fingers"] = plus(wrist, times(way, ARM.tip))
    joints[f"{side}_forearm"] = plus(wrist, times(lower, -ARM.lower / 2))
    palm = limb.palm.seen(base, side) if limb.palm else (0.0, -1.0, 0.0)
    front = square_to(way, palm)
    frames[f"{side}_hand"] = Frame(front, way, cross(front, way))


def _foot(  # noqa: PLR0913, PLR0917 - called in the same words as _hand
    side: str,
    limb: LimbPose,
    ankle: Vec,
    way: Vec,
    leg: tuple[Vec, Frame],
    joints: dict[str, Vec],
    frames: dict[str, Frame],
) -> None:
    lower, _base = leg
    up = square_to(way, times(lower, -1))
    frame = frames[f"{side}_foot"] = Frame(way, up, cross(way, up))
    for name, local in (
        ("heel", anatomy.HEEL),
        ("ball", anatomy.BALL),
        ("toe", anatomy.TOE),
        ("sole", (0.0, -anatomy.SOLE, 0.0)),
    ):
        joints[f"{side}_{name}"] = plus(ankle, frame.out(local))
    joints[f"{side}_toe"] = _toe(joints[f"{side}_ball"], joints[f"{side}_toe"], way)
    joints[f"{side}_shin"] = plus(ankle, times(lower, -LEG.lower / 2))
    knee = plus(ankle, times(lower, -LEG.lower))
    thigh = unit(minus(knee, joints[f"{side}_hip"]))
    joints[f"{side}_thigh"] = plus(
        joints[f"{side}_hip"], times(thigh, LEG.upper * 0.62),
        times(square_to(thigh, up), 7.5),
    )
    joints[f"{side}_kneecap"] = plus(knee, times(square_to(lower, thigh), 4.0))


def _toe(ball: Vec, toe: Vec, way: Vec) -> Vec:
    """Bend the toes where one stands on the ball of the foot."""
    stands = abs(ball[1] - anatomy.BALL_R) < 1.5  # noqa: PLR2004 - cm above the floor
    if not stands or toe[1] >= anatomy.TOE_R - 0.5:
        return toe
    flat = times(unit((way[0], 0.0, way[2])), far(ball, toe))
    return ball[0] + flat[0], anatomy.TOE_R, ball[2] + flat[2]


def bend_of(one: Vec, middle: Vec, end: Vec) -> float:
    """Give how far a joint is bent: 0 is straight."""
    return angle(minus(middle, one), minus(end, middle))


def is_ahead(frame: Frame, vector: Vec) -> bool:
    return dot(frame.front, vector) > 0
