"""What a picture may not be: each rule gives one sentence where it is broken."""

from collections.abc import Iterator
from itertools import pairwise
from math import hypot

from service.core.errors import Refused
from service.drawing import anatomy
from service.drawing.anatomy import ARM, LEG
from service.drawing.camera import HEIGHT, WIDTH
from service.drawing.contacts import SINK, contacts, sinking
from service.drawing.faces import face
from service.drawing.figure import Body, build
from service.drawing.pose import SIDES, Pose
from service.drawing.ranges import RANGES, measured
from service.drawing.reading import Drawing
from service.drawing.scene import Scene, scene
from service.drawing.shapes import Layer, box_of
from service.drawing.sketch import parts
from service.drawing.vectors import Vec, far

LEAST_MOVE = 8.0  # px on a card of 480: six at Slack's width
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
        found = pose_faults(made, key.pose, build(key.pose))
        yield from (f"pose {place}: {fault}" for fault in found)
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


def pose_faults(made: Scene, pose: Pose, body: Body) -> Fault:
    """Give what is wrong with one figure."""
    yield from _lengths(body)
    yield from _angles(pose, body)
    yield from contacts(made.drawing.props, pose, body)
    yield from sinking(made.drawing.props, body)
    yield from face(made, body)


def _lengths(body: Body) -> Fault:
    for one, other, length in BONES:
        now = far(body.joints[one], body.joints[other])
        if abs(now - length) > 0.1:
            yield f"{one} to {other} is {now:.0f} cm long instead of {length:.0f}."


def _angles(pose: Pose, body: Body) -> Fault:
    for whose, name, degrees in measured(pose, body):
        low, high, _source = RANGES[name]
        if not low - 0.5 <= degrees <= high + 0.5:
            yield (
                f"{whose}{name} is at {degrees:.0f} degrees: a body goes from {low} "
                f"to {high}."
            )


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
    return hypot(x - a, y - b)


def _between(made: Scene) -> Fault:
    """Hold lengths and hardness on the way from one key pose to the next."""
    for moment in made.moments:
        yield from (f"between the poses, {fault}" for fault in _lengths(moment.body))
        through = sinking(made.drawing.props, moment.body, 2 * SINK)
        yield from (f"between the poses, {fault}" for fault in through)


def _inside(made: Scene) -> Fault:
    shown = [
        layer
        for m in made.moments
        for part in parts(m.body, made.camera)
        for layer in part.layers
    ]
    if not made.drawing.close and _outside(shown):
        yield "the figure leaves the card."
    if made.arrows and _outside(list(made.arrows)):
        yield "an arrow leaves the card."


def _outside(layers: list[Layer]) -> bool:
    left, top, right, bottom = box_of(s for layer in layers for s in layer.shapes)
    return left < 0 or top < 0 or right > WIDTH or bottom > HEIGHT
