"""Imports a roster: all of it or nothing, and the same file twice changes nothing."""

from collections import Counter
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from service.app import App
from service.core.roster import (
    Roster,
    RosterRefused,
    RowProblem,
    decode_roster,
    read_roster,
)
from service.core.roster_cells import RosterRow
from service.core.standing import Standing, StandingEvent, after
from service.core.workday import local_date
from service.store import people
from service.store.people import Person
from service.store.workspaces import Workspace

_ABOUT = ("slack_user_id", "email", "department", "team", "site", "country", "region")
_HOURS = ("work_days", "work_start", "work_end", "nudges_per_day")


def import_people(
    app: App, workspace: Workspace, raw: bytes, *, dry_run: bool = False
) -> Counter[str]:
    """Import the bytes of a roster file; counts what was added and changed.

    Raises:
        Refused: the file cannot be read, or has bad rows (each is named);
            nothing of it is imported then.
    """
    roster = read_roster(decode_roster(raw), holidays_problem=app.holidays.problem)
    with app.engine.connect() as conn, conn.begin() as transaction:
        done = _import(conn, workspace.workspace_id, roster, app.now())
        if dry_run:
            transaction.rollback()
    counts: Counter[str] = Counter(added=0, changed=0, unchanged=0)
    counts.update(done)
    return counts


def _import(
    conn: Connection, workspace_id: str, roster: Roster, now: datetime
) -> list[str]:
    known = people.all_of(conn, workspace_id)
    by_id = {p.slack_user_id: p for p in known if p.slack_user_id}
    by_email = {p.email: p for p in known if p.email}
    problems: list[RowProblem] = []
    done: list[str] = []
    for row in roster.rows:
        matches = [by_id.get(row.slack_user_id or ""), by_email.get(row.email or "")]
        found = {p.person_id: p for p in matches if p is not None}
        if len(found) > 1:
            problems.append(_two_people(row))
            continue
        person = next(iter(found.values()), None)
        done.append(_put(conn, workspace_id, row, person, now))
    if problems:
        raise RosterRefused(tuple(problems))
    return done


def _put(
    conn: Connection,
    workspace_id: str,
    row: RosterRow,
    person: Person | None,
    now: datetime,
) -> str:
    if person is None:
        columns = _wanted(row, None) | _consent(row, Standing.KNOWN, now)
        people.add(conn, workspace_id, **columns)
        return "added"
    wanted = _wanted(row, person) | _consent(row, person.standing, now)
    changes = {k: v for k, v in wanted.items() if _plain(getattr(person, k)) != v}
    people.change(conn, workspace_id, person.person_id, **changes)
    return "changed" if changes else "unchanged"


def _wanted(row: RosterRow, person: Person | None) -> dict[str, Any]:
    """Say what the row sets. A blank cell leaves what is known.

    Hours that the person chose stay: the roster only proposes them.
    """
    names = _ABOUT if person is not None and person.own_hours else _ABOUT + _HOURS
    values = {name: _plain(getattr(row, name)) for name in names}
    if "work_days" in values:
        values["own_timezone"] = row.timezone
    given = {name: value for name, value in values.items() if value is not None}
    given["on_roster"] = True
    if person is None:
        given["standing"] = Standing.KNOWN
    return given


def _consent(row: RosterRow, standing: Standing, now: datetime) -> dict[str, Any]:
    """Say what consent recorded elsewhere changes; it never beats a person's no."""
    then = after(standing, StandingEvent.RECORD_CONSENT)
    if row.consented_at is None or then is standing:
        return {}
    day = local_date(now, row.timezone or "UTC")
    return {"standing": then, "agreed_at": row.consented_at, "started_on": day}


def _plain(value: Any) -> Any:
    return sorted(value) if isinstance(value, frozenset | tuple) else value


def _two_people(row: RosterRow) -> RowProblem:
    return RowProblem(
        line=row.line,
        column="email",
        reason="this address belongs to another person than this Slack id.",
    )
