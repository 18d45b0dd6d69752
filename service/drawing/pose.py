"""Values of a pose: numbers for the trunk, and for each limb angles or a goal."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from service.drawing.vectors import ZERO, Frame, Vec, between, mirrored, plus

SIDES = ("right", "left")
ARMS = ("right_arm", "left_arm")
LEGS = ("right_leg", "left_leg")
LIMBS = LEGS + ARMS

# Degrees; forward and to the right are positive.
TRUNK: Mapping[str, float] = {
    "lean": 0,  # of the pelvis: 90 lies face down, -90 on the back
    "roll": 0,
    "facing": 0,
    **{f"{way}_{part}": 0 for way in ("spine", "side", "twist") for part in range(3)},
    "neck": 14,
    "nod": -14,
    "neck_side": 0,
    "neck_turn": 0,
    **{f"{what}_{side}": 0 for what in ("shrug", "reach") for side in SIDES},
    "belly": 0,  # cm
}

ARM_ANGLES: Mapping[str, float] = {
    "raise": 8,  # from hanging along the trunk
    "plane": 0,  # 0 to the front, 90 to the side, 180 to the back
    "elbow": 12,
    "wrist": 0,  # towards the palm
    "tilt": 0,  # towards the thumb
    "spread": 0,
    "knuckle": 12,
    "finger": 16,
    "fingertip": 10,
}
LEG_ANGLES: Mapping[str, float] = {
    "hip": 0,  # thigh to the front
    "out": 3,  # thigh to the side
    "turn": 0,  # thigh turned outwards
    "knee": 0,
    "ankle": 0,  # toes down
    "pitch": 0,  # of a foot with a goal: heel up; below 0 the toes up
    "toe_out": 6,
}


@dataclass(frozen=True)
class Direction:
    """A wish in the axes of the body (front, head, out) and of the room."""

    body: Vec = ZERO
    room: Vec = ZERO

    def seen(self, frame: Frame, side: str) -> Vec:
        body, room = self.body, self.room
        if side == "left":
            body, room = mirrored(body), mirrored(room)
        return plus(frame.out(body), room)

    def towards(self, other: "Direction", share: float) -> "Direction":
        return Direction(
            between(self.body, other.body, share), between(self.room, other.room, share)
        )


@dataclass(frozen=True)
class Goal:
    """Where a palm or a sole is: a place in the room, or beside a named point."""

    by: Vec
    part: str = ""

    def mirrored(self) -> "Goal":
        return Goal(mirrored(self.by), self.part)


@dataclass(frozen=True)
class LimbPose:
    """How one limb stands: by angles, by a goal, or by the directions of its bones.

    ``point`` is where the fingers point, ``palm`` where the palm looks; ``solved``
    are directions in the frame of the trunk, for frames between unlike key poses.
    """

    angles: Mapping[str, float]
    bend: Direction
    goal: Goal | None = None
    point: Direction | None = None
    palm: Direction | None = None
    solved: tuple[Vec, Vec, Vec] | None = None

    def towards(self, other: "LimbPose", share: float) -> "LimbPose":
        goal = self.goal
        if goal and other.goal:
            goal = replace(goal, by=between(goal.by, other.goal.by, share))
        return replace(
            self,
            angles=mixed(self.angles, other.angles, share),
            bend=self.bend.towards(other.bend, share),
            goal=goal,
            point=_way(self.point, other.point, share),
            palm=_way(self.palm, other.palm, share),
        )

    def is_like(self, other: "LimbPose") -> bool:
        """Tell whether a frame between the two can be told in their own terms."""
        mine, theirs = self.goal, other.goal
        if (self.point is None) != (other.point is None):
            return False
        if mine is None or theirs is None:
            return mine is theirs and self.bend == other.bend
        return mine.part == theirs.part


@dataclass(frozen=True)
class Pin:
    """A named point of the body that stays at a place; the pelvis follows."""

    part: str
    at: Vec


@dataclass(frozen=True)
class Pose:
    """A whole figure; ``at`` is the middle of the hip joints unless it is pinned."""

    trunk: Mapping[str, float]
    limbs: Mapping[str, LimbPose]
    at: Vec
    pin: Pin | None = None
    touch: Mapping[str, str] = field(default_factory=dict)


def mixed(
    one: Mapping[str, float], other: Mapping[str, float], share: float
) -> dict[str, float]:
    return {key: one[key] + (other[key] - one[key]) * share for key in one}


def _way(
    one: Direction | None, other: Direction | None, share: float
) -> Direction | None:
    return one.towards(other, share) if one and other else one
