"""The addresses below /me: each translates a request into one action."""

from collections.abc import Callable, Mapping
from functools import partial

from flask import Blueprint
from flask.typing import ResponseReturnValue

from service.app import App
from web.me import answers, browsers, library, own_data, today
from web.signing_in import with_person

Page = Callable[..., ResponseReturnValue]

# Address -> endpoint, methods, page. Every one needs somebody who is signed in.
ROUTES: Mapping[str, tuple[str, tuple[str, ...], Page]] = {
    "/": ("today", ("GET",), today.show),
    "/now": ("now", ("POST",), today.now),
    "/skip": ("skip", ("POST",), today.skip),
    "/standing/<act>": ("standing", ("POST",), today.stand),
    "/pause-until": ("pause_until", ("POST",), today.pause_until),
    "/beyond/<act>": ("beyond", ("POST",), today.beyond),
    "/answers": ("answers", ("GET",), answers.overview),
    "/answers/<name>": ("section", ("GET",), answers.show),
    "/answers/<name>/save": ("save", ("POST",), answers.save),
    "/browsers": ("browsers", ("GET",), browsers.show),
    "/browsers/end": ("sign_out_everywhere", ("POST",), browsers.end),
    "/data": ("data", ("GET",), own_data.show),
    "/data.json": ("data_json", ("GET",), own_data.as_json),
    "/data.html": ("data_page", ("GET",), own_data.as_page),
    "/data/delete": ("delete_data", ("POST",), own_data.delete),
    "/library": ("library", ("GET",), library.show),
    "/library/<exercise_id>": ("exercise", ("GET",), library.one),
    "/library/<exercise_id>/act": ("act", ("POST",), library.act),
    "/library/<exercise_id>/do": ("do", ("GET",), library.do),
    "/library/<exercise_id>/done": ("done", ("POST",), library.done),
}


def blueprint(app: App) -> Blueprint:
    made = Blueprint("me", __name__, url_prefix="/me")
    for address, (endpoint, methods, page) in ROUTES.items():
        view = with_person(app, partial(page, app))
        made.add_url_rule(address, endpoint, view, methods=list(methods))
    return made
