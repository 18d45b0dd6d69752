"""Shows pictures while somebody draws them: ``python -m service.drawing ID...``."""

import argparse
from pathlib import Path

from PIL import Image

from service.core.errors import Refused
from service.drawing.camera import HEIGHT, WIDTH
from service.drawing.checks import faults
from service.drawing.figure import build
from service.drawing.library import written_down
from service.drawing.raster import painted
from service.drawing.reading import Drawing, read
from service.drawing.scene import frame, scene, still

_ACROSS = 3


def main() -> None:
    """Print what is wrong with these exercises' pictures, and paint them."""
    asked = _arguments()
    stances, written = written_down()
    tiles: list[Image.Image] = []
    for name in asked.ids or written:
        try:
            drawing = read(name, written[name], stances)
            if asked.joints:
                _print_joints(drawing)
            tiles += _tiles(drawing, steps=asked.steps)
        except Refused as wrong:
            print(f"{name}: {wrong}")
    _save(tiles, asked.out)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m service.drawing")
    parser.add_argument("ids", nargs="*", help="exercises; without any: all")
    parser.add_argument("--out", type=Path, default=Path("sheet.png"))
    parser.add_argument("--joints", action="store_true", help="print where they are")
    parser.add_argument("--steps", action="store_true", help="show each key pose too")
    return parser.parse_args()


def _print_joints(drawing: Drawing) -> None:
    for place, key in enumerate(drawing.keys, 1):
        print(f"{drawing.id} pose {place}")
        for name, (x, y, z) in sorted(build(key.pose).joints.items()):
            print(f"  {name:16} {x:6.1f} {y:6.1f} {z:6.1f}")


def _tiles(drawing: Drawing, *, steps: bool) -> list[Image.Image]:
    made = scene(drawing)
    for fault in dict.fromkeys(faults(made)):
        print(f"{drawing.id}: {fault}")
    keys = [m for m in made.moments if m.ms > 90][: len(drawing.keys)] if steps else []
    return [painted(still(made)), *(painted(frame(made, m)) for m in keys)]


def _save(tiles: list[Image.Image], out: Path) -> None:
    rows = -(-len(tiles) // _ACROSS)
    sheet = Image.new(
        "RGB", (min(len(tiles), _ACROSS) * (WIDTH + 8), rows * (HEIGHT + 8))
    )
    for place, tile in enumerate(tiles):
        row, column = divmod(place, _ACROSS)
        sheet.paste(tile, (column * (WIDTH + 8), row * (HEIGHT + 8)))
    if tiles:
        sheet.save(out)
        print(f"{len(tiles)} pictures in {out}")


main()
