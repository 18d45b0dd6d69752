"""Sends a person a routine at once, because the person asked for it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TypeVar

from sqlalchemy import Connection

from service.actions.claiming import claim
from service.actions.deliver import ENDINGS, Letter, deliver
from service.actions.plan import new_row
from service.actions.reading import profile_of
from service.actions.weighing import Parcel, weigh
from service.app import App
from service.core.causes import triage_of
from service.core.dispatching import Content, Defer, Drop
from service.core.nudges import (
    Event,
    SkipReason,
    SlotForm,
    SlotKind,
    State,
    form_of,
    now_slot,
)
from service.core.workday import local_date
from service.store import nudges, people, workspaces
from service.store.deliveries import Due
from service.store.nudges import Nudge
from service.store.people import Person
from service.store.workspaces import Workspace

_Taken = TypeVar("_Taken", Letter, Due)

NO_PACE = "waiting"
DOUBLE_CLICK = timedelta(seconds=2)

_BECAME = {
    State.SENDING: ENDINGS[Event.DELIVERED],
    State.SENT: ENDINGS[Event.DELIVERED],
    State.FAILED: ENDINGS[Event.REFUSE],
    State.UNKNOWN: ENDINGS[Event.LOSE],
}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What became of a wish.

    ``outcome`` is sent, deferred (Slack was not reached, it comes by itself),
    skipped, failed, unknown, or waiting (no pace left: ask again in a minute).
    ``why_not`` is set where nothing was tried. ``resting``: exercise waits by what
    the person told; in the ledger that is a pause.
    """

    outcome: str
    why_not: SkipReason | None = None
    resting: bool = False


def nudge_now(app: App, workspace: Workspace, slack_user_id: str) -> Asked:
    """Send one routine at once, if what forbids a nudge for good does not.

    A meeting, Do-Not-Disturb and the gap to the last one do not count: whoever asks
    is there. It counts to the daily cap. Where it may not go, nothing of it is left.
    """
    with app.engine.begin() as conn:
        # Two presses at once: the second waits here, and counts the first one.
        person = people.by_slack_user(conn, workspace.workspace_id, slack_user_id)
        if person is None:
            return _refused(SkipReason.NOT_AGREED)
        claimed = claim_now(app, conn, person)
    return sent(app, workspace, claimed)


def sent(app: App, workspace: Workspace, claimed: Letter | Asked) -> Asked:
    """Deliver what was claimed, once the claim is committed."""
    if isinstance(claimed, Asked):
        return claimed
    return Asked(outcome=deliver(app, workspace, claimed))


def claim_now(
    app: App, conn: Connection, person: Person, *, short: bool = False
) -> Letter | Asked:
    """Make, weigh and claim the wish of a person whose row is locked.

    The caller commits, and then delivers the letter. ``short``: the one of a minute.
    """
    return _wish(app, conn, person, partial(_claimed, app, conn, person, short=short))


def queue_now(app: App, conn: Connection, person: Person) -> Due | Asked:
    """Leave the wish of a person whose row is locked to a dispatch, due now.

    For whoever must answer before Slack does. A second wish joins the first.
    """
    for row in _todays(app, conn, person):
        if form_of(row.slot) is SlotForm.NOW and row.state is State.PLANNED:
            return Due(row.nudge_id, person.person_id, row.due_at)
    return _wish(app, conn, person, partial(_queued, app, conn, person))


def _wish(
    app: App,
    conn: Connection,
    person: Person,
    take: Callable[[Nudge], _Taken | Asked],
) -> _Taken | Asked:
    """Make the row of a wish and take it; where it may not go, nothing is left."""
    before = _a_moment_ago(app, conn, person)
    if before is not None:
        return before
    with conn.begin_nested() as attempt:
        taken = take(_added(app, conn, person))
        if isinstance(taken, Asked):
            attempt.rollback()
    return taken


def _queued(app: App, conn: Connection, person: Person, nudge: Nudge) -> Due | Asked:
    weighed = _weighed(app, conn, person, nudge)
    if isinstance(weighed, Asked):
        return weighed
    return Due(nudge.nudge_id, person.person_id, nudge.due_at)


def _a_moment_ago(app: App, conn: Connection, person: Person) -> Asked | None:
    """Give what became of a wish that was made just now: a double click is one."""
    since = app.now() - DOUBLE_CLICK
    for row in _todays(app, conn, person):
        now = form_of(row.slot) is SlotForm.NOW
        if now and row.claimed_at is not None and row.claimed_at > since:
            return Asked(outcome=_BECAME.get(row.state, NO_PACE))
    return None


def _claimed(
    app: App, conn: Connection, person: Person, nudge: Nudge, *, short: bool
) -> Letter | Asked:
    weighed = _weighed(app, conn, person, nudge, short=short)
    if isinstance(weighed, Asked):
        return weighed
    per_minute = app.settings.messages_per_minute
    if not workspaces.take_turn(conn, person.workspace_id, app.now(), per_minute):
        return Asked(outcome=NO_PACE)
    return claim(app, conn, person, nudge, weighed) or Asked(outcome=NO_PACE)


def _weighed(
    app: App, conn: Connection, person: Person, nudge: Nudge, *, short: bool = False
) -> Parcel | Asked:
    current = workspaces.get(conn, person.workspace_id)
    if current is None:
        raise AssertionError  # the person's row stands below it
    match weigh(app, conn, current, person, nudge, short=short):
        case Parcel(content=Content.ROUTINE) as parcel:
            return parcel
        case Drop(reason=reason) | Defer(reason=reason):
            return _refused(reason, resting=_rests(app, conn, person))
        case _:
            # A question is due, but a routine was asked for.
            return _refused(SkipReason.PAUSED, resting=True)


def _added(app: App, conn: Connection, person: Person) -> Nudge:
    """Add the row of the wish, due now."""
    now = app.now()
    asked = sum(form_of(row.slot) is SlotForm.NOW for row in _todays(app, conn, person))
    day = local_date(now, person.timezone)
    row = new_row(person, day, now_slot(asked + 1), now) | {"kind": SlotKind.BUILD}
    nudges.add(conn, [row])
    nudge = nudges.lock(conn, person.workspace_id, str(row["nudge_id"]))
    if nudge is None:
        raise AssertionError  # it was added a line above
    return nudge


def _todays(app: App, conn: Connection, person: Person) -> list[Nudge]:
    day = local_date(app.now(), person.timezone)
    return nudges.of_person(conn, person.workspace_id, person.person_id, day)


def _rests(app: App, conn: Connection, person: Person) -> bool:
    """Say whether exercise waits by what the person told, whatever else forbids it."""
    return not triage_of(profile_of(app, conn, person), app.now()).nudges


def _refused(reason: SkipReason, *, resting: bool = False) -> Asked:
    return Asked(outcome=ENDINGS[Event.DROP], why_not=reason, resting=resting)
