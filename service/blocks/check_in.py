"""The check-in: a short message with one button, and the modal behind it."""

from service.blocks import ids
from service.blocks.frame import (
    Frame,
    button,
    button_row,
    line_with_quiet_menu,
    message,
    modal,
    paragraph,
)
from service.blocks.inputs import drawn
from service.core.profile import Profile
from service.forms import body
from service.forms.answers import CheckIn
from service.forms.fields import Given, Mistakes
from service.ports import Message, View
from service.words import _

INTRO = _(
    "A short look at how things are now, so that the next routines fit. If nothing "
    "applies, leave it blank. It stays private."
)


def check_in_message() -> Message:
    """Ask how the person is; the same words for everyone and on every occasion."""
    text = _("How are you today?")
    row = button_row(ids.Block.BUTTONS, [button(ids.Action.CHECK_IN, _("Answer"))])
    return message(text, [line_with_quiet_menu(text), row])


def check_in(profile: Profile) -> View:
    frame = Frame(
        callback=ids.Callback.CHECK_IN,
        title=_("How are you today?"),
        submit=_("Save"),
        close=_("Later"),
    )
    asks = [
        *body.ask_soreness(profile, soft=False),
        body.ask_emergency(profile),
        body.ask_lifelong(profile),
    ]
    return modal(frame, [paragraph(INTRO), *drawn(asks)])


def read_check_in(given: Given) -> CheckIn | Mistakes:
    """Read the modal; raises Refused for values that were never offered."""
    soreness = body.read_soreness(given)
    if isinstance(soreness, Mistakes):
        return soreness
    return CheckIn(
        soreness=soreness,
        emergency=body.read_emergency(given),
        lifelong=body.read_lifelong(given),
    )
