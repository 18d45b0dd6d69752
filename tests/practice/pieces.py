"""Small messages and views that the tests of the practice workspace send."""

from typing import Any

from slack_sdk import WebClient

from web.practice import PracticeWorkspace

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def option(value: str) -> Json:
    return {"text": plain(value.title()), "value": value}


def a_section(text: str = "Stand up and stretch", **more: Any) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def a_button(action_id: str = "done", **more: Any) -> Json:
    return {"type": "button", "action_id": action_id, "text": plain("Done"), **more}


def a_menu(*values: str) -> Json:
    return {
        "type": "static_select",
        "action_id": "more",
        "placeholder": plain("More"),
        "options": [option(value) for value in values],
    }


def a_nudge() -> list[Json]:
    elements = [a_button(value="n1"), a_menu("why", "pause")]
    row = {"type": "actions", "block_id": "row", "elements": elements}
    return [a_section(), row]


def an_input(block_id: str, element: Json, **more: Any) -> Json:
    label = plain(f"Your {block_id}")
    element = {"action_id": "it", **element}
    return {
        "type": "input",
        "block_id": block_id,
        "label": label,
        "element": element,
        **more,
    }


def a_choice(kind: str, *values: str) -> Json:
    return {"type": kind, "options": [option(value) for value in values]}


def a_modal(*blocks: Json, **more: Any) -> Json:
    view = {"type": "modal", "callback_id": "setup", "title": plain("Set up")}
    shown = list(blocks) or [
        an_input("place", a_choice("radio_buttons", "desk", "home"))
    ]
    return {**view, "submit": plain("Save"), "blocks": shown, **more}


def posted(slack: WebClient, user: str = "U1") -> str:
    """Send a nudge and return its ts."""
    answer = slack.chat_postMessage(channel=user, text="Stretch", blocks=a_nudge())
    return str(answer["ts"])


def opened(slack: WebClient, ws: PracticeWorkspace, view: Json | None = None) -> str:
    """Open a modal for U1 and return its id."""
    trigger = ws.new_trigger("U1", pushes=False)
    answer = slack.views_open(trigger_id=trigger, view=view or a_modal())
    return str(answer["view"]["id"])
