"""The contact sheet: every picture on one page, and which exercises have none."""

from base64 import b64encode
from collections.abc import Iterable

from markupsafe import Markup

from service.core.exercises import Exercise, Kind
from service.ports import Pictures

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;margin:16px;color-scheme:light dark}"
    "main{display:grid;gap:16px;grid-template-columns:repeat(auto-fill,minmax(260px,1fr))}"
    "figure{margin:0}img{width:100%;height:auto;border-radius:8px}"
    "figcaption{font-size:14px}"
)


def contact_sheet(exercises: Iterable[Exercise], pictures: Pictures) -> str:
    """Write one HTML page that stands alone: the drawings are inside it."""
    listed = [one for one in exercises if one.kind is not Kind.GUIDANCE]
    drawn = [one for one in listed if pictures.of(one.id)]
    without = [one for one in listed if not pictures.of(one.id)]
    figures = Markup("\n").join(_figure(one, pictures) for one in drawn)
    rest = Markup("").join(
        Markup("<li>{} ({})</li>").format(one.name, one.id) for one in without
    )
    return Markup(
        "<!doctype html>\n<html lang=en><meta charset=utf-8>"
        "<title>Exercise pictures</title><style>{}</style>"
        "<h1>Exercise pictures</h1><p>{} of {} exercises have one.</p>"
        "<main>\n{}\n</main><h2>Without a picture</h2><ul>{}</ul></html>\n"
    ).format(Markup(_STYLE), len(drawn), len(listed), figures, rest)  # noqa: S704 - ours


def _figure(exercise: Exercise, pictures: Pictures) -> Markup:
    picture = pictures.of(exercise.id)
    if picture is None:
        raise AssertionError  # only those with a picture are asked for
    drawing = b64encode(pictures.content(picture, "svg")).decode()
    return Markup(
        '<figure><img alt="{}" src="data:image/svg+xml;base64,{}">'
        "<figcaption><b>{}</b> {}<br>{}</figcaption></figure>"
    ).format(picture.alt, drawing, exercise.name, exercise.id, picture.alt)
