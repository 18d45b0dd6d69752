"""How fast we may call Slack: token buckets that all processes share."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, case, func, literal, update
from sqlalchemy.dialects.postgresql import insert

from service.store.tables import paces

# A fifth of a minute's calls may go at once, the rest evenly: no minute holds
# more than it should.
_AT_ONCE = 0.2

# Clocks of several senders differ a little. An instant further off is another
# clock altogether (a sweep as of another instant): it must not stop this one.
_SAME_CLOCK_S = 60


class Kind(StrEnum):
    """Slack counts each method apart."""

    SEND = "send"
    FOLD = "fold"


def take(
    conn: Connection, workspace_id: str, kind: Kind, now: datetime, per_minute: int
) -> bool:
    """Take one call from the bucket; False when none is left now."""
    at_once = max(1.0, per_minute * _AT_ONCE)
    per_second = max(per_minute - at_once, per_minute * 0.5) / 60
    since = func.extract("epoch", literal(now) - paces.c.at)
    # The second of two senders to get here may have looked at the clock first.
    overtaken = since.between(-_SAME_CLOCK_S, 0)
    gained = case((overtaken, 0.0), else_=func.abs(since)) * per_second
    filled = func.least(at_once, paces.c.tokens + gained)
    full = {"workspace_id": workspace_id, "kind": kind, "tokens": at_once, "at": now}
    conn.execute(insert(paces).values(**full).on_conflict_do_nothing())
    taken = conn.execute(
        update(paces)
        .where(paces.c.workspace_id == workspace_id, paces.c.kind == kind, filled >= 1)
        .values(tokens=filled - 1, at=case((overtaken, paces.c.at), else_=now))
    )
    return taken.rowcount == 1
