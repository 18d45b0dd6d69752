"""The HTTP door for Slack: what is not signed by Slack gets 401, never an error."""

from flask import Blueprint, Response, request
from slack_bolt import App as BoltApp
from slack_bolt.adapter.flask import SlackRequestHandler

MAX_BODY = 1_000_000


def slack_door(bolt: BoltApp, *, signed: bool) -> Blueprint:
    """Serve ``/slack/events``: events, interactivity and commands alike.

    ``signed`` is false where no signing secret is set: then all comes by Socket
    Mode, and nothing that comes by HTTP can be Slack's.
    """
    door = Blueprint("slack", __name__)
    handler = SlackRequestHandler(bolt)

    @door.post("/slack/events")
    def events() -> Response:
        request.max_content_length = MAX_BODY
        if not signed or not _could_be_signed():
            return Response("This request is not signed by Slack.\n", status=401)
        answer: Response = handler.handle(request)
        return answer

    return door


def _could_be_signed() -> bool:
    """Sort out what Bolt's signature check would raise on instead of refusing."""
    timestamp = request.headers.get("X-Slack-Request-Timestamp", "")
    signature = request.headers.get("X-Slack-Signature", "")
    try:
        request.get_data().decode("utf-8")
    except UnicodeDecodeError:
        return False
    return timestamp.isascii() and timestamp.isdigit() and signature.isascii()
