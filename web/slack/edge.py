"""The HTTP door for Slack: what is not signed by Slack gets 401, never an error."""

import structlog
from flask import Blueprint, Response, request
from slack_bolt import App as BoltApp
from slack_bolt.adapter.flask import SlackRequestHandler
from slack_sdk.signature import SignatureVerifier

from service.actions import replays
from service.app import App
from service.logs import about

log = structlog.get_logger()

SIGNATURE = "X-Slack-Signature"


def slack_door(app: App, bolt: BoltApp) -> Blueprint:
    """Serve ``/slack/events``: events, interactivity and commands alike.

    Without a signing secret all comes by Socket Mode, and nothing that comes by
    HTTP can be Slack's.
    """
    door = Blueprint("slack", __name__)
    handler = SlackRequestHandler(bolt)
    secret = app.settings.slack_signing_secret
    verifier = SignatureVerifier(secret.get_secret_value()) if secret else None

    @door.post("/slack/events")
    def events() -> Response:
        if verifier is None or not _is_signed(verifier):
            return Response("This request is not signed by Slack.\n", status=401)
        try:
            return _once(app, handler)
        except Exception as error:  # noqa: BLE001 - whatever it was, Slack comes again
            log.error("slack_request_failed", **about(error))  # noqa: TRY400 - no text
            return Response(status=503)

    return door


def _once(app: App, handler: SlackRequestHandler) -> Response:
    """Serve a request once. A replay does nothing.

    It is answered as well as the first: Slack's own second delivery may carry the
    same second, and so the same signature.
    """
    signature = request.headers[SIGNATURE]
    if not replays.first_time(app, signature):
        return Response(status=200)
    try:
        answer: Response = handler.handle(request)
    except (ValueError, TypeError, AttributeError):
        answer = Response("This request cannot be read.\n", status=400)
    if answer.status_code >= 500:
        replays.failed(app, signature)
    return answer


def _is_signed(verifier: SignatureVerifier) -> bool:
    # Before Bolt: it raises on a body, a timestamp or an encoding that Slack would
    # never send, instead of refusing it.
    try:
        return verifier.is_valid_request(request.get_data(), dict(request.headers))
    except (ValueError, TypeError):
        return False
