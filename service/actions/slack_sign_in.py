"""Sign in with Slack: there with an attempt, back with Slack's word on who it is."""

import hmac
import secrets
from dataclasses import dataclass
from enum import StrEnum

import structlog

from service.actions import workspaces as places
from service.actions.secret_hashes import Use, keyed_hash
from service.actions.signing_in import may_sign_in, open_session
from service.app import App
from service.core.sign_in import Attempt, attempt, attempt_cookie, attempt_lives
from service.ports import Account, TryLater, Unproven
from service.store import people, signing_in

log = structlog.get_logger()

_RANDOM_BYTES = 32


class Why(StrEnum):
    """Why somebody was not signed in; the person is told which of the three."""

    NOT_THIS_BROWSER = "not_this_browser"
    NOT_KNOWN = "not_known"
    NO_ANSWER = "no_answer"


class NotSignedIn(Exception):
    """Nobody was signed in; nothing was changed."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, kw_only=True)
class Returned:
    """With what a browser came back from Slack; anybody can write any of it."""

    state: str = ""
    code: str = ""
    issuer: str = ""
    error: str = ""


def offered(app: App) -> bool:
    """Say whether this installation has all that signing in with Slack needs."""
    known = app.settings
    return bool(
        known.public_url and known.slack_client_id and known.slack_client_secret
    )


def begin(app: App) -> tuple[str, str]:
    """Begin an attempt: a secret for this browser to keep, and where to go.

    Raises:
        NotSignedIn: Slack cannot be asked.
    """
    now = app.now()
    cookie = attempt_cookie(now, secrets.token_urlsafe(_RANDOM_BYTES))
    try:
        return cookie, app.openid.address(attempt(app.secret_key, cookie), now)
    except TryLater as trouble:
        raise _refused(trouble.reason, Why.NO_ANSWER) from None


def finish(app: App, cookie: str | None, returned: Returned) -> str:
    """End an attempt; gives the secret of a new session.

    Raises:
        NotSignedIn: this is not the browser that began, it was too long ago or done
            before, or Slack's answer names nobody who may sign in.
    """
    walked = _walked(app, cookie, returned)
    return _opened(app, _account(app, walked, returned))


def _walked(app: App, cookie: str | None, returned: Returned) -> Attempt:
    """Give the attempt that this browser began, and use it up."""
    now = app.now()
    if cookie is None or not attempt_lives(cookie, now):
        raise _refused("no_attempt", Why.NOT_THIS_BROWSER)
    walked = attempt(app.secret_key, cookie)
    if not hmac.compare_digest(walked.state.encode(), returned.state.encode()):
        raise _refused("other_state", Why.NOT_THIS_BROWSER)
    # Before anything else is asked: the same answer cannot be tried twice.
    with app.engine.begin() as conn:
        state_hash = keyed_hash(app, Use.ATTEMPT, walked.state)
        if not signing_in.use_attempt(conn, state_hash, now):
            raise _refused("state_used", Why.NOT_THIS_BROWSER)
    return walked


def _account(app: App, walked: Attempt, returned: Returned) -> Account:
    if returned.issuer not in ("", app.openid.issuer):
        raise _refused("other_issuer", Why.NOT_KNOWN)
    if returned.error or not returned.code:
        raise _refused("no_code", Why.NOT_KNOWN)
    try:
        return app.openid.account(returned.code, walked, app.now())
    except Unproven as unproven:
        raise _refused(unproven.reason, Why.NOT_KNOWN) from None
    except TryLater as trouble:
        raise _refused(trouble.reason, Why.NO_ANSWER) from None


def _opened(app: App, account: Account) -> str:
    with app.engine.begin() as conn:
        if account.workspace_id not in places.alive(conn):
            raise _refused("workspace_not_installed", Why.NOT_KNOWN)
        found = people.by_slack_user(conn, account.workspace_id, account.slack_user_id)
        # Everybody locks the person first, then the person's rows.
        person = found and people.lock(conn, found.workspace_id, found.person_id)
        if not person or not may_sign_in(person):
            raise _refused("nobody_here", Why.NOT_KNOWN)
        return open_session(app, conn, person)


def _refused(reason: str, why: Why) -> NotSignedIn:
    log.warning("sign_in_refused", reason=reason)
    return NotSignedIn(why)
