"""Paints layers as pixels, with Pillow; only when pictures are built."""

from collections.abc import Iterable, Sequence
from io import BytesIO

from PIL import Image, ImageDraw

from service.drawing.camera import HEIGHT, WIDTH
from service.drawing.look import HALO, LIGHT
from service.drawing.shapes import Layer, Line, Spot

OVER = 4  # each pixel is the mean of so many by so many


def painted(layers: Iterable[Layer]) -> Image.Image:
    image = Image.new("RGB", (WIDTH * OVER, HEIGHT * OVER), LIGHT["card"])
    pen = ImageDraw.Draw(image)
    for layer in layers:
        if layer.halo:
            for shape in layer.shapes:
                _rim(pen, [*shape.points] if isinstance(shape, Line) else shape.outline(), shape)
        for shape in layer.shapes:
            if isinstance(shape, Line):
                _line(pen, shape.points, shape.width, LIGHT[layer.tone])
            else:
                pen.polygon(_large(shape.outline()), fill=LIGHT[layer.tone])
    return image.reduce(OVER)


def _rim(pen: ImageDraw.ImageDraw, outline: Sequence[Spot], shape: object) -> None:
    if isinstance(shape, Line):
        _line(pen, outline, shape.width + 2 * HALO, LIGHT["card"])
    else:
        _line(pen, [*outline, outline[0]], 2 * HALO, LIGHT["card"])


def _line(pen: ImageDraw.ImageDraw, points: Sequence[Spot], width: float, ink: str) -> None:
    wide = width * OVER
    large = _large(points)
    pen.line(large, fill=ink, width=round(wide), joint="curve")
    for x, y in large:
        pen.ellipse((x - wide / 2, y - wide / 2, x + wide / 2, y + wide / 2), fill=ink)


def _large(points: Sequence[Spot]) -> list[Spot]:
    return [(x * OVER, y * OVER) for x, y in points]


def png(image: Image.Image) -> bytes:
    """Write a still with a palette: a quarter of the size, and nobody sees it."""
    out = BytesIO()
    flat = image.quantize(64, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    flat.save(out, "PNG", optimize=True)
    return out.getvalue()
