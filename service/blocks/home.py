"""The App Home: what is on, and the few things to do about it; nothing on the body."""

from collections.abc import Mapping

from slack_sdk.models import blocks as kit

from service.blocks import frame, ids
from service.blocks.beyond import suggestion_blocks
from service.blocks.frame import button, button_row, paragraph, small_print
from service.core.card import Exercise
from service.core.standing import Standing
from service.forms import privacy
from service.ports import View
from service.words import _

HELLO = _("*Short movement breaks for your workday*")
NOT_ON = _("Nothing comes unless you agree.")

Action = ids.Action
LABELS: Mapping[Action, str] = {
    Action.AGREE: _("Agree"),
    Action.NOW: _("Send me one now"),
    Action.SKIP_NEXT: _("Skip the next"),
    Action.TODAY: _("Today"),
    Action.MY_ANSWERS: _("My answers"),
    Action.SIGN_IN: _("My page in the browser"),
    Action.MY_DATA: _("My data"),
    Action.PAUSE_TODAY: _("Pause today"),
    Action.PAUSE_WEEK: _("Pause a week"),
    Action.PAUSE_UNTIL: _("Pause until"),
    Action.RESUME: _("Resume"),
    Action.START_AGAIN: _("Start again"),
    Action.STOP: _("Stop"),
}

# What can be done, by how things stand; one row each.
Rows = tuple[tuple[Action, ...], ...]
ON: Rows = (
    (Action.NOW, Action.TODAY, Action.MY_ANSWERS),
    (Action.PAUSE_TODAY, Action.PAUSE_WEEK, Action.PAUSE_UNTIL, Action.STOP),
)
PAUSED: Rows = ((Action.RESUME, Action.TODAY, Action.MY_ANSWERS), (Action.STOP,))
STOPPED: Rows = ((Action.START_AGAIN, Action.MY_ANSWERS),)
NOT_AGREED: Rows = ((Action.AGREE,),)
PRIMARY = frozenset({Action.NOW, Action.RESUME, Action.START_AGAIN, Action.AGREE})


def home(
    standing: Standing,
    *,
    paused_until_words: str | None = None,
    next_at_words: str | None = None,
    has_pages: bool = False,
    suggestion: Exercise | None = None,
) -> View:
    """Show whether nudges are on; a hold or a stop by triage looks like being on.

    Words as words.until and words.when give them. ``has_pages``: a browser can
    reach the service, so the way to the own page is offered. ``suggestion``: of the
    week, for gym, yoga or a trainer.
    """
    line, rows = _standing(standing, paused_until_words, next_at_words)
    page = (Action.SIGN_IN,) if has_pages else ()
    return frame.home(
        [
            paragraph(HELLO),
            paragraph(line),
            *_before_agreeing(standing),
            *_rows((*rows, (*page, Action.MY_DATA))),
            *(suggestion_blocks(suggestion, in_modal=False) if suggestion else []),
            small_print(privacy.SHORT),
        ]
    )


def _before_agreeing(standing: Standing) -> list[kit.Block]:
    """Show what a press on Agree or Start again agrees to."""
    if standing is Standing.AGREED:
        return []
    return [paragraph("\n".join(privacy.consent_lines()))]


def _standing(
    standing: Standing, paused_until_words: str | None, next_at_words: str | None
) -> tuple[str, Rows]:
    if standing is Standing.STOPPED:
        return _("Stopped. Nothing comes."), STOPPED
    if standing is not Standing.AGREED:
        return NOT_ON, NOT_AGREED
    if paused_until_words:
        line = _("Paused until {day}.").format(day=paused_until_words)
        return line, PAUSED
    return _next(next_at_words), ON


def _rows(rows: Rows) -> list[kit.Block]:
    return [
        button_row(
            f"{ids.Block.HOME}{number or ''}",
            [button(one, LABELS[one], primary=one in PRIMARY) for one in row],
        )
        for number, row in enumerate(rows)
    ]


def _next(at_words: str | None) -> str:
    if at_words is None:
        return _("Nothing comes right now. Today says why.")
    return _("Nudges are on. The next one comes {when}.").format(when=at_words)
