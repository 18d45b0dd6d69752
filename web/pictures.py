"""The exercise pictures as files that a browser may keep for good."""

from flask import Blueprint, Flask, Response, abort, url_for
from markupsafe import Markup

from service.app import App
from service.core.pictures import Picture

TYPES = {"gif": "image/gif", "png": "image/png", "svg": "image/svg+xml"}
# A new picture has a new name.
FOR_GOOD = "public, max-age=31536000, immutable"


def add_pictures(flask: Flask, app: App) -> None:
    """Serve the pictures, and give templates ``picture_of(exercise_id)``."""
    by_name = {
        picture.name(kind): (picture, kind)
        for picture in app.pictures.all()
        for kind in TYPES
    }
    made = Blueprint("pictures", __name__)

    @made.get("/static/pictures/<name>")
    def file(name: str) -> Response:
        if name not in by_name:
            abort(404)
        picture, kind = by_name[name]
        content = app.pictures.content(picture, kind)
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
    return Markup(
        '<img class="pic" src="{}" alt="{}" width="480" height="360" loading="lazy">'
    ).format(url_for("pictures.file", name=picture.name("svg")), picture.alt)
