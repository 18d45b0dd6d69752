"""Everything that stands below a person's id, in whatever table, and its end."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Table, delete, func, select, text, update

from service.store.every_table import metadata
from service.store.people import USUAL_HOURS
from service.store.tables import invitations, people

Rows = Mapping[str, list[dict[str, Any]]]
"""Table -> its rows about one person, each as column -> value."""

# What the employer's roster and Slack say of somebody. All else of the row goes.
ROSTER = frozenset(
    {
        "workspace_id",
        "slack_user_id",
        "email",
        "department",
        "team",
        "site",
        "on_roster",
        "roster_row",
        "slack_timezone",
    }
)
_HOLIDAYS = frozenset({"country", "region"})
_HOURS = frozenset(
    {"own_timezone", "work_days", "work_start", "work_end", "nudges_per_day"}
)


def tables() -> list[Table]:
    """Give every table that names people, in the order in which rows may go."""
    named = [one for one in metadata.sorted_tables if "person_id" in one.c]
    return [one for one in reversed(named) if one is not people] + [people]


def rows_of(conn: Connection, person: tuple[str, str]) -> Rows:
    """Read all rows about one person, as they stand: what is sealed stays sealed."""
    return {
        table.name: [
            dict(row)
            for row in conn.execute(
                select(table).where(*_of(table, person)).order_by(*table.primary_key)
            ).mappings()
        ]
        for table in tables()
    }


def left(conn: Connection, person: tuple[str, str]) -> dict[str, int]:
    """Count what still stands below the id; empty where all of it is gone."""
    counts = {
        table.name: conn.execute(
            select(func.count()).select_from(table).where(*_of(table, person))
        ).scalar_one()
        for table in tables()
    }
    return {name: number for name, number in counts.items() if number}


def destroy(conn: Connection, person: tuple[str, str]) -> Rows:
    """Delete the person's key and every row but the one in ``people``.

    Gives what was in them, as it stood when it went. The person's row is locked.
    """
    return {
        table.name: [
            dict(row)
            for row in conn.execute(
                delete(table).where(*_of(table, person)).returning(table)
            ).mappings()
        ]
        for table in tables()
        if table is not people
    }


def forget(conn: Connection, person: tuple[str, str]) -> None:
    """Delete the person's own row, the last one."""
    conn.execute(delete(people).where(*_of(people, person)))


def begin_anew(
    conn: Connection, person: tuple[str, str], new_id: str, standing: str
) -> None:
    """Turn the person's row into what the roster would make: another id, no past.

    What the person had chosen goes back to how it is for everybody; a roster that
    is imported again sets the hours it knows.
    """
    held = conn.execute(select(people).where(*_of(people, person))).mappings().one()
    kept = (
        ROSTER
        | (frozenset() if held["own_holidays"] else _HOLIDAYS)
        | (frozenset() if held["own_hours"] else _HOURS)
    )
    blank = {
        column.name: text("default")
        for column in people.c
        if column.name not in kept | {"person_id", "standing"}
    }
    usual = {name: USUAL_HOURS[name] for name in USUAL_HOURS.keys() - kept}
    conn.execute(
        update(people)
        .where(*_of(people, person))
        .values({**blank, **usual, "person_id": new_id, "standing": standing})
    )


def keep_invitation(
    conn: Connection, person: tuple[str, str], row: Mapping[str, object]
) -> None:
    """Keep that somebody had the one invitation, and not where its message stands."""
    workspace_id, person_id = person
    whose = {"workspace_id": workspace_id, "person_id": person_id}
    nowhere = dict.fromkeys(("channel", "ts", "claimed_at"))
    conn.execute(invitations.insert().values({**row, **nowhere, **whose}))


def _of(table: Table, person: tuple[str, str]) -> tuple[Any, ...]:
    return table.c.workspace_id == person[0], table.c.person_id == person[1]
