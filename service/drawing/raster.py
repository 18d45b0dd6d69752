"""Paints layers as pixels, with Pillow; only when pictures are built."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageColor, ImageDraw

from service.drawing.camera import HEIGHT, WIDTH
from service.drawing.look import HALO, LIGHT
from service.drawing.shapes import Layer, Line, Shape, Spot

COLOURS = 31  # of a loop, and one for what has not changed
OVER = 4  # each pixel is the mean of so many by so many


def painted(layers: Iterable[Layer], width: int = WIDTH) -> Image.Image:
    """Paint a card so many pixels wide."""
    scale = width * OVER / WIDTH
    size = round(WIDTH * scale), round(HEIGHT * scale)
    image = Image.new("RGB", size, LIGHT["card"])
    pen = _Pen(ImageDraw.Draw(image), scale)
    for layer in layers:
        if layer.halo:
            for shape in layer.shapes:
                pen.rim(shape)
        for shape in layer.shapes:
            pen.fill(shape, LIGHT[layer.tone])
    return image.reduce(OVER)


@dataclass(frozen=True)
class _Pen:
    draw: ImageDraw.ImageDraw
    scale: float

    def fill(self, shape: Shape, ink: str) -> None:
        if isinstance(shape, Line):
            self.line(shape.points, shape.width, ink)
        else:
            self.draw.polygon(self.large(shape.outline()), fill=ink)

    def rim(self, shape: Shape) -> None:
        """Draw what parts a shape from those behind it."""
        if isinstance(shape, Line):
            self.line(shape.points, shape.width + 2 * HALO, LIGHT["card"])
        else:
            outline = shape.outline()
            self.line([*outline, outline[0]], 2 * HALO, LIGHT["card"])

    def line(self, points: Sequence[Spot], width: float, ink: str) -> None:
        wide = width * self.scale
        large = self.large(points)
        self.draw.line(large, fill=ink, width=round(wide), joint="curve")
        for x, y in (large[0], large[-1]):
            round_end = x - wide / 2, y - wide / 2, x + wide / 2, y + wide / 2
            self.draw.ellipse(round_end, fill=ink)

    def large(self, points: Sequence[Spot]) -> list[Spot]:
        return [(x * self.scale, y * self.scale) for x, y in points]


def png(image: Image.Image) -> bytes:
    """Write a still with a palette: a quarter of the size, and nobody sees it."""
    out = BytesIO()
    flat = image.quantize(64, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    flat.save(out, "PNG", optimize=True)
    return out.getvalue()


def gif(
    images: Sequence[Image.Image], milliseconds: Sequence[int], tones: Iterable[str]
) -> bytes:
    """Write a loop: one palette, and in each frame only what changed."""
    palette = _palette(tones)
    first, *rest = (
        image.quantize(palette=palette, dither=Image.Dither.NONE) for image in images
    )
    out = BytesIO()
    first.save(
        out,
        "GIF",
        save_all=True,
        append_images=rest,
        duration=list(milliseconds),
        loop=0,
        disposal=1,
        optimize=True,
        transparency=COLOURS,
    )
    return out.getvalue()


def _palette(tones: Iterable[str]) -> Image.Image:
    """Give every tone as it is, and as many soft edges to the card as have room."""
    card = ImageColor.getrgb(LIGHT["card"])
    pure = [ImageColor.getrgb(LIGHT[tone]) for tone in sorted(set(tones) - {"card"})]
    edges = [
        tuple((part * a + (3 - part) * b) // 3 for a, b in zip(tone, card, strict=True))
        for part in (2, 1)
        for tone in pure
    ]
    colours = list(dict.fromkeys([card, *pure, *edges]))[:COLOURS]
    chosen = [*colours, *[card] * (COLOURS - len(colours))]
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for colour in chosen for part in colour])
    return palette
