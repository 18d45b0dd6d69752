"""What the panel beside the inbox tells of the service, and how time is moved."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import partial
from threading import Event, Lock
from zoneinfo import ZoneInfo

from service.actions import story, workspaces
from service.actions.looking import look
from service.actions.nudge_now import nudge_now
from service.actions.today import today
from service.actions.workspaces import Workspace
from service.app import App
from service.core.nudges import SkipReason
from service.words import _
from web.demo.company import VISITOR
from web.demo.leaping import leap
from web.demo.opening import Stage
from web.demo.words import told, why_not
from web.practice import Impossible
from web.practice.behind import Play, Step

TIME = _("Time")
ASK = _("Ask")
DAY = "Your day"
"""The practice workspace's own group, which these plays join."""
BUSY = frozenset({SkipReason.MEETING, SkipReason.DO_NOT_DISTURB})
KEPT_AWAY = frozenset({story.Happened.PUT_OFF, story.Happened.SKIPPED})
BUSY_FOR = timedelta(minutes=20)
BUSY_HINT = _("Time jumps there. It is put off by twenty minutes, and says why.")
MORNING = time(8)
_PATIENCE_S = 20
_TRIES = 6

Move = Callable[[str], None]
"""Moves the time of everybody, as far as one person (a Slack id) wishes."""


@dataclass(frozen=True, kw_only=True)
class BehindTheDemo:
    """Implements ``web.practice.behind.Behind`` on the real actions."""

    app: App
    stage: Stage
    _one_at_a_time: Lock = field(default_factory=Lock)

    def clock(self, user_id: str) -> str:
        here = self.app.now().astimezone(self._zone(user_id))
        return f"{here:%A %H:%M}"

    def steps(self, user_id: str) -> Sequence[Step]:
        zone = self._zone(user_id)
        entries = look(self.app, self._workspace, user_id, story.story) or []
        return [_step(entry, entry.at.astimezone(zone)) for entry in entries]

    def plays(self) -> Sequence[Play]:
        return [
            Play(
                name="now",
                label=_("Nudge me now"),
                hint=_("It counts to the most that a day may hold."),
                group=ASK,
                act=self._nudge_now,
            ),
            *(
                Play(name=name, label=label, group=TIME, act=partial(self._move, to))
                for name, label, to in self._moves()
            ),
            *(
                Play(name=name, label=label, hint=BUSY_HINT, group=DAY, act=act)
                for name, label, act in self._busy()
            ),
        ]

    @property
    def _workspace(self) -> Workspace:
        return workspaces.first(self.app)

    def _zone(self, user_id: str) -> ZoneInfo:
        return ZoneInfo(self.stage.practice.members[user_id].tz)

    def _moves(self) -> Sequence[tuple[str, str, Move]]:
        return (
            ("quarter", _("15 minutes on"), lambda _user: self._on(minutes=15)),
            ("hour", _("1 hour on"), lambda _user: self._on(hours=1)),
            ("next", _("To my next nudge"), self._to_next_nudge),
            ("morning", _("To tomorrow morning"), self._to_tomorrow),
        )

    def _busy(self) -> Sequence[tuple[str, str, Callable[[str], str]]]:
        return (
            ("meet-next", _("Be in a meeting when the next one comes"), self._meet),
            ("quiet-next", _("Be in Do Not Disturb when it comes"), self._be_quiet),
        )

    def _meet(self, user_id: str) -> str:
        return self._be_busy(
            user_id,
            lambda ends: self.stage.practice.event(
                "user_change",
                user=user_id,
                status_text="In a meeting",
                status_emoji=self.app.settings.meeting_emoji,
                status_expiration=ends,
            ),
        )

    def _be_quiet(self, user_id: str) -> str:
        begins = int(self.app.now().timestamp())
        return self._be_busy(
            user_id,
            lambda ends: self.stage.practice.event(
                "dnd_updated_user", user=user_id, start=begins, end=ends
            ),
        )

    def _be_busy(self, user_id: str, begin: Callable[[int], object]) -> str:
        """Let the next nudge meet somebody who is busy, until some minutes after."""
        _wait(self.stage.written)
        with self._one_at_a_time:
            # Too close to the last one, it is put off for that reason first.
            for _try in range(_TRIES):
                coming = self._next_at(user_id)
                begin(int((coming + BUSY_FOR).timestamp()))
                leap(self.app, self.stage.jump, coming)
                kept_away = self._kept_away(user_id)
                if kept_away is not None and kept_away.code in BUSY:
                    return told(kept_away)
        raise Impossible(_("No nudge came meanwhile. Try tomorrow morning."))

    def _kept_away(self, user_id: str) -> story.Entry | None:
        """Give the last time that a nudge was put off, or did not come."""
        entries = look(self.app, self._workspace, user_id, story.story) or []
        past = [one for one in entries if one.at <= self.app.now()]
        kept = (one for one in reversed(past) if one.what in KEPT_AWAY)
        return next(kept, None)

    def _next_at(self, user_id: str) -> datetime:
        day = look(self.app, self._workspace, user_id, today)
        if day is None or day.next_at is None:
            raise Impossible(_("No nudge is planned. Try tomorrow morning."))
        return day.next_at

    def _nudge_now(self, user_id: str) -> str:
        stage = self.stage
        _wait(stage.ready if user_id == VISITOR else stage.written)
        with self._one_at_a_time:
            asked = nudge_now(self.app, self._workspace, user_id)
        return why_not(asked)

    def _move(self, move: Move, user_id: str) -> str:
        _wait(self.stage.written)
        with self._one_at_a_time:
            move(user_id)
        return _("It is {clock} now.").format(clock=self.clock(user_id))

    def _on(self, **by: float) -> None:
        leap(self.app, self.stage.jump, self.app.now() + timedelta(**by))

    def _to_next_nudge(self, user_id: str) -> None:
        practice = self.stage.practice
        before = len(practice.messages_of(user_id))
        # What was to be the next may be put off on the way, or dropped.
        for _try in range(_TRIES):
            leap(self.app, self.stage.jump, self._next_at(user_id))
            if len(practice.messages_of(user_id)) > before:
                return

    def _to_tomorrow(self, user_id: str) -> None:
        zone = self._zone(user_id)
        tomorrow = self.app.now().astimezone(zone).date() + timedelta(days=1)
        leap(self.app, self.stage.jump, datetime.combine(tomorrow, MORNING, zone))


def _wait(written: Event) -> None:
    if not written.wait(_PATIENCE_S):
        raise Impossible(_("The past is still being written. Try again soon."))


def _step(entry: story.Entry, here: datetime) -> Step:
    return Step(
        at=f"{here:%H:%M}",
        what=entry.what,
        text=told(entry),
        day=f"{here:%A} {here.day} {here:%B}",
    )
