"""What stands where: contacts hold, and nothing hangs or sinks."""

from collections.abc import Iterator, Mapping
from typing import Any

from service.drawing import anatomy
from service.drawing.anatomy import SKIN
from service.drawing.figure import Body
from service.drawing.limbs import point_of
from service.drawing.pose import SIDES, Pose
from service.drawing.props import furnished
from service.drawing.solids import Box
from service.drawing.vectors import far

TOUCH = 1.6  # cm between the skin and what it touches
SINK = 2.0  # cm that a figure may be drawn into something hard
OWN = 8.0  # cm from a palm's middle to the point of the body that it holds

Fault = Iterator[str]
Props = Mapping[str, Mapping[str, Any]]

# What may not sink: joints with the radius of the flesh around them.
FLESH: tuple[tuple[str, float], ...] = (
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


def contacts(props: Props, pose: Pose, body: Body) -> Fault:
    if not pose.touch:
        yield "the figure touches nothing: say in 'touch' what stands or lies where."
    boxes = furnished(props, body.joints).boxes
    for point, what in pose.touch.items():
        at = point_of(point, "right", body.joints)
        skin = SKIN.get(point.removeprefix("right_").removeprefix("left_"), 0.0)
        if what in boxes:
            yield from _on_box(
                point, what, boxes[what], boxes[what].distance(at) - skin
            )
        elif far(at, point_of(what, point.split("_")[0], body.joints)) > OWN:
            gap = far(at, point_of(what, point.split("_")[0], body.joints))
            yield f"{point} is {gap:.0f} cm away from {what}, which it should touch."


def _on_box(point: str, what: str, box: Box, gap: float) -> Fault:
    if gap > TOUCH:
        yield f"{point} hangs {gap:.1f} cm off the {what}."
    if gap < -TOUCH - box.soft:
        yield f"{point} sinks {-gap:.1f} cm into the {what}."


def sinking(props: Props, body: Body, most: float = SINK) -> Fault:
    boxes = furnished(props, body.joints).boxes
    for point, radius in FLESH:
        for what, box in boxes.items():
            depth = radius - box.distance(body.joints[point])
            if depth > most + box.soft:
                yield f"{point} sinks {depth:.1f} cm into the {what}."
