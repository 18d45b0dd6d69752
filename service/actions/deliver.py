"""Sends one claimed message and settles how it went. No transaction is open."""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection

from service.actions.picturing import doubt
from service.actions.reading import profile_of
from service.actions.workspaces import slack_of
from service.app import App
from service.core.causes import triage_of
from service.core.dispatching import Content, WorkspaceState
from service.core.errors import Refused
from service.core.nudges import (
    RETRY_DELAYS,
    SETTLEMENTS,
    Effect,
    Event,
    Outcome,
    SkipReason,
    State,
    retry_at,
)
from service.core.standing import Standing, StandingEvent, after
from service.ports import Message, Posted, Refusal, Scope, SlackError, TryLater
from service.store import folds, nudges, people, workspaces
from service.store.deliveries import NUDGES, Queue, move
from service.store.people import Person
from service.store.workspaces import Workspace

STALE_CLAIM = timedelta(seconds=20)
"""A process that slept this long between claim and send sends no more."""

# What a sweep's counts call each end of a row that was claimed.
ENDINGS = {
    Event.DELIVERED: "sent",
    Event.RETRY: "deferred",
    Event.DROP: "skipped",
    Event.REFUSE: "failed",
    Event.LOSE: "unknown",
}

SETTLED_ELSEWHERE = "settled_elsewhere"

_BY_SCOPE = {
    Scope.PERSON: Outcome.PERSON_REFUSED,
    Scope.WORKSPACE: Outcome.WORKSPACE_REFUSED,
    Scope.MESSAGE: Outcome.MESSAGE_REFUSED,
}


class Letter(NamedTuple):
    """A claimed row, to whom it goes, and what it says."""

    queue: Queue
    key: str
    person: Person
    message: Message
    claimed_at: datetime
    attempts: int


def deliver(app: App, workspace: Workspace, letter: Letter) -> str:
    """Send a claimed row's message once, settle it, and say how it ended."""
    if app.now() - letter.claimed_at > STALE_CLAIM:
        # Nothing left: the next turn asks again whether it may go, or is late.
        return _settled(app, letter, Event.RETRY)
    said_no = _said_no(app, letter)
    if said_no is not None:
        return _settled(app, letter, Event.DROP, reason=said_no)
    try:
        posted = _post(app, workspace, letter)
    except SlackError as error:
        return _fail(app, letter, error)
    if posted.bare:
        doubt(app, workspace.workspace_id, letter.message)
    sent_at = app.now()
    ended = _settled(
        app,
        letter,
        Event.DELIVERED,
        sent_at=sent_at,
        channel=posted.channel,
        ts=posted.ts,
    )
    if ended == SETTLED_ELSEWHERE:
        _take_back(app, letter, posted)
    return ended


def _said_no(app: App, letter: Letter) -> SkipReason | None:
    """Ask once more at the last moment: a stop, pause or sign may have come since."""
    if letter.queue is not NUDGES:
        return None
    place, now = letter.person.workspace_id, app.now()
    with app.engine.begin() as conn:
        person = people.get(conn, place, letter.person.person_id)
        if person is None or person.standing is not Standing.AGREED:
            return SkipReason.STOPPED
        nudge = nudges.get(conn, place, letter.key)
        triage = triage_of(profile_of(app, conn, person), now)
    # A question goes to whoever rests, a routine never.
    rests = nudge is not None and nudge.content == Content.ROUTINE and not triage.nudges
    paused = person.paused_until is not None and now < person.paused_until
    return SkipReason.PAUSED if paused or rests else None


def _post(app: App, workspace: Workspace, letter: Letter) -> Posted:
    try:
        slack = slack_of(app, workspace)
    except Refused:
        # Nothing left, and the operator may set the token any minute.
        raise TryLater("no_token", timedelta(seconds=30)) from None
    return slack.post(letter.person.slack_user_id or "", letter.message)


def outcome_of(error: SlackError) -> Outcome:
    """Sort an error into what it means for the nudge."""
    match error:
        case TryLater(whole_workspace=True):
            return Outcome.RATE_LIMITED
        case TryLater():
            return Outcome.NOTHING_LEFT
        case Refusal():
            return _BY_SCOPE[error.scope]
        case _:
            return Outcome.AMBIGUOUS


def _fail(app: App, letter: Letter, error: SlackError) -> str:
    event, columns = _settlement(app, letter, error)
    with app.engine.begin() as conn:
        # Everybody locks the person first, then the person's rows.
        people.lock(conn, letter.person.workspace_id, letter.person.person_id)
        ended = _settle(conn, letter, event, **columns)
        _spread(app, conn, letter.person, error)
    return ended


def _settlement(
    app: App, letter: Letter, error: SlackError
) -> tuple[Event, dict[str, object]]:
    """Say what becomes of the row, and with which columns."""
    settlement = SETTLEMENTS[outcome_of(error)]
    if settlement.event is not Event.RETRY:
        return settlement.event, {"reason": error.reason}
    if not settlement.counts_attempt and isinstance(error, TryLater):
        return Event.RETRY, {"due_at": app.now() + error.after}
    attempts = letter.attempts + 1
    again = retry_at(app.now(), attempts)
    if again is None and letter.queue is NUDGES:
        return Event.DROP, {"reason": SkipReason.LATE}
    # An invitation is never too late: a person gets only the one.
    due_at = again or app.now() + RETRY_DELAYS[-1]
    return Event.RETRY, {"due_at": due_at, "attempts": attempts}


def _settled(app: App, letter: Letter, event: Event, **columns: object) -> str:
    with app.engine.begin() as conn:
        return _settle(conn, letter, event, **columns)


def _settle(conn: Connection, letter: Letter, event: Event, **columns: object) -> str:
    ref = (letter.person.workspace_id, letter.key)
    settled = move(conn, letter.queue, ref, (State.SENDING, event), **columns)
    return ENDINGS[event] if settled else SETTLED_ELSEWHERE


def _take_back(app: App, letter: Letter, posted: Posted) -> None:
    """Let a message fold whose person deleted everything while it was on its way."""
    place, person_id = letter.person.workspace_id, letter.person.person_id
    kind = folds.Kind.NUDGE if letter.queue is NUDGES else folds.Kind.INVITATION
    with app.engine.begin() as conn:
        if people.get(conn, place, person_id) is None:
            fold = folds.Fold(channel=posted.channel, ts=posted.ts, kind=kind)
            folds.ask(conn, place, [fold], app.now())


def _spread(app: App, conn: Connection, person: Person, error: SlackError) -> None:
    """Stop, or slow down, whatever the failure concerns beyond this message."""
    match SETTLEMENTS[outcome_of(error)].effect:
        case Effect.HOLD_WORKSPACE if isinstance(error, TryLater):
            until = app.now() + error.after
            workspaces.wait_until(conn, person.workspace_id, until)
        case Effect.STOP_WORKSPACE:
            workspaces.change_state(
                conn, person.workspace_id, WorkspaceState.REMOVED, error.reason
            )
        case Effect.STOP_PERSON:
            _unreachable(conn, person, error.reason)
        case _:
            pass


def _unreachable(conn: Connection, person: Person, reason: str) -> None:
    now = people.lock(conn, person.workspace_id, person.person_id)
    if now is not None:
        people.change(
            conn,
            person.workspace_id,
            person.person_id,
            standing=after(now.standing, StandingEvent.REFUSE),
            standing_reason=reason,
        )
