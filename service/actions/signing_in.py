"""Who is signed in: opening a session, finding it again, ending it.

A secret is ``WORKSPACE.PERSON.RANDOM``, of which only a keyed hash is stored.
"""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from service.actions.auditing import note
from service.actions.secret_hashes import Use, keyed_hash, new_secret, owner_in
from service.app import App
from service.core.audit import Audited, Event
from service.core.roles import Role
from service.core.sign_in import LONGEST, SEEN_EVERY, session_lives
from service.core.standing import Standing
from service.store import people, signing_in
from service.store.people import Person
from service.store.signing_in import Session


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
    secret = new_secret(*key)
    hashed = keyed_hash(app, Use.SESSION, secret)
    signing_in.open_session(conn, key, hashed, person.role, now)
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
    key, hashed, now = owner(secret), keyed_hash(app, Use.SESSION, secret), app.now()
    with app.engine.begin() as conn:
        found = signing_in.session(conn, key, hashed)
        person = people.get(conn, *key) if found else None
        if found is None or person is None or not _goes_on(app, person, found):
            return None
        if now - found.seen_at >= SEEN_EVERY:
            signing_in.see_session(conn, key, hashed, now)
    workspace_id, person_id = key
    return Who(workspace_id=workspace_id, person_id=person_id, role=person.role)


def browsers(app: App, who: Who, secret: str | None) -> list[Browser]:
    """Give the browsers in which this person is signed in, the newest first.

    ``secret`` is of the browser that asks.
    """
    this = keyed_hash(app, Use.SESSION, secret or "")
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
    hashed = keyed_hash(app, Use.SESSION, secret or "")
    with app.engine.begin() as conn:
        signing_in.close_session(conn, owner(secret or ""), hashed)


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


def owner(secret: str) -> tuple[str, str]:
    """Give the workspace and the person of a session or link; blank for none of ours.

    Whose row it is says the secret, which the row's hash covers: the row alone can be
    handed to somebody else by whoever writes to the database.
    """
    match owner_in(secret):
        case workspace_id, person_id:
            return workspace_id, person_id
        case _:
            return "", ""


def _goes_on(app: App, person: Person, session: Session) -> bool:
    """Say whether a session still holds; one is opened with a role, and ends with it.

    So a role that is taken away, by whatever way, takes the sessions along.
    """
    return (
        may_sign_in(person)
        and session.role is person.role
        and session_lives(person.role, session.opened_at, session.seen_at, app.now())
    )
