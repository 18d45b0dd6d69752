"""Hands with fingers, for a close-up."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from service.drawing.camera import Camera
from service.drawing.figure import Body
from service.drawing.shapes import Layer, Shape, Taper
from service.drawing.sketch import Part
from service.drawing.vectors import Frame, Vec, bent, plus, times

# From the index finger to the little one: where it leaves the palm (across, cm), its
# length, and how much it fans out at a spread of 1.
_FINGERS = ((3.0, 7.6, 14.0), (1.0, 8.4, 5.0), (-1.0, 7.8, -5.0), (-2.9, 6.2, -14.0))
_BONES = (0.44, 0.31, 0.25)
_PALM = 9.0
_R = 1.05


def with_fingers(
    found: list[Part],
    body: Body,
    camera: Camera,
) -> list[Part]:
    """Put a hand with fingers in the place of each mitten."""
    return [
        _with_hand(part, body, camera) if part.name.endswith("arm") else part
        for part in found
    ]


def _with_hand(part: Part, body: Body, camera: Camera) -> Part:
    side = part.name.split("_", maxsplit=1)[0]
    # The mitten is the last two shapes of the skin that was drawn last.
    place = max(n for n, one in enumerate(part.layers) if one.tone.startswith("skin"))
    bare = [
        replace(layer, shapes=layer.shapes[:-2]) if n == place else layer
        for n, layer in enumerate(part.layers)
    ]
    return replace(part, layers=(*bare, *_hand(side, body, camera)))


def _hand(side: str, body: Body, camera: Camera) -> Iterator[Layer]:
    """Give palm, fingers and thumb, the farthest first."""
    wrist = body.joints[f"{side}_wrist"]
    frame, angles = _axes(side, body), body.angles[f"{side}_arm"]
    pieces = [
        (camera.depth(frame.out((0, 5, 0))), tuple(_palm(wrist, frame, camera))),
        (
            camera.depth(frame.out((2, 4, 4))),
            tuple(_thumb(wrist, frame, camera, angles)),
        ),
    ]
    for finger in _FINGERS:
        shapes = tuple(_finger(finger, wrist, frame, camera, angles))
        pieces.append((camera.depth(frame.out((0, 8, finger[0]))) - 0.01, shapes))
    for _depth, shapes in sorted(pieces, key=lambda piece: piece[0]):
        yield Layer("skin", shapes, halo=True)


def _axes(side: str, body: Body) -> Frame:
    """Give the hand's axes: out of the palm, to the fingers, to the thumb."""
    frame = body.frames[f"{side}_hand"]
    thumb = frame.right if side == "left" else times(frame.right, -1)
    return Frame(frame.front, frame.up, thumb)


def _bone(camera: Camera, a: Vec, b: Vec, radii: tuple[float, float]) -> Taper:
    k = camera.scale
    return Taper(camera.see(a), radii[0] * k, camera.see(b), radii[1] * k)


def _palm(wrist: Vec, frame: Frame, camera: Camera) -> Iterator[Shape]:
    for across, up in ((2.7, _PALM), (0.9, _PALM), (-0.9, _PALM), (-2.6, _PALM - 0.6)):
        end = plus(wrist, frame.out((0.0, up - 1.0, across)))
        start = plus(wrist, frame.out((0.0, 1.0, across * 0.55)))
        yield _bone(camera, start, end, (2.0, 1.5))


def _finger(
    finger: tuple[float, float, float],
    wrist: Vec,
    frame: Frame,
    camera: Camera,
    angles: Mapping[str, float],
) -> Iterator[Shape]:
    across, length, fan = finger
    at = plus(wrist, frame.out((0.0, _PALM - 0.8, across)))
    way = bent(frame.up, frame.right, fan * angles["spread"])
    palm = frame.front
    for share, joint in zip(_BONES, ("knuckle", "finger", "fingertip"), strict=True):
        degrees = angles[joint]
        way, palm = bent(way, palm, degrees), bent(palm, times(way, -1), degrees)
        end = plus(at, times(way, length * share))
        yield _bone(camera, at, end, (_R, _R * 0.92))
        at = end


def _thumb(
    wrist: Vec, frame: Frame, camera: Camera, angles: Mapping[str, float]
) -> Iterator[Shape]:
    spread = angles["spread"]
    root = plus(wrist, frame.out((0.6, 2.6, 2.4)))
    joint = plus(root, frame.out((1.4, 3.0 - spread, 1.6 + 1.4 * spread)))
    curl = min(angles["knuckle"] / 90, 1.0)
    tip = plus(
        joint,
        frame.out((0.5 + 1.4 * curl, 3.0 - spread, 0.4 - 1.8 * curl + 1.2 * spread)),
    )
    yield _bone(camera, root, joint, (1.7, 1.25))
    yield _bone(camera, joint, tip, (1.25, 1.0))
