"""Pressed buttons and chosen menu entries: one action each, then the ack."""

import re
from typing import Any

from slack_bolt import Ack, Respond
from slack_bolt import App as BoltApp

from service.actions.clicks import press
from service.actions.scene import Click
from service.app import App
from service.words import _
from web.slack import payloads

UNKNOWN = _(
    "That button is from an older version. The next message will have new ones."
)


def register(bolt: BoltApp, app: App) -> None:
    @bolt.action(re.compile(".*"))
    def click(
        body: dict[str, Any], action: dict[str, Any], ack: Ack, respond: Respond
    ) -> None:
        if not press(app, _click(body, action)) and body.get("response_url"):
            app.later(lambda: _say_unknown(respond))
        ack()


def _click(body: dict[str, Any], action: dict[str, Any]) -> Click:
    return Click(
        workspace_id=payloads.workspace_id(body),
        slack_user_id=payloads.text(body, "user", "id"),
        action=payloads.pressed(action),
        block_id=payloads.text(action, "block_id"),
        trigger_id=payloads.text(body, "trigger_id"),
        response_url=payloads.text(body, "response_url") or None,
    )


def _say_unknown(respond: Respond) -> None:
    respond(text=UNKNOWN, response_type="ephemeral", replace_original=False)
