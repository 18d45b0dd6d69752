"""What a picture may not be: each rule gives one sentence where it is broken."""

from collections.abc import Callable, Iterator
from itertools import pairwise

from service.core.errors import Refused
from service.drawing import anatomy
from service.drawing.anatomy import ARM, LEG, SKIN
from service.drawing.camera import HEIGHT, WIDTH
from service.drawing.figure import Body, build, point_of
from service.drawing.pose import SIDES, Pose
from service.drawing.props import Box, furnished
from service.drawing.ranges import RANGES, measured
from service.drawing.reading import Drawing
from service.drawing.scene import Scene, scene
from service.drawing.shapes import Layer, box_of
from service.drawing.sketch import parts
from service.drawing.vectors import Vec, dot, far, minus, plus, times

TOUCH = 1.6  # cm between the skin and what it touches
SINK = 2.0  # cm that a figure may be drawn into something hard
OWN = 8.0  # cm from a palm's middle to the point of the body that it holds
LEAST_MOVE = 8.0  # px on a card of 480: six at Slack's width
COVERED = 0.34  # share of the face that an arm may cover
ALT = 200

Fault = Iterator[str]

BONES: tuple[tuple[str, str, float], ...] = (
    ("pelvis", "waist", anatomy.SPINE[0]),
    ("waist", "chest", anatomy.SPINE[1]),
    ("chest", "nape", anatomy.SPINE[2]),
    ("nape", "skull", anatomy.NECK),
    ("skull", "head", anatomy.SKULL),
    *(
        (f"{side}_{one}", f"{side}_{other}", length)
        for side in SIDES
        for one, other, length in (
            ("shoulder", "elbow", ARM.upper),
            ("elbow", "wrist", ARM.lower),
            ("wrist", "hand", ARM.grip),
            ("hip", "knee", LEG.upper),
            ("knee", "ankle", LEG.lower),
        )
    ),
)
# What may not sink: joints with the radius of the flesh around them.
_FLESH: tuple[tuple[str, float], ...] = (
    ("head", anatomy.HEAD_R),
    ("seat", 0.0),
    ("buttocks", 0.0),
    ("back", 0.0),
    ("belly", 0.0),
    ("breast", 0.0),
    *(
        (f"{side}_{name}", radius)
        for side in SIDES
        for name, radius in (
            ("hand", 2.6), ("fingers", 2.0), ("wrist", 3.0), ("elbow", 4.2),
            ("knee", 5.6), ("ankle", 3.4), ("heel", 4.2), ("ball", 3.0), ("toe", 2.4),
        )
    ),
)  # fmt: skip


def checked(drawing: Drawing) -> Scene:
    """Give the scene of a drawing that breaks no rule.

    Raises:
        Refused: one sentence per broken rule, each naming exercise and pose.
    """
    try:
        made = scene(drawing)
    except Refused as wrong:
        raise Refused(f"{drawing.id}: {wrong}") from None
    found = list(dict.fromkeys(faults(made)))
    if found:
        raise Refused("\n".join(f"{drawing.id}: {fault}" for fault in found))
    return made


def faults(made: Scene) -> Fault:
    """Give what is wrong with a picture, each as one sentence."""
    yield from _told(made.drawing)
    for place, key in enumerate(made.drawing.keys, 1):
        body = build(key.pose)
        for rule in _POSE_RULES:
            yield from (f"pose {place}: {fault}" for fault in rule(made, key.pose, body))
    yield from _differences(made)
    yield from _between(made)
    yield from _inside(made)


def _told(drawing: Drawing) -> Fault:
    words = drawing.alt.strip()
    if not words.endswith(".") or len(words) > ALT or ". " in words:
        yield f"alt must be one plain sentence of at most {ALT} characters."
    if len(drawing.keys) < 2 and not drawing.still:
        yield "a movement needs two key poses, or 'still' says why nothing moves."
    if not drawing.arrows:
        yield "an arrow must show the movement."


# ------------------------------------------------------------ rules of one pose


def _lengths(made: Scene, pose: Pose, body: Body) -> Fault:
    for one, other, length in BONES:
        now = far(body.joints[one], body.joints[other])
        if abs(now - length) > 0.1:  # noqa: PLR2004 - cm, rounding
            yield f"{one} to {other} is {now:.0f} cm long instead of {length:.0f}."


def _angles(made: Scene, pose: Pose, body: Body) -> Fault:
    for whose, name, degrees in measured(pose, body):
        low, high, _source = RANGES[name]
        if not low - 0.5 <= degrees <= high + 0.5:
            yield (
                f"{whose}{name} is at {degrees:.0f} degrees: a body goes from {low} "
                f"to {high}."
            )


def _contacts(made: Scene, pose: Pose, body: Body) -> Fault:
    if not pose.touch:
        yield "the figure touches nothing: say in 'touch' what stands or lies where."
    boxes = furnished(made.drawing.props, body.joints).boxes
    for point, what in pose.touch.items():
        at = point_of(point, "right", body.joints)
        skin = SKIN.get(point.removeprefix("right_").removeprefix("left_"), 0.0)
        if what in boxes:
            yield from _on_box(point, what, boxes[what], boxes[what].distance(at) - skin)
        elif far(at, point_of(what, point.split("_")[0], body.joints)) > OWN:
            gap = far(at, point_of(what, point.split("_")[0], body.joints))
            yield f"{point} is {gap:.0f} cm away from {what}, which it should touch."


def _on_box(point: str, what: str, box: Box, gap: float) -> Fault:
    if gap > TOUCH:
        yield f"{point} hangs {gap:.1f} cm off the {what}."
    if gap < -TOUCH - box.soft:
        yield f"{point} sinks {-gap:.1f} cm into the {what}."


def _sinking(made: Scene, pose: Pose, body: Body) -> Fault:
    boxes = furnished(made.drawing.props, body.joints).boxes
    for point, radius in _FLESH:
        for what, box in boxes.items():
            depth = radius - box.distance(body.joints[point])
            if depth > SINK + box.soft:
                yield f"{point} sinks {depth:.1f} cm into the {what}."


# ------------------------------------------------------------------- the face


def _face(made: Scene, pose: Pose, body: Body) -> Fault:
    if made.drawing.face or made.drawing.close:
        return
    seen = [at for at in face_points(body) if _is_towards(made, body, at)]
    hidden = [at for at in seen if _is_behind_arm(made, body, at)]
    if seen and len(hidden) / len(seen) > COVERED:
        yield (
            "an arm hides the face: move it, choose another view, or say under 'face' "
            "why it must."
        )


def face_points(body: Body) -> list[Vec]:
    """Give places spread over the front of the head."""
    frame, middle = body.frames["head"], body.joints["head"]
    tilts = ((0, 0), (0.5, 0), (-0.5, 0), (0, 0.5), (0, -0.5), (0.4, 0.45), (-0.4, 0.45), (0.4, -0.45), (-0.4, -0.45), (0, 0.8), (0, -0.8))
    return [
        plus(middle, times(frame.out((1.0, up, out)), anatomy.HEAD_R / (1 + up * up + out * out) ** 0.5))
        for up, out in tilts
    ]


def _is_towards(made: Scene, body: Body, at: Vec) -> bool:
    return dot(minus(at, body.joints["head"]), made.camera.near) > -1.0


def _is_behind_arm(made: Scene, body: Body, at: Vec) -> bool:
    view = made.camera
    x, y = view.see(at)
    for side in SIDES:
        names = ("shoulder", "elbow", "wrist", "fingers")
        joints = [body.joints[f"{side}_{name}"] for name in names]
        for (a, b), radius in zip(pairwise(joints), (5.0, 4.0, 4.0), strict=True):
            near = _nearest(view.see(a), view.see(b), (x, y))
            place = plus(a, times(minus(b, a), near[1]))
            if near[0] < radius * view.scale and view.depth(place) > view.depth(at):
                return True
    return False


def _nearest(
    a: tuple[float, float], b: tuple[float, float], at: tuple[float, float]
) -> tuple[float, float]:
    """Give the distance to a line between two spots, and the share of the way."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    long = dx * dx + dy * dy
    share = ((at[0] - a[0]) * dx + (at[1] - a[1]) * dy) / long if long else 0.0
    share = max(0.0, min(1.0, share))
    return (
        (at[0] - a[0] - dx * share) ** 2 + (at[1] - a[1] - dy * share) ** 2
    ) ** 0.5, share


_POSE_RULES: tuple[Callable[[Scene, Pose, Body], Fault], ...] = (
    _lengths, _angles, _contacts, _sinking, _face,
)  # fmt: skip


# --------------------------------------------------------- rules of the picture


def _differences(made: Scene) -> Fault:
    if made.drawing.still or made.drawing.close:
        return
    bodies = [build(key.pose) for key in made.drawing.keys]
    for place, (one, other) in enumerate(pairwise(bodies), 1):
        moves = max(_moved(made, one.joints[j], other.joints[j]) for j in one.joints)
        if moves < LEAST_MOVE:
            yield (
                f"poses {place} and {place + 1} hardly differ: {moves:.0f} px on the "
                f"card, at least {LEAST_MOVE:.0f} are seen."
            )


def _moved(made: Scene, one: Vec, other: Vec) -> float:
    (x, y), (a, b) = made.camera.see(one), made.camera.see(other)
    return ((x - a) ** 2 + (y - b) ** 2) ** 0.5


def _between(made: Scene) -> Fault:
    """Hold lengths and hardness on the way from one key pose to the next."""
    boxes_of = made.drawing.props
    for moment in made.moments:
        body = moment.body
        for one, other, length in BONES:
            if abs(far(body.joints[one], body.joints[other]) - length) > 0.1:  # noqa: PLR2004 - cm
                yield f"between the poses, {one} to {other} changes its length."
        boxes = furnished(boxes_of, body.joints).boxes
        for point, radius in _FLESH:
            for what, box in boxes.items():
                if radius - box.distance(body.joints[point]) > 2 * SINK + box.soft:
                    yield f"between the poses, {point} goes through the {what}."


def _inside(made: Scene) -> Fault:
    shown = [layer for m in made.moments for part in parts(m.body, made.camera) for layer in part.layers]
    if not made.drawing.close and _outside(shown):
        yield "the figure leaves the card."
    if _outside(list(made.arrows)):
        yield "an arrow leaves the card."


def _outside(layers: list[Layer]) -> bool:
    left, top, right, bottom = box_of(s for layer in layers for s in layer.shapes)
    return left < 0 or top < 0 or right > WIDTH or bottom > HEIGHT
