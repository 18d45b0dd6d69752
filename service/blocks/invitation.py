"""The one invitation a person ever gets, and what follows a yes or a no."""

from service.blocks import ids
from service.blocks.frame import (
    button,
    button_row,
    line_with_quiet_menu,
    message,
    paragraph,
    small_print,
)
from service.forms.words import escaped
from service.ports import Message
from service.words import _

HELLO = _("*Short movement breaks, if you want them.*")
WHO = _(
    "I am Unhunch, a self-hosted app that {workspace_name} runs against desk aches. "
    "Two or three times a workday I can send you a routine of one to three minutes: "
    "one part to stretch, one to strengthen, chosen for your day. Nothing comes "
    "outside your hours, and each message has a pause and a stop."
)
PRIVATE = _(
    "*What HR sees:* that you were invited, and blurred counts for groups of ten or "
    "more people. *What HR does not see:* whether you agree, what you answer, what "
    "you do. On some Slack plans owners can export direct messages: an export shows "
    "that messages came, never how you answered them."
)
FREE = _(
    "This is up to you. Saying no has no consequence, and you can stop at any time. "
    "This is the only invitation; if you leave it, nothing more comes."
)
SET_UP_LABEL = _("Answer four short screens")


def invitation(*, workspace_name: str) -> Message:
    """Ask once. The text must not depend on anything but the workspace."""
    who = WHO.format(workspace_name=escaped(workspace_name))
    row = button_row(
        ids.Block.INVITATION,
        [
            button(ids.Action.AGREE, _("Agree"), primary=True),
            button(ids.Action.DECLINE, _("Not for me")),
        ],
    )
    blocks = [paragraph(HELLO), paragraph(who), paragraph(PRIVATE), row]
    return message(
        _("Short movement breaks, if you want them."), [*blocks, small_print(FREE)]
    )


def agreed_message(first_at_words: str | None) -> Message:
    """Confirm a yes; ``first_at_words`` as words.when gives them."""
    text = _("Good to have you. Four short screens make the routines fit you.")
    first = _("The first one comes {when}.")
    coming = [small_print(first.format(when=first_at_words))] if first_at_words else []
    row = button_row(
        ids.Block.BUTTONS, [button(ids.Action.SET_UP, SET_UP_LABEL, primary=True)]
    )
    return message(text, [line_with_quiet_menu(text), row, *coming])


def declined_message() -> Message:
    text = _("You will not hear from me again.")
    row = button_row(
        ids.Block.BUTTONS, [button(ids.Action.AGREE, _("I changed my mind"))]
    )
    return message(text, [paragraph(text), row])
