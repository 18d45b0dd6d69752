"""Whether somebody asked too often, over all processes."""

from datetime import timedelta

import structlog
from sqlalchemy import text

from service.actions.secret_hashes import Use, keyed_hash
from service.app import App
from service.core.rate_limits import LIMITS, Counted, begun, wait
from service.store import request_counts

log = structlog.get_logger()

# A count that a crash forgets costs nothing; nobody waits for the disk.
_HURRIED = text("set local synchronous_commit = off")


def too_many(app: App, counted: Counted, subject: str) -> timedelta | None:
    """Count once more, and say how long to wait; None: go on.

    ``subject`` is a person or an address of the network; only its keyed hash is kept.
    """
    limit, now = LIMITS[counted], app.now()
    with app.engine.begin() as conn:
        conn.execute(_HURRIED)
        hashed = keyed_hash(app, Use.LIMIT, subject)
        count = request_counts.add(conn, counted, hashed, begun(limit, now))
    waits = wait(limit, count, now)
    if count == limit.most + 1:
        # Once a stretch: whoever floods us must not flood the log too.
        log.warning("too_many_requests", reason=counted)
    return waits
