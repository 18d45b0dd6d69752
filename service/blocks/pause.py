"""The modal behind "Pause until": one date."""

from service.blocks import ids
from service.blocks.frame import Frame, modal
from service.blocks.inputs import drawn
from service.forms import pause
from service.ports import View
from service.words import _


def pause_until() -> View:
    frame = Frame(
        callback=ids.Callback.PAUSE, title=_("Pause"), submit=_("Pause until then")
    )
    return modal(frame, drawn(pause.asks()))
