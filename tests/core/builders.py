"""Small made-up exercises, cards and people for the tests of the core."""

from datetime import UTC, datetime, timedelta
from typing import Any

from service.core.card_reader import read_card
from service.core.causes import Triage, triage_of
from service.core.exercises import Catalogue, Exercise
from service.core.profile import Pain, Profile, Region
from service.core.questions import QUESTIONS
from service.core.routines import Routine, SlotKind, choose

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)

CALM = {
    name: next(code for code, points in question.points.items() if points == 0)
    for name, question in QUESTIONS.items()
}


def card(name: str = "wave", **changes: Any) -> dict[str, Any]:
    """Give one card as it stands in the file; a seated level 1 stretch."""
    return {
        "id": name,
        "name": name.replace("_", " ").title(),
        "kind": "stretch",
        "family": name,
        "pattern": "neck",
        "level": 1,
        "progression": None,
        "regression": None,
        "seated_alternative": None,
        "position": "seated",
        "setting": "desk",
        "equipment": ["none"],
        "targets": ["something"],
        "regions": ["neck"],
        "causes": ["postural"],
        "themes": ["reset"],
        "tempo": "2-1-2",
        "per_side": False,
        "dose": dose(20, 30, 40, 90),
        "steps": ["Sit tall.", "Wave."],
        "common_mistake": "Rushing.",
        "stop_if": "It hurts.",
        "avoid": [],
        "care": [],
        "discreet": 1,
        "evidence": {"grade": "D", "note": "Made up for a test."},
    } | changes


def dose(*seconds: int, hold_s: int = 0) -> list[dict[str, int]]:
    return [
        {
            "step": step,
            "sets": 1,
            "reps": 5,
            "hold_s": hold_s,
            "rest_s": 0,
            "est_s": lasts,
        }
        for step, lasts in enumerate(seconds, start=1)
    ]


def exercise(name: str = "wave", **changes: Any) -> Exercise:
    return read_card(card(name, **changes), 1)


def stretch(name: str = "wave", **changes: Any) -> Exercise:
    return exercise(name, **changes)


def build(name: str = "push", **changes: Any) -> Exercise:
    return exercise(name, **({"kind": "strengthen", "pattern": "push"} | changes))


def catalogue(*exercises: Exercise) -> Catalogue:
    return Catalogue(exercises)


def person(**changes: Any) -> Profile:
    return Profile(**({"safety_answered": True} | changes))


def pains(*scores: int, last: datetime = NOON, regions: Any = ()) -> tuple[Pain, ...]:
    """Give one rating a day, the last one at ``last``."""
    days = range(len(scores) - 1, -1, -1)
    return tuple(
        Pain(
            at=last - timedelta(days=ago),
            score=score,
            regions=frozenset(Region(region) for region in regions),
        )
        for ago, score in zip(days, scores, strict=True)
    )


def routine(
    exercises: Catalogue, profile: Profile | None = None, **changes: Any
) -> Routine | None:
    profile = profile or person()
    found: Triage = triage_of(profile, NOON)
    asked: dict[str, Any] = {
        "week": 1,
        "slot": SlotKind.ANY,
        "recent": (),
        "now": NOON,
        "seed": "nudge-1",
        "triage": found,
    }
    return choose(catalogue=exercises, profile=profile, **(asked | changes))


def ids(chosen: Routine | None) -> list[str]:
    return [item.exercise.id for item in chosen.items] if chosen else []
