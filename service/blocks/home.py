"""The App Home: what is on, and the few things to do about it; nothing on the body."""

from collections.abc import Mapping, Sequence

from service.blocks import frame, ids
from service.blocks.frame import button, button_row, paragraph, small_print
from service.core.standing import Standing
from service.ports import View
from service.words import _

HELLO = _("*Short movement breaks for your workday*")
PRIVATE = _(
    "Your answers are yours. HR sees blurred counts for groups of ten or more, "
    "never you."
)
NOT_ON = _("Nothing comes unless you agree.")

Action = ids.Action
LABELS: Mapping[Action, str] = {
    Action.AGREE: _("Agree"),
    Action.SET_UP: _("My answers"),
    Action.PAUSE_TODAY: _("Pause today"),
    Action.PAUSE_WEEK: _("Pause a week"),
    Action.RESUME: _("Resume"),
    Action.START_AGAIN: _("Start again"),
    Action.STOP: _("Stop"),
}

ON = (Action.SET_UP, Action.PAUSE_TODAY, Action.PAUSE_WEEK, Action.STOP)
PAUSED = (Action.SET_UP, Action.RESUME, Action.STOP)
STOPPED = (Action.START_AGAIN,)
NOT_AGREED = (Action.AGREE,)


def home(
    standing: Standing,
    *,
    paused_until_words: str | None = None,
    next_at_words: str | None = None,
) -> View:
    """Show whether nudges are on; a hold or a stop by triage looks like being on.

    Words as words.until and words.when give them.
    """
    if standing is Standing.STOPPED:
        return _home(_("Stopped. Nothing comes."), STOPPED)
    if standing is not Standing.AGREED:
        return _home(NOT_ON, NOT_AGREED)
    if paused_until_words:
        line = _("Paused until {day}.").format(day=paused_until_words)
        return _home(line, PAUSED)
    return _home(_next(next_at_words), ON)


def _home(line: str, actions: Sequence[Action]) -> View:
    buttons = [button(action, LABELS[action]) for action in actions]
    row = button_row(ids.Block.HOME, buttons)
    return frame.home([paragraph(HELLO), paragraph(line), row, small_print(PRIVATE)])


def _next(at_words: str | None) -> str:
    if at_words is None:
        return _("Nudges are on. Nothing is planned right now.")
    return _("Nudges are on. The next one comes {when}.").format(when=at_words)
