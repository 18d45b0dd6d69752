"""The four screens after Agree: safety, soreness, hours, limits; about 90 seconds."""

from collections.abc import Callable
from dataclasses import dataclass

from slack_sdk.models import blocks as kit

from service.blocks import (
    ids,
    screen_hours,
    screen_limits,
    screen_safety,
    screen_soreness,
)
from service.blocks.forms import Hours, Limits, Registered, Safety, Soreness
from service.blocks.frame import Frame, modal, paragraph, small_print
from service.blocks.inputs import Mistakes, State
from service.core.errors import Refused
from service.ports import View
from service.words import _

Answered = Safety | Soreness | Hours | Limits


@dataclass(frozen=True, kw_only=True)
class Screen:
    """One screen: its heading, why it is asked, what it asks, how it is read."""

    title: str
    intro: str
    fields: Callable[[Registered], list[kit.Block]]
    read: Callable[[State], Answered | Mistakes]


SCREENS: tuple[Screen, ...] = (
    Screen(
        title=_("Safety first"),
        intro=screen_safety.INTRO,
        fields=screen_safety.fields,
        read=screen_safety.read_safety,
    ),
    Screen(
        title=_("How you feel"),
        intro=screen_soreness.INTRO,
        fields=screen_soreness.fields,
        read=screen_soreness.read_soreness,
    ),
    Screen(
        title=_("Place and hours"),
        intro=screen_hours.INTRO,
        fields=screen_hours.fields,
        read=screen_hours.read_hours,
    ),
    Screen(
        title=_("Limits and equipment"),
        intro=screen_limits.INTRO,
        fields=screen_limits.fields,
        read=screen_limits.read_limits,
    ),
)
LAST = len(SCREENS)


def screen(number: int, current: Registered) -> View:
    """Show screen ``number`` (1-4), filled in with what is known.

    private_metadata holds the number and nothing else.
    """
    shown = _screen(number)
    submit = _("Save") if number == LAST else _("Next")
    frame = Frame(
        callback=ids.Callback.SET_UP,
        title=shown.title,
        submit=submit,
        close=_("Later"),
    )
    step = _("Screen {number} of {last}").format(number=number, last=LAST)
    blocks = [small_print(step), paragraph(shown.intro), *shown.fields(current)]
    return modal(frame, blocks, str(number))


def read_screen(number: int, state: State) -> Answered | Mistakes:
    """Read ``view.state.values`` of a screen; raises Refused for forged values."""
    return _screen(number).read(state)


def number_of(private_metadata: str) -> int:
    """Read the screen's number back; raises Refused for anything else."""
    known = {str(number): number for number in range(1, LAST + 1)}
    if private_metadata not in known:
        raise Refused(_("This screen is not one of ours."))
    return known[private_metadata]


def _screen(number: int) -> Screen:
    if not 1 <= number <= LAST:
        raise Refused(_("This screen is not one of ours."))
    return SCREENS[number - 1]
