"""Slack's events, handed over with their id; and the ones we do not need."""

import re
from typing import Any

from slack_bolt import Ack
from slack_bolt import App as BoltApp

from service.actions.events import Told, hear
from service.app import App


def register(bolt: BoltApp, app: App) -> None:
    @bolt.event(re.compile(".*"))
    def event(body: dict[str, Any], ack: Ack) -> None:
        hear(
            app,
            Told(
                workspace_id=str(body.get("team_id")),
                event_id=str(body.get("event_id")),
                event=body.get("event") or {},
            ),
        )
        ack()
