"""Reads one cell, or one row of cells, of the roster file."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime, time
from typing import Any

from service.core.errors import Refused
from service.core.workday import (
    DAY_NAMES,
    DEFAULT_WORK_END,
    DEFAULT_WORK_START,
    read_time,
    read_work_days,
    zone,
)

MAX_CELL = 1_000
"""Characters; a longer cell is a broken file, not a name."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RosterRow:
    """One person as the file gives it; None where the cell is blank or missing."""

    line: int
    slack_user_id: str | None = None
    email: str | None = None
    department: str | None = None
    team: str | None = None
    site: str | None = None
    country: str | None = None
    region: str | None = None
    timezone: str | None = None
    work_days: frozenset[int] | None = None
    work_start: time | None = None
    work_end: time | None = None
    nudges_per_day: int | None = None
    consented_at: datetime | None = None


COLUMNS = tuple(column.name for column in fields(RosterRow))[1:]


def cells(row: RosterRow) -> dict[str, str]:
    """Give what a row says as texts that ``read_cell`` takes; a blank cell is none."""
    values = {name: getattr(row, name) for name in COLUMNS}
    return {n: _written(value) for n, value in values.items() if value is not None}


def read_cell(column: str, cell: str) -> Any:
    """Give a cell's value, None for a blank one; raise Refused for a bad one."""
    if not cell:
        return None
    if len(cell) > MAX_CELL:
        raise Refused(f"{len(cell):,} characters; at most {MAX_CELL:,} are allowed.")
    if not cell.isprintable():
        raise Refused("the cell holds a control character.")
    return _READERS.get(column, str)(cell)


def contradictions(row: RosterRow, unread: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Give column and reason where cells do not go together.

    Cells that could not be read (``unread``) are not judged a second time.
    """
    for columns, check in _TOGETHER.items():
        if not unread & set(columns) and (reason := check(row)):
            yield columns[-1], reason


def _written(value: Any) -> str:
    match value:
        case frozenset():
            return ",".join(DAY_NAMES[day] for day in sorted(value))
        case datetime():
            return value.isoformat()
        case time():
            return f"{value:%H:%M}"
        case _:
            return str(value)


def _slack_user_id(cell: str) -> str:
    if not _SLACK_ID.fullmatch(cell):
        raise Refused(f"{cell!r} is not a Slack user id. It looks like U024BE7LH.")
    return cell


def _email(cell: str) -> str:
    if not _EMAIL.fullmatch(cell):
        raise Refused(f"{cell!r} is not an email address.")
    return cell.lower()


def _zone_name(cell: str) -> str:
    return zone(cell).key


def _nudges(cell: str) -> int:
    if cell not in {"1", "2", "3", "4"}:
        raise Refused(f"{cell!r} is not a number from 1 to 4.")
    return int(cell)


def _instant(cell: str) -> datetime:
    """Read an ISO date (midnight UTC) or an ISO instant with its zone."""
    try:
        at = datetime.fromisoformat(cell)
        bare = at.tzinfo is None and _DATE.fullmatch(cell)
        at = at.replace(tzinfo=UTC) if bare else at
        # fails where the year leaves the calendar
        utc = at.astimezone(UTC) if at.tzinfo else None
    except (ValueError, OverflowError):
        raise Refused(
            f"{cell!r} is not a date. Write 2026-11-23 or 2026-11-23T09:00:00Z."
        ) from None
    if utc is None:
        raise Refused(f"{cell!r} names no zone. Add Z for UTC, or +01:00.")
    return utc


_SLACK_ID = re.compile(r"[UW][A-Z0-9]{2,}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

# Columns that are not named here are plain text.
_READERS: Mapping[str, Callable[[str], Any]] = {
    "slack_user_id": _slack_user_id,
    "email": _email,
    "country": str.upper,
    "timezone": _zone_name,
    "work_days": read_work_days,
    "work_start": read_time,
    "work_end": read_time,
    "nudges_per_day": _nudges,
    "consented_at": _instant,
}


def _without_name(row: RosterRow) -> str | None:
    if row.slack_user_id or row.email:
        return None
    return "give a slack_user_id or an email."


def _backwards(row: RosterRow) -> str | None:
    start = row.work_start or DEFAULT_WORK_START
    end = row.work_end or DEFAULT_WORK_END
    if start < end:
        return None
    return f"the hours end before they start: {start:%H:%M} to {end:%H:%M}."


# Cells that are judged together; the problem is reported at the last of them.
_TOGETHER: Mapping[tuple[str, str], Callable[[RosterRow], str | None]] = {
    ("email", "slack_user_id"): _without_name,
    ("work_start", "work_end"): _backwards,
}
