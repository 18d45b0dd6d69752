"""Draws the figure: thick rounded limbs and a trunk, the farthest first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from service.drawing import anatomy
from service.drawing.anatomy import ARM, LEG
from service.drawing.camera import Camera
from service.drawing.figure import Body
from service.drawing.look import HALO
from service.drawing.pose import SIDES
from service.drawing.shapes import Area, Layer, Line, Shape, Spot, Taper, disc, hull
from service.drawing.vectors import Frame, Vec, between, minus, plus, times

BACK_SEEN = 0.6  # how squarely one looks at a back that shows its blades
REACHES = 12.0  # cm that a wrist is nearer than its shoulder
FAR = 10.0  # cm that a shoulder or hip lies behind the other: a lighter tone


@dataclass(frozen=True)
class Part:
    """What is drawn as one piece, and how near it is."""

    name: str
    layers: tuple[Layer, ...]
    depth: float


def parts(body: Body, camera: Camera) -> list[Part]:
    """Give the figure's parts, the farthest first."""
    found = [_trunk(body, camera), _head(body, camera)]
    for side in SIDES:
        found += [_arm(body, camera, side), _leg(body, camera, side)]
    return sorted(found, key=lambda part: part.depth)


def _depth(body: Body, camera: Camera, *joints: str) -> float:
    return sum(camera.depth(body.joints[name]) for name in joints) / len(joints)


def _taper(
    body: Body, camera: Camera, ends: tuple[str, str], radii: tuple[float, float]
) -> Taper:
    start, end = (camera.see(body.joints[name]) for name in ends)
    return Taper(start, radii[0] * camera.scale, end, radii[1] * camera.scale)


def _is_far(body: Body, camera: Camera, side: str, root: str) -> bool:
    """Tell whether a limb hangs on the side that is turned away."""
    other = "left" if side == "right" else "right"
    mine = _depth(body, camera, f"{side}_{root}")
    return mine < _depth(body, camera, f"{other}_{root}") - FAR


def _arm(body: Body, camera: Camera, side: str) -> Part:
    one, two, three = ARM.radii
    names = [f"{side}_{name}" for name in ("shoulder", "elbow", "wrist", "fingers")]
    shapes = (
        _taper(body, camera, (names[0], names[1]), (one, two)),
        _taper(body, camera, (names[1], names[2]), (two, three)),
        _taper(body, camera, (names[2], f"{side}_hand"), (three, anatomy.HAND_R)),
        _taper(body, camera, (f"{side}_hand", names[3]), (anatomy.HAND_R, 2.8)),
    )
    far = "_far" if _is_far(body, camera, side, "shoulder") else ""
    sleeve = _taper(body, camera, (names[0], names[1]), (one + 0.4, two + 0.9))
    short = Taper(
        sleeve.start,
        sleeve.start_r,
        _along(sleeve, 0.62),
        sleeve.end_r,
    )
    # Without its rim, so that the sleeve grows out of the shirt.
    cap = disc(sleeve.start, sleeve.start_r + HALO)
    cloth = Layer(f"sleeve{far}", (short, cap))
    if _depth(body, camera, names[2]) > _depth(body, camera, names[0]) + REACHES:
        # The forearm points to the viewer: the sleeve lies behind it.
        upper, lower = shapes[:1], shapes[1:]
        layers: tuple[Layer, ...] = (
            Layer(f"skin{far}", upper, halo=True),
            cloth,
            Layer(f"skin{far}", lower, halo=True),
        )
    else:
        layers = (Layer(f"skin{far}", shapes, halo=True), cloth)
    return Part(f"{side}_arm", layers, _depth(body, camera, *names[1:]))


def _along(taper: Taper, share: float) -> Spot:
    (x, y), (a, b) = taper.start, taper.end
    return x + (a - x) * share, y + (b - y) * share


def _leg(body: Body, camera: Camera, side: str) -> Part:
    one, two, three = LEG.radii
    hip, knee, ankle = (f"{side}_{name}" for name in ("hip", "knee", "ankle"))
    far = "_far" if _is_far(body, camera, side, "hip") else ""
    legs = (
        _taper(body, camera, (hip, knee), (one, two)),
        _taper(body, camera, (knee, ankle), (two, three)),
    )
    foot = (
        _taper(body, camera, (ankle, f"{side}_heel"), (three - 0.6, anatomy.HEEL_R)),
        _taper(body, camera, (f"{side}_heel", f"{side}_ball"), (4.2, anatomy.BALL_R)),
        _taper(body, camera, (f"{side}_ball", f"{side}_toe"), (3.0, anatomy.TOE_R)),
        _taper(body, camera, (ankle, f"{side}_ball"), (three - 1.2, anatomy.BALL_R)),
    )
    cap = disc(legs[0].start, legs[0].start_r + HALO)
    layers = (
        Layer(f"shoe{far}", foot, halo=True),
        Layer(f"legs{far}", legs, halo=True),
        Layer(f"legs{far}", (cap,)),
    )
    return Part(f"{side}_leg", layers, _depth(body, camera, hip, knee, ankle))


# ------------------------------------------------------------------------ head


def _head(body: Body, camera: Camera) -> Part:
    frame, middle = body.frames["head"], body.joints["head"]
    scale = camera.scale
    neck = _taper(
        body, camera, ("nape", "skull"), (anatomy.NECK_R + 0.6, anatomy.NECK_R)
    )
    skull = disc(camera.see(middle), anatomy.HEAD_R * scale)
    nose = disc(camera.see(body.joints["nose"]), 2.3 * scale)
    eyes = tuple(_eyes(frame, middle, camera))
    layers = (
        Layer("skin", (neck, skull, nose), halo=True),
        *([Layer("eye", eyes)] if eyes else []),
    )
    return Part("head", layers, camera.depth(middle))


def _eyes(frame: Frame, middle: Vec, camera: Camera) -> Iterator[Taper]:
    for out in (-3.9, 3.9):
        eye = frame.out((8.9, 1.6, out))
        if camera.depth(eye) > 1.5:
            yield disc(camera.see(plus(middle, eye)), 1.35 * camera.scale)


# ----------------------------------------------------------------------- trunk

# Along the spine from the hips (0) to the neck's base (3): half the width, half the
# depth, and how far the middle lies before the spine's line, in cm.
_GIRTHS: tuple[tuple[float, float, float, float], ...] = (
    (-0.35, 13.0, 9.5, 0.0),
    (0.0, 15.5, 10.6, -0.4),
    (0.5, 14.6, 10.0, 0.0),
    (1.0, 13.4, 9.6, 0.4),
    (1.5, 14.4, 10.6, 0.6),
    (2.0, 15.8, 11.0, 0.6),
    (2.45, 16.6, 10.0, 0.2),
    (2.8, 13.5, 7.6, -0.2),
    (3.0, 7.6, 6.0, 0.0),
)
_AROUND = ((1, 0), (0.87, 0.5), (0.5, 0.87))
_RING = [point for a, b in _AROUND for point in ((a, b), (-b, a), (-a, -b), (b, -a))]


def spine_at(body: Body, share: float) -> tuple[Vec, Frame]:
    """Give a place on the spine (0 at the hips, 3 at the neck), and its axes."""
    names = ("pelvis", "waist", "chest", "nape")
    place = min(max(int(share), 0), 2)
    part = share - place
    lower, upper = _axes(body, place), _axes(body, place + 1)
    start, end = body.joints[names[place]], body.joints[names[place + 1]]
    length = anatomy.SPINE[place]
    if part < 0:
        return plus(start, times(lower.up, part * length)), lower
    bow = _hermite(
        (start, times(lower.up, length)), (end, times(upper.up, length)), part
    )
    return bow, lower.towards(upper, part)


def _axes(body: Body, joint: int) -> Frame:
    below = body.frames["pelvis" if joint == 0 else f"spine_{joint - 1}"]
    above = body.frames["neck" if joint == 3 else f"spine_{joint}"]
    return below.towards(above, 0.3 if joint == 3 else 0.5)


def _hermite(start: tuple[Vec, Vec], end: tuple[Vec, Vec], t: float) -> Vec:
    (a, pull), (b, push) = start, end
    s = t * t * (3 - 2 * t)
    curve = times(pull, t * (1 - t) ** 2), times(push, t * t * (t - 1))
    return plus(between(a, b, s), *curve)


def _trunk(body: Body, camera: Camera) -> Part:
    rings = [_girth(body, camera, row) for row in _GIRTHS]
    belly = body.joints["belly"], body.frames["spine_1"]
    hulls: list[Shape] = [
        Area(tuple(hull([*one, *two]))) for one, two in pairwise(rings)
    ]
    hulls.append(_belly(*belly, camera))
    yoke = [
        Taper(
            camera.see(body.joints[f"{side}_shoulder"]),
            ARM.radii[0] * camera.scale,
            camera.see(spine_at(body, 2.55)[0]),
            6.5 * camera.scale,
        )
        for side in SIDES
    ]
    hips = tuple(hulls[:2])
    layers = (
        Layer("shirt", (*hulls, *yoke), halo=True),
        Layer("legs", hips),
        *_blades(body, camera),
    )
    return Part("trunk", layers, _depth(body, camera, "pelvis", "chest", "nape"))


def _blades(body: Body, camera: Camera) -> Iterator[Layer]:
    """Show the shoulder blades where the back is seen: they are what moves there."""
    if camera.depth(body.frames["chest"].front) > -BACK_SEEN:
        return
    for side in SIDES:
        corners = [
            camera.see(body.joints[f"{side}_blade_{name}"])
            for name in ("top", "outer", "tip", "top")
        ]
        yield Layer("blade", (Line(tuple(corners), 1.5 * camera.scale),))


def _belly(skin: Vec, frame: Frame, camera: Camera) -> Taper:
    middle = minus(skin, frame.out((8.0, 0.0, 0.0)))
    return disc(camera.see(middle), 8.0 * camera.scale)


def _girth(
    body: Body, camera: Camera, row: tuple[float, float, float, float]
) -> Sequence[Spot]:
    share, wide, deep, ahead = row
    at, axes = spine_at(body, share)
    middle = plus(at, times(axes.front, ahead))
    return [
        camera.see(
            plus(middle, times(axes.right, wide * a), times(axes.front, deep * b))
        )
        for a, b in _RING
    ]
