"""The Flask app: the pages, the door for Slack, health, and what went wrong."""

from collections.abc import Callable

from flask import Flask, Response
from slack_bolt import App as BoltApp

from service.actions import health
from service.app import App
from service.words import _
from web import hr, me, operator, signing_in
from web.access import guard
from web.errors import error_page
from web.limits import limit_requests
from web.noticing import notice_requests
from web.pictures import add_pictures
from web.security import secure
from web.slack.edge import slack_door


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
    # In this order each request is looked at: whose host, how large, how often, what a
    # form says, and then whether this page is open to who asks.
    secure(flask, app.settings, limit_requests(app))
    guard(flask, app)
    _configure_health(flask, app)
    notice_requests(flask)
    flask.register_error_handler(Exception, error_page)
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
