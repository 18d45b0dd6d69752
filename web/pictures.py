"""The exercise pictures as files that a browser may keep for good."""

from flask import Blueprint, Flask, Response, abort, url_for
from markupsafe import Markup

from service.app import App
from service.core.errors import Refused
from service.core.pictures import Picture

TYPES = {
    "gif": "image/gif",
    "png": "image/png",
    "svg": "image/svg+xml",
    "jpeg": "image/jpeg",
}
# Ours; a page keeps the place free until the drawing is there.
_SIZE = Markup(' width="480" height="360"')
# A new picture has a new name.
FOR_GOOD = "public, max-age=31536000, immutable"


def add_pictures(flask: Flask, app: App) -> None:
    """Serve the pictures, and give templates ``picture_of(exercise_id)``."""
    made = Blueprint("pictures", __name__)

    @made.get("/static/pictures/<name>")
    def file(name: str) -> Response:
        exercise_id, _, rest = name.partition(".")
        kind = rest.rpartition(".")[2]
        picture = app.pictures.of(exercise_id)
        if picture is None or kind not in picture.digests or name != picture.name(kind):
            abort(404)
        try:
            content = app.pictures.content(picture, kind)
        except Refused:
            abort(404)
        headers = {"Cache-Control": FOR_GOOD}
        return Response(content, mimetype=TYPES[kind], headers=headers)

    flask.register_blueprint(made)
    flask.jinja_env.globals["picture_of"] = lambda exercise_id: _tag(
        app.pictures.of(exercise_id)
    )


def _tag(picture: Picture | None) -> Markup:
    """Give the image element of a picture, or nothing where there is none."""
    if picture is None:
        return Markup("")
    return Markup('<img class="pic" src="{}" alt="{}"{} loading="lazy">').format(
        url_for("pictures.file", name=picture.name(picture.for_web)),
        picture.alt,
        _SIZE if picture.for_web == "svg" else "",
    )
