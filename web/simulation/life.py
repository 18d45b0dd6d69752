"""Lets made-up people live with the service: they answer, rate, and press."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from random import Random  # noqa: TID251 - a simulation draws; the seed is an argument
from zoneinfo import ZoneInfo

from service.actions.clicks import press, submit
from service.actions.folding import fold_expired
from service.actions.looking import look
from service.actions.plan import plan
from service.actions.scene import Submission
from service.actions.today import today
from service.blocks.ids import Action, Callback, nudge_ref
from web.demo.living import Event, Living
from web.practice.values import Message
from web.simulation.people import BODY, HABITS, JOINTS, MEETINGS, NOISE, Persona

WORKDAYS = range(5)
SET_UP_AT, RATES_AT = time(6), timedelta(minutes=20)
SOONEST_S, LATEST_S = 20, 720
"""How long after a nudge something is pressed."""
THEN = timedelta(seconds=40)
"""How long a routine that was swapped, or explained, is looked at."""
MEETS_ONE_DAY_OF = 4
AGAIN = frozenset({Action.SWAP, Action.SHORT, Action.WHY})


@dataclass(frozen=True, kw_only=True)
class Rating:
    at: datetime
    score: int


@dataclass(frozen=True, kw_only=True)
class Diary:
    """What one person truly felt, told and pressed."""

    pains: dict[date, float] = field(default_factory=dict)
    ratings: list[Rating] = field(default_factory=list)
    answers: list[tuple[datetime, str]] = field(default_factory=list)
    hurt: list[tuple[datetime, str]] = field(default_factory=list)
    """When which exercise hurt."""


@dataclass(frozen=True, kw_only=True)
class Life(Living):
    """``days`` from ``first`` on, a Monday; ``passed`` is told of each day."""

    first: date
    days: int
    personas: Mapping[str, Persona]
    diaries: Mapping[str, Diary]
    draws: Mapping[str, Random]
    passed: Callable[[], object]

    def events(self) -> Iterator[Event]:
        for day in self._dates():
            yield Event(datetime.combine(day, time(), ZoneInfo("UTC")), self._plan)
        for persona in self.personas.values():
            yield from self._events_of(persona)

    def replies(self, message: Message, sent_at: datetime) -> Iterator[Event]:
        persona, draw = self.personas[message.user], self.draws[message.user]
        at = sent_at + timedelta(seconds=draw.randint(SOONEST_S, LATEST_S))
        if not any(nudge_ref(str(block.get("block_id"))) for block in message.blocks):
            if draw.random() < persona.adherence:
                yield Event(at, partial(self._rate, persona))
            return
        pain = self.diaries[message.user].pains[self._day(persona, sent_at)]
        action = persona.answer(draw, pain)
        if action:
            yield from self._answers(persona, message, action, at)

    def _answers(
        self, persona: Persona, message: Message, action: str, at: datetime
    ) -> Iterator[Event]:
        asked, draw = _asked(message), self.draws[message.user]
        if Action.MORNING in asked:
            yield Event(at, partial(self._press, message, persona.morning(draw)))
        if Action.EFFORT in asked and action == Action.DONE:
            action = persona.effort(draw)
        yield Event(at, partial(self._press, message, action))
        if action in AGAIN:
            yield Event(at + THEN, partial(self._press, message, Action.DONE))
        if action == Action.HURTS:
            hurts = partial(self._say_what_hurts, persona, message)
            yield Event(at + THEN, hurts)

    def _dates(self) -> list[date]:
        return [self.first + timedelta(days=n) for n in range(self.days)]

    def _day(self, persona: Persona, at: datetime) -> date:
        """Give the local day; in the east the last one is over before the run is."""
        local = at.astimezone(ZoneInfo(persona.zone)).date()
        return min(local, self.first + timedelta(days=self.days - 1))

    def _events_of(self, persona: Persona) -> Iterator[Event]:
        zone, draw = ZoneInfo(persona.zone), self.draws[persona.user_id]
        diary = self.diaries[persona.user_id]
        set_up = datetime.combine(self.first, SET_UP_AT, zone)
        yield Event(set_up, partial(self._set_up, persona))
        for number, day in enumerate(self._dates()):
            diary.pains[day] = persona.pain_on(number / max(self.days - 1, 1))
            if day.weekday() not in WORKDAYS:
                continue
            begins = datetime.combine(day, time(persona.starts), zone)
            if draw.random() < persona.rates:
                yield Event(begins + RATES_AT, partial(self._rate, persona))
            if draw.randrange(MEETS_ONE_DAY_OF) == 0:
                for start in MEETINGS:
                    at = datetime.combine(day, start, zone)
                    until = at + timedelta(minutes=45)
                    yield Event(at, partial(self.meet, persona.user_id, until))

    def _plan(self) -> None:
        plan(self.app, self.workspace, self.go_on)
        fold_expired(self.app, self.workspace, self.go_on)
        self.passed()

    def _set_up(self, persona: Persona) -> None:
        score = self._felt(persona)
        desk, load = HABITS[persona.cause]
        forms = (
            (Callback.SET_UP, "1", {"age": ["20_55"]}),
            (Callback.SET_UP, "2", self._soreness(persona, score)),
            (Callback.SET_UP, "3", _hours(persona)),
            (Callback.SET_UP, "4", _limits(persona)),
            (Callback.SECTION, "desk", _each(desk)),
            (Callback.SECTION, "load", _each(load)),
        )
        for callback, about, given in forms:
            self._submit(persona, callback, about, given)
        self._note(persona, score)

    def _rate(self, persona: Persona) -> None:
        score = self._felt(persona)
        given = self._soreness(persona, score)
        self._submit(persona, Callback.CHECK_IN, "", given)
        self._note(persona, score)

    def _say_what_hurts(self, persona: Persona, message: Message) -> None:
        """Name the first movement of the routine, and rate."""
        ids = [nudge_ref(str(block.get("block_id"))) for block in message.blocks]
        nudge_id = next(one[0] for one in ids if one)
        day = look(self.app, self.workspace, persona.user_id, today)
        slots = [s for s in day.slots if s.nudge_id == nudge_id] if day else []
        routine = slots[0].routine if slots else None
        if routine is None:
            return
        score, hurt = self._felt(persona), routine.items[0].exercise.id
        given = {"movement": [hurt], "pain": [str(score)]}
        self._submit(persona, Callback.HURTS, nudge_id, given)
        self.diaries[persona.user_id].hurt.append((self.clock(), hurt))
        self._note(persona, score)

    def _press(self, message: Message, action: str) -> None:
        # As it stands now: a swap has put another routine into it.
        shown = self.practice.messages[message.channel][message.ts]
        press(self.app, self.click(shown, action))
        answers = self.diaries[message.user].answers
        answers.append((self.clock(), str(action)))

    def _felt(self, persona: Persona) -> int:
        pain = self.diaries[persona.user_id].pains[self._day(persona, self.clock())]
        noisy = pain + self.draws[persona.user_id].gauss(0, NOISE) if pain else 0
        return min(max(round(noisy), 0), 10)

    def _note(self, persona: Persona, score: int) -> None:
        rating = Rating(at=self.clock(), score=score)
        self.diaries[persona.user_id].ratings.append(rating)

    def _soreness(self, persona: Persona, score: int) -> dict[str, list[str]]:
        given = {"pain": [str(score)]}
        sore = {"regions": [persona.sore], "about": ["seen"]}
        return given | sore if score else given

    def _submit(
        self,
        persona: Persona,
        callback: Callback,
        about: str,
        given: Mapping[str, Sequence[str]],
    ) -> None:
        submit(
            self.app,
            Submission(
                workspace_id=self.workspace.workspace_id,
                slack_user_id=persona.user_id,
                callback=callback,
                private_metadata=about,
                given=given,
            ),
        )


def _asked(message: Message) -> frozenset[str]:
    """Name all that can be pressed, or chosen from, in a message."""
    return frozenset(
        str(element.get("action_id"))
        for block in message.blocks
        for element in block.get("elements", ())
    )


def _hours(persona: Persona) -> dict[str, list[str]]:
    return {
        "place": [persona.place],
        "days": [str(day) for day in WORKDAYS],
        "start": [f"{persona.starts:02}:00"],
        "end": [f"{persona.starts + 8:02}:00"],
        "lunch_start": ["12:00"],
        "lunch_end": ["13:00"],
        "per_day": [persona.per_day],
    }


def _limits(persona: Persona) -> dict[str, list[str]]:
    ticked = sorted(persona.limits)
    return {
        "limits_joints": [one for one in ticked if one in JOINTS],
        "limits_body": [one for one in ticked if one in BODY],
        "equipment": sorted(persona.kit),
    }


def _each(answers: Mapping[str, str]) -> dict[str, list[str]]:
    return {name: [code] for name, code in answers.items()}
