"""The message with the one-time link, which the person has asked for."""

from slack_sdk.models import blocks as kit

from service.blocks import ids
from service.blocks.frame import (
    button_row,
    line_with_quiet_menu,
    message,
    small_print,
)
from service.ports import Message
from service.words import _

TEXT = _("Here is the way to your own page. The link works once, for ten minutes.")
NOT_ASKED = _("You did not ask for it? Then leave it; nobody else can see it.")


def link_message(url: str) -> Message:
    link = kit.ButtonElement(
        action_id=ids.Action.FOLLOW_LINK.value,
        text=_("Open my page"),
        url=url,
        style="primary",
    )
    row = button_row(ids.Block.BUTTONS, [link])
    return message(TEXT, [line_with_quiet_menu(TEXT), row, small_print(NOT_ASKED)])
