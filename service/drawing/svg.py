"""Writes layers as an SVG that follows the reader's light or dark theme."""

from collections.abc import Iterable
from html import escape
from itertools import pairwise

from service.drawing.camera import HEIGHT, WIDTH
from service.drawing.look import DARK, HALO, LIGHT
from service.drawing.shapes import Layer, Line, Shape, Spot, Taper


def svg(layers: Iterable[Layer], alt: str) -> str:
    layers = list(layers)
    used = sorted({layer.tone for layer in layers})
    style = _rules(LIGHT, used)
    dark = _rules(DARK, used)
    body = "".join(_layer(layer) for layer in layers)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'role="img" aria-label="{escape(alt)}">'
        f"<style>{style}@media(prefers-color-scheme:dark){{{dark}}}</style>"
        f'<rect class="card" width="{WIDTH}" height="{HEIGHT}" rx="12"/>{body}</svg>\n'
    )


def _rules(theme: dict[str, str], used: list[str]) -> str:
    fills = "".join(
        f".{tone}{{fill:{theme[tone]}}}.{tone}.l{{stroke:{theme[tone]}}}"
        for tone in used
    )
    return (
        f".card{{fill:{theme['card']}}}{fills}.l{{fill:none;stroke-linecap:round;"
        f"stroke-linejoin:round}}.h{{stroke:{theme['card']};stroke-width:{2 * HALO};"
        "paint-order:stroke}"
    )


def _layer(layer: Layer) -> str:
    written = ""
    areas = "".join(_path(s) for s in layer.shapes if not isinstance(s, Line))
    if areas:
        rim = " h" if layer.halo else ""
        written += f'<path class="{layer.tone}{rim}" d="{areas}"/>'
    for line in layer.shapes:
        if isinstance(line, Line):
            way = _points(line.points)
            written += (
                f'<path class="{layer.tone} l" stroke-width="{_n(line.width)}" '
                f'd="{way}"/>'
            )
    return written


def _path(shape: Shape) -> str:
    if isinstance(shape, Taper):
        return _taper(shape)
    return f"{_points(shape.points)}z" if len(shape.points) > 1 else ""


def _points(points: Iterable[Spot]) -> str:
    """Write an outline by steps from spot to spot, without adding up roundings."""
    spots = [(round(x, 1), round(y, 1)) for x, y in points]
    steps = (
        f"{_n(x - a)}{_signed(y - b)}"
        for (a, b), (x, y) in pairwise(spots)
        if (a, b) != (x, y)
    )
    return f"M{_n(spots[0][0])} {_n(spots[0][1])}l" + " ".join(steps)


def _signed(value: float) -> str:
    text = _n(value)
    return text if text.startswith("-") else f" {text}"


def _taper(shape: Taper) -> str:
    edges = shape.tangents()
    if edges is None:
        thick = max(
            (shape.start_r, shape.start), (shape.end_r, shape.end), key=lambda d: d[0]
        )
        return _disc(*thick)
    a, b, c, d = edges
    large_end = int(shape.end_r > shape.start_r)
    return (
        f"{_points([a, b])}A{_n(shape.end_r)} {_n(shape.end_r)} 0 {large_end} 0 "
        f"{_n(c[0])} {_n(c[1])}L{_n(d[0])} {_n(d[1])}A{_n(shape.start_r)} "
        f"{_n(shape.start_r)} 0 {1 - large_end} 0 {_n(a[0])} {_n(a[1])}z"
    )


def _disc(radius: float, middle: Spot) -> str:
    x, y = middle
    r = _n(radius)
    half = f"a{r} {r} 0 1 0 "
    return (
        f"M{_n(x - radius)} {_n(y)}{half}{_n(2 * radius)} 0{half}{_n(-2 * radius)} 0z"
    )


def _n(value: float) -> str:
    return f"{round(value, 1) + 0:g}"
