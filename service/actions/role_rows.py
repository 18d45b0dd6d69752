"""Writes a role down, and ends what the old one opened."""

from sqlalchemy import Connection

from service.actions.auditing import note
from service.app import App
from service.core.audit import SERVICE, Audited, Event
from service.core.roles import Role
from service.store import people, signing_in
from service.store.people import Person


def take_from_leaver(app: App, conn: Connection, person: Person) -> None:
    """Take the role of somebody who has left, whose row is locked."""
    if person.role is not Role.EMPLOYEE:
        put(app, conn, SERVICE, person, Role.EMPLOYEE)


def put(app: App, conn: Connection, actor: str, person: Person, then: Role) -> None:
    key = person.workspace_id, person.person_id
    people.change(conn, *key, role=then)
    signing_in.close_sessions(conn, key)
    signing_in.use_up_links(conn, key, app.now())
    noted(app, conn, actor, person, then)


def noted(app: App, conn: Connection, actor: str, person: Person, then: Role) -> None:
    """Write a change of role into the audit log."""
    event = Event(
        actor=actor,
        action=Audited.ROLE_CHANGED,
        subject=person.person_id,
        details={"from": person.role, "to": then},
    )
    note(app, conn, person.workspace_id, event)
