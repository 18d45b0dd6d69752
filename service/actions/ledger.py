"""The ledger: where every nudge stands, as counts that always add up."""

from service.app import App
from service.store import nudges


def ledger(app: App) -> dict[str, object]:
    with app.engine.begin() as conn:
        return nudges.ledger(conn)
