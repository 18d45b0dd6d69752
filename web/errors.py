"""The pages for what went wrong: what happened, what it means, what to do now."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

import structlog
from flask import Response, make_response, render_template, request
from werkzeug.exceptions import BadRequest, HTTPException

from service.actions.slack_sign_in import Why
from service.core.errors import Refused, Unreadable
from service.logs import about
from service.words import _

log = structlog.get_logger()


@dataclass(frozen=True, kw_only=True)
class Said:
    """What went wrong, and what it means or what to do."""

    what: str
    now: str


NOTHING = _("Nothing was changed.")

ERRORS: Mapping[int, Said] = {
    400: Said(
        what=_("This form was open for too long, or came back incomplete."),
        now=_("Nothing was changed. Go back, load the page again, and send it anew."),
    ),
    403: Said(
        what=_("This form did not come from a page of ours."),
        now=_("Nothing was changed. Open the page here, and try again."),
    ),
    404: Said(
        what=_("There is no page at this address."),
        now=_("Check it for a typing mistake."),
    ),
    405: Said(
        what=_("This address does not take that kind of request."),
        now=NOTHING,
    ),
    413: Said(
        what=_("This request is larger than anything we expect."),
        now=NOTHING,
    ),
    429: Said(
        what=_("That was a lot in a short time."),
        now=_("Nothing was changed, and nothing is lost. Try again in a few minutes."),
    ),
}
THEIRS = Said(what=_("This request cannot be understood."), now=NOTHING)
OURS = Said(
    what=_("Something went wrong on our side."),
    now=_("Nothing was lost. Try again in a moment."),
)

# Why nobody was signed in with Slack -> status and words. No more is told: whoever
# tries out accounts learns nothing from it, and the log has the reason.
NOT_SIGNED_IN: Mapping[Why, tuple[int, Said]] = {
    Why.NOT_THIS_BROWSER: (
        400,
        Said(
            what=_("You are not signed in yet."),
            now=_(
                "This way in was begun in another browser, was used, or took longer "
                "than ten minutes. Begin again on the first page."
            ),
        ),
    ),
    Why.NOT_KNOWN: (
        403,
        Said(
            what=_("You could not be signed in."),
            now=_(
                "Choose the workspace that Unhunch is installed in, and the account "
                "that you have there. If that was it, ask whoever runs Unhunch."
            ),
        ),
    ),
    Why.NO_ANSWER: (
        503,
        Said(
            what=_("Slack cannot be reached just now."),
            now=_("Nothing is lost. Try again in a moment."),
        ),
    ),
}

# What the standard asks for beside these statuses.
_KEPT = frozenset({"Allow", "Retry-After"})


class OtherHost(BadRequest):
    """The request names a host that is not ours."""

    def __init__(self, said: Said) -> None:
        super().__init__()
        self.said = said


def page(status: int, said: Said, error_id: str | None = None) -> tuple[str, int]:
    shown = render_template("error.html", status=status, said=said, error_id=error_id)
    return shown, status


def error_page(error: Exception) -> Response:
    """Say what went wrong in one sentence, never how it looks inside."""
    if isinstance(error, Refused) and not isinstance(error, Unreadable):
        return make_response(page(400, Said(what=str(error), now=NOTHING)))
    if isinstance(error, OtherHost):
        return make_response(page(400, error.said))
    status = error.code or 500 if isinstance(error, HTTPException) else 500
    said = ERRORS.get(status, OURS if status >= 500 else THEIRS)
    answer = make_response(page(status, said, _noted(error) if status == 500 else None))
    if isinstance(error, HTTPException):
        answer.headers.extend(
            (name, value) for name, value in error.get_headers() if name in _KEPT
        )
    return answer


def _noted(error: Exception) -> str:
    """Log an error of ours; give the id by which the operator finds it there."""
    error_id = secrets.token_hex(4)
    # Not the path itself: it may hold a one-time link.
    rule = request.url_rule.rule if request.url_rule else None
    log.error("request_failed", error_id=error_id, path=rule, **about(error))
    return error_id
