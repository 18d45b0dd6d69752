"""Puts a pose together: where each joint of the figure is."""

from collections.abc import Mapping
from dataclasses import dataclass

from service.core.errors import Refused
from service.drawing.limbs import set_limb
from service.drawing.pose import LIMBS, Pose
from service.drawing.trunk import set_trunk
from service.drawing.vectors import ZERO, Frame, Vec, minus


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
    set_trunk(pose, joints, frames)
    for limb in limbs:
        set_limb(limb, pose.limbs[limb], joints, frames)
    return Body(
        joints, frames, {name: limb.angles for name, limb in pose.limbs.items()}
    )


def _in_order(pose: Pose) -> list[str]:
    """Legs before arms, and what rests on another limb after that one."""

    def rests(limb: str) -> bool:
        goal = pose.limbs[limb].goal
        return bool(goal and goal.part)

    return sorted(LIMBS, key=lambda limb: (limb.endswith("arm"), rests(limb)))
