"""Imports a roster: all of it or nothing, and the same file twice changes nothing.

What is counted and refused hangs on the employer's own facts alone, the file and what
the roster said before. Whether a row really changed something tells who agreed or set
own hours, so nobody is told that.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from service.actions.auditing import note
from service.actions.roster_rows import changes_by, counted, hours_of, said_of
from service.app import App
from service.core.audit import Audited, Event
from service.core.consent import Said
from service.core.roster import (
    Roster,
    RosterRefused,
    RowProblem,
    decode_roster,
    read_roster,
)
from service.core.roster_cells import RosterRow
from service.core.standing import Standing
from service.store import consents, people
from service.store.consents import Consent
from service.store.people import Person
from service.store.person_keys import Owner, made_key_of
from service.store.workspaces import Workspace

_TWO_PEOPLE = "this address belongs to another person than this Slack id."
_BACKWARDS = "together with what is known, the hours end before they start:"


def import_people(
    app: App,
    workspace: Workspace,
    raw: bytes,
    *,
    dry_run: bool = False,
    actor: str | None = None,
) -> Counter[str]:
    """Import the bytes of a roster file; counts what it says anew.

    ``added``: who was on no roster before; ``changed``: of whom it says something
    else than the one before. ``actor``: who answers for it in the audit log, which
    also notes how many rows say that somebody agreed elsewhere.

    Raises:
        Refused: the file cannot be read, or has bad rows (each is named);
            nothing of it is imported then.
    """
    roster = read_roster(decode_roster(raw), holidays_problem=app.holidays.problem)
    counts: Counter[str] = Counter(added=0, changed=0, unchanged=0)
    place = workspace.workspace_id
    with app.engine.connect() as conn, conn.begin() as transaction:
        counts.update(_import(app, conn, place, roster))
        if dry_run:
            transaction.rollback()
        elif actor is not None:
            details = {**counts, "consents": roster.consents}
            event = Event(actor=actor, action=Audited.ROSTER_IMPORTED, details=details)
            note(app, conn, place, event)
    return counts


def _import(app: App, conn: Connection, workspace_id: str, roster: Roster) -> list[str]:
    people.one_import_at_a_time(conn, workspace_id)
    known = people.all_of(conn, workspace_id)
    by_id = {p.slack_user_id: p for p in known if p.slack_user_id}
    # Of two accounts with one address, the one that is still open counts.
    known.sort(key=lambda p: p.standing is not Standing.LEFT)
    by_email = {p.email: p for p in known if p.email}
    problems: list[RowProblem] = []
    done: list[str] = []
    for row in roster.rows:
        try:
            person = _match(row, by_id, by_email)
            _check_consent(row, app.now())
        except RosterRefused as refused:
            problems += refused.problems
        else:
            done.append(_put(app, conn, workspace_id, row, person))
    if problems:
        raise RosterRefused(tuple(problems))
    return done


def _match(
    row: RosterRow, by_id: Mapping[str, Person], by_email: Mapping[str, Person]
) -> Person | None:
    """Find whom a row is about; raise RosterRefused where it contradicts them."""
    person = by_id.get(row.slack_user_id or "")
    namesake = by_email.get(row.email or "")
    if row.slack_user_id is None or (person is None and _has_no_account(namesake)):
        person = namesake
    elif namesake is not None and _is_another(namesake, person):
        raise _refused(row, "email", _TWO_PEOPLE)
    _check_hours(row, person)
    return person


def _has_no_account(namesake: Person | None) -> bool:
    return namesake is not None and namesake.slack_user_id is None


def _is_another(namesake: Person, person: Person | None) -> bool:
    left = namesake.standing is Standing.LEFT
    return not left and (person is None or namesake.person_id != person.person_id)


def _check_hours(row: RosterRow, person: Person | None) -> None:
    """Judge a new start or end together with the other one, as a roster gave it."""
    start, end = hours_of(said_of(row, person)).values()
    if start >= end:
        raise _refused(row, "work_end", f"{_BACKWARDS} {start:%H:%M} to {end:%H:%M}.")


def _check_consent(row: RosterRow, now: datetime) -> None:
    if row.consented_at is not None and row.consented_at > now:
        raise _refused(row, "consented_at", "this lies in the future.")


def _put(
    app: App,
    conn: Connection,
    workspace_id: str,
    row: RosterRow,
    person: Person | None,
) -> str:
    now = app.now()
    if person is None:
        columns = changes_by(row, None, now)
        person_id = app.new_id()
        if people.add(conn, workspace_id, person_id, **columns):
            _note_consent(app, conn, (workspace_id, person_id), columns)
            return "added"
        # A sync was faster with the same account.
        person = people.by_slack_user(conn, workspace_id, row.slack_user_id or "")
        return _put(app, conn, workspace_id, row, person)
    if changes_by(row, person, now):
        # Looked at again under a lock: the person may have said no meanwhile.
        current = _locked(conn, person)
        changes = changes_by(row, current, now)
        people.change(conn, workspace_id, current.person_id, **changes)
        _note_consent(app, conn, (workspace_id, current.person_id), changes)
    return counted(row, person)


def _locked(conn: Connection, person: Person) -> Person:
    """Lock a person; who deleted everything meanwhile has another id."""
    place, account = person.workspace_id, person.slack_user_id or ""
    return (
        people.lock(conn, place, person.person_id)
        or people.by_slack_user(conn, place, account)
        or person
    )


def _note_consent(
    app: App, conn: Connection, person: tuple[str, str], changes: Mapping[str, Any]
) -> None:
    if "agreed_at" in changes:
        consent = Consent(at=changes["agreed_at"], said=Said.RECORDED, wording=None)
        consents.note(conn, person, app.new_id(), consent)
        workspace_id, person_id = person
        made_key_of(
            conn,
            Owner(keyring=app.keyring, workspace_id=workspace_id, person_id=person_id),
        )


def _refused(row: RosterRow, column: str, reason: str) -> RosterRefused:
    return RosterRefused((RowProblem(line=row.line, column=column, reason=reason),))
