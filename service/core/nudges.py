"""The life of one nudge: its states, what may happen in each, and its slot."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from service.core.errors import Refused


class SlotKind(StrEnum):
    """What a slot is for: one a day builds strength, the others are free."""

    BUILD = "build"
    ANY = "any"


class State(StrEnum):
    PLANNED = "planned"
    SENDING = "sending"
    SENT = "sent"
    SKIPPED = "skipped"
    FAILED = "failed"
    UNKNOWN = "unknown"


class Event(StrEnum):
    """What can happen to a nudge."""

    MOVE = "move"
    """The hours or the zone changed: another time the same day."""
    DEFER = "defer"
    """Not at this moment: a new due time."""
    DROP = "drop"
    """Not at all any more; nothing has left."""
    CLAIM = "claim"
    """One dispatcher takes it, to send it."""
    DELIVERED = "delivered"
    """Slack gave a receipt."""
    RETRY = "retry"
    """Nothing has left; a new due time."""
    REFUSE = "refuse"
    """Slack said a final no."""
    RETURN = "return"
    """The plan wants it again that a change of the plan had taken back."""
    LOSE = "lose"
    """Nobody can know whether it left: the answer was lost, the process died, or a
    backup was restored."""


FINAL = frozenset({State.SENT, State.SKIPPED, State.FAILED, State.UNKNOWN})
PENDING = frozenset({State.PLANNED, State.SENDING})
MAY_HAVE_ARRIVED = frozenset({State.SENDING, State.SENT, State.UNKNOWN})
"""The states that count to the daily cap and to the minimum gap."""

TRANSITIONS: Mapping[tuple[State, Event], State] = {
    (State.PLANNED, Event.MOVE): State.PLANNED,
    (State.PLANNED, Event.DEFER): State.PLANNED,
    (State.PLANNED, Event.DROP): State.SKIPPED,
    (State.PLANNED, Event.CLAIM): State.SENDING,
    # After a restore: what happened since the backup is not known any more.
    (State.PLANNED, Event.LOSE): State.UNKNOWN,
    (State.SKIPPED, Event.RETURN): State.PLANNED,
    (State.SENDING, Event.DELIVERED): State.SENT,
    (State.SENDING, Event.RETRY): State.PLANNED,
    (State.SENDING, Event.DROP): State.SKIPPED,
    (State.SENDING, Event.REFUSE): State.FAILED,
    (State.SENDING, Event.LOSE): State.UNKNOWN,
}


def after(state: State, event: Event) -> State:
    """Give the next state; raise Refused where the event cannot happen."""
    try:
        return TRANSITIONS[state, event]
    except KeyError:
        raise Refused(f"A nudge that is {state} cannot {event}.") from None


class SkipReason(StrEnum):
    """Why a nudge was not sent at all."""

    LATE = "late"
    DAY_OVER = "day_over"
    OUTSIDE_HOURS = "outside_hours"
    HOLIDAY = "holiday"
    NOT_A_WORKDAY = "not_a_workday"
    DAILY_CAP = "daily_cap"
    GAP = "gap"
    DO_NOT_DISTURB = "do_not_disturb"
    MEETING = "meeting"
    PAUSED = "paused"
    """Paused by the person, or resting for now. One word for both, because the
    ledger is readable and must not tell who may not exercise."""
    NOTHING_FITS = "nothing_fits"
    REPLANNED = "replanned"
    SUPERSEDED = "superseded"
    NOT_AGREED = "not_agreed"
    STOPPED = "stopped"
    UNREACHABLE = "unreachable"
    LEFT = "left"
    WORKSPACE_PAUSED = "workspace_paused"
    WORKSPACE_REMOVED = "workspace_removed"


class UnknownReason(StrEnum):
    """Why nobody can know whether a nudge arrived; or ``http_500`` and the like."""

    CRASHED = "crashed"
    RESTORED = "restored"
    TIMEOUT = "timeout"
    CONNECTION_LOST = "connection_lost"
    GARBLED_ANSWER = "garbled_answer"


class Outcome(StrEnum):
    """How one attempt to send ended."""

    DELIVERED = "delivered"
    PERSON_REFUSED = "person_refused"
    WORKSPACE_REFUSED = "workspace_refused"
    MESSAGE_REFUSED = "message_refused"
    RATE_LIMITED = "rate_limited"
    NOTHING_LEFT = "nothing_left"
    AMBIGUOUS = "ambiguous"


class Effect(StrEnum):
    """What an attempt means beyond its own nudge."""

    NONE = "none"
    STOP_PERSON = "stop_person"
    STOP_WORKSPACE = "stop_workspace"
    HOLD_WORKSPACE = "hold_workspace"


@dataclass(frozen=True, kw_only=True)
class Settlement:
    event: Event
    effect: Effect = Effect.NONE
    counts_attempt: bool = True


SETTLEMENTS: Mapping[Outcome, Settlement] = {
    Outcome.DELIVERED: Settlement(event=Event.DELIVERED),
    Outcome.PERSON_REFUSED: Settlement(event=Event.REFUSE, effect=Effect.STOP_PERSON),
    Outcome.WORKSPACE_REFUSED: Settlement(
        event=Event.REFUSE, effect=Effect.STOP_WORKSPACE
    ),
    Outcome.MESSAGE_REFUSED: Settlement(event=Event.REFUSE),
    Outcome.RATE_LIMITED: Settlement(
        event=Event.RETRY, effect=Effect.HOLD_WORKSPACE, counts_attempt=False
    ),
    Outcome.NOTHING_LEFT: Settlement(event=Event.RETRY),
    Outcome.AMBIGUOUS: Settlement(event=Event.LOSE),
}

CRASHED_AFTER = timedelta(seconds=60)
"""A claim this old belongs to a process that died."""

# Together under the 30 minutes of grace, so that retries never outlive it.
RETRY_DELAYS = tuple(timedelta(seconds=s) for s in (30, 60, 120, 240, 480, 840))


def retry_at(now: datetime, attempts: int) -> datetime | None:
    """Say when to try again after ``attempts`` (1 or more) that left nothing.

    None: it would be too late; the nudge is dropped as late.
    """
    if attempts > len(RETRY_DELAYS):
        return None
    return now + RETRY_DELAYS[attempts - 1]


class SlotForm(StrEnum):
    """How a nudge came to be."""

    PLANNED = "planned"
    SNOOZE = "snooze"
    NOW = "now"


_SNOOZE = "+snooze"
_NOW = "now-"


def planned_slot(number: int) -> str:
    """Name the slot of the planner: ``"1"`` to ``"4"``."""
    return str(number)


def now_slot(number: int) -> str:
    """Name the slot of a nudge that the person asked for: ``"now-1"``."""
    return f"{_NOW}{number}"


def snooze_slot(parent: str) -> str:
    """Name the one child of a snoozed nudge; raise Refused for a second snooze."""
    if form_of(parent) is SlotForm.SNOOZE:
        raise Refused("A nudge can be moved by 15 minutes once.")
    return f"{parent}{_SNOOZE}"


def form_of(slot: str) -> SlotForm:
    """Read from a slot's name how the nudge came to be."""
    if slot.endswith(_SNOOZE):
        return SlotForm.SNOOZE
    return SlotForm.NOW if slot.startswith(_NOW) else SlotForm.PLANNED


def slot_number(slot: str) -> int | None:
    """Give the planner's number of a slot; None for a snooze or an own request."""
    return int(slot) if form_of(slot) is SlotForm.PLANNED else None
