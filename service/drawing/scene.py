"""Composes the card: floor, props, figure, arrows; the same for both writers."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from math import hypot, inf

from service.core.errors import Refused
from service.drawing.camera import HEIGHT, MARGIN, WIDTH, Camera, camera
from service.drawing.figure import Body, build
from service.drawing.hands import with_fingers
from service.drawing.limbs import point_of
from service.drawing.motion import Moment, eased, midway, moments
from service.drawing.props import furnished
from service.drawing.reading import Arrow, Drawing
from service.drawing.shapes import (
    Area,
    Layer,
    Line,
    Shape,
    Spot,
    Taper,
    box_of,
    hull,
    ring,
)
from service.drawing.sketch import Part, parts
from service.drawing.solids import Piece, Prop

ARROW_WIDTH, ARROW_HEAD = 5.0, 13.0
ARROW_LEAST = 30.0  # px: a shorter way is drawn longer, about its middle


@dataclass(frozen=True)
class Scene:
    """A drawing with its frames, the camera that sees them all, and its arrows."""

    drawing: Drawing
    moments: tuple[Moment, ...]
    camera: Camera
    arrows: tuple[Layer, ...]


def scene(drawing: Drawing) -> Scene:
    """Prepare a drawing. Raises Refused, naming exercise and pose."""
    frames = tuple(moments(drawing))
    view = camera(drawing.view)
    if drawing.close:
        middle = point_of(drawing.close.at, "right", frames[0].body.joints)
        view = view.closer(middle, drawing.close.cm)
    else:
        unfitted = [s for m in frames for s in _figure_shapes(drawing, m.body, view)]
        around = [_arrow_way(drawing, arrow, view) for arrow in drawing.arrows]
        unfitted += [Line(tuple(way), 12 / 2.2) for way in around]
        view = view.fitted(box_of(unfitted))
        view = _grounded(view)
    arrows = tuple(
        arrow_layer(_arrow_way(drawing, arrow, view)) for arrow in drawing.arrows
    )
    return Scene(drawing, frames, view, arrows)


def _grounded(view: Camera) -> Camera:
    """Keep the floor on the card, where one sees it as a line."""
    floor = view.see((0.0, 0.0, 0.0))[1]
    most = HEIGHT - MARGIN
    if view.level and floor > most:
        return replace(view, shift=(view.shift[0], view.shift[1] + most - floor))
    return view


def _figure_shapes(drawing: Drawing, body: Body, view: Camera) -> list[Shape]:
    figure = [s for part in parts(body, view) for la in part.layers for s in la.shapes]
    fixed = furnished(_inside(drawing), body.joints)
    return [*figure, *(_flat(piece, view) for piece in fixed.pieces)]


def _inside(drawing: Drawing) -> dict[str, dict[str, object]]:
    """Leave out what may run out of the card: walls, desks, mats and doors."""
    wide = {"wall", "desk", "mat", "doorway", "anchor"}
    return {
        name: dict(about)
        for name, about in drawing.props.items()
        if name.split(" ")[0] not in wide and not about.get("cut")
    }


# ---------------------------------------------------------------------- frames


def still(made: Scene) -> list[Layer]:
    """Give the start as a pale ghost, the end, and the arrows."""
    keys = made.drawing.keys
    start, end = (build(keys[n].pose) for n in (made.drawing.ghost, made.drawing.show))
    return [
        *_card(made, end, ghost=None if made.drawing.still else start),
        *made.arrows,
    ]


def frame(made: Scene, moment: Moment) -> list[Layer]:
    """Give one frame; the arrows show while the figure goes the way they point."""
    arrows = made.arrows if moment.away else ()
    return [*_card(made, moment.body), *arrows]


def _card(made: Scene, body: Body, ghost: Body | None = None) -> list[Layer]:
    view = made.camera
    room = furnished(made.drawing.props, body.joints)
    return [
        *_floor(made),
        *(_layer(p, view) for p in room.pieces if p.depth == -inf),
        *(_pale(ghost, view, made.drawing) if ghost else ()),
        *_figure(made.drawing, body, room, view),
        *(_layer(p, view) for p in room.pieces if p.depth == inf),
    ]


def _floor(made: Scene) -> Iterable[Layer]:
    y = made.camera.see((0.0, 0.0, 0.0))[1]
    if made.camera.level and y < HEIGHT:
        band = ((0.0, y), (WIDTH, y), (WIDTH, HEIGHT), (0.0, HEIGHT))
        yield Layer("floor", (Area(tuple((float(a), float(b)) for a, b in band)),))


def _pale(body: Body, view: Camera, drawing: Drawing) -> Iterable[Layer]:
    for part in _parts(drawing, body, view):
        for layer in part.layers:
            if layer.tone != "eye":
                yield Layer("ghost", layer.shapes)


def _parts(drawing: Drawing, body: Body, view: Camera) -> list[Part]:
    found = parts(body, view)
    if drawing.close is None:
        return found
    shown = [part for part in found if part.name in drawing.close.only]
    return with_fingers(shown, body, view)


def _figure(drawing: Drawing, body: Body, room: Prop, view: Camera) -> Iterable[Layer]:
    held = [
        Part("prop", (_layer(piece, view),), _nearness(piece, view))
        for piece in room.pieces
        if piece.depth is None
    ]
    for part in sorted([*_parts(drawing, body, view), *held], key=lambda p: p.depth):
        yield from part.layers


def _nearness(piece: Piece, view: Camera) -> float:
    return sum(view.depth(at) for at in piece.points) / len(piece.points) + 6.0


def _layer(piece: Piece, view: Camera) -> Layer:
    return Layer(piece.tone, (_flat(piece, view),))


def _flat(piece: Piece, view: Camera) -> Shape:
    spots = [view.see(at) for at in piece.points]
    radius = piece.radius * view.scale
    if piece.bar:
        return Line(tuple(spots), 2 * radius)
    if len(spots) == 2:
        return Taper(spots[0], radius, spots[1], radius)
    return Area(tuple(hull(dot for spot in spots for dot in ring(spot, radius, 12))))


# ---------------------------------------------------------------------- arrows


def _arrow_way(drawing: Drawing, arrow: Arrow, view: Camera) -> list[Spot]:
    """Give the way of an arrow on the card, from tail to tip."""
    first, last = (drawing.keys[n].pose for n in arrow.poses)
    bodies = build(first), build(last)
    shares = [0.0, 1.0] if arrow.way else [n / 14 for n in range(15)]
    spots = [
        view.see(
            point_of(
                arrow.of,
                "right",
                build(
                    midway((first, bodies[0]), (last, bodies[1]), eased(share))
                ).joints,
            )
        )
        for share in shares
    ]
    shift = arrow.shift[0] * view.scale, -arrow.shift[1] * view.scale
    if arrow.way:
        x, y = spots[0]
        dx, dy = arrow.way[0] * view.scale, -arrow.way[1] * view.scale
        spots = [(x - dx / 2, y - dy / 2), (x + dx / 2, y + dy / 2)]
    moved = [(x + shift[0], y + shift[1]) for x, y in spots]
    return _long_enough(moved if arrow.way else _smooth(moved), view.scale)


def _smooth(way: list[Spot]) -> list[Spot]:
    """Give the one bow through the start, the middle and the end of a way."""
    (ax, ay), (mx, my), (bx, by) = way[0], way[len(way) // 2], way[-1]
    pull = 2 * mx - (ax + bx) / 2, 2 * my - (ay + by) / 2
    return [
        (
            (1 - t) ** 2 * ax + 2 * t * (1 - t) * pull[0] + t * t * bx,
            (1 - t) ** 2 * ay + 2 * t * (1 - t) * pull[1] + t * t * by,
        )
        for t in (n / 16 for n in range(17))
    ]


def _long_enough(way: list[Spot], scale: float) -> list[Spot]:
    length = sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(way))
    least = ARROW_LEAST if scale != 1.0 else ARROW_LEAST / 2.2
    if length < 1e-6:
        raise Refused("an arrow follows a point that does not move: give it a way.")
    if length >= least:
        return way
    grow = least / length
    x, y = way[len(way) // 2]
    return [(x + (a - x) * grow, y + (b - y) * grow) for a, b in way]


def arrow_layer(way: list[Spot]) -> Layer:
    """Draw a line that ends in a head; the line stops inside the head."""
    tip = way[-1]
    back = next(
        (s for s in reversed(way) if hypot(s[0] - tip[0], s[1] - tip[1]) >= ARROW_HEAD),
        way[0],
    )
    far = hypot(tip[0] - back[0], tip[1] - back[1]) or 1.0
    u, v = (tip[0] - back[0]) / far, (tip[1] - back[1]) / far
    foot = tip[0] - u * ARROW_HEAD, tip[1] - v * ARROW_HEAD
    wing = ARROW_HEAD * 0.62
    head = Area(
        (
            tip,
            (foot[0] - v * wing, foot[1] + u * wing),
            (foot[0] + v * wing, foot[1] - u * wing),
        )
    )
    kept = [s for s in way if hypot(s[0] - tip[0], s[1] - tip[1]) > ARROW_HEAD]
    line = Line((*kept, (foot[0] + u * 2, foot[1] + v * 2)), ARROW_WIDTH)
    return Layer("arrow", (line, head), halo=True)
