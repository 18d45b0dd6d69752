"""Roles: who holds one, who gets one, who loses it; each change is written down."""

import re
from collections.abc import Mapping

from sqlalchemy import Connection

from service.actions import sync
from service.actions import workspaces as places
from service.actions.role_rows import put
from service.actions.showing import quietly
from service.app import App
from service.blocks.role import role_message
from service.core.audit import MACHINE
from service.core.errors import Refused
from service.core.roles import Change, Role, check
from service.core.standing import Standing
from service.ports import SlackError
from service.store import people
from service.store.people import Person
from service.store.workspaces import Workspace

__all__ = ["Person"]

_SLACK_ID = re.compile(r"[UW][A-Z0-9]{2,20}")
NOBODY = (
    "Nobody here has this address or Slack id: check it for a typing mistake. A new "
    "colleague has to be in Slack first."
)


def holders(app: App, workspace_id: str) -> list[Person]:
    """Give whoever holds a role beside being an employee."""
    with app.engine.begin() as conn:
        return people.holders(conn, workspace_id)


def is_run_by_somebody(app: App) -> bool:
    """Say whether any workspace has an operator."""
    with app.engine.begin() as conn:
        return any(
            one.role is Role.OPERATOR
            for workspace_id in places.alive(conn)
            for one in people.holders(conn, workspace_id)
        )


def find(app: App, workspace_id: str, words: str) -> Person:
    """Find a person by address or Slack id.

    Raises:
        Refused: there is nobody like that, or the account is closed.
    """
    sought = words.strip()
    with app.engine.begin() as conn:
        found = _known(conn, workspace_id, sought)
    if found is None:
        raise Refused(NOBODY)
    return found


def find_in_slack(app: App, workspace: Workspace, words: str) -> Person:
    """Find a person as ``find`` does; who is not known yet is read from Slack."""
    sought = words.strip().lower()
    with app.engine.begin() as conn:
        found = _known(conn, workspace.workspace_id, words.strip())
    if found is not None and found.slack_user_id:
        return found
    try:
        for member in places.slack_of(app, workspace).members():
            if sought in {member.slack_user_id.lower(), member.email}:
                sync.apply_member(app, workspace.workspace_id, member)
                break
    except SlackError as error:
        raise Refused(
            f"Slack did not answer ({error.reason}), so nobody new can be found: try "
            "again in a moment."
        ) from None
    return find(app, workspace.workspace_id, words)


def change(
    app: App, workspace_id: str, actor: str, person_id: str, then: Role
) -> Person:
    """Give a role, or take it (``then`` is employee); gives the person as of before.

    ``actor`` is the operator who does it, or the machine's holder. All sessions of the
    person end, and a message says what is open to them now.

    Raises:
        Refused: the person is unknown, or a rule of ``core.roles`` says no.
    """
    with app.engine.begin() as conn:
        # An import locks many rows in the order of its file.
        people.one_import_at_a_time(conn, workspace_id)
        locked = people.lock_with_operators(conn, workspace_id, person_id)
        person = _checked(locked, actor, person_id, then)
        put(app, conn, actor, person, then)
    workspace = places.get(app, workspace_id)
    told, slack_id = role_message(then), person.slack_user_id
    if slack_id is not None:
        app.later(lambda: quietly(app, workspace, lambda s: s.post(slack_id, told)))
    return person


def _known(conn: Connection, workspace_id: str, sought: str) -> Person | None:
    if _SLACK_ID.fullmatch(sought):
        by_id = people.by_slack_user(conn, workspace_id, sought)
        candidates = [by_id] if by_id else []
    elif sought.isprintable():
        candidates = people.by_email(conn, workspace_id, sought.lower())
    else:
        candidates = []
    here = [one for one in candidates if one.standing is not Standing.LEFT]
    return here[0] if here else None


def _checked(
    locked: Mapping[str, Person], actor: str, person_id: str, then: Role
) -> Person:
    """Look at it again under the lock: roles may have changed meanwhile."""
    person = locked.get(person_id)
    if person is None or person.standing is Standing.LEFT:
        raise Refused(NOBODY)
    operators = {key for key, one in locked.items() if one.role is Role.OPERATOR}
    if actor not in {*operators, MACHINE}:
        raise Refused("You are no operator any more: nothing was changed.")
    if person.slack_user_id is None:
        raise Refused(
            "This person has no Slack account here yet, and so no way to sign in."
        )
    check(
        Change(
            before=person.role,
            then=then,
            own=person_id == actor,
            last=operators <= {person_id},
        )
    )
    return person
