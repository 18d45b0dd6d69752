"""Writes the demo's past: the real actions, lived through in the order of time."""

from bisect import insort
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from functools import partial
from hashlib import sha256
from typing import NamedTuple
from zoneinfo import ZoneInfo

from service.actions.clicks import press
from service.actions.dispatch import dispatch_one, soonest
from service.actions.events import Told, hear
from service.actions.folding import fold_expired
from service.actions.plan import plan_one
from service.actions.scene import Click
from service.actions.workspaces import Workspace
from service.app import App
from service.blocks.ids import Action, nudge_ref
from web.demo.clock import DemoClock
from web.demo.company import Colleague
from web.demo.practice_slack import PracticeSlack, place
from web.practice import PracticeWorkspace
from web.practice.values import Message

# How often each answer is given, of a hundred nudges; blank: nothing is pressed.
ANSWERS: Mapping[str, int] = {
    Action.DONE: 57,
    Action.SKIP: 10,
    Action.SNOOZE: 6,
    Action.ALREADY_MOVED: 5,
    Action.TOO_EASY: 5,
    Action.TOO_HARD: 4,
    Action.HURTS: 1,
    "": 12,
}
SOONEST, LATEST = timedelta(seconds=20), timedelta(minutes=12)
"""How long after a nudge it is answered."""

MEETINGS = ((time(10, 15), timedelta(minutes=45)), (time(14), timedelta(minutes=30)))
ONE_DAY_OF = 4
"""A colleague has these meetings on one day of so many; the visitor on each."""

PLAN_COVERS = 2
UNPACED = 1_000_000
"""Messages a minute: the past waits for nobody."""


class Event(NamedTuple):
    """Something that happens by itself, at an instant."""

    at: datetime
    act: Callable[[], object]


@dataclass(frozen=True, kw_only=True)
class Past:
    """What the past is written with; ``go_on`` says false where all ends early."""

    app: App
    practice: PracticeWorkspace
    clock: DemoClock
    workspace: Workspace
    go_on: Callable[[], bool]

    def events(self, who: Colleague, first: int, last: int) -> Iterator[Event]:
        """Give a person's plans and meetings, from ``first`` days ago to ``last``."""
        zone = ZoneInfo(who.place[0])
        today = self.clock.present().astimezone(zone).date()
        for back in range(first, last - 1, -1):
            day = today - timedelta(days=back)
            if (first - back) % PLAN_COVERS == 0:
                dawn = datetime.combine(day, time(), zone)
                yield Event(dawn, partial(self._plan, who))
            if who.is_visitor or share(f"{who.user_id} {day}", ONE_DAY_OF) == 0:
                for start, length in MEETINGS:
                    at = datetime.combine(day, start, zone)
                    yield Event(at, partial(self._meet, who, at + length))

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
            elif due in (None, before) or due.due_at > self.clock.present():
                return
            else:
                before = due
                with self.clock.at(due.due_at):
                    dispatch_one(self.app, self.workspace, due)
                for answer in self._answers(due.due_at):
                    insort(coming, answer, key=_at)

    def _plan(self, who: Colleague) -> None:
        plan_one(self.app, self.workspace, who.user_id)
        fold_expired(self.app, self.workspace, self.go_on)

    def _meet(self, who: Colleague, until: datetime) -> None:
        """Let Slack tell that somebody is in a meeting."""
        member = replace(
            self.practice.members[who.user_id],
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

    def _answers(self, sent_at: datetime) -> Iterator[Event]:
        """Say what is pressed on what was just sent, if anything, and when."""
        slack = self.app.slack(self.practice.bot_token)
        for message in slack.take_posted() if isinstance(slack, PracticeSlack) else ():
            seed = f"{message.user} {len(self.practice.messages[message.channel])}"
            at = sent_at + SOONEST + (LATEST - SOONEST) * share(seed, 100) / 100
            action = answer_of(share(f"{seed} answer", 100))
            if action and at <= self.clock.present():
                yield Event(at, partial(press, self.app, self._click(message, action)))

    def _click(self, message: Message, action: str) -> Click:
        rows = (str(block.get("block_id")) for block in message.blocks)
        return Click(
            workspace_id=self.workspace.workspace_id,
            slack_user_id=message.user,
            action=action,
            block_id=next(filter(nudge_ref, rows), ""),
            trigger_id="",
            response_url=place(message),
        )


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


def answer_of(percent: int) -> str:
    """Choose an answer by a number from 0 to 99; blank where none is given."""
    for action, often in ANSWERS.items():
        if percent < often:
            return action
        percent -= often
    return ""


def share(seed: str, of: int) -> int:
    """Give a number below ``of``, the same for the same seed."""
    return int.from_bytes(sha256(seed.encode()).digest()[:8], "big") % of
