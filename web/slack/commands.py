"""The slash command: one action, and its line as the answer."""

from typing import Any

from slack_bolt import Ack
from slack_bolt import App as BoltApp

from service.actions.commands import Command, obey
from service.app import App
from service.core.scopes import COMMANDS
from web.slack import payloads


def register(bolt: BoltApp, app: App) -> None:
    def command(body: dict[str, Any], ack: Ack) -> None:
        line = obey(
            app,
            Command(
                workspace_id=payloads.text(body, "team_id"),
                slack_user_id=payloads.text(body, "user_id"),
                text=payloads.text(body, "text"),
                trigger_id=payloads.text(body, "trigger_id"),
            ),
        )
        ack(text=line, response_type="ephemeral")

    for name in COMMANDS:
        bolt.command(name)(command)
