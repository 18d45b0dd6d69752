"""Hands and feet at the ends of the limbs."""

from service.drawing import anatomy
from service.drawing.anatomy import ARM, LEG
from service.drawing.pose import LimbPose
from service.drawing.vectors import (
    Frame,
    Vec,
    cross,
    far,
    minus,
    plus,
    square_to,
    times,
    unit,
)


def set_hand(  # noqa: PLR0913, PLR0917 - called in the same words as set_foot
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


def set_foot(  # noqa: PLR0913, PLR0917 - called in the same words as set_hand
    side: str,
    _of: LimbPose,
    ankle: Vec,
    way: Vec,
    leg: tuple[Vec, Frame],
    joints: dict[str, Vec],
    frames: dict[str, Frame],
) -> None:
    lower, base = leg
    front = plus(base.front, base.up)  # of thigh and shin, bent or straight
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
        joints[f"{side}_hip"],
        times(thigh, LEG.upper * 0.62),
        times(square_to(thigh, front), 7.5),
    )
    cap = times(square_to(lower, front), LEG.radii[1])
    joints[f"{side}_kneecap"] = plus(knee, cap)


def _toe(ball: Vec, toe: Vec, way: Vec) -> Vec:
    """Bend the toes where one stands on the ball of the foot."""
    stands = abs(ball[1] - anatomy.BALL_R) < 1.5
    if not stands or toe[1] >= anatomy.TOE_R - 0.5:
        return toe
    flat = times(unit((way[0], 0.0, way[2])), far(ball, toe))
    return ball[0] + flat[0], anatomy.TOE_R, ball[2] + flat[2]
