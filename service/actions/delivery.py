"""How delivery does: counts over all people, and whether anything is stuck."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from service.actions import workspaces as places
from service.app import App
from service.store import deliveries, nudges
from service.store.workspaces import Workspace

LATE = timedelta(minutes=2)
"""The jobs look every five seconds: what waits longer than this waits for them."""


@dataclass(frozen=True, kw_only=True)
class Health:
    """The ledger of one workspace, which names nobody.

    ``late_since``: when the message was due that has waited longest, where the jobs
    should have sent it by now.
    """

    workspace: Workspace
    planned: int
    sent: int
    pending: int
    skipped: Mapping[str, int]
    failed: Mapping[str, int]
    unknown: Mapping[str, int]
    late_since: datetime | None


def health(app: App, workspace_id: str) -> Health:
    workspace = places.get(app, workspace_id)
    with app.engine.begin() as conn:
        counts: dict[str, Any] = dict(nudges.ledger(conn, workspace_id))
        due = deliveries.longest_due(conn, workspace_id)
    is_late = due is not None and due < app.now() - LATE
    return Health(workspace=workspace, late_since=due if is_late else None, **counts)
