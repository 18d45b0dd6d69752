"""Names the phases of an exercise, for the list of times and for the timer."""

from collections.abc import Mapping

from service.core.phases import Phase, PhaseKind
from service.words import _, ngettext

PHASE_TEXT: Mapping[PhaseKind, str] = {
    PhaseKind.READY: _("Get into place"),
    PhaseKind.MOVE: _("Move slowly"),
    PhaseKind.HOLD: _("Hold"),
    PhaseKind.BREATHE: _("Breathe slowly"),
    PhaseKind.KEEP_ON: _("Keep on"),
    PhaseKind.REST: _("Rest"),
    PhaseKind.CHANGE: _("Change sides"),
}
SIDES = {1: _("First side"), 2: _("Second side")}
LET_GO = _("Let go")
"""The pause between two holds."""


def when(phase: Phase) -> str:
    """Say to which side and round a phase belongs; blank where there is only one."""
    side = [SIDES[phase.side]] if phase.side else []
    rounds = _("round {n} of {m}").format(n=phase.round, m=phase.rounds)
    return ", ".join([*side, *([rounds] if phase.rounds > 1 else [])])


def how_long(phase: Phase) -> str:
    """Say how often and how long: ``5 times, 3 seconds each, 2 seconds between``."""
    seconds = ngettext("{n} second", "{n} seconds", phase.seconds)
    if phase.times == 1:
        return seconds.format(n=phase.seconds)
    said = _("{times} times, {seconds} each").format(
        times=phase.times, seconds=seconds.format(n=phase.seconds)
    )
    if phase.pause_s:
        said += ", " + _("{n} between").format(n=phase.pause_s)
    return said
