"""One workspace's Slack, through slack_sdk, with every error made a decision."""

import http.client
import socket
import ssl
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import Any, TypeVar
from urllib.error import URLError
from urllib.parse import urlsplit

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry import all_builtin_retry_handlers
from slack_sdk.webhook import WebhookClient

from service.core.members import Member, read_member
from service.ports import (
    Ambiguous,
    Identity,
    Message,
    Posted,
    Refusal,
    Scope,
    SlackError,
    TryLater,
    View,
)
from service.settings import Settings

_T = TypeVar("_T")

TIMEOUT_S = 6
FOLD_TIMEOUT_S = 3
PAGE = 200

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


class SlackGateway:
    """Implements ``service.ports.Slack`` with two clients.

    The one that sends never retries: slack_sdk's own retry of a dropped
    connection posts a second message when the first was accepted.
    """

    def __init__(self, token: str, settings: Settings) -> None:
        common: dict[str, Any] = {
            "token": token,
            "base_url": settings.slack_api_url,
            "timeout": TIMEOUT_S,
            "proxy": settings.https_proxy,
            "ssl": _tls(settings),
        }
        self._sender = WebClient(**common, retry_handlers=[])
        self._reader = WebClient(**common, retry_handlers=all_builtin_retry_handlers())
        self._settings = settings

    def whoami(self) -> Identity:
        answer = _called(self._reader.auth_test)
        return Identity(
            workspace_id=answer["team_id"],
            name=answer.get("team") or answer["team_id"],
            bot_user_id=answer.get("user_id") or "",
        )

    def members(self) -> Iterator[Member]:
        cursor = ""
        while True:
            page = _called(partial(self._reader.users_list, limit=PAGE, cursor=cursor))
            yield from (read_member(account) for account in page["members"])
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return

    def post(self, slack_user_id: str, message: Message) -> Posted:
        try:
            answer = _called(
                lambda: self._sender.chat_postMessage(
                    channel=slack_user_id,
                    text=message.text,
                    blocks=_plain(message),
                    unfurl_links=False,
                )
            )
        except Refusal as refusal:
            raise self._explained(refusal) from refusal
        return Posted(channel=answer["channel"], ts=answer["ts"])

    def update(self, posted: Posted, message: Message) -> None:
        _called(
            lambda: self._sender.chat_update(
                channel=posted.channel,
                ts=posted.ts,
                text=message.text,
                blocks=_plain(message),
            )
        )

    def fold(self, response_url: str, message: Message) -> None:
        """Replace the clicked message. A lost fold is harmless: nothing retries."""
        if not self._is_slack(response_url):
            raise Refusal("response_url_elsewhere", Scope.MESSAGE)
        client = WebhookClient(
            response_url,
            timeout=FOLD_TIMEOUT_S,
            proxy=self._settings.https_proxy,
            ssl=_tls(self._settings),
            retry_handlers=[],
        )
        answer = _called(
            lambda: client.send(
                text=message.text,
                blocks=_plain(message),
                replace_original=True,
            )
        )
        if answer.status_code != http.client.OK:
            raise Ambiguous(f"http_{answer.status_code}")

    def open_view(self, trigger_id: str, view: View) -> None:
        _called(lambda: self._sender.views_open(trigger_id=trigger_id, view=dict(view)))

    def push_view(self, trigger_id: str, view: View) -> None:
        _called(lambda: self._sender.views_push(trigger_id=trigger_id, view=dict(view)))

    def publish_home(self, slack_user_id: str, view: View) -> None:
        _called(
            lambda: self._sender.views_publish(user_id=slack_user_id, view=dict(view))
        )

    def _explained(self, refusal: Refusal) -> Refusal:
        """Tell a deactivated person from a dead token: Slack has one word for both."""
        if refusal.reason != "account_inactive":
            return refusal
        try:
            _called(self._sender.auth_test)
        except Refusal:
            return refusal
        except SlackError:
            return Refusal(refusal.reason, Scope.MESSAGE)
        return Refusal("account_inactive", Scope.PERSON)

    def _is_slack(self, url: str) -> bool:
        there, api = urlsplit(url), urlsplit(self._settings.slack_api_url)
        if self._settings.talks_to_real_slack:
            return there.scheme == "https" and there.netloc == "hooks.slack.com"
        return (there.scheme, there.netloc) == (api.scheme, api.netloc)


def _plain(message: Message) -> list[dict[str, Any]]:
    return [dict(block) for block in message.blocks]


def _tls(settings: Settings) -> ssl.SSLContext | None:
    return (
        ssl.create_default_context(cafile=str(settings.ca_file))
        if settings.ca_file
        else None
    )


def _called(call: Callable[[], _T]) -> _T:
    """Run one request; every way to fail becomes one of our three errors."""
    try:
        return call()
    except SlackApiError as error:
        raise _meaning(error) from None
    except URLError as error:
        if _never_left(error.reason):
            raise TryLater("unreachable", timedelta(seconds=30)) from None
        raise Ambiguous("connection_lost") from None
    except TimeoutError:
        raise Ambiguous("timeout") from None
    except (OSError, http.client.HTTPException, ValueError):
        raise Ambiguous("connection_lost") from None


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
    if not isinstance(body, dict) or status >= http.client.INTERNAL_SERVER_ERROR:
        return Ambiguous(f"http_{status}" if status >= 500 else "garbled_answer")
    return _by_code(str(body.get("error") or "no_reason_given"))


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
        seconds = float(headers.get("Retry-After") or headers.get("retry-after"))
    except (TypeError, ValueError):
        return RETRY_AFTER_DEFAULT
    return timedelta(seconds=min(max(seconds, 1), 3600))
