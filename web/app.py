"""The Flask app: the door for Slack, health, and a first page."""

from flask import Flask, Response, render_template
from slack_bolt import App as BoltApp
from werkzeug.exceptions import HTTPException

from service.actions import health
from service.app import App
from service.words import _
from web.slack.edge import slack_door

SENTENCES = {
    404: _("There is no page at this address. Check it for a typing mistake."),
    405: _("This address does not take that kind of request."),
    413: _("This request is larger than anything we expect."),
}
SOMETHING_WRONG = _("Something went wrong on our side. Nothing was lost; try again.")


def create_app(app: App, bolt: BoltApp) -> Flask:
    """Build the Flask app around an App and its Slack listeners."""
    flask = Flask(__name__)
    flask.register_blueprint(
        slack_door(bolt, signed=app.settings.slack_signing_secret is not None)
    )
    _configure_pages(flask)
    _configure_health(flask, app)
    flask.register_error_handler(Exception, _error_page)
    return flask


def _configure_pages(flask: Flask) -> None:
    @flask.get("/")
    def front() -> str:
        return render_template("front.html")


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
    status = error.code or 500 if isinstance(error, HTTPException) else 500
    sentence = SENTENCES.get(status, SOMETHING_WRONG)
    return render_template("error.html", status=status, sentence=sentence), status
