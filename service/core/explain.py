"""Answers "what would this person get, and why" for answers given on paper."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import get_close_matches
from typing import Any

from service.core.causes import Scores, triage
from service.core.errors import Refused
from service.core.exercises import Catalogue
from service.core.profile import Equipment, Limit, Pain, Profile, Setting
from service.core.questions import FLAGS, PATTERNS, QUESTIONS
from service.core.routine_json import reasons_to_json, routine_to_json
from service.core.routines import Routine, RoutineItem, SlotKind, choose

# Nobody reads a clock here, and the same answers give the same routine.
AT = datetime(2026, 1, 5, 9, tzinfo=UTC)
SEED = "explain"
MOST_PAIN = 10
SHOWN = 60


@dataclass(frozen=True, kw_only=True)
class ExplainRequest:
    """The checked answers; what was left out has its default."""

    answers: Mapping[str, str]
    patterns: frozenset[str]
    flags: frozenset[str]
    pain_now: int
    prior7: tuple[int, ...]
    limits: frozenset[Limit]
    equipment: frozenset[Equipment]
    setting: Setting
    week: int


def read_request(document: object) -> ExplainRequest:
    """Check the document; raises Refused with one sentence on the first fault."""
    if not isinstance(document, Mapping):
        raise Refused("The answers must be one JSON object.")
    for key in document:
        _known(key, FIELDS, "field")
    values = {
        key: read(document.get(key, default)) for key, (read, default) in FIELDS.items()
    }
    return ExplainRequest(**values)


def explain(request: ExplainRequest, catalogue: Catalogue) -> dict[str, Any]:
    """Give status, likely load, scores and a sample routine, ready for JSON.

    The safety questions count as answered.
    """
    found = triage(
        answers=request.answers,
        patterns=request.patterns,
        flags=request.flags,
        pain_now=request.pain_now,
        prior7=request.prior7,
    )
    routine = choose(
        catalogue=catalogue,
        profile=_profile(request),
        triage=found,
        week=request.week,
        slot=SlotKind.BUILD,
        recent=(),
        now=AT,
        seed=SEED,
    )
    return {
        "status": found.status.value,
        "nudges": found.nudges,
        "category": found.category.value,
        "confidence": found.confidence.value if found.confidence else None,
        "advise_professional": found.advise_professional,
        "scores": _scores(found.scores),
        "routine": _routine(routine) if routine else None,
        "reasons": reasons_to_json(found.reasons),
    }


def _profile(request: ExplainRequest) -> Profile:
    return Profile(
        answers=request.answers,
        patterns=request.patterns,
        flags=request.flags,
        pains=(Pain(at=AT, score=request.pain_now),),
        limits=request.limits,
        equipment=request.equipment,
        setting=request.setting,
        safety_answered=True,
    )


def _scores(scores: Scores) -> dict[str, int]:
    return {
        "P_exp": scores.p_exposure,
        "L_exp": scores.l_exposure,
        "P_pat": scores.p_pattern,
        "L_pat": scores.l_pattern,
        "P": scores.p_total,
        "L": scores.l_total,
        "missing": scores.missing,
    }


def _routine(routine: Routine) -> dict[str, Any]:
    document = routine_to_json(routine)
    shown = zip(document["items"], routine.items, strict=True)
    return document | {"items": [stored | _card(item) for stored, item in shown]}


def _card(item: RoutineItem) -> dict[str, Any]:
    exercise, dose = item.exercise, item.dose
    return {
        "name": exercise.name,
        "kind": exercise.kind.value,
        "level": exercise.level,
        "position": exercise.position.value,
        "sets": dose.sets,
        "reps": dose.reps,
        "hold_s": dose.hold_s,
        "rest_s": dose.rest_s,
        "per_side": exercise.per_side,
        "steps": list(exercise.steps),
        "common_mistake": exercise.common_mistake,
        "stop_if": exercise.stop_if,
    }


def _answers(value: object) -> Mapping[str, str]:
    if not isinstance(value, Mapping):
        raise Refused('"answers" must be an object of question ids and answer codes.')
    return {
        question: _known(
            code,
            QUESTIONS[_known(question, QUESTIONS, "question")].points,
            f"answer to {question}",
        )
        for question, code in value.items()
    }


def _ids(field: str, known: Iterable[str], word: str) -> Callable[[object], Any]:
    def read(value: object) -> frozenset[str]:
        return frozenset(_known(one, known, word) for one in _list(value, field))

    return read


def _limits(value: object) -> frozenset[Limit]:
    return frozenset(
        Limit(_known(one, Limit, "limit")) for one in _list(value, "limits")
    )


def _equipment(value: object) -> frozenset[Equipment]:
    names = [*Equipment, "none"]
    given = {_known(one, names, "equipment") for one in _list(value, "equipment")}
    return frozenset(Equipment(one) for one in given - {"none"})


def _setting(value: object) -> Setting:
    return Setting(_known(value, Setting, "setting"))


def _pain(value: object) -> int:
    return _number(value, "pain_now", 0, MOST_PAIN)


def _prior(value: object) -> tuple[int, ...]:
    given = _list(value, "prior7")
    return tuple(_number(one, "prior7", 0, MOST_PAIN) for one in given)


def _week(value: object) -> int:
    return _number(value, "week", 1, None)


def _list(value: object, field: str) -> list[Any]:
    if not isinstance(value, list):
        raise Refused(f'"{field}" must be a list.')
    return value


def _number(value: object, field: str, least: int, most: int | None) -> int:
    # true is a whole number to Python, but not to a person.
    whole = isinstance(value, int) and not isinstance(value, bool)
    if isinstance(value, int) and whole and least <= value <= (most or value):
        return value
    allowed = f"from {least} to {most}" if most else f"of {least} or more"
    raise Refused(f'"{field}" must be a whole number {allowed}.')


def _known(value: object, known: Iterable[str], word: str) -> str:
    """Return the value if it is known, else refuse with the nearest one."""
    names = [str(name) for name in known]
    if isinstance(value, str) and value in names:
        return value
    raise Refused(f"Unknown {word} {_shown(value)}.{_hint(value, names)}")


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}..."


def _hint(value: object, names: list[str]) -> str:
    text = str(value)
    begun = [name for name in names if name.startswith(f"{text}_")]
    near = begun or get_close_matches(text[:SHOWN], names, n=1)
    if near:
        return f' Did you mean "{near[0]}"?'
    return f" Known: {', '.join(names)}." if len(names) <= 8 else ""


# Field -> how it is read, and what it is when left out.
FIELDS: Mapping[str, tuple[Callable[[object], Any], object]] = {
    "answers": (_answers, {}),
    "patterns": (_ids("patterns", PATTERNS, "pattern"), []),
    "flags": (_ids("flags", FLAGS, "flag"), []),
    "pain_now": (_pain, 0),
    "prior7": (_prior, []),
    "limits": (_limits, []),
    "equipment": (_equipment, []),
    "setting": (_setting, Setting.DESK.value),
    "week": (_week, 1),
}
