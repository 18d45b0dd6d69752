"""The practice workspace as the service's Slack, without a socket in between."""

from collections.abc import Iterator
from typing import Any

from service.core.members import Member, read_member
from service.ports import Identity, Message, Posted, Refusal, Scope, View
from web.practice import PracticeWorkspace
from web.practice.api import Request, answer
from web.practice.api_files import fill
from web.practice.values import ApiError
from web.practice.values import Message as Shown


class PracticeSlack:
    """Implements ``service.ports.Slack`` for one thread.

    Modals are taken for looked at and closed again: nobody is there to fill them in.
    """

    def __init__(self, practice: PracticeWorkspace) -> None:
        self._practice = practice
        self._posted: list[Shown] = []

    def take_posted(self) -> list[Shown]:
        """Give what was posted since the last time, as it is shown."""
        posted, self._posted = self._posted, []
        return posted

    def whoami(self) -> Identity:
        told = self._call("auth.test")
        return Identity(
            workspace_id=told["team_id"],
            name=told["team"],
            bot_user_id=told["user_id"],
            scopes=frozenset(self._practice.scopes),
        )

    def members(self) -> Iterator[Member]:
        now = self._practice.now()
        for member in list(self._practice.members.values()):
            yield read_member(member.as_slack(self._practice.team_id, now))

    def post(self, slack_user_id: str, message: Message) -> Posted:
        sent = self._call("chat.postMessage", channel=slack_user_id, **_plain(message))
        channel, ts = sent["channel"], sent["ts"]
        self._posted.append(self._practice.messages[channel][ts])
        return Posted(channel=channel, ts=ts)

    def update(self, posted: Posted, message: Message) -> None:
        place = {"channel": posted.channel, "ts": posted.ts}
        self._call("chat.update", **place, **_plain(message))

    def fold(self, response_url: str, message: Message) -> None:
        """Replace the message at ``response_url``, which ``place`` has written."""
        channel, _, ts = response_url.partition("/")
        self.update(Posted(channel=channel, ts=ts), message)

    def open_view(self, trigger_id: str, view: View) -> None: ...

    def push_view(self, trigger_id: str, view: View) -> None: ...

    def publish_home(self, slack_user_id: str, view: View) -> None:
        self._call("views.publish", user_id=slack_user_id, view=dict(view))

    def upload(self, name: str, content: bytes, alt: str) -> str:
        about = {"filename": name, "length": len(content), "alt_txt": alt}
        file_id: str = self._call("files.getUploadURLExternal", **about)["file_id"]
        fill(self._practice, file_id, content)
        self._call(
            "files.completeUploadExternal", files=[{"id": file_id, "title": alt}]
        )
        return file_id

    def _call(self, method: str, **args: Any) -> dict[str, Any]:
        call = Request(method=method, token=self._practice.bot_token, args=args)
        try:
            return answer(self._practice, call)
        except ApiError as error:
            raise Refusal(error.code, Scope.MESSAGE) from None


def place(shown: Shown) -> str:
    """Say where a message stands, in the place of an address to answer to."""
    return f"{shown.channel}/{shown.ts}"


def _plain(message: Message) -> dict[str, Any]:
    return {"text": message.text, "blocks": [dict(block) for block in message.blocks]}
