"""The parts of the desk drawings: a jointed figure, its poses, furniture, marks."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import cos, hypot, radians, sin

Point = tuple[float, float]

FLOOR = 90.0
TABLE = 62.0
HEAD_RADIUS = 6.6

# Joint, the joint that it hangs on, and the length of the bone between them; a
# parent stands before its children. Left and right: seen from the front or above.
BONES: tuple[tuple[str, str, float], ...] = (
    ("waist", "hip", 13.5),
    ("neck", "waist", 13.5),
    ("head", "neck", 10.5),
    ("shoulder", "neck", 5),
    ("elbow", "shoulder", 15),
    ("hand", "elbow", 14),
    ("knee", "hip", 20),
    ("ankle", "knee", 20),
    ("toe", "ankle", 7),
    ("left_shoulder", "neck", 9),
    ("left_elbow", "left_shoulder", 15),
    ("left_hand", "left_elbow", 14),
    ("right_shoulder", "neck", 9),
    ("right_elbow", "right_shoulder", 15),
    ("right_hand", "right_elbow", 14),
)
BODY = (("neck", "head"), ("hip", "knee", "ankle", "toe"))
ARMS = (
    ("neck", "shoulder", "elbow", "hand"),
    ("neck", "left_shoulder", "left_elbow", "left_hand"),
    ("neck", "right_shoulder", "right_elbow", "right_hand"),
)


def towards(start: Point, angle: float, length: float) -> Point:
    turn = radians(angle)
    return start[0] + length * cos(turn), start[1] - length * sin(turn)


@dataclass(frozen=True, kw_only=True)
class Pose:
    """Where one joint is, and each bone's direction: 0 is ahead, 90 is up."""

    at: Point
    angles: Mapping[str, float]
    root: str = "hip"
    face: float | None = -6  # where the nose points; nobody sees it from the front

    def but(
        self, at: Point | None = None, face: float | None = None, **angles: float
    ) -> "Pose":
        return Pose(
            at=at or self.at,
            angles={**self.angles, **angles},
            root=self.root,
            face=self.face if face is None else face,
        )

    def joints(self) -> Mapping[str, Point]:
        found = {self.root: self.at}
        for joint, parent, length in BONES:
            if joint in self.angles:
                found[joint] = towards(found[parent], self.angles[joint], length)
        return found


# ------------------------------------------------------------------------ poses


def _angles(joints: str, *angles: float) -> dict[str, float]:
    return dict(zip(joints.split(), angles, strict=True))


SIDE = "waist neck head shoulder elbow hand knee ankle toe"
BOTH_ARMS = "left_shoulder left_elbow left_hand right_shoulder right_elbow right_hand"
_upright = Pose(at=(34, 68), angles=_angles(SIDE, 97, 87, 80, -85, -68, 7, 0, -90, 0))
_reaches = _upright.but(waist=90, neck=74, head=66, elbow=-46, hand=-2)
_hangs = _upright.but(at=(34, 55), ankle=-86, toe=-16)
_stands = _upright.but(at=(40, 48), knee=-88, ankle=-92)
_facing = Pose(
    at=(60, 66),
    face=None,
    angles=_angles("waist neck head", 90, 90, 90)
    | _angles(BOTH_ARMS, 186, 240, -60, -6, -60, 240),
)
_from_above = Pose(
    at=(60, 72),
    root="neck",
    face=90,
    angles=_angles(BOTH_ARMS, 180, 110, 62, 0, 70, 118),
)
POSES: Mapping[str, Pose] = {
    "upright": _upright,
    "aside": _upright.but(at=(24, 68)),
    "looks_up": _upright.but(head=98, face=24),
    "looks_down": _upright.but(neck=82, head=62, elbow=-72, hand=6, face=-26),
    "bent": _upright.but(waist=96, neck=64, head=40, elbow=-76, hand=18, face=-38),
    "measures": _upright.but(elbow=2, hand=10),
    "reaches": _reaches,
    "shrugs": _reaches.but(head=56, shoulder=52, elbow=-50, hand=-38),
    "hangs": _hangs,
    "perched": _hangs.but((45, 55), waist=112, neck=62, head=62, elbow=-60, hand=16),
    "stands": _stands,
    "carries": _stands.but(at=(42, 48), elbow=-80, hand=-4),
    "facing": _facing,
    "pinches": _facing.but(head=62, right_shoulder=16, right_elbow=-68, right_hand=248),
    "from_above": _from_above,
    "turned": _from_above.but(face=44),
}
EYE = POSES["upright"].joints()["head"][1] - 1
TOP = EYE + 1.2  # the round cap of a screen stands above its end

# ----------------------------------------------------------------------- figure


def number(value: float) -> str:
    return f"{round(value, 1) + 0:g}"


def line(*points: Point) -> str:
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)


def disc(middle: Point, radius: float) -> str:
    size = number(radius)
    return f"{line((middle[0], middle[1] - radius))}a{size} {size} 0 1 1 -.1 0z"


def _limbs(at: Mapping[str, Point], limbs: tuple[tuple[str, ...], ...]) -> str:
    seen = (limb for limb in limbs if limb[-1] in at and limb[0] in at)
    return "".join(line(*(at[joint] for joint in limb)) for limb in seen)


def _trunk(at: Mapping[str, Point]) -> str:
    """Bend the back softly: the waist pulls the line and is not on it."""
    if "hip" not in at:
        return ""
    pull, end = (line(at[joint])[1:] for joint in ("waist", "neck"))
    return f"{line(at['hip'])}Q{pull} {end}"


def figure(pose: Pose, ink: str, arm: str) -> list[tuple[str, str]]:
    """Give the figure's paths with their classes, the farthest first."""
    at = pose.joints()
    head = at.get("head", at["neck"])
    nose = "" if pose.face is None else line(head, towards(head, pose.face, 7.4))
    layers = [
        (f"{ink} limb", _trunk(at) + _limbs(at, BODY)),
        (f"{ink} solid", disc(head, HEAD_RADIUS)),
        (ink, nose),
        (f"{arm} limb", _limbs(at, ARMS)),
    ]
    # From above, the head covers the shoulders.
    return layers if "head" in at else layers[::-1]


# -------------------------------------------------------------------- furniture


def floor() -> str:
    return line((8, FLOOR), (112, FLOOR))


def seat(hip: Point) -> str:
    x, y, foot = hip[0], hip[1] + 2.8, FLOOR - 1
    hub = (x + 3, foot - 5)
    feet = line((x - 6, foot), hub, (x + 12, foot))
    return line((x - 6, y), (x + 12, y)) + line((x + 3, y), hub) + feet


def backrest(hip: Point) -> str:
    """Give a backrest that follows the hollow of an upright low back."""
    return f"{line((hip[0] - 6, hip[1] + 2.8))}q3 -13 -1.5 -27"


def table(pose: str, top: float, left: float, right: float) -> str:
    """Give a desk from the side, with a keyboard under the hand."""
    x, y = POSES[pose].joints()["hand"]
    leg = line((right - 7, top), (right - 7, FLOOR))
    keyboard = line((x - 5, y + 2.4), (x + 5, y + 2.4))
    return line((left, top), (right, top)) + leg + keyboard


def place(
    pose: str = "upright", chair: str = "", top: float = TABLE, right: float = 104
) -> str:
    """Give a chair, where the pose or another one sits, and a desk for the pose."""
    hip = POSES[chair or pose].at
    return floor() + seat(hip) + backrest(hip) + table(pose, top, hip[0] + 12, right)


def screen(x: float, top: float = TOP, height: float = 21) -> str:
    return line((x, top), (x, top + height))


def stand(x: float, top: float = TOP, foot: float = TABLE) -> str:
    """Give what holds a screen up."""
    arm = line((x, top + 14), (x + 4, top + 14), (x + 4, foot))
    return arm + line((x, foot), (x + 8, foot))


# ------------------------------------------------------------------------ marks


def arrow(start: Point, end: Point, size: float = 3) -> str:
    (x, y), (a, b) = start, end
    far = hypot(a - x, b - y) / size
    u, v = (a - x) / far, (b - y) / far
    return line(start, end) + line((a - u - v, b - v + u), end, (a - u + v, b - v - u))


def both_ways(start: Point, end: Point, size: float = 2) -> str:
    return arrow(start, end, size) + arrow(end, start, size)


def arc(middle: Point, radius: float, share: float) -> str:
    """Go clockwise from twelve o'clock over a share of the dial below one."""
    size, large = number(radius), int(share > 0.5)
    start, end = (towards(middle, 90 - 360 * part, radius) for part in (0, share))
    return f"{line(start)}A{size} {size} 0 {large} 1 {line(end)[1:]}"


def dots(left: float, top: float, count: int) -> str:
    """Give dots in a row: a round cap on a line that goes nowhere."""
    return "".join(f"{line((left + 8 * place, top))}h0" for place in range(count))
