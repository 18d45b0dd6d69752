"""What a row of the roster says anew of somebody, and what it changes."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from service.core.roster_cells import RosterRow, cells
from service.core.standing import Standing, StandingEvent, after
from service.core.workday import DEFAULT_WORK_END, DEFAULT_WORK_START, local_date
from service.store.people import Person

_ABOUT = ("slack_user_id", "email", "department", "team", "site")
_PLACE = ("country", "region")
_HOURS = ("work_days", "work_start", "work_end", "nudges_per_day")


def counted(row: RosterRow, person: Person) -> str:
    """Say what of somebody known is new to the roster: added, changed or unchanged."""
    if person.roster_row is None:
        return "added"
    return "unchanged" if said_of(row, person) == person.roster_row else "changed"


def said_of(row: RosterRow, person: Person | None) -> dict[str, str]:
    """Say what the roster says by now. A blank cell leaves what it said before."""
    before = person.roster_row if person else None
    return {**(before or {}), **cells(row)}


def hours_of(said: Mapping[str, str]) -> dict[str, time]:
    """Give start and end as the roster says; the usual ones where it says nothing."""
    usual = {"work_start": DEFAULT_WORK_START, "work_end": DEFAULT_WORK_END}
    return {
        name: time.fromisoformat(said[name]) if name in said else at
        for name, at in usual.items()
    }


def changes_by(row: RosterRow, person: Person | None, now: datetime) -> dict[str, Any]:
    """Give the columns that the row changes; all that it sets of somebody new."""
    wanted = _wanted(row, person) | _consent(row, person, now)
    if person is None:
        return wanted
    return {k: v for k, v in wanted.items() if _plain(getattr(person, k)) != v}


def _wanted(row: RosterRow, person: Person | None) -> dict[str, Any]:
    """Say what the row sets. A blank cell leaves what is known.

    Hours and holidays that the person chose stay: the roster only proposes them.
    """
    names = _ABOUT + (_own(person) if person is not None else _PLACE + _HOURS)
    values = {name: _plain(getattr(row, name)) for name in names}
    if "work_days" in values:
        values["own_timezone"] = row.timezone
    given = {name: value for name, value in values.items() if value is not None}
    said = said_of(row, person)
    if {"work_start", "work_end"} & given.keys():
        # Both, as a roster gave them: half of it may not fit what is known.
        given |= hours_of(said)
    given |= {"on_roster": True, "roster_row": said}
    if person is None:
        given["standing"] = Standing.KNOWN
    return given


def _own(person: Person) -> tuple[str, ...]:
    """Name the columns that the person has not taken into the own hands."""
    return (
        *(() if person.own_holidays else _PLACE),
        *(() if person.own_hours else _HOURS),
    )


def _consent(row: RosterRow, person: Person | None, now: datetime) -> dict[str, Any]:
    """Say what consent recorded elsewhere changes; it never beats a person's no.

    Consent of before does not return with somebody who left and came again.
    """
    standing = person.standing if person else Standing.KNOWN
    then = after(standing, StandingEvent.RECORD_CONSENT)
    if row.consented_at is None or then is standing or _is_old(row, person):
        return {}
    day = local_date(now, row.timezone or "UTC")
    return {
        "standing": then,
        "agreed_at": row.consented_at,
        "agreed_wording": None,
        "started_on": day,
    }


def _is_old(row: RosterRow, person: Person | None) -> bool:
    before = person.agreed_at if person else None
    return bool(before and row.consented_at and row.consented_at <= before)


def _plain(value: Any) -> Any:
    return sorted(value) if isinstance(value, frozenset | tuple) else value
