"""The way from nothing to the first wave: its steps, and which comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

LINK_LIFE = timedelta(hours=1)
SESSION = timedelta(hours=1)
"""Absolute: whoever needs longer makes another link, or signs in as the operator."""

CLOCK_MAY_DIFFER = timedelta(seconds=5)


class Step(StrEnum):
    """The steps in their order; each has its part of the page."""

    SLACK = "slack"
    SCOPES = "scopes"
    OPERATOR = "operator"
    ADDRESS = "address"
    EVENTS = "events"
    TEST_MESSAGE = "test_message"
    KEYS = "keys"
    CLOCK = "clock"
    ROSTER = "roster"
    PARTITION = "partition"
    CONTENT = "content"
    HR = "hr"
    WAVE = "wave"


OPTIONAL = frozenset({Step.HR})
BEFORE_A_WAVE = (Step.SLACK, Step.OPERATOR, Step.PARTITION, Step.CONTENT)
"""What cannot be put right any more, or would stop the wave, once it has begun."""


class State(StrEnum):
    DONE = "done"
    TO_DO = "to_do"
    NOT_NEEDED = "not_needed"
    PROBLEM = "problem"


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a check found: one sentence, with cause and cure where it is a problem."""

    state: State
    said: str

    @property
    def is_open(self) -> bool:
        return self.state in {State.TO_DO, State.PROBLEM}


def done(said: str) -> Found:
    return Found(state=State.DONE, said=said)


def to_do(said: str) -> Found:
    return Found(state=State.TO_DO, said=said)


def not_needed(said: str) -> Found:
    return Found(state=State.NOT_NEEDED, said=said)


def problem(said: str) -> Found:
    return Found(state=State.PROBLEM, said=said)


@dataclass(frozen=True, kw_only=True)
class Checked:
    step: Step
    found: Found


def following(checked: Sequence[Checked]) -> Step | None:
    """Give the step to do next: the first that is open and not optional."""
    for one in checked:
        if one.found.is_open and one.step not in OPTIONAL:
            return one.step
    return None


def hinders_wave(checked: Sequence[Checked]) -> list[Step]:
    """Name the steps that have to be done before anybody is invited."""
    return [
        one.step for one in checked if one.found.is_open and one.step in BEFORE_A_WAVE
    ]


def session_lives(opened_at: datetime, now: datetime) -> bool:
    return now - opened_at < SESSION
