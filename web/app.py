"""The Flask app: the pages, the door for Slack, health, and what went wrong."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import structlog
from flask import Flask, Response, render_template, request
from slack_bolt import App as BoltApp
from werkzeug.exceptions import HTTPException

from service.actions import health
from service.app import App
from service.core.errors import Refused
from service.logs import about
from service.words import _
from web import hr, me, operator, signing_in
from web.access import guard
from web.pictures import add_pictures
from web.security import secure
from web.slack.edge import slack_door

log = structlog.get_logger()


@dataclass(frozen=True, kw_only=True)
class Said:
    """What went wrong, and what it means or what to do."""

    what: str
    now: str


ERRORS: Mapping[int, Said] = {
    400: Said(
        what=_("This form was open for too long, or came back incomplete."),
        now=_("Nothing was changed. Go back, load the page again, and send it anew."),
    ),
    403: Said(
        what=_("This form did not come from a page of ours."),
        now=_("Nothing was changed. Open the page here, and try again."),
    ),
    404: Said(
        what=_("There is no page at this address."),
        now=_("Check it for a typing mistake."),
    ),
    405: Said(
        what=_("This address does not take that kind of request."),
        now=_("Nothing was changed."),
    ),
    413: Said(
        what=_("This request is larger than anything we expect."),
        now=_("Nothing was changed."),
    ),
}
THEIRS = Said(
    what=_("This request cannot be understood."),
    now=_("Nothing was changed."),
)
OURS = Said(
    what=_("Something went wrong on our side."),
    now=_("Nothing was lost. Try again in a moment."),
)


def create_app(
    app: App, bolt: BoltApp, connected: Callable[[], bool] | None = None
) -> Flask:
    """Build the Flask app around an App and its Slack listeners.

    ``connected`` says whether Socket Mode is; None without it.
    """
    flask = Flask(__name__)
    flask.register_blueprint(slack_door(app, bolt))
    flask.jinja_env.globals["_"] = _
    flask.register_blueprint(signing_in.blueprint(app))
    flask.register_blueprint(me.blueprint(app))
    flask.register_blueprint(hr.blueprint())
    flask.register_blueprint(operator.blueprint(app, connected or (lambda: None)))
    add_pictures(flask, app)
    secure(flask, app.settings)
    guard(flask, app)
    _configure_health(flask, app)
    flask.register_error_handler(Exception, _error_page)
    return flask


def _configure_health(flask: Flask, app: App) -> None:
    @flask.get("/healthz")
    def healthz() -> Response:
        return Response("ok\n", mimetype="text/plain")

    @flask.get("/readyz")
    def readyz() -> Response:
        problem = health.problem(app)
        text = problem or "ready"
        return Response(f"{text}\n", 503 if problem else 200, mimetype="text/plain")


def _error_page(error: Exception) -> tuple[str, int]:
    """Say what went wrong in one sentence, never how it looks inside."""
    if isinstance(error, Refused):
        said = Said(what=str(error), now=_("Nothing was changed."))
        return render_template("error.html", status=400, said=said), 400
    status = error.code or 500 if isinstance(error, HTTPException) else 500
    page = render_template(
        "error.html",
        status=status,
        said=ERRORS.get(status, OURS if status >= 500 else THEIRS),
        error_id=_noted(error) if status == 500 else None,
    )
    return page, status


def _noted(error: Exception) -> str:
    """Log an error of ours; give the id by which the operator finds it there."""
    error_id = secrets.token_hex(4)
    # Not the path itself: it may hold a one-time link.
    rule = request.url_rule.rule if request.url_rule else None
    log.error("request_failed", error_id=error_id, path=rule, **about(error))
    return error_id
