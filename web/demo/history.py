"""Writes the demo's past: the real actions, lived through in the order of time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from hashlib import sha256
from zoneinfo import ZoneInfo

from service.actions.clicks import press
from service.actions.folding import fold_expired
from service.actions.plan import plan_one
from service.blocks.ids import Action
from web.demo.company import Colleague
from web.demo.living import Event, Living
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


@dataclass(frozen=True, kw_only=True)
class Past(Living):
    """Writes the past of a made-up company."""

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
                    yield Event(at, partial(self.meet, who.user_id, at + length))

    def _plan(self, who: Colleague) -> None:
        plan_one(self.app, self.workspace, who.user_id)
        fold_expired(self.app, self.workspace, self.go_on)

    def replies(self, message: Message, sent_at: datetime) -> Iterator[Event]:
        seed = f"{message.user} {len(self.practice.messages[message.channel])}"
        at = sent_at + SOONEST + (LATEST - SOONEST) * share(seed, 100) / 100
        action = answer_of(share(f"{seed} answer", 100))
        if action:
            yield Event(at, partial(press, self.app, self.click(message, action)))


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
