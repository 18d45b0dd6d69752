"""Whether a due nudge may go out at this moment, later, or not at all."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from service.core.nudges import SkipReason, SlotForm
from service.core.standing import Standing
from service.core.thresholds import MIN_GAP
from service.core.workday import Window, contains

GRACE = timedelta(minutes=30)
"""A nudge that is later than this is dropped."""


class WorkspaceState(StrEnum):
    ACTIVE = "active"
    PAUSED = "paused"
    REMOVED = "removed"


class Content(StrEnum):
    """What goes out: a routine, or the question how the person is today."""

    ROUTINE = "routine"
    QUESTION = "question"


@dataclass(frozen=True, kw_only=True)
class Moment:
    """All that decides about one nudge, as it is at ``now``.

    ``due_at``: when it is due now; a snooze or deferral has moved it.
    ``day``: the nudge's local day; ``today``: the person's local date at ``now``.
    ``windows``: the reachable time of ``day``, lunch and holidays taken out.
    ``sent_today``: nudges of ``day`` that arrived or may have (sent, unknown,
    sending), a snooze and its parent counted once.
    ``last_sent_at``: when the newest of those went out, on whatever day.
    """

    now: datetime
    due_at: datetime
    day: date
    today: date
    form: SlotForm
    workspace: WorkspaceState
    standing: Standing
    windows: Sequence[Window]
    cap: int
    sent_today: int
    exercise_allowed: bool
    ask_again_due: bool = False
    holiday: bool = False
    paused_until: datetime | None = None
    last_sent_at: datetime | None = None
    do_not_disturb_until: datetime | None = None
    meeting_until: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Send:
    content: Content


@dataclass(frozen=True, kw_only=True)
class Defer:
    """Not now: ``until`` is the new due time, later than now."""

    until: datetime
    reason: SkipReason


@dataclass(frozen=True, kw_only=True)
class Drop:
    reason: SkipReason


Verdict = Send | Defer | Drop


def may_send(moment: Moment) -> Verdict:
    """Decide about one due nudge: the first rule that applies, else send.

    The order goes from what lasts to what passes. What ends everything comes
    first (the workspace, a no, a pause), so that a reason never hides behind a
    lesser one. Then what ends this nudge: its day is over, it is too late, the
    day is free. Then the hours, before cap and rest, since outside them nothing
    else matters. Cap and rest come before gap and meeting: what is dropped
    anyway must not be put off first. A deferral sets a new due time, and all
    rules are asked again then.
    """
    for applies, outcome in RULES:
        if applies(moment):
            return outcome(moment)
    return Send(
        content=Content.ROUTINE if moment.exercise_allowed else Content.QUESTION
    )


_NO_NUDGE: Mapping[Standing, SkipReason] = {
    Standing.KNOWN: SkipReason.NOT_AGREED,
    Standing.INVITED: SkipReason.NOT_AGREED,
    Standing.DECLINED: SkipReason.NOT_AGREED,
    Standing.STOPPED: SkipReason.STOPPED,
    Standing.UNREACHABLE: SkipReason.UNREACHABLE,
    Standing.LEFT: SkipReason.LEFT,
}

# A snooze takes its parent's place: the parent is not counted against it.
_OWN_PLACE: Mapping[SlotForm, int] = {
    SlotForm.PLANNED: 0,
    SlotForm.NOW: 0,
    SlotForm.SNOOZE: 1,
}


def _not_agreed(moment: Moment) -> bool:
    return moment.standing in _NO_NUDGE


def _paused(moment: Moment) -> bool:
    return moment.paused_until is not None and moment.now < moment.paused_until


def _day_over(moment: Moment) -> bool:
    ended = bool(moment.windows) and moment.now >= moment.windows[-1].end
    return ended or moment.today > moment.day


def _late(moment: Moment) -> bool:
    return moment.now - moment.due_at > GRACE


def _outside_hours(moment: Moment) -> bool:
    return not contains(moment.windows, moment.now)


def _cap_reached(moment: Moment) -> bool:
    return moment.sent_today - _OWN_PLACE[moment.form] >= moment.cap


def _resting(moment: Moment) -> bool:
    return not (moment.exercise_allowed or moment.ask_again_due)


def _too_close(moment: Moment) -> bool:
    if moment.form is not SlotForm.PLANNED or moment.last_sent_at is None:
        return False
    return moment.now < moment.last_sent_at + MIN_GAP


def _disturbs(moment: Moment, until: datetime | None) -> bool:
    """Say whether something is on until an instant; not for who asked just now."""
    asked = moment.form is SlotForm.NOW
    return not asked and until is not None and until > moment.now


def _drop(reason: SkipReason) -> Callable[[Moment], Verdict]:
    return lambda _moment: Drop(reason=reason)


def _until_window(moment: Moment) -> Verdict:
    start = min(w.start for w in moment.windows if w.start > moment.now)
    return Defer(until=start, reason=SkipReason.OUTSIDE_HOURS)


def _until(moment: Moment, until: datetime | None, reason: SkipReason) -> Verdict:
    if until is None or until >= moment.windows[-1].end:
        return Drop(reason=reason)
    return Defer(until=until, reason=reason)


def _after_gap(moment: Moment) -> Verdict:
    until = None if moment.last_sent_at is None else moment.last_sent_at + MIN_GAP
    return _until(moment, until, SkipReason.GAP)


Rule = tuple[Callable[[Moment], bool], Callable[[Moment], Verdict]]

RULES: tuple[Rule, ...] = (
    (
        lambda m: m.workspace is WorkspaceState.REMOVED,
        _drop(SkipReason.WORKSPACE_REMOVED),
    ),
    (
        lambda m: m.workspace is WorkspaceState.PAUSED,
        _drop(SkipReason.WORKSPACE_PAUSED),
    ),
    (_not_agreed, lambda m: Drop(reason=_NO_NUDGE[m.standing])),
    (_paused, _drop(SkipReason.PAUSED)),
    (_day_over, _drop(SkipReason.DAY_OVER)),
    (_late, _drop(SkipReason.LATE)),
    (lambda m: m.holiday, _drop(SkipReason.HOLIDAY)),
    (lambda m: not m.windows, _drop(SkipReason.NOT_A_WORKDAY)),
    (_outside_hours, _until_window),
    (_cap_reached, _drop(SkipReason.DAILY_CAP)),
    (_resting, _drop(SkipReason.PAUSED)),
    (_too_close, _after_gap),
    (
        lambda m: _disturbs(m, m.do_not_disturb_until),
        lambda m: _until(m, m.do_not_disturb_until, SkipReason.DO_NOT_DISTURB),
    ),
    (
        lambda m: _disturbs(m, m.meeting_until),
        lambda m: _until(m, m.meeting_until, SkipReason.MEETING),
    ),
)
