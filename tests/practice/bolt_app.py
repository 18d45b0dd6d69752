"""A small Bolt app at the other end, which notes what reached it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, Response, request
from slack_bolt import App
from slack_bolt.adapter.flask import SlackRequestHandler
from slack_sdk import WebClient

from tests.practice.pieces import a_modal, a_section, an_input

Json = dict[str, Any]


@dataclass
class Seen:
    """What the app was given, and what it is to answer forms with."""

    clicks: list[Json] = field(default_factory=list)
    forms: list[Json] = field(default_factory=list)
    closed: list[Json] = field(default_factory=list)
    events: list[Json] = field(default_factory=list)
    retries: list[tuple[str | None, str | None]] = field(default_factory=list)
    answer: Json = field(default_factory=dict)
    refuse_events: int = 0


def a_bolt_app(client: WebClient, secret: str, seen: Seen) -> App:
    """Return an app that opens a modal on "why" and folds the message on "done"."""
    app = App(
        token=client.token,
        signing_secret=secret,
        client=client,
        token_verification_enabled=False,
        process_before_response=True,
        raise_error_for_unhandled_request=False,
    )
    app.action("done")(_on_done(seen))
    app.action("more")(_on_more(seen))
    app.command("/unhunch")(_on_command)
    app.view("setup")(_on_form(seen))
    app.view_closed("setup")(_on_closed(seen))
    for name in ("team_join", "user_change", "app_home_opened", "dnd_updated_user"):
        app.event(name)(_on_event(seen))
    for name in ("app_uninstalled", "tokens_revoked"):
        app.event(name)(_on_event(seen))
    return app


def over_http(app: App, seen: Seen) -> Flask:
    """Put the app behind /slack/events."""
    flask_app = Flask("bolt")
    bolt = SlackRequestHandler(app)

    @flask_app.post("/slack/events")
    def slack_events() -> Response:
        number = request.headers.get("X-Slack-Retry-Num")
        seen.retries.append((number, request.headers.get("X-Slack-Retry-Reason")))
        if seen.refuse_events:
            seen.refuse_events -= 1
            return Response(status=500)
        return bolt.handle(request)

    return flask_app


def _on_done(seen: Seen) -> Callable[..., None]:
    def done(ack: Any, body: Json, respond: Any) -> None:
        seen.clicks.append(body)
        blocks = [a_section("Noted")]
        if "message" in body:
            respond(replace_original=True, text="Noted", blocks=blocks)
        ack()

    return done


def _on_more(seen: Seen) -> Callable[..., None]:
    def more(ack: Any, body: Json, client: WebClient) -> None:
        seen.clicks.append(body)
        choice = {"type": "plain_text_input"}
        view = a_modal(an_input("name", choice), notify_on_close=True)
        client.views_open(trigger_id=body["trigger_id"], view=view)
        ack()

    return more


def _on_command(ack: Any, command: Json) -> None:
    ack(text=f"You typed {command['text']}." if command["text"] else "")


def _on_form(seen: Seen) -> Callable[..., None]:
    def form(ack: Any, body: Json) -> None:
        seen.forms.append(body)
        ack(**seen.answer)

    return form


def _on_closed(seen: Seen) -> Callable[..., None]:
    def closed(ack: Any, body: Json) -> None:
        seen.closed.append(body)
        ack()

    return closed


def _on_event(seen: Seen) -> Callable[..., None]:
    def event(body: Json) -> None:
        seen.events.append(body)

    return event
