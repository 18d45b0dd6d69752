"""The modal behind "It hurts": which movement, how it is now, and any warning sign."""

from collections.abc import Mapping

from service.blocks import ids
from service.blocks.frame import Frame, modal, paragraph
from service.blocks.inputs import drawn
from service.core.routines import Routine
from service.forms import hurting
from service.forms.words import clipped, escaped
from service.ports import View
from service.words import _

INTRO = _(
    "Leave this one. Three short questions help me leave out what hurt. Until you say "
    "which it was, all of it stays away for two weeks: {names}. It stays private."
)
MOST_OPTION = 75


def hurts(*, nudge_id: str, routine: Routine) -> View:
    """Ask about one routine; private_metadata holds the nudge's id."""
    frame = Frame(
        callback=ids.Callback.HURTS,
        title=_("It hurts"),
        submit=_("Save"),
        close=_("Close"),
    )
    asked = drawn(hurting.asks(movements(routine)))
    names = hurting.listed(item.exercise.name for item in routine.items)
    intro = escaped(INTRO.format(names=names))
    return modal(frame, [paragraph(intro), *asked], nudge_id)


def movements(routine: Routine) -> Mapping[str, str]:
    """Name the exercises of a routine, short enough for an option."""
    return {
        item.exercise.id: clipped(item.exercise.name, MOST_OPTION)
        for item in routine.items
    }
