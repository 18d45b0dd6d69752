"""A person's own day as values: what comes, what came, and what became of it."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from service.core.nudges import SkipReason, SlotForm, SlotKind, State
from service.core.routines import Routine
from service.core.standing import Standing
from service.core.workday import Window


@dataclass(frozen=True, kw_only=True)
class Slot:
    """One nudge of a day.

    ``at``: when it went out, else when it is due now; ``planned_at``: when it was
    meant to come. ``reason``: why it was not sent; ``put_off_for``: why it came,
    or comes, later. ``closed``: nothing can be pressed on it any more. ``answer``:
    the last thing that was pressed. ``content``: a routine or a question.
    ``kept_away``: planned, and why it will not come all the same.
    """

    nudge_id: str
    form: SlotForm
    kind: SlotKind
    state: State
    at: datetime
    planned_at: datetime
    reason: str | None
    put_off_for: str | None
    content: str | None
    closed: bool
    answer: str | None
    routine: Routine | None
    kept_away: SkipReason | None = None


@dataclass(frozen=True, kw_only=True)
class Day:
    """One local day of a person.

    ``windows`` are the reachable stretches, in UTC; none on a ``holiday`` or where
    the weekday is no work day. ``paused_until`` is set while a pause is on, and
    ``resting`` while exercise waits by what the person told. ``next_at``: when the
    next nudge comes, on whatever day, and ``next_id`` which it is; None on past days,
    and where none comes.
    """

    day: date
    zone: ZoneInfo
    standing: Standing
    paused_until: datetime | None
    resting: bool
    holiday: bool
    is_workday: bool
    windows: tuple[Window, ...]
    next_at: datetime | None
    next_id: str | None
    slots: tuple[Slot, ...]
