"""What the log tells of requests: that somebody came in or went, what was refused.

Never who: who opens the own pages, and when, is nobody's business. What people with
a role do stands in the audit log.
"""

from collections.abc import Mapping

import structlog
from flask import Flask, Response, request

log = structlog.get_logger()

# By endpoint: the way by which somebody came in, or went.
IN: Mapping[str, str] = {
    "sign_in.enter": "link",
    "sign_in.from_slack": "slack",
    "operator.enter": "set_up_link",
}
OUT: Mapping[str, str] = {
    "sign_in.leave": "person",
    "operator.leave": "set_up",
}
DONE = 303
# No token, no signature, no grant, another host; too late, too large, too often. Not
# 404 and 405: any crawler writes these.
REFUSED = frozenset({400, 401, 403, 410, 413, 429})


def notice_requests(flask: Flask) -> None:
    """Write a line for each way in or out, and for each refusal."""

    @flask.after_request
    def notice(answer: Response) -> Response:
        endpoint = request.endpoint or ""
        if answer.status_code in REFUSED:
            # Not the path itself: it may hold a one-time link.
            rule = request.url_rule.rule if request.url_rule else None
            log.warning(
                "request_refused",
                status=answer.status_code,
                method=request.method,
                path=rule,
            )
        elif answer.status_code == DONE and endpoint in IN:
            log.info("signed_in", reason=IN[endpoint])
        elif answer.status_code == DONE and endpoint in OUT:
            log.info("signed_out", reason=OUT[endpoint])
        return answer
