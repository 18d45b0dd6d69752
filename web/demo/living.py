"""Lives through a stretch of time with the real actions, in the order of time."""

from bisect import insort
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from service.actions.dispatch import dispatch_one, soonest
from service.actions.events import Told, hear
from service.actions.scene import Click
from service.actions.workspaces import Workspace
from service.app import App
from service.blocks.ids import nudge_ref
from web.demo.clock import DemoClock
from web.demo.practice_slack import PracticeSlack, place
from web.practice import PracticeWorkspace
from web.practice.values import Message

UNPACED = 1_000_000
"""Messages a minute: what is lived through waits for nobody."""


class Event(NamedTuple):
    """Something that happens by itself, at an instant."""

    at: datetime
    act: Callable[[], object]


@dataclass(frozen=True, kw_only=True)
class Living:
    """What time is lived through with; ``go_on`` says false where it ends early."""

    app: App
    practice: PracticeWorkspace
    clock: DemoClock
    workspace: Workspace
    go_on: Callable[[], bool]

    def replies(self, message: Message, sent_at: datetime) -> Iterable[Event]:
        """Say what is done about a message that was just sent, and when."""
        del message, sent_at
        return ()

    def live_through(self, events: Iterable[Event]) -> None:
        """Let all of it happen, and send and answer what becomes due, up to now."""
        now = self.clock.present()
        coming = sorted((event for event in events if event.at <= now), key=_at)
        before = None
        while self.go_on():
            due = soonest(self.app, self.workspace)
            if coming and (due is None or coming[0].at <= due.due_at):
                event = coming.pop(0)
                with self.clock.at(event.at):
                    event.act()
            elif due in (None, before) or due.due_at > now:
                return
            else:
                before = due
                with self.clock.at(due.due_at):
                    dispatch_one(self.app, self.workspace, due)
                for reply in self._replies(due.due_at):
                    if reply.at <= now:
                        insort(coming, reply, key=_at)

    def meet(self, user_id: str, until: datetime) -> None:
        """Let Slack tell that somebody is in a meeting."""
        member = replace(
            self.practice.members[user_id],
            status_emoji=self.app.settings.meeting_emoji,
            status_expiration=int(until.timestamp()),
        )
        user = member.as_slack(self.practice.team_id, self.clock())
        hear(
            self.app,
            Told(
                workspace_id=self.workspace.workspace_id,
                event_id=self.practice.new_id("Ev"),
                event={"type": "user_change", "user": user},
            ),
        )

    def click(self, message: Message, action: str) -> Click:
        """Make the press of a button of a nudge."""
        rows = (str(block.get("block_id")) for block in message.blocks)
        return Click(
            workspace_id=self.workspace.workspace_id,
            slack_user_id=message.user,
            action=action,
            block_id=next(filter(nudge_ref, rows), ""),
            trigger_id="",
            response_url=place(message),
        )

    def _replies(self, sent_at: datetime) -> Iterator[Event]:
        slack = self.app.slack(self.practice.bot_token)
        for message in slack.take_posted() if isinstance(slack, PracticeSlack) else ():
            yield from self.replies(message, sent_at)


def _at(event: Event) -> datetime:
    return event.at


def joined(app: App, practice: PracticeWorkspace) -> App:
    """Join the App to the practice workspace itself: sockets know no past."""
    slack = PracticeSlack(practice)
    unpaced = app.settings.model_copy(update={"messages_per_minute": UNPACED})
    return replace(
        app,
        settings=unpaced,
        slack=lambda _token: slack,
        later=lambda work: work(),
    )
