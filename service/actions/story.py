"""Tells what happened to one person's nudges, and what comes next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from service.actions.scene import Scene
from service.actions.today import answered, recent_days
from service.core.day import Slot
from service.core.nudges import State
from service.core.routines import Routine

_DAYS = 2


class Happened(StrEnum):
    PLANNED = "planned"
    PUT_OFF = "put_off"
    SENT = "sent"
    ANSWERED = "answered"
    SKIPPED = "skipped"
    FAILED = "failed"
    UNKNOWN = "unknown"
    WAITING = "waiting"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing that happened, or is to happen, at an instant.

    ``code`` says more: why it was put off, skipped or failed; what was pressed; or
    whether a routine or a question was sent. ``movements`` names what was sent.
    """

    at: datetime
    what: Happened
    code: str = ""
    movements: tuple[str, ...] = ()


def story(scene: Scene) -> list[Entry]:
    """Tell yesterday, today and what is next, in the order of time."""
    days = recent_days(scene, _DAYS)
    entries = [
        entry for day in days for slot in day.slots for entry in _told(slot, scene.now)
    ]
    entries += [
        Entry(at=one.at, what=Happened.ANSWERED, code=one.answer)
        for one in answered(scene, days[0].day)
    ]
    today = days[-1]
    if today.next_at and today.next_at.astimezone(today.zone).date() > today.day:
        entries.append(Entry(at=today.next_at, what=Happened.PLANNED))
    return sorted(entries, key=lambda entry: entry.at)


_ENDS = {
    State.SENT: Happened.SENT,
    State.SKIPPED: Happened.SKIPPED,
    State.FAILED: Happened.FAILED,
    State.UNKNOWN: Happened.UNKNOWN,
}


def _told(slot: Slot, now: datetime) -> Iterator[Entry]:
    if slot.put_off_for is not None:
        code = slot.put_off_for
        yield Entry(at=slot.planned_at, what=Happened.PUT_OFF, code=code)
    if slot.state in _ENDS:
        code = slot.reason or slot.content or ""
        yield Entry(
            at=slot.at,
            what=_ENDS[slot.state],
            code=code,
            movements=_movements(slot.routine),
        )
    else:
        waits = slot.state is State.SENDING or slot.at <= now
        what = Happened.WAITING if waits else Happened.PLANNED
        yield Entry(at=slot.at, what=what)


def _movements(routine: Routine | None) -> tuple[str, ...]:
    return tuple(item.exercise.name for item in routine.items) if routine else ()
