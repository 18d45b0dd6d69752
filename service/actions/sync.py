"""Keeps people in step with Slack: who joined, who left, who lives in which zone."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from service.actions import workspaces as places
from service.actions.erasing import erase
from service.actions.role_rows import take_from_leaver
from service.app import App
from service.core.consent import Said
from service.core.members import Member, read_quiet
from service.core.standing import Standing, StandingEvent, after
from service.core.workday import known_zones
from service.ports import Refusal, Scope, SlackError
from service.store import consents, people, signing_in
from service.store.consents import Consent
from service.store.people import Person
from service.store.workspaces import Workspace

GoOn = Callable[[], bool]


def sync(app: App, workspace: Workspace, go_on: GoOn) -> Counter[str]:
    """Read all accounts of a workspace and bring people up to date.

    Invites nobody. A Slack that does not answer leaves everything as it is.
    """
    counts: Counter[str] = Counter()
    try:
        for member in places.slack_of(app, workspace).members():
            if not go_on():
                counts["interrupted"] += 1
                break
            counts[apply_member(app, workspace.workspace_id, member)] += 1
    except Refusal as error:
        counts[f"refused_{error.reason}"] += 1
        if error.scope is Scope.WORKSPACE:
            places.lost(app, workspace.workspace_id, error.reason)
    except SlackError as error:
        counts[f"slack_{error.reason}"] += 1
    return counts


def apply_member(app: App, workspace_id: str, member: Member) -> str:
    """Bring one person up to date with the account; says what happened."""
    with app.engine.begin() as conn:
        person = _find(conn, workspace_id, member)
        if person is None:
            return _joined(app, conn, workspace_id, member)
        if _is_somebody_else(person, member):
            person = _forgotten(app, conn, person)
        changes = _changes(app, person, member)
        people.change(conn, workspace_id, person.person_id, **changes)
        if changes.get("standing") is Standing.LEFT:
            _left(app, conn, person)
        return _said(changes)


def _is_somebody_else(person: Person, member: Member) -> bool:
    """Say whether a closed account was opened again under another address."""
    opened = person.standing is Standing.LEFT and member.is_employee
    known = {person.email, member.email} - {None}
    return opened and len(known) > 1


def _forgotten(app: App, conn: Connection, person: Person) -> Person:
    """Erase what the one before has told: who holds the account now never sees it."""
    erased = erase(app, conn, person, Standing.KNOWN)
    key = person.workspace_id, erased.new_id or ""
    people.change(conn, *key, roster_row=None)
    return people.lock(conn, *key) or person


def _left(app: App, conn: Connection, person: Person) -> None:
    """End the sessions at once, and what was agreed to: a return asks again."""
    key = person.workspace_id, person.person_id
    signing_in.close_sessions(conn, key)
    if person.agreed_at is not None:
        consent = Consent(at=app.now(), said=Said.LEFT, wording=person.agreed_wording)
        consents.note(conn, key, app.new_id(), consent)
    take_from_leaver(app, conn, person)


def apply_quiet(app: App, workspace_id: str, slack_user_id: str, told: Any) -> None:
    """Note when Slack's Do-Not-Disturb of a person is on next (``dnd_status``)."""
    quiet = read_quiet(told, app.now())
    with app.engine.begin() as conn:
        person = people.by_slack_user(conn, workspace_id, slack_user_id)
        if person is not None:
            people.change(
                conn,
                workspace_id,
                person.person_id,
                quiet_from=quiet and quiet.start,
                quiet_until=quiet and quiet.end,
            )


def _find(conn: Connection, workspace_id: str, member: Member) -> Person | None:
    """Look the account up by its id, else by the address a roster gave."""
    known = people.by_slack_user(conn, workspace_id, member.slack_user_id)
    if known is not None or not member.is_employee:
        # A closed account must not take the roster's line of its successor.
        return known
    return people.without_slack_user(conn, workspace_id, member.email)


def _joined(app: App, conn: Connection, workspace_id: str, member: Member) -> str:
    if not member.is_employee:
        return "left_out"
    people.add(
        conn,
        workspace_id,
        app.new_id(),
        slack_user_id=member.slack_user_id,
        email=member.email,
        standing=Standing.KNOWN,
        slack_timezone=_zone(member),
        meeting_until=_meeting_until(app, member),
    )
    return "added"


def _changes(app: App, person: Person, member: Member) -> dict[str, Any]:
    event = StandingEvent.RETURN if member.is_employee else StandingEvent.LEAVE
    wanted: dict[str, Any] = {
        "slack_user_id": member.slack_user_id,
        "email": member.email or person.email,
        "slack_timezone": _zone(member) or person.slack_timezone,
        "standing": after(person.standing, event),
        "left_at": None if member.is_employee else person.left_at or app.now(),
        "meeting_until": _meeting_until(app, member),
    }
    return {k: v for k, v in wanted.items() if getattr(person, k) != v}


def _meeting_until(app: App, member: Member) -> datetime | None:
    return member.meeting_until(app.settings.meeting_emoji, app.now())


def _said(changes: dict[str, Any]) -> str:
    if changes.get("standing") is Standing.LEFT:
        return "left"
    return "changed" if changes else "unchanged"


def _zone(member: Member) -> str | None:
    """Give the account's zone, if this machine knows it."""
    return member.timezone if member.timezone in known_zones() else None
