"""Who is signed in: opening a session, finding it again, ending it.

A secret is ``WORKSPACE.RANDOM``: 256 random bits, of which only a hash is stored.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from service.actions.auditing import note
from service.app import App
from service.core.audit import Audited, Event
from service.core.roles import Role
from service.core.sign_in import LONGEST, SEEN_EVERY, session_lives
from service.core.standing import Standing
from service.store import people, signing_in
from service.store.people import Person
from service.store.signing_in import Session

_SECRET_BYTES = 32


@dataclass(frozen=True, kw_only=True)
class Who:
    """A person who is signed in, with the role that they hold at this moment."""

    workspace_id: str
    person_id: str
    role: Role = Role.EMPLOYEE


@dataclass(frozen=True, kw_only=True)
class Browser:
    """A browser in which somebody is signed in; ``since`` is the person's own time.

    Nothing else is kept that would tell it from others, such as its address.
    """

    since: datetime
    is_this: bool


def open_session(app: App, conn: Connection, person: Person) -> str:
    """Open a session for a person whose row is locked; gives its secret."""
    key, now = (person.workspace_id, person.person_id), app.now()
    signing_in.close_sessions(conn, key, opened_before=now - LONGEST)
    secret = new_secret(person.workspace_id)
    signing_in.open_session(conn, key, parts(secret)[1], person.role, now)
    if person.role is not Role.EMPLOYEE:
        # Who opens the own pages is nobody's business; who comes with a role is.
        event = Event(
            actor=person.person_id,
            action=Audited.SIGNED_IN,
            details={"role": person.role},
        )
        note(app, conn, person.workspace_id, event)
    return secret


def signed_in(app: App, secret: str | None) -> Who | None:
    """Give whose session this is; None for one that is over or never was."""
    if not secret:
        return None
    workspace_id, session_hash = parts(secret)
    now = app.now()
    with app.engine.begin() as conn:
        found = signing_in.session(conn, workspace_id, session_hash)
        if found is None:
            return None
        person = people.get(conn, workspace_id, found.person_id)
        if person is None or not _goes_on(app, person, found):
            return None
        if now - found.seen_at >= SEEN_EVERY:
            signing_in.see_session(conn, workspace_id, session_hash, now)
    return Who(workspace_id=workspace_id, person_id=person.person_id, role=person.role)


def browsers(app: App, who: Who, secret: str | None) -> list[Browser]:
    """Give the browsers in which this person is signed in, the newest first.

    ``secret`` is of the browser that asks.
    """
    _workspace, this = parts(secret or "")
    with app.engine.begin() as conn:
        person = people.get(conn, who.workspace_id, who.person_id)
        found = signing_in.sessions_of(conn, (who.workspace_id, who.person_id))
    if person is None:
        return []
    zone = ZoneInfo(person.timezone)
    return [
        Browser(since=one.opened_at.astimezone(zone), is_this=one.session_hash == this)
        for one in found
        if _goes_on(app, person, one)
    ]


def sign_out(app: App, secret: str | None) -> None:
    workspace_id, session_hash = parts(secret or "")
    with app.engine.begin() as conn:
        signing_in.close_session(conn, workspace_id, session_hash)


def sign_out_everywhere(app: App, who: Who) -> None:
    """End all sessions of a person, and let no link of theirs work any more."""
    key = who.workspace_id, who.person_id
    with app.engine.begin() as conn:
        people.lock(conn, *key)
        close_sessions_of(conn, *key)
        signing_in.use_up_links(conn, key, app.now())
        event = Event(actor=who.person_id, action=Audited.SIGNED_OUT_EVERYWHERE)
        note(app, conn, who.workspace_id, event)


def close_sessions_of(conn: Connection, workspace_id: str, person_id: str) -> None:
    """End all sessions of a person whose row is locked: a new role, a loss, a doubt."""
    signing_in.close_sessions(conn, (workspace_id, person_id))


def may_sign_in(person: Person) -> bool:
    return person.standing is not Standing.LEFT


def new_secret(workspace_id: str) -> str:
    return f"{workspace_id}.{secrets.token_urlsafe(_SECRET_BYTES)}"


def parts(secret: str) -> tuple[str, bytes]:
    """Give the workspace's id and the hash that is stored."""
    workspace_id, _, random = secret.partition(".")
    # What is no id of ours names no workspace, and never reaches the database.
    workspace_id = workspace_id if workspace_id.isalnum() else ""
    return workspace_id, hashed(random)


def hashed(random: str) -> bytes:
    return hashlib.sha256(random.encode(errors="replace")).digest()


def _goes_on(app: App, person: Person, session: Session) -> bool:
    """Say whether a session still holds; one is opened with a role, and ends with it.

    So a role that is taken away, by whatever way, takes the sessions along.
    """
    return (
        may_sign_in(person)
        and session.role is person.role
        and session_lives(person.role, session.opened_at, session.seen_at, app.now())
    )
