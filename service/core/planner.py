"""At which moments of a working day a person's nudges stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from service.core.nudges import MAY_HAVE_ARRIVED, SlotKind, State
from service.core.thresholds import MIN_GAP
from service.core.workday import Window

ROOM_FOR_ROUTINE = timedelta(minutes=5)
"""No nudge stands in the last minutes before lunch or home time."""

_BUILD_SLOT = 1
_GAP_SECONDS = int(MIN_GAP.total_seconds())
# Fractions count in units of 2 ** -64: whole numbers, so nothing is rounded up.
_ONE = 1 << 64


@dataclass(frozen=True, kw_only=True)
class PlannedNudge:
    """One slot of a day: its number from 1, its kind, and when (UTC)."""

    slot: int
    kind: SlotKind
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ExistingNudge:
    """A planner's slot that the day already has.

    ``at`` is the time it was planned for, whatever a deferral made of it since.
    ``taken_back``: an earlier change of the plan dropped it, nobody else did.
    """

    slot: int
    at: datetime
    state: State
    taken_back: bool = False


@dataclass(frozen=True, kw_only=True)
class Replan:
    """What to change: rows to add, rows with their new time, slots to drop.

    A row to add may be one that was taken back: a person who puts a slip of the
    own hours right gets back what the slip had cost.
    """

    add: tuple[PlannedNudge, ...] = ()
    move: tuple[PlannedNudge, ...] = ()
    drop: tuple[int, ...] = ()


def plan_day(
    *, person_id: str, day: date, windows: Sequence[Window], count: int
) -> tuple[PlannedNudge, ...]:
    """Spread up to ``count`` nudges over the day's windows, in whole seconds.

    Fewer where they would not fit 60 minutes apart. Each person has an own
    spread, the same however often it is asked for. Slot 1 is the build slot: who
    takes only one routine should meet that one (design).
    """
    usable = _usable(windows)
    total = sum(_seconds(window) for window in usable)
    fitting = min(count, -(-total // _GAP_SECONDS))
    slack = total - (fitting - 1) * _GAP_SECONDS
    return tuple(
        PlannedNudge(
            slot=slot,
            kind=SlotKind.BUILD if slot == _BUILD_SLOT else SlotKind.ANY,
            at=_instant(
                usable,
                _share(slot, _jitter(person_id, day, slot), fitting) * slack // _ONE
                + (slot - 1) * _GAP_SECONDS,
            ),
        )
        for slot in range(1, fitting + 1)
    )


def replan(
    *,
    existing: Sequence[ExistingNudge],
    wanted: Sequence[PlannedNudge],
    now: datetime,
) -> Replan:
    """Fit the future of a day to what is wanted now; leave the past alone.

    Serves the first planning of a day (nothing exists), a repeated one (nothing
    changes) and a change of hours or zone. Nothing is added or moved to a time
    that is past, or nearer than 60 minutes to a nudge that may have gone out,
    and the day never holds more than was wanted.
    """
    near = _Taken(now, tuple(row.at for row in existing if _went_out(row, now)))
    slots = {nudge.slot: nudge for nudge in wanted}
    changes = {
        row.slot: _kept(slots.get(row.slot), near)
        for row in existing
        if _is_open(row, now) and _differs(row, slots)
    }
    dropped = tuple(slot for slot, nudge in changes.items() if nudge is None)
    alive = sum(_counts(row) for row in existing) - len(dropped)
    return Replan(
        add=_added(existing, wanted, near)[: max(len(wanted) - alive, 0)],
        move=tuple(nudge for nudge in changes.values() if nudge is not None),
        drop=dropped,
    )


@dataclass(frozen=True)
class _Taken:
    now: datetime
    times: tuple[datetime, ...]

    def leaves_free(self, at: datetime) -> bool:
        return at > self.now and all(abs(at - taken) >= MIN_GAP for taken in self.times)


def _usable(windows: Sequence[Window]) -> tuple[Window, ...]:
    shortened = (
        Window(start=window.start, end=window.end - ROOM_FOR_ROUTINE)
        for window in windows
    )
    return tuple(window for window in shortened if window.start < window.end)


def _seconds(window: Window) -> int:
    return int((window.end - window.start).total_seconds())


def _share(slot: int, jitter: int, count: int) -> int:
    """Say how far along the spare time a slot stands: below one, and rising."""
    return ((slot - 1) * _ONE + jitter) // count


def _jitter(person_id: str, day: date, slot: int) -> int:
    seed = f"{person_id}\n{day.isoformat()}\n{slot}".encode()
    return int.from_bytes(sha256(seed).digest()[:8], "big")


def _instant(usable: Sequence[Window], position: int) -> datetime:
    """Find the instant ``position`` seconds along the windows laid end to end."""
    left = position
    for window in usable[:-1]:
        if left < _seconds(window):
            return window.start + timedelta(seconds=left)
        left -= _seconds(window)
    return usable[-1].start + timedelta(seconds=left)


def _is_open(row: ExistingNudge, now: datetime) -> bool:
    return row.state is State.PLANNED and row.at > now


def _went_out(row: ExistingNudge, now: datetime) -> bool:
    # A planned row whose time has come is about to be sent.
    due = row.state is State.PLANNED and row.at <= now
    return due or row.state in MAY_HAVE_ARRIVED


def _counts(row: ExistingNudge) -> bool:
    return row.state is State.PLANNED or row.state in MAY_HAVE_ARRIVED


def _differs(row: ExistingNudge, slots: Mapping[int, PlannedNudge]) -> bool:
    return row.slot not in slots or slots[row.slot].at != row.at


def _kept(nudge: PlannedNudge | None, near: _Taken) -> PlannedNudge | None:
    return nudge if nudge is not None and near.leaves_free(nudge.at) else None


def _added(
    existing: Sequence[ExistingNudge], wanted: Sequence[PlannedNudge], near: _Taken
) -> tuple[PlannedNudge, ...]:
    have = {row.slot for row in existing if not row.taken_back}
    return tuple(
        nudge
        for nudge in wanted
        if nudge.slot not in have and near.leaves_free(nudge.at)
    )
