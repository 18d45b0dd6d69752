"""Which requests are counted, as what, and for whom; too many of them get 429."""

import math
import re
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
    "operator.link": Counted.LINK_OPENED,
    "operator.enter": Counted.LINK_OPENED,
    "slack.events": Counted.SLACK_DOOR,
}
# An address that ends like a file is one to keep: an export, one's own data.
FILE = re.compile(r"\.(csv|html|json|pdf|xlsx)$")
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
    peer = f"peer:{subject(request.remote_addr or '')}"
    anybodys = BY_PEER.get(request.endpoint or "")
    if anybodys is not None:
        return anybodys, peer
    kind = _by_person()
    person = who(app) if kind is not None else None
    if person is None:
        return kind, peer
    return kind, f"person:{person.workspace_id}.{person.person_id}"


def _by_person() -> Counted | None:
    if request.url_rule is None or request.blueprint in FREE:
        return None
    if FILE.search(request.url_rule.rule):
        return Counted.DOWNLOAD
    return Counted.FORM if request.method == "POST" else None
