"""My data: everything that is held, as a page and as a file, and its end."""

import json

from flask import Response, flash, render_template, request
from flask.typing import ResponseReturnValue

from service.actions import own_pages
from service.actions.signing_in import Who
from service.app import App
from service.forms import privacy
from service.words import _
from web.signing_in import left

TICK_FIRST = _("Nothing was deleted: tick the box first.")


def show(app: App, who: Who, *, problem: str | None = None) -> str:
    seen = own_pages.own_data(app, who)
    return render_template(
        "me/data.html", seen=seen, privacy=privacy, problem=problem, here="data"
    )


def as_json(app: App, who: Who) -> Response:
    """Give the file that other programs can read."""
    document = own_pages.own_data(app, who).document
    text = json.dumps(document, ensure_ascii=False, indent=1)
    return _file(text, "my-data.json", "application/json")


def as_page(app: App, who: Who) -> Response:
    """Give a page to keep: one file that needs nothing else, without scripts."""
    seen = own_pages.own_data(app, who)
    page = render_template("me/data_file.html", seen=seen, privacy=privacy)
    return _file(page, "my-data.html", "text/html")


def delete(app: App, who: Who) -> ResponseReturnValue:
    """Delete everything, once the box is ticked; nobody is signed in after that."""
    if "sure" not in request.form:
        return show(app, who, problem=TICK_FIRST), 422
    own_pages.delete_own_data(app, who)
    answer = left(app)
    flash(privacy.DELETED)
    return answer


def _file(text: str, name: str, kind: str) -> Response:
    answer = Response(text, mimetype=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
