"""The audit log: what is written down, and whether it still holds."""

import structlog
from sqlalchemy import Connection

from service.app import App
from service.core.audit import Event, first_broken
from service.core.errors import Refused
from service.store import audit

log = structlog.get_logger()


def note(app: App, conn: Connection, workspace_id: str, event: Event) -> None:
    """Write an event down, in the transaction of what it tells.

    Its number and digest go to the log as well: who keeps the log elsewhere can tell
    when entries at the end are gone (``unhunch audit verify --head``).
    """
    key = audit.chain_key(conn, app.keyring)
    entry, digest = audit.append(conn, key, workspace_id, app.now(), event)
    head = f"{workspace_id}:{entry.number}:{digest.hex()}"
    log.info("audited", workspace_id=workspace_id, reason=event.action, head=head)


def verify(app: App, head: str | None = None) -> list[str]:
    """Check every chain; gives the head of each, as ``WORKSPACE:NUMBER:DIGEST``.

    ``head`` is one that was noted earlier: the entry must still be there.

    Raises:
        Refused: an entry was changed, or is missing.
    """
    with app.engine.begin() as conn:
        heads = [_verified(app, conn, one) for one in audit.chains(conn)]
        if head is not None:
            _refuse_missing(conn, head)
    return heads


def _verified(app: App, conn: Connection, workspace_id: str) -> str:
    key, kept = audit.chain_key(conn, app.keyring), [*audit.entries(conn, workspace_id)]
    broken = first_broken(key, workspace_id, kept)
    if broken is not None:
        chain = workspace_id or "the installation"
        raise Refused(
            f"The audit log of {chain} does not hold from entry {broken} on: it was "
            "changed past the service. Compare it with the newest backup."
        )
    entry, digest = kept[-1]
    return f"{workspace_id}:{entry.number}:{digest.hex()}"


def _refuse_missing(conn: Connection, head: str) -> None:
    workspace_id, _, rest = head.partition(":")
    number, _, digest = rest.partition(":")
    if not number.isdecimal() or not digest:
        raise Refused(
            f"{head!r} is no head: give what verify printed, A:NUMBER:DIGEST."
        )
    kept = audit.entries(conn, workspace_id, after=int(number) - 1)
    entry, found = next(kept, (None, b""))
    if entry is None or entry.number != int(number) or found.hex() != digest:
        raise Refused(
            f"The audit log has no entry {number} with that digest any more: entries "
            "were taken away at its end. Compare it with the newest backup."
        )
