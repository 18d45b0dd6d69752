"""One workspace's Slack, through slack_sdk, with every error made a decision."""

import http.client
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar
from urllib.parse import urlsplit

from slack_sdk.http_retry import all_builtin_retry_handlers

from service.core.members import Member, read_member
from service.gateways.slack_errors import called
from service.gateways.tls import context
from service.ports import (
    Ambiguous,
    Identity,
    Message,
    Posted,
    Refusal,
    Scope,
    SlackError,
    View,
)
from service.settings import Settings
from service.straight import StraightClient, StraightWebhook

_T = TypeVar("_T")

TIMEOUT_S = 6
FOLD_TIMEOUT_S = 3
PAGE = 200
SCOPES = "x-oauth-scopes"


class SlackGateway:
    """Implements ``service.ports.Slack`` with two clients.

    The one that sends never retries: slack_sdk's own retry of a dropped
    connection posts a second message when the first was accepted.
    """

    def __init__(
        self, token: str, settings: Settings, *, timeout_s: float = TIMEOUT_S
    ) -> None:
        common: dict[str, Any] = {
            "token": token,
            "base_url": settings.slack_api_url,
            "timeout": timeout_s,
            "proxy": settings.https_proxy,
            "ssl": context(settings),
        }
        self._sender = StraightClient(**common, retry_handlers=[])
        self._reader = StraightClient(
            **common, retry_handlers=all_builtin_retry_handlers()
        )
        self._settings = settings

    def whoami(self) -> Identity:
        answer = called(self._reader.auth_test)
        return Identity(
            workspace_id=answer["team_id"],
            name=answer.get("team") or answer["team_id"],
            bot_user_id=answer.get("user_id") or "",
            scopes=_scopes(answer.headers),
        )

    def members(self) -> Iterator[Member]:
        cursor = ""
        while True:
            page = called(partial(self._reader.users_list, limit=PAGE, cursor=cursor))
            yield from (read_member(account) for account in page["members"])
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return

    def post(self, slack_user_id: str, message: Message) -> Posted:
        def send(shown: Message) -> Posted:
            answer = called(
                lambda: self._sender.chat_postMessage(
                    channel=slack_user_id,
                    text=shown.text,
                    blocks=_plain(shown),
                    unfurl_links=False,
                )
            )
            bare = shown is not message
            return Posted(channel=answer["channel"], ts=answer["ts"], bare=bare)

        try:
            return _at_least_bare(send, message)
        except Refusal as refusal:
            raise self._explained(refusal) from refusal

    def update(self, posted: Posted, message: Message) -> None:
        def send(shown: Message) -> None:
            called(
                lambda: self._sender.chat_update(
                    channel=posted.channel,
                    ts=posted.ts,
                    text=shown.text,
                    blocks=_plain(shown),
                )
            )

        _at_least_bare(send, message)

    def upload(self, name: str, content: bytes, alt: str) -> str:
        """Upload a file that is shared with nobody; only our messages show it."""
        done = called(
            partial(
                self._reader.files_upload_v2,
                content=content,
                filename=name,
                title=alt,
                alt_txt=alt,
            )
        )
        return str(called(lambda: done["files"][0]["id"]))

    def fold(self, response_url: str, message: Message) -> None:
        """Replace the clicked message. A lost fold is harmless: nothing retries."""
        if not self._is_slack(response_url):
            raise Refusal("response_url_elsewhere", Scope.MESSAGE)
        client = StraightWebhook(
            response_url,
            timeout=FOLD_TIMEOUT_S,
            proxy=self._settings.https_proxy,
            ssl=context(self._settings),
            retry_handlers=[],
        )

        def send(shown: Message) -> None:
            answer = called(
                lambda: client.send(
                    text=shown.text, blocks=_plain(shown), replace_original=True
                )
            )
            if "invalid_blocks" in str(answer.body):
                raise Refusal("invalid_blocks", Scope.MESSAGE)
            if answer.status_code != http.client.OK:
                raise Ambiguous(f"http_{answer.status_code}")

        _at_least_bare(send, message)

    def open_view(self, trigger_id: str, view: View) -> None:
        called(lambda: self._sender.views_open(trigger_id=trigger_id, view=dict(view)))

    def push_view(self, trigger_id: str, view: View) -> None:
        called(lambda: self._sender.views_push(trigger_id=trigger_id, view=dict(view)))

    def publish_home(self, slack_user_id: str, view: View) -> None:
        called(
            lambda: self._sender.views_publish(user_id=slack_user_id, view=dict(view))
        )

    def _explained(self, refusal: Refusal) -> Refusal:
        """Tell a deactivated person from a dead token: Slack has one word for both."""
        if refusal.reason != "account_inactive":
            return refusal
        try:
            called(self._sender.auth_test)
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


def _at_least_bare(send: Callable[[Message], _T], message: Message) -> _T:
    """Send a message; where Slack refuses its blocks, once more without pictures.

    A file that Slack is still at, or has lost, makes it refuse the whole message:
    nothing was sent then.
    """
    try:
        return send(message)
    except Refusal as refusal:
        blocks = [block for block in message.blocks if "slack_file" not in block]
        if refusal.reason != "invalid_blocks" or len(blocks) == len(message.blocks):
            raise
    return send(replace(message, blocks=blocks))


def _plain(message: Message) -> list[dict[str, Any]]:
    return [dict(block) for block in message.blocks]


def _scopes(headers: Mapping[str, Any]) -> frozenset[str] | None:
    """Read what the token may do: Slack says it beside the answer."""
    told = {name.lower(): value for name, value in headers.items()}.get(SCOPES)
    if told is None:
        return None
    return frozenset(one.strip() for one in str(told).split(",") if one.strip())
