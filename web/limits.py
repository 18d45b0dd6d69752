"""Which requests are counted, as what, and for whom; too many of them get 429."""

import math
from collections.abc import Callable, Mapping

from flask import request
from werkzeug.exceptions import TooManyRequests

from service.actions.limiting import too_many
from service.app import App
from service.core.proxies import subject
from service.core.rate_limits import Counted
from web.signing_in import who

# Counted for the address that asks: nobody is known there.
BY_PEER: Mapping[str, Counted] = {
    "sign_in.ask": Counted.LINK_ASKED,
    "sign_in.link": Counted.LINK_OPENED,
    "sign_in.enter": Counted.LINK_OPENED,
    "sign_in.to_slack": Counted.SLACK_SIGN_IN,
    "sign_in.from_slack": Counted.SLACK_SIGN_IN,
    "slack.events": Counted.SLACK_DOOR,
}
# Counted for the person. Every other form of theirs is counted as one.
BY_PERSON: dict[str, Counted] = {}
# A toy on the own machine.
FREE = frozenset({"practice", "demo"})


def limit_requests(app: App) -> Callable[[], None]:
    """Give the check that each request goes through."""

    def check() -> None:
        counted, by = _counted(app)
        waits = None if counted is None else too_many(app, counted, by)
        if waits is not None:
            raise TooManyRequests(retry_after=math.ceil(waits.total_seconds()))

    return check


def _counted(app: App) -> tuple[Counted | None, str]:
    """Say as what this request is counted, if at all, and for whom."""
    endpoint, peer = (
        request.endpoint or "",
        f"peer:{subject(request.remote_addr or '')}",
    )
    if endpoint in BY_PEER:
        return BY_PEER[endpoint], peer
    kind = BY_PERSON.get(endpoint)
    if kind is None and request.method == "POST" and request.blueprint not in FREE:
        kind = Counted.FORM
    if kind is None or request.routing_exception is not None:
        return None, peer
    person = who(app)
    if person is None:
        return kind, peer
    return kind, f"person:{person.workspace_id}.{person.person_id}"
