"""What a nudge turns into when it is over, moved, paused or stopped."""

from slack_sdk.models import blocks as kit

from service.blocks import ids
from service.blocks.frame import (
    button,
    button_row,
    line_with_quiet_menu,
    message,
    paragraph,
    small_print,
)
from service.forms import privacy
from service.ports import Message
from service.words import _


def closed_message(*, ask_more: bool) -> Message:
    """Fold a nudge that is over. One text, whether done, skipped or ignored.

    So an export of direct messages cannot tell them apart. When the next one comes
    stands in the Home only: it would tell who has to rest. For the same reason
    ``ask_more`` may not depend on the answer.
    """
    line = _("That break is over.")
    question = button(ids.Action.ONE_QUESTION, _("One question about your day"))
    row = [button_row(ids.Block.BUTTONS, [question])] if ask_more else []
    return message(line, [line_with_quiet_menu(line), *row])


def snoozed_message(at_words: str) -> Message:
    """Fold a nudge that was moved; ``at_words`` is a clock time, ``14:40``."""
    line = _("Moved to {time}.").format(time=at_words)
    return message(line, [line_with_quiet_menu(line)])


def paused_message(until_words: str) -> Message:
    """Confirm a pause; ``until_words`` as words.until gives them."""
    line = _("Paused until {day}. I will be quiet.").format(day=until_words)
    return _with_buttons(
        line,
        button(ids.Action.RESUME, _("Resume")),
        button(ids.Action.STOP, _("Stop")),
    )


def resumed_message() -> Message:
    """Confirm that a pause or a stop is over."""
    line = _("I am back. Home says when the next one comes.")
    return message(line, [line_with_quiet_menu(line)])


def stopped_message() -> Message:
    """Confirm a stop, say what stays, and offer to delete that too."""
    line = _("Stopped. Nothing more will come.")
    row = button_row(
        ids.Block.BUTTONS,
        [
            button(ids.Action.START_AGAIN, _("Start again")),
            button(ids.Action.MY_DATA, _("My data")),
        ],
    )
    return message(line, [paragraph(line), row, small_print(privacy.STOP_KEEPS)])


def _with_buttons(line: str, *buttons: kit.ButtonElement) -> Message:
    return message(line, [paragraph(line), button_row(ids.Block.BUTTONS, buttons)])
