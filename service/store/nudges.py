"""The nudge rows: planned, claimed, settled, answered; and the ledger over them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Integer,
    RowMapping,
    Select,
    cast,
    func,
    select,
    union_all,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from service.core.dispatching import Content
from service.core.nudges import PENDING, SlotKind, State
from service.core.standing import Standing
from service.store.own_data_tables import past_nudges
from service.store.tables import nudges, people


@dataclass(frozen=True, kw_only=True)
class Nudge:
    """One planned or sent nudge; see ``service.core.nudges`` for its states."""

    workspace_id: str
    nudge_id: str
    person_id: str
    local_day: date
    slot: str
    kind: SlotKind
    state: State
    reason: str | None
    put_off_for: str | None
    planned_at: datetime
    due_at: datetime
    content: str | None
    claimed_at: datetime | None
    sent_at: datetime | None
    attempts: int
    channel: str | None
    ts: str | None
    snoozed_from: str | None
    routine: bytes | None
    turn: int
    closed_at: datetime | None


def add(conn: Connection, rows: Sequence[Mapping[str, object]]) -> int:
    """Insert planned rows; a slot that has one keeps it. Returns how many came."""
    if not rows:
        return 0
    added = conn.execute(
        insert(nudges).values(list(rows)).on_conflict_do_nothing().returning(nudges)
    )
    return len(added.all())


def get(conn: Connection, workspace_id: str, nudge_id: str) -> Nudge | None:
    return _one(conn, _of(workspace_id).where(nudges.c.nudge_id == nudge_id))


def lock(conn: Connection, workspace_id: str, nudge_id: str) -> Nudge | None:
    """Read a nudge and keep everybody else from changing it until commit."""
    query = _of(workspace_id).where(nudges.c.nudge_id == nudge_id)
    return _one(conn, query.with_for_update())


def of_person(
    conn: Connection, workspace_id: str, person_id: str, since: date
) -> list[Nudge]:
    """Read the person's nudges from local day ``since`` on, by time."""
    return _all(
        conn,
        _of(workspace_id).where(
            nudges.c.person_id == person_id, nudges.c.local_day >= since
        ),
    )


def of_agreed(conn: Connection, workspace_id: str, since: date) -> list[Nudge]:
    """Read the nudges of everybody who agreed, from local day ``since`` on."""
    agreed = select(people.c.person_id).where(
        people.c.workspace_id == workspace_id,
        people.c.standing == Standing.AGREED,
    )
    return _all(
        conn,
        _of(workspace_id).where(
            nudges.c.local_day >= since, nudges.c.person_id.in_(agreed)
        ),
    )


def unanswered(
    conn: Connection, workspace_id: str, sent_before: datetime, limit: int
) -> list[Nudge]:
    """Read routines that were sent before an instant and never answered."""
    expired = _of(workspace_id).where(
        nudges.c.state == State.SENT,
        nudges.c.closed_at.is_(None),
        nudges.c.sent_at < sent_before,
        nudges.c.content == Content.ROUTINE,
    )
    return _all(conn, expired.limit(limit))


def close_open(
    conn: Connection, workspace_id: str, person_id: str, now: datetime
) -> list[Nudge]:
    """Close a person's routines that can still be answered; gives them."""
    standing = (
        nudges.c.workspace_id == workspace_id,
        nudges.c.person_id == person_id,
        nudges.c.state.in_([State.SENDING, State.SENT]),
        nudges.c.closed_at.is_(None),
        nudges.c.content == Content.ROUTINE,
    )
    rows = _all(conn, _of(workspace_id).where(*standing))
    conn.execute(update(nudges).where(*standing).values(closed_at=now))
    return rows


def change(
    conn: Connection, workspace_id: str, nudge_id: str, **columns: object
) -> None:
    conn.execute(
        update(nudges)
        .where(nudges.c.workspace_id == workspace_id, nudges.c.nudge_id == nudge_id)
        .values(**columns)
    )


def ledger(conn: Connection, workspace_id: str | None = None) -> dict[str, object]:
    """Count every nudge in its one state, by reason where there is one.

    Of one workspace, or of all.

    planned = sent + skipped + failed + unknown + pending, at all times. Those whose
    rows are gone, by age or with their person, go on counting.
    """
    now = select(nudges.c.state, func.coalesce(nudges.c.reason, "").label("reason"))
    past, number = past_nudges.c, func.count().label("number")
    gone = select(past.state, past.reason, past.number)
    if workspace_id is not None:
        now = now.where(nudges.c.workspace_id == workspace_id)
        gone = gone.where(past.workspace_id == workspace_id)
    both = union_all(
        now.add_columns(number).group_by(nudges.c.state, "reason"), gone
    ).subquery()
    counts = conn.execute(
        select(
            both.c.state, both.c.reason, cast(func.sum(both.c.number), Integer)
        ).group_by(both.c.state, both.c.reason)
    ).all()
    by_state: Counter[str] = Counter()
    for state, _, count in counts:
        by_state[state] += count
    with_reasons = {
        state.value: {
            reason or "none": count for s, reason, count in sorted(counts) if s == state
        }
        for state in (State.SKIPPED, State.FAILED, State.UNKNOWN)
    }
    return {
        "planned": sum(by_state.values()),
        "sent": by_state[State.SENT],
        **with_reasons,
        "pending": sum(by_state[state] for state in PENDING),
    }


def _of(workspace_id: str) -> Select[tuple[object, ...]]:
    columns = [nudges.c[name] for name in Nudge.__dataclass_fields__]
    return select(*columns).where(nudges.c.workspace_id == workspace_id)


def _one(conn: Connection, query: Select[tuple[object, ...]]) -> Nudge | None:
    row = conn.execute(query).mappings().one_or_none()
    return _value(row) if row else None


def _all(conn: Connection, query: Select[tuple[object, ...]]) -> list[Nudge]:
    ordered = query.order_by(nudges.c.due_at, nudges.c.nudge_id)
    return [_value(row) for row in conn.execute(ordered).mappings()]


def _value(row: RowMapping) -> Nudge:
    columns: dict[str, Any] = dict(row)
    columns["kind"] = SlotKind(columns["kind"])
    columns["state"] = State(columns["state"])
    return Nudge(**columns)
