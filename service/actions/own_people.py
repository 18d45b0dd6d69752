"""What whoever holds the machine does for one person: a copy of the data, its end."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from service.actions import own_data
from service.actions.auditing import note
from service.actions.erasing import Erased, erase, erase_wholly
from service.app import App
from service.core.audit import MACHINE, Audited, Event
from service.core.errors import Refused
from service.core.standing import Standing
from service.store import people, personal
from service.store.people import Person
from service.store.workspaces import Workspace


@dataclass(frozen=True, kw_only=True)
class Proof:
    """What was removed, and what a look afterwards still found below the old id.

    ``looked_at`` names every table that has people in it.
    """

    erased: Erased
    left: Mapping[str, int]
    looked_at: tuple[str, ...]
    at: datetime


def find(app: App, workspace: Workspace, ident: str) -> Person:
    """Find somebody by Slack user id, address or person id.

    Raises:
        Refused: nobody is known by that, or several are.
    """
    place = workspace.workspace_id
    with app.engine.begin() as conn:
        found = [
            one
            for one in (
                people.get(conn, place, ident),
                people.by_slack_user(conn, place, ident),
                *people.by_email(conn, place, ident.strip().lower()),
            )
            if one is not None
        ]
    if len(found) > 1:
        ids = ", ".join(one.person_id for one in found)
        raise Refused(f"Several people are known by {ident}: give one of {ids}.")
    if not found:
        raise Refused(
            f"Nobody in {place} is known by {ident}: give a Slack user id, an address "
            "or a person id."
        )
    return found[0]


def export(app: App, workspace: Workspace, ident: str) -> Mapping[str, Any]:
    """Give everything held about somebody; the audit log notes it, there too.

    Raises:
        Refused: nobody is known by that, or several are.
    """
    person = find(app, workspace, ident)
    with app.engine.begin() as conn:
        _note(app, conn, person, Audited.PERSON_EXPORTED)
        return own_data.document(app, conn, person)


def erase_person(app: App, found: Person) -> Proof:
    """Erase somebody, note it by the random id alone, and look at what is left.

    Raises:
        Refused: somebody erased them meanwhile.
    """
    key = found.workspace_id, found.person_id
    with app.engine.begin() as conn:
        person = people.lock(conn, *key)
        if person is None:
            raise Refused("This person was erased meanwhile; nothing is left to do.")
        if person.standing is Standing.LEFT:
            erased = erase_wholly(app, conn, person)
        else:
            erased = erase(app, conn, person, Standing.DECLINED)
        _note(app, conn, person, Audited.PERSON_ERASED)
    with app.engine.begin() as conn:
        left = personal.left(conn, key)
    looked_at = tuple(sorted(table.name for table in personal.tables()))
    return Proof(erased=erased, left=left, looked_at=looked_at, at=app.now())


def _note(app: App, conn: Connection, person: Person, action: Audited) -> None:
    event = Event(actor=MACHINE, action=action, subject=person.person_id)
    note(app, conn, person.workspace_id, event)
