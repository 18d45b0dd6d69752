"""Takes away what is older than its term, a batch at a time."""

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy import Column, ColumnElement, Connection, Table, delete, func, select

from service.core.nudges import FINAL
from service.core.retention import Kind
from service.core.standing import Standing
from service.store import past
from service.store.limit_tables import request_counts
from service.store.own_data_tables import consents, pending_folds
from service.store.setup_tables import setup_links
from service.store.sign_in_tables import sessions, sign_in_links, used_attempts
from service.store.tables import (
    events_seen,
    exercises_done,
    nudges,
    people,
    responses,
)

Conditions = tuple[ColumnElement[bool], ...]

# Kind -> the column from which its term counts.
BY_AGE: Mapping[Kind, Column[datetime]] = {
    Kind.NUDGES: nudges.c.due_at,
    Kind.RESPONSES: responses.c.at,
    Kind.EXERCISES_DONE: exercises_done.c.at,
    Kind.LINKS: sign_in_links.c.made_at,
    Kind.SESSIONS: sessions.c.opened_at,
    Kind.ATTEMPTS: used_attempts.c.used_at,
    Kind.REQUESTS: request_counts.c.since,
    Kind.SETUP: setup_links.c.made_at,
    Kind.EVENTS: events_seen.c.received_at,
    Kind.FOLDS: pending_folds.c.asked_at,
}


def purge(
    conn: Connection, workspace_id: str, kind: Kind, before: datetime, limit: int
) -> int:
    """Delete up to ``limit`` rows that are older; returns how many.

    A row that somebody else is at stays for the next time, so nobody waits.
    """
    since = BY_AGE[kind]
    table: Table = since.table
    over = [since < before]
    if "workspace_id" in table.c:
        # Blank: noted before anybody knew which workspace it is about.
        over.append(table.c.workspace_id.in_((workspace_id, "")))
    if table is nudges:
        # What is not settled yet still has an end to come.
        over.append(nudges.c.state.in_(FINAL))
    keys = list(table.primary_key)
    batch = select(*keys).where(*over).limit(limit).with_for_update(skip_locked=True)
    chosen = batch.cte("chosen")
    same = [key == chosen.c[key.name] for key in keys]
    gone = conn.execute(delete(table).where(*same).returning(table)).mappings().all()
    if table is nudges:
        past.count(conn, workspace_id, [(r["state"], r["reason"]) for r in gone])
    return len(gone)


def people_over(
    conn: Connection, workspace_id: str, kind: Kind, before: datetime, limit: int
) -> list[str]:
    """Name people whose time is over, as far as ``limit``."""
    query = select(people.c.person_id).where(
        people.c.workspace_id == workspace_id, *WHOLE[kind](before)
    )
    return list(conn.execute(query.order_by("person_id").limit(limit)).scalars())


def is_over(
    conn: Connection, person: tuple[str, str], kind: Kind, before: datetime
) -> bool:
    """Say it of one person, whose row is locked."""
    workspace_id, person_id = person
    query = select(people.c.person_id).where(
        people.c.workspace_id == workspace_id,
        people.c.person_id == person_id,
        *WHOLE[kind](before),
    )
    return conn.execute(query).first() is not None


def _left(before: datetime) -> Conditions:
    return people.c.standing == Standing.LEFT, people.c.left_at < before


def _said_no(before: datetime) -> Conditions:
    """Whoever never said a word here has nothing to take away."""
    last = (
        select(func.max(consents.c.at))
        .where(
            consents.c.workspace_id == people.c.workspace_id,
            consents.c.person_id == people.c.person_id,
        )
        .scalar_subquery()
    )
    no = people.c.standing.in_([Standing.STOPPED, Standing.DECLINED])
    return no, last < before


WHOLE: Mapping[Kind, Callable[[datetime], Conditions]] = {
    Kind.LEFT: _left,
    Kind.SAID_NO: _said_no,
}
"""Kinds that are all there is about somebody."""
