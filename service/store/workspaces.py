"""Workspaces: Slack teams the service sends to, and how fast it may send."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, RowMapping, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from service.core.dispatching import WorkspaceState
from service.store import paces
from service.store.tables import workspaces

# A wait that ends later was noted by another clock (a sweep as of another
# instant): it must not stop this one.
_LONGEST_WAIT = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class Workspace:
    """A Slack team. ``state`` is active, paused or removed, with a reason."""

    workspace_id: str
    name: str
    bot_user_id: str
    state: str
    reason: str | None
    token: bytes | None
    send_after: datetime | None


def put(conn: Connection, workspace: Workspace) -> None:
    """Add a workspace, or bring an existing one up to date."""
    values = vars(workspace)
    changed = {k: v for k, v in values.items() if k != "workspace_id"}
    conn.execute(
        insert(workspaces)
        .values(**values)
        .on_conflict_do_update(index_elements=["workspace_id"], set_=changed)
    )


def get(conn: Connection, workspace_id: str) -> Workspace | None:
    query = select(workspaces).where(workspaces.c.workspace_id == workspace_id)
    row = conn.execute(query).mappings().one_or_none()
    return _value(row) if row else None


def all_of(conn: Connection) -> list[Workspace]:
    query = select(workspaces).order_by(workspaces.c.workspace_id)
    return [_value(row) for row in conn.execute(query).mappings()]


def change_state(
    conn: Connection, workspace_id: str, state: str, reason: str | None
) -> None:
    conn.execute(
        update(workspaces)
        .where(workspaces.c.workspace_id == workspace_id)
        .values(state=state, reason=reason)
    )


def pause_all(conn: Connection, reason: str) -> list[str]:
    """Pause every active workspace; gives their ids."""
    paused = conn.execute(
        update(workspaces)
        .where(workspaces.c.state == WorkspaceState.ACTIVE)
        .values(state=WorkspaceState.PAUSED, reason=reason)
        .returning(workspaces.c.workspace_id)
    )
    return sorted(paused.scalars())


def wait_until(conn: Connection, workspace_id: str, instant: datetime) -> None:
    """Send nothing to this workspace before ``instant``: Slack asked for it.

    At most an hour from now; of two waits the longer counts.
    """
    earlier = workspaces.c.send_after < instant
    another_clock = workspaces.c.send_after > instant + _LONGEST_WAIT
    conn.execute(
        update(workspaces)
        .where(
            workspaces.c.workspace_id == workspace_id,
            or_(workspaces.c.send_after.is_(None), earlier, another_clock),
        )
        .values(send_after=instant)
    )


def take_turn(
    conn: Connection, workspace_id: str, now: datetime, per_minute: int
) -> bool:
    """Take one message from the workspace's pace; False when none is left now."""
    waits = conn.execute(
        select(workspaces.c.send_after).where(
            workspaces.c.workspace_id == workspace_id,
            workspaces.c.send_after > now,
            workspaces.c.send_after <= now + _LONGEST_WAIT,
        )
    ).one_or_none()
    return waits is None and paces.take(
        conn, workspace_id, paces.Kind.SEND, now, per_minute
    )


def _value(row: RowMapping) -> Workspace:
    known = Workspace.__dataclass_fields__
    return Workspace(**{k: v for k, v in row.items() if k in known})
