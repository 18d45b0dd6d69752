"""Weighs one due nudge: may it go out now, and with what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from service.actions import beyond, learning, plan
from service.actions.choosing import Choice, chosen
from service.actions.picturing import pictures_of
from service.actions.reading import profile_of, recent_nudges
from service.actions.scene import Scene
from service.app import App
from service.blocks.check_in import check_in_message
from service.blocks.nudge import nudge_message
from service.core.causes import Triage, triage_of
from service.core.dispatching import (
    Content,
    Drop,
    Moment,
    Send,
    Verdict,
    WorkspaceState,
    may_send,
)
from service.core.nudges import MAY_HAVE_ARRIVED, SkipReason, SlotForm, form_of
from service.core.pains import ask_from
from service.core.profile import Profile
from service.core.routines import Routine
from service.core.status import HOLDS
from service.core.thresholds import ASK_AGAIN_EVERY
from service.core.workday import local_date
from service.ports import Message
from service.store.nudges import Nudge
from service.store.people import Person
from service.store.workspaces import Workspace


@dataclass(frozen=True, kw_only=True)
class Parcel:
    """What is about to be sent for one nudge."""

    message: Message
    content: Content
    routine: Routine | None = None


def weigh(  # noqa: PLR0913 - each by its own kind
    app: App,
    conn: Connection,
    workspace: Workspace,
    person: Person,
    nudge: Nudge,
    *,
    short: bool = False,
) -> Verdict | Parcel:
    """Decide with everything as it is at this moment; ``short``: for a minute."""
    rows = recent_nudges(conn, person, app.now())
    profile = profile_of(app, conn, person)
    triage = triage_of(profile, app.now())
    if person.slack_user_id is None:
        return Drop(reason=SkipReason.UNREACHABLE)
    ask_again = _ask_again(app, triage, profile, rows)
    verdict = may_send(
        _moment(app, workspace, (person, nudge, rows), (triage, ask_again))
    )
    if not isinstance(verdict, Send):
        return verdict
    if verdict.content is Content.QUESTION:
        return Parcel(message=check_in_message(), content=Content.QUESTION)
    about = (person, nudge, rows)
    return _routine(app, conn, about, (profile, triage), short=short)


def _moment(
    app: App,
    workspace: Workspace,
    about: tuple[Person, Nudge, Sequence[Nudge]],
    health: tuple[Triage, bool],
) -> Moment:
    person, nudge, rows = about
    triage, ask_again = health
    arrived = [row for row in rows if row.state in MAY_HAVE_ARRIVED]
    return Moment(
        now=app.now(),
        due_at=nudge.due_at,
        day=nudge.local_day,
        today=local_date(app.now(), person.timezone),
        form=form_of(nudge.slot),
        workspace=WorkspaceState(workspace.state),
        standing=person.standing,
        windows=plan.windows_of(app, person, nudge.local_day),
        cap=plan.cap(person, nudge.local_day),
        # A snooze and its parent are one nudge.
        sent_today=sum(
            row.local_day == nudge.local_day
            and form_of(row.slot) is not SlotForm.SNOOZE
            for row in arrived
        ),
        last_sent_at=max(
            (row.claimed_at for row in arrived if row.claimed_at), default=None
        ),
        exercise_allowed=triage.nudges,
        ask_again_due=ask_again,
        holiday=plan.is_holiday(app, person, nudge.local_day),
        paused_until=person.paused_until,
        do_not_disturb_until=_quiet_until(person, app.now()),
        meeting_until=person.meeting_until,
    )


def _quiet_until(person: Person, now: datetime) -> datetime | None:
    """Say until when Do-Not-Disturb is on; a schedule that begins later is not."""
    begun = person.quiet_from is not None and person.quiet_from <= now
    return person.quiet_until if begun else None


def _ask_again(
    app: App, triage: Triage, profile: Profile, rows: Sequence[Nudge]
) -> bool:
    """Say whether the person at rest should be asked by now; once a day."""
    ends = ask_from(profile)
    # A question that Slack put off was not asked yet.
    asked = any(
        row.state in MAY_HAVE_ARRIVED
        and row.content == Content.QUESTION
        and row.claimed_at is not None
        and app.now() - row.claimed_at < ASK_AGAIN_EVERY
        for row in rows
    )
    over = ends is not None and ends <= app.now()
    return triage.status in HOLDS and over and not asked


def _routine(
    app: App,
    conn: Connection,
    about: tuple[Person, Nudge, Sequence[Nudge]],
    health: tuple[Profile, Triage],
    *,
    short: bool,
) -> Verdict | Parcel:
    person, nudge, rows = about
    profile, triage = health
    scene = Scene(app=app, conn=conn, person=person, now=app.now())
    person = learning.evaluated(scene, profile, triage)
    choice = Choice(
        person=person,
        nudge=nudge,
        rows=[row for row in rows if row.nudge_id != nudge.nudge_id],
        profile=profile,
        triage=triage,
        short=short,
    )
    routine = chosen(app, conn, choice)
    if routine is None:
        return Drop(reason=SkipReason.NOTHING_FITS)
    message = nudge_message(
        nudge_id=nudge.nudge_id,
        turn=nudge.turn,
        routine=routine,
        beyond=beyond.carried(app, person, profile, (nudge, rows), app.now()),
        pictures=pictures_of(app, conn, nudge.workspace_id, routine),
        asks_morning=bool(learning.morning_families(scene, nudge)),
    )
    return Parcel(message=message, content=Content.ROUTINE, routine=routine)
