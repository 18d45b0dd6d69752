"""Things in the room: how they look, and what one can touch of them."""

from collections.abc import Callable, Mapping

from service.core.errors import Refused
from service.drawing import furniture, held
from service.drawing.solids import FLOOR, About, Box, Joints, Piece, Prop

PROPS: Mapping[str, Callable[[About, Joints], Prop]] = {
    "chair": furniture.chair,
    "wheelchair": furniture.wheelchair,
    "desk": furniture.desk,
    "wall": furniture.wall,
    "doorway": furniture.doorway,
    "mat": furniture.mat,
    "step": furniture.slab("step", "prop"),
    "bench": furniture.slab("bench", "prop"),
    "pad": furniture.slab("pad", "mat"),
    "band": held.cord("held", 1.1),
    "towel": held.cord("held", 2.2),
    "rope": held.cord("prop_dark", 0.9),
    "dumbbell": held.dumbbell,
    "roll": held.roll,
    "anchor": held.anchor,
    "shape": held.shape,
}


def furnished(props: Mapping[str, About], joints: Joints) -> Prop:
    """Give all props of a picture as one.

    A name may be followed by a number, for a second one of its kind: ``shape 2``.
    """
    pieces: list[Piece] = []
    boxes: dict[str, Box] = {"floor": FLOOR}
    for name, about in props.items():
        kind = name.split(" ")[0]
        if kind not in PROPS:
            raise Refused(f"there is no prop {kind!r}: {', '.join(sorted(PROPS))}.")
        one = PROPS[kind](about, joints)
        pieces += one.pieces
        boxes |= one.boxes
    return Prop(pieces, boxes)
