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
from service.forms import privacy
from service.forms.words import escaped
from service.ports import Message
from service.words import _

SET_UP_LABEL = _("Answer four short screens")


def invitation(*, workspace_name: str) -> Message:
    """Ask once. The text must not depend on anything but the workspace."""
    who = privacy.WHO.format(workspace_name=escaped(workspace_name))
    sees = _("*What HR sees:* {sees}. *What HR does not see:* {not_seen}.").format(
        sees=privacy.HR_SEES, not_seen=privacy.HR_SEES_NOT
    )
    row = button_row(
        ids.Block.INVITATION,
        [
            button(ids.Action.AGREE, _("Agree"), primary=True),
            button(ids.Action.DECLINE, _("Not for me")),
        ],
    )
    private = f"{sees} {privacy.EXPORT} {privacy.KEPT}"
    return message(
        privacy.HELLO,
        [
            paragraph(f"*{privacy.HELLO}*"),
            paragraph(who),
            paragraph(private),
            row,
            small_print(privacy.FREE),
        ],
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
