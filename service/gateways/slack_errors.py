"""Makes every way in which a call to Slack can fail one of our three errors."""

import http.client
import re
import socket
import ssl
from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar
from urllib.error import URLError

from slack_sdk.errors import SlackApiError, SlackRequestError

from service.ports import Ambiguous, Refusal, Scope, SlackError, TryLater

_T = TypeVar("_T")

# Error codes of chat.postMessage by whom they concern; Slack's method reference.
PERSON = {
    "user_not_found",
    "user_disabled",
    "user_not_visible",
    "users_not_found",
    "channel_not_found",
    "cannot_dm_bot",
    "is_archived",
    "not_in_channel",
}
WORKSPACE = {
    "token_revoked",
    "token_expired",
    "invalid_auth",
    "not_authed",
    "org_login_required",
    "team_access_not_granted",
    "ekm_access_denied",
    "messages_tab_disabled",
    "missing_scope",
    "no_permission",
    "not_allowed_token_type",
    "restricted_action",
    "two_factor_setup_required",
    "accesslimited",
    "team_added_to_org",
    "app_uninstalled",
}
# "Some aspect of the operation may have succeeded", says Slack of these.
UNCLEAR = {"internal_error", "fatal_error", "service_unavailable", "request_timeout"}
RATE_LIMITED = {"ratelimited", "rate_limited", "message_limit_exceeded"}
RETRY_AFTER_DEFAULT = timedelta(seconds=30)
_CODE = re.compile(r"[a-z0-9_]{1,60}")


def called(call: Callable[[], _T]) -> _T:
    """Run one request; every way to fail becomes one of our three errors."""
    try:
        return call()
    except SlackApiError as error:
        raise _meaning(error) from None
    except SlackRequestError:
        # The address to which a file goes said no.
        raise Ambiguous("not_taken") from None
    except (OSError, http.client.HTTPException) as error:
        raise _broken(error) from None
    except (ValueError, LookupError, AttributeError, TypeError):
        # What slack_sdk makes of an answer that is no JSON object.
        raise Ambiguous("garbled_answer") from None


def _broken(error: Exception) -> SlackError:
    cause = error.reason if isinstance(error, URLError) else error
    if isinstance(error, URLError) and _never_left(cause):
        return TryLater("unreachable", timedelta(seconds=30))
    timed_out = isinstance(cause, TimeoutError)
    return Ambiguous("timeout" if timed_out else "connection_lost")


def _never_left(reason: object) -> bool:
    """Tell whether no connection was made, so that nothing can have arrived."""
    return isinstance(
        reason,
        ConnectionRefusedError | socket.gaierror | ssl.SSLCertVerificationError,
    )


def _meaning(error: SlackApiError) -> SlackError:
    answer: Any = error.response
    status = answer["status"] if isinstance(answer, dict) else answer.status_code
    body = answer.get("body") if isinstance(answer, dict) else answer.data
    if status == http.client.TOO_MANY_REQUESTS:
        return TryLater("rate_limited", _retry_after(answer), whole_workspace=True)
    if status >= http.client.INTERNAL_SERVER_ERROR:
        return Ambiguous(f"http_{status}")
    code = body.get("error") if isinstance(body, dict) else None
    # slack_sdk puts a sentence with the body here where that was no JSON.
    if not isinstance(code, str) or not _CODE.fullmatch(code):
        return Ambiguous("garbled_answer")
    return _by_code(code)


def _by_code(code: str) -> SlackError:
    if code in RATE_LIMITED:
        return TryLater("rate_limited", RETRY_AFTER_DEFAULT, whole_workspace=True)
    if code in UNCLEAR:
        return Ambiguous(code)
    if code in PERSON:
        return Refusal(code, Scope.PERSON)
    whole = code in WORKSPACE or code == "account_inactive"
    return Refusal(code, Scope.WORKSPACE if whole else Scope.MESSAGE)


def _retry_after(answer: Any) -> timedelta:
    headers = answer["headers"] if isinstance(answer, dict) else answer.headers
    try:
        seconds = int(headers.get("Retry-After") or headers.get("retry-after"))
    except (TypeError, ValueError):
        return RETRY_AFTER_DEFAULT
    return timedelta(seconds=min(max(seconds, 1), 3600))
