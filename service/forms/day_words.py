"""A person's own day in words, for the page and the modal that show it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from zoneinfo import ZoneInfo

from service.core.day import Day, Slot
from service.core.nudges import SkipReason, SlotForm, SlotKind, State
from service.core.standing import Standing
from service.forms.words import clock
from service.words import _

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One nudge of the day: its local time, how it stands, and why."""

    at: str
    what: str
    why: str


STANDS: Mapping[State, str] = {
    State.PLANNED: _("Planned"),
    State.SENDING: _("On its way"),
    State.SENT: _("Sent"),
    State.SKIPPED: _("Did not come"),
    State.FAILED: _("Could not be delivered"),
    State.UNKNOWN: _("May not have arrived"),
}

WHY_NOT: Mapping[SkipReason, str] = {
    SkipReason.LATE: _("It was too late for it, so it was left out."),
    SkipReason.DAY_OVER: _("The working day was over."),
    SkipReason.OUTSIDE_HOURS: _("That is outside your hours."),
    SkipReason.HOLIDAY: _("It is a public holiday."),
    SkipReason.NOT_A_WORKDAY: _("It is no work day of yours."),
    SkipReason.DAILY_CAP: _("You have had your number for today."),
    SkipReason.GAP: _("The last one was less than an hour before."),
    SkipReason.DO_NOT_DISTURB: _("You were in Do Not Disturb."),
    SkipReason.MEETING: _("You were in a meeting."),
    SkipReason.PAUSED: _("It was paused or skipped."),
    SkipReason.NOTHING_FITS: _("Nothing in the catalogue fitted just then."),
    SkipReason.REPLANNED: _("Your hours changed."),
    SkipReason.SUPERSEDED: _("Something newer took its place."),
    SkipReason.NOT_AGREED: _("You have not agreed to get nudges."),
    SkipReason.STOPPED: _("You stopped them."),
    SkipReason.UNREACHABLE: _("Slack does not deliver messages to you."),
    SkipReason.LEFT: _("Your Slack account is closed."),
    SkipReason.WORKSPACE_PAUSED: _("All nudges are paused for everybody."),
    SkipReason.WORKSPACE_REMOVED: _("Slack is not connected any more."),
}
LOST = _("Slack's answer got lost. It is not sent twice, so you may have missed it.")
REFUSED = _("Slack did not take it.")

NOT_SENT = _("Nothing was sent. {why}")
RESTING = _("Exercise rests for now, by what you told me. My answers says more.")

# How a send that was tried has ended.
OUTCOMES: Mapping[str, str] = {
    "sent": _("It is in your Slack messages now."),
    "deferred": _("Slack cannot be reached. It comes as soon as it can."),
    "failed": _("Slack did not take the message."),
    "unknown": _("Slack's answer got lost; it may or may not have arrived."),
    "skipped": _("Nothing was sent. It was stopped or paused meanwhile."),
    "settled_elsewhere": _("It was taken care of already."),
    "waiting": _("Many messages are on their way. Try again in a minute."),
}

WILL_NOT = _("Will not come")
OFF = _("You said stop.")
IN_PAUSE = _("It falls into your pause.")
RESTS = _("Exercise rests for now.")

KINDS: Mapping[SlotKind, str] = {
    SlotKind.BUILD: _("The one of the day that strengthens."),
    SlotKind.ANY: _("One part opens, one part builds."),
}
FORMS: Mapping[SlotForm, str] = {
    SlotForm.SNOOZE: _("You moved it here."),
    SlotForm.NOW: _("You asked for it."),
}


def _is_kept_away(reason: SkipReason, slot: Slot, _day: Day) -> bool:
    return slot.kept_away is reason


# The first that holds is said of what is still planned.
KEPT_AWAY: tuple[tuple[Callable[[Slot, Day], bool], str], ...] = (
    (lambda _slot, day: day.standing is not Standing.AGREED, OFF),
    (lambda slot, day: bool(day.paused_until and slot.at < day.paused_until), IN_PAUSE),
    (lambda _slot, day: day.resting, RESTS),
    *(
        (partial(_is_kept_away, reason), WHY_NOT[reason])
        for reason in (SkipReason.DAILY_CAP, SkipReason.OUTSIDE_HOURS, SkipReason.GAP)
    ),
)

# What became of a routine, by what was pressed on it last.
ANSWERED: Mapping[str, str] = {
    "done": _("You did it."),
    "skip": _("You skipped it."),
    "snooze": _("You moved it."),
    "hurts": _("You said that it hurts; what hurt stays away for two weeks."),
    "too_easy": _("You said that it was too easy."),
    "too_hard": _("You said that it was too hard."),
    "already_moved": _("You had moved already."),
    "swap": _("You swapped it."),
    "short": _("You took the short version."),
    "easier": _("You asked for something easier."),
}


def line(slot: Slot, day: Day) -> Line:
    """Say how one nudge of the day stands."""
    kept_away = _kept_away(slot, day)
    why = kept_away or _why(slot)
    return Line(
        at=clock(slot.at, day.zone),
        what=WILL_NOT if kept_away else STANDS[slot.state],
        why=" ".join(filter(None, [_put_off(slot, day.zone), why])),
    )


def headline(day: Day) -> str:
    """Say in one sentence what kind of day it is."""
    return next(said for applies, said in HEADLINES if applies(day))


def hours(day: Day) -> str:
    """Give the reachable stretches: ``09:00 to 12:00, 13:00 to 17:00``."""
    return ", ".join(
        _("{start} to {end}").format(
            start=clock(window.start, day.zone), end=clock(window.end, day.zone)
        )
        for window in day.windows
    )


def not_sent(reason: SkipReason, *, resting: bool) -> str:
    """Answer a wish that may not be fulfilled now."""
    return RESTING if resting else NOT_SENT.format(why=WHY_NOT[reason])


def _kept_away(slot: Slot, day: Day) -> str:
    """Say what keeps a planned nudge away already now; blank where nothing does."""
    if slot.state is not State.PLANNED:
        return ""
    return next((said for holds, said in KEPT_AWAY if holds(slot, day)), "")


def _put_off(slot: Slot, zone: ZoneInfo) -> str:
    moved = abs(slot.at - slot.planned_at) >= _MINUTE
    if not (slot.put_off_for and moved):
        return ""
    return _("Moved from {time}. {why}").format(
        time=clock(slot.planned_at, zone), why=WHY_NOT[SkipReason(slot.put_off_for)]
    )


def _why(slot: Slot) -> str:
    return WHY[slot.state](slot)


WHY: Mapping[State, Callable[[Slot], str]] = {
    State.PLANNED: lambda slot: FORMS.get(slot.form, KINDS[slot.kind]),
    State.SENDING: lambda _slot: "",
    State.SENT: lambda slot: ANSWERED.get(slot.answer or "", ""),
    State.SKIPPED: lambda slot: WHY_NOT[SkipReason(slot.reason or SkipReason.LATE)],
    State.FAILED: lambda _slot: REFUSED,
    State.UNKNOWN: lambda _slot: LOST,
}

# The first that applies is said.
HEADLINES: tuple[tuple[Callable[[Day], bool], str], ...] = (
    (
        lambda day: day.standing is not Standing.AGREED,
        _("Nudges are off. Nothing comes unless you say so."),
    ),
    (lambda day: day.resting, _("Exercise rests for now, by what you told me.")),
    (lambda day: day.paused_until is not None, _("Nudges are paused.")),
    (lambda day: day.holiday, _("It is a public holiday. Nothing comes today.")),
    (
        lambda day: not day.is_workday,
        _("This is no work day of yours. Nothing comes today."),
    ),
    (lambda _day: True, _("Nudges are on.")),
)
