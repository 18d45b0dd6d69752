"""The HTTP door for Slack: what is not signed by Slack gets 401, never an error."""

from flask import Blueprint, Response, request
from slack_bolt import App as BoltApp
from slack_bolt.adapter.flask import SlackRequestHandler
from slack_sdk.signature import SignatureVerifier

MAX_BODY = 1_000_000


def slack_door(bolt: BoltApp, secret: str | None) -> Blueprint:
    """Serve ``/slack/events``: events, interactivity and commands alike.

    Without a signing secret all comes by Socket Mode, and nothing that comes by
    HTTP can be Slack's.
    """
    door = Blueprint("slack", __name__)
    handler = SlackRequestHandler(bolt)
    verifier = SignatureVerifier(secret) if secret else None

    @door.post("/slack/events")
    def events() -> Response:
        request.max_content_length = MAX_BODY
        if verifier is None or not _is_signed(verifier):
            return Response("This request is not signed by Slack.\n", status=401)
        try:
            answer: Response = handler.handle(request)
        except (ValueError, TypeError, AttributeError):
            return Response("This request cannot be read.\n", status=400)
        return answer

    return door


def _is_signed(verifier: SignatureVerifier) -> bool:
    # Before Bolt: it raises on a body, a timestamp or an encoding that Slack would
    # never send, instead of refusing it.
    try:
        return verifier.is_valid_request(request.get_data(), dict(request.headers))
    except (ValueError, TypeError):
        return False
