"""How many nudges ended how whose rows are gone: the ledger goes on counting them."""

from collections import Counter
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection
from sqlalchemy.dialects.postgresql import insert

from service.core.nudges import SkipReason, State, UnknownReason
from service.store.own_data_tables import past_nudges

# What was not over when its person went: nobody will note how it ended.
_ENDS: Mapping[str, tuple[str, str]] = {
    State.PLANNED: (State.SKIPPED, SkipReason.STOPPED),
    State.SENDING: (State.UNKNOWN, UnknownReason.CRASHED),
}


def count(
    conn: Connection, workspace_id: str, ended: Iterable[tuple[str, str | None]]
) -> None:
    """Add nudges that were just deleted, by their state and reason."""
    by_end = Counter(
        _ENDS.get(state, (str(state), reason or "")) for state, reason in ended
    )
    # In one order, so that two who count at once never wait for each other.
    for (state, reason), number in sorted(by_end.items()):
        row = insert(past_nudges).values(
            workspace_id=workspace_id, state=state, reason=reason, number=number
        )
        conn.execute(
            row.on_conflict_do_update(
                index_elements=["workspace_id", "state", "reason"],
                set_={"number": past_nudges.c.number + row.excluded.number},
            )
        )
