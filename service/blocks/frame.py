"""The outside of every message and modal: text, heading, buttons, small print."""

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.models import blocks as kit
from slack_sdk.models.views import View as SlackView

from service.blocks import ids
from service.forms.words import clipped
from service.ports import Message, View
from service.words import _

MOST_SECTION = 3_000
MOST_TEXT = 300

QUIET_MENU = (
    (ids.Action.PAUSE_TODAY, _("Pause today")),
    (ids.Action.PAUSE_WEEK, _("Pause a week")),
    (ids.Action.STOP, _("Stop")),
)


@dataclass(frozen=True, kw_only=True)
class Frame:
    """The heading and the two buttons of a modal; at most 24 characters each."""

    callback: ids.Callback
    title: str = _("Unhunch")
    submit: str | None = None
    close: str = _("Close")
    goes_back: bool = False
    """Closing shows the modal below again; else it closes them all."""


def message(text: str, blocks: Sequence[kit.Block]) -> Message:
    """Put blocks under a notification text; raises if slack_sdk refuses them."""
    rows = [block.to_dict() for block in blocks]
    return Message(text=clipped(text, MOST_TEXT), blocks=rows)


def modal(frame: Frame, blocks: Sequence[kit.Block], metadata: str = "") -> View:
    """Build a modal; ``metadata`` may hold an id, never anything about the body."""
    view = SlackView(
        type="modal",
        callback_id=frame.callback.value,
        title=frame.title,
        submit=frame.submit,
        close=frame.close,
        private_metadata=metadata,
        # A card that a screen was laid over would show again, outdated.
        clear_on_close=not frame.goes_back,
        blocks=list(blocks),
    )
    return view.to_dict()


def home(blocks: Sequence[kit.Block]) -> View:
    return SlackView(type="home", blocks=list(blocks)).to_dict()


def paragraph(mrkdwn: str) -> kit.SectionBlock:
    """Show one paragraph; the caller escapes what people wrote."""
    text = kit.MarkdownTextObject(text=clipped(mrkdwn, MOST_SECTION))
    return kit.SectionBlock(text=text)


def small_print(mrkdwn: str) -> kit.ContextBlock:
    return kit.ContextBlock(elements=[kit.MarkdownTextObject(text=mrkdwn)])


def button(
    action: ids.Action, label: str, *, primary: bool = False
) -> kit.ButtonElement:
    style = "primary" if primary else None
    return kit.ButtonElement(action_id=action.value, text=label, style=style)


def button_row(
    block_id: str, elements: Sequence[kit.InteractiveElement]
) -> kit.ActionsBlock:
    return kit.ActionsBlock(block_id=block_id, elements=list(elements))


def line_with_quiet_menu(mrkdwn: str) -> kit.SectionBlock:
    """Show a line with pause and stop behind three dots, one tap away."""
    options = [
        kit.Option(value=action.value, text=label) for action, label in QUIET_MENU
    ]
    return kit.SectionBlock(
        block_id=ids.Block.QUIET.value,
        text=kit.MarkdownTextObject(text=clipped(mrkdwn, MOST_SECTION)),
        accessory=kit.OverflowMenuElement(
            action_id=ids.Action.QUIET.value, options=options
        ),
    )
