"""Composes the card: floor, props, figure, arrows; the same for both writers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import inf
from typing import Any

from service.drawing.arrows import arrow_layer, arrow_way
from service.drawing.camera import HEIGHT, MARGIN, WIDTH, Camera, camera
from service.drawing.figure import Body, build
from service.drawing.hands import with_fingers
from service.drawing.limbs import point_of
from service.drawing.motion import Moment, moments
from service.drawing.props import furnished
from service.drawing.reading import Drawing
from service.drawing.shapes import (
    Area,
    Layer,
    Line,
    Shape,
    Taper,
    box_of,
    hull,
    ring,
)
from service.drawing.sketch import Part, parts
from service.drawing.solids import Piece, Prop


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
        around = [arrow_way(drawing, arrow, view) for arrow in drawing.arrows]
        unfitted += [Line(tuple(way), 12 / 2.2) for way in around]
        view = view.fitted(box_of(unfitted))
        view = _grounded(view)
    arrows = tuple(
        arrow_layer(arrow_way(drawing, arrow, view)) for arrow in drawing.arrows
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
    room = furnished(_shown(made.drawing), body.joints)
    return [
        *_floor(made),
        *(_layer(p, view) for p in room.pieces if p.depth == -inf),
        *(_pale(ghost, view, made.drawing) if ghost else ()),
        *_figure(made.drawing, body, room, view),
        *(_layer(p, view) for p in room.pieces if p.depth == inf),
    ]


def _shown(drawing: Drawing) -> Mapping[str, Mapping[str, Any]]:
    """Leave the seat out of a close-up: it would be a block of grey."""
    seats = {"chair", "wheelchair"} if drawing.close else set()
    return {name: about for name, about in drawing.props.items() if name not in seats}


def _floor(made: Scene) -> Iterable[Layer]:
    y = made.camera.see((0.0, 0.0, 0.0))[1]
    if made.camera.level and y < HEIGHT:
        band = ((0.0, y), (WIDTH, y), (WIDTH, HEIGHT), (0.0, HEIGHT))
        yield Layer("floor", (Area(tuple((float(a), float(b)) for a, b in band)),))


def _pale(body: Body, view: Camera, drawing: Drawing) -> Iterable[Layer]:
    """Give a figure as one flat shape with a rim, which parts it from walls too."""
    layers = (layer for part in _parts(drawing, body, view) for layer in part.layers)
    shapes = (
        shape for layer in layers if layer.tone != "eye" for shape in layer.shapes
    )
    yield Layer("ghost", tuple(shapes), halo=True)


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
