"""Modals that come back: stored, then answered with what follows."""

import re
from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack
from slack_bolt import App as BoltApp

from service.actions.clicks import submit
from service.actions.scene import Submission
from service.app import App
from service.core.errors import Refused
from service.forms.fields import Mistakes
from web.slack import payloads


def register(bolt: BoltApp, app: App) -> None:
    @bolt.view(re.compile(".*"))
    def submitted(body: dict[str, Any], view: dict[str, Any], ack: Ack) -> None:
        try:
            following = submit(app, _submission(body, view))
        except Refused as refused:
            errors = _on_first_input(view, str(refused))
            ack(response_action="errors", errors=errors) if errors else ack()
            return
        _answer(ack, following)

    @bolt.view_closed(re.compile(".*"))
    def closed(ack: Ack) -> None:
        ack()


def _answer(ack: Ack, following: Mapping[str, Any] | Mistakes | None) -> None:
    if isinstance(following, Mistakes):
        ack(response_action="errors", errors=dict(following.by_field))
    elif following is not None:
        ack(response_action="update", view=dict(following))
    else:
        ack()


def _submission(body: dict[str, Any], view: dict[str, Any]) -> Submission:
    return Submission(
        workspace_id=payloads.workspace_id(body),
        slack_user_id=payloads.text(body, "user", "id"),
        callback=payloads.text(view, "callback_id"),
        private_metadata=payloads.text(view, "private_metadata"),
        given=payloads.given(view),
    )


def _on_first_input(view: dict[str, Any], sentence: str) -> dict[str, str]:
    inputs = [b for b in view.get("blocks", []) if b.get("type") == "input"]
    return {inputs[0]["block_id"]: sentence} if inputs else {}
