"""The contact sheet: every picture on one page."""

from base64 import b64encode
from collections.abc import Iterable

from markupsafe import Markup

from service.core.exercises import Exercise
from service.core.pictures import Picture
from service.ports import Pictures

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;margin:16px;color-scheme:light dark}"
    "main{display:grid;gap:16px;grid-template-columns:repeat(auto-fill,minmax(260px,1fr))}"
    "figure{margin:0}img{width:100%;height:auto;border-radius:8px}"
    "figcaption{font-size:14px}"
)


def contact_sheet(exercises: Iterable[Exercise], pictures: Pictures) -> str:
    """Write one HTML page that stands alone: the drawings are inside it."""
    figures = [
        _figure(one, picture, pictures)
        for one in exercises
        if (picture := pictures.of(one.id))
    ]
    return Markup(
        "<!doctype html>\n<html lang=en><meta charset=utf-8>"
        "<title>Exercise pictures</title><style>{}</style>"
        "<h1>Exercise pictures</h1><p>{} exercises, each from start to end.</p>"
        "<main>\n{}\n</main></html>\n"
    ).format(Markup(_STYLE), len(figures), Markup("\n").join(figures))  # noqa: S704 - ours


def _figure(exercise: Exercise, picture: Picture, pictures: Pictures) -> Markup:
    drawing = b64encode(pictures.content(picture, "svg")).decode()
    return Markup(
        '<figure><img alt="{}" src="data:image/svg+xml;base64,{}">'
        "<figcaption><b>{}</b> {}<br>{}</figcaption></figure>"
    ).format(picture.alt, drawing, exercise.name, exercise.id, picture.alt)
