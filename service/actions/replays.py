"""Signed requests of Slack that came already: each has its effect once."""

import hashlib
from datetime import datetime

from service.app import App
from service.store import events

_OURS = ""
"""Noted before anybody knows which workspace a request is about."""


def first_time(app: App, signature: str) -> bool:
    """Note a request by its signature; False for one that was noted before."""
    with app.engine.begin() as conn:
        return events.note(conn, _OURS, _name(signature), app.now())


def failed(app: App, signature: str) -> None:
    """Let a request come again that we could not serve."""
    with app.engine.begin() as conn:
        events.forget(conn, _OURS, _name(signature))


def last_signed(app: App) -> datetime | None:
    """Say when Slack last sent something over HTTP."""
    with app.engine.begin() as conn:
        return events.last_at(conn, _OURS)


def _name(signature: str) -> str:
    return f"signature:{hashlib.sha256(signature.encode()).hexdigest()}"
