"""The modal behind "Never this one": which movement shall not come again."""

from service.blocks import ids
from service.blocks.frame import Frame, modal, paragraph
from service.blocks.hurts import movements
from service.blocks.inputs import drawn
from service.core.routines import Routine
from service.forms import refusing
from service.ports import View
from service.words import _


def never(*, nudge_id: str, routine: Routine) -> View:
    """Ask about one routine; private_metadata holds the nudge's id."""
    frame = Frame(
        callback=ids.Callback.NEVER,
        title=_("Never this one"),
        submit=_("Save"),
        close=_("Close"),
    )
    asked = drawn(refusing.asks(movements(routine)))
    return modal(frame, [paragraph(refusing.INTRO), *asked], nudge_id)
