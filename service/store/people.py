"""People: who they are at work, their hours, and their standing in the product."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from service.core.roles import Role
from service.core.standing import Standing
from service.core.workday import (
    DEFAULT_LUNCH_END,
    DEFAULT_LUNCH_START,
    DEFAULT_WORK_DAYS,
    DEFAULT_WORK_END,
    DEFAULT_WORK_START,
    Hours,
    Schedule,
)
from service.store.tables import people


@dataclass(frozen=True, kw_only=True)
class Person:
    """An employee. Times are local wall time in ``timezone``."""

    workspace_id: str
    person_id: str
    slack_user_id: str | None
    email: str | None
    department: str | None
    team: str | None
    site: str | None
    country: str | None
    region: str | None
    on_roster: bool
    roster_row: Mapping[str, str] | None
    standing: Standing
    standing_reason: str | None
    role: Role
    agreed_at: datetime | None
    agreed_wording: str | None
    left_at: datetime | None
    started_on: date | None
    own_timezone: str | None
    slack_timezone: str | None
    work_days: tuple[int, ...]
    work_start: time
    work_end: time
    lunch_start: time | None
    lunch_end: time | None
    hours_by_day: Mapping[int, Hours]
    nudges_per_day: int | None
    own_hours: bool
    own_holidays: bool
    paused_until: datetime | None
    quiet_from: datetime | None
    quiet_until: datetime | None
    meeting_until: datetime | None

    @property
    def timezone(self) -> str:
        """The person's own zone, else Slack's, else UTC."""
        return self.own_timezone or self.slack_timezone or "UTC"

    @property
    def schedule(self) -> Schedule:
        return Schedule(
            timezone=self.timezone,
            work_days=frozenset(self.work_days),
            work_start=self.work_start,
            work_end=self.work_end,
            lunch_start=self.lunch_start,
            lunch_end=self.lunch_end,
            hours_by_day=self.hours_by_day,
        )


USUAL_HOURS = {
    "work_days": sorted(DEFAULT_WORK_DAYS),
    "work_start": DEFAULT_WORK_START,
    "work_end": DEFAULT_WORK_END,
    "lunch_start": DEFAULT_LUNCH_START,
    "lunch_end": DEFAULT_LUNCH_END,
}


def one_import_at_a_time(conn: Connection, workspace_id: str) -> None:
    """Wait until no other transaction imports people into the workspace."""
    name = f"import:{workspace_id}"
    conn.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))


def add(conn: Connection, workspace_id: str, person_id: str, **columns: object) -> bool:
    """Add a person; False where another process just added the Slack account."""
    values = {**USUAL_HOURS, **columns}
    added = conn.execute(
        insert(people)
        .values(workspace_id=workspace_id, person_id=person_id, **values)
        .on_conflict_do_nothing()
        .returning(people.c.person_id)
    )
    return added.first() is not None


def change(
    conn: Connection, workspace_id: str, person_id: str, **columns: object
) -> None:
    if columns:
        conn.execute(
            update(people)
            .where(
                people.c.workspace_id == workspace_id, people.c.person_id == person_id
            )
            .values(**columns)
        )


def hours_to_json(hours_by_day: Mapping[int, Hours]) -> dict[str, list[str]]:
    """Write the column ``hours_by_day``: JSON knows no times, and text keys only."""
    return {
        str(day): [f"{start:%H:%M}", f"{end:%H:%M}"]
        for day, (start, end) in sorted(hours_by_day.items())
    }


def get(conn: Connection, workspace_id: str, person_id: str) -> Person | None:
    return _one(conn, _of(workspace_id).where(people.c.person_id == person_id))


def lock(conn: Connection, workspace_id: str, person_id: str) -> Person | None:
    """Read a person and keep everybody else from changing them until commit."""
    query = _of(workspace_id).where(people.c.person_id == person_id)
    return _one(conn, query.with_for_update())


def by_slack_user(
    conn: Connection, workspace_id: str, slack_user_id: str
) -> Person | None:
    """Read a person by Slack id and lock the row until commit."""
    query = _of(workspace_id).where(people.c.slack_user_id == slack_user_id)
    return _one(conn, query.with_for_update())


def without_slack_user(
    conn: Connection, workspace_id: str, email: str | None
) -> Person | None:
    """Read a person known by address only, and lock the row until commit."""
    if email is None:
        return None
    query = _of(workspace_id).where(
        people.c.email == email, people.c.slack_user_id.is_(None)
    )
    return _one(conn, query.with_for_update())


def by_email(conn: Connection, workspace_id: str, email: str) -> list[Person]:
    """Read whoever has this address (in small letters)."""
    query = _of(workspace_id).where(people.c.email == email)
    return [_value(row) for row in conn.execute(query).mappings()]


def some(
    conn: Connection, workspace_id: str, person_ids: Collection[str]
) -> list[Person]:
    """Read people by their ids; who is unknown is left out."""
    query = _of(workspace_id).where(people.c.person_id.in_(person_ids))
    return [_value(row) for row in conn.execute(query).mappings()]


def holders(conn: Connection, workspace_id: str) -> list[Person]:
    """Read whoever holds a role beside being an employee."""
    query = _of(workspace_id).where(people.c.role != Role.EMPLOYEE)
    return [_value(row) for row in conn.execute(query.order_by("email")).mappings()]


def lock_with_operators(
    conn: Connection, workspace_id: str, person_id: str
) -> dict[str, Person]:
    """Lock a person and all operators, in one order; gives them by id."""
    query = (
        _of(workspace_id)
        .where(
            or_(people.c.person_id == person_id, people.c.role == Role.OPERATOR),
        )
        .order_by(people.c.person_id)
        .with_for_update()
    )
    found = [_value(row) for row in conn.execute(query).mappings()]
    return {one.person_id: one for one in found}


def all_of(
    conn: Connection, workspace_id: str, standings: Collection[Standing] | None = None
) -> list[Person]:
    query = _of(workspace_id).order_by(people.c.person_id)
    if standings is not None:
        query = query.where(people.c.standing.in_(standings))
    return [_value(row) for row in conn.execute(query).mappings()]


def _of(workspace_id: str) -> Select[tuple[object, ...]]:
    return select(people).where(people.c.workspace_id == workspace_id)


def _one(conn: Connection, query: Select[tuple[object, ...]]) -> Person | None:
    row = conn.execute(query).mappings().one_or_none()
    return _value(row) if row else None


def _value(row: RowMapping) -> Person:
    columns: dict[str, Any] = dict(row)
    columns["standing"] = Standing(columns["standing"])
    columns["role"] = Role(columns["role"])
    columns["work_days"] = tuple(columns["work_days"])
    columns["hours_by_day"] = {
        int(day): (time.fromisoformat(start), time.fromisoformat(end))
        for day, (start, end) in columns["hours_by_day"].items()
    }
    return Person(**columns)
