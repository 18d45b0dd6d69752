"""Keeps arms off the face."""

from collections.abc import Iterator
from itertools import pairwise
from math import hypot

from service.drawing import anatomy
from service.drawing.figure import Body
from service.drawing.pose import SIDES
from service.drawing.scene import Scene
from service.drawing.vectors import Vec, dot, minus, plus, times

COVERED = 0.34  # share of the face that an arm may cover


def face(made: Scene, body: Body) -> Iterator[str]:
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
    rows = ((0.5, (0.0,)), (0.4, (-0.45, 0.45)), (0.0, (-0.8, -0.5, 0.0, 0.5, 0.8)))
    tilts = {(up * way, out) for up, outs in rows for out in outs for way in (-1, 1)}
    return [
        plus(
            middle,
            times(
                frame.out((1.0, up, out)),
                anatomy.HEAD_R / (1 + up * up + out * out) ** 0.5,
            ),
        )
        for up, out in sorted(tilts)
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
    return hypot(at[0] - a[0] - dx * share, at[1] - a[1] - dy * share), share
