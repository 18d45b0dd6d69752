"""How an exercise of the library suits a person: its dose, and what speaks against."""

from dataclasses import replace

from service.core.allowed import RULES, Hindrance
from service.core.causes import triage_of
from service.core.coverage import Agenda
from service.core.exercises import Exercise
from service.core.nudges import SlotKind
from service.core.occasion import Occasion, PastRoutine
from service.core.profile import Limit, Profile
from service.core.progress import Rung
from service.core.suiting import Suited, suited
from tests.core.builders import NOON, catalogue, dose, person, stretch


def suits(one: Exercise, profile: Profile | None = None, **changes: object) -> Suited:
    known = profile or person()
    occasion = Occasion(
        catalogue=catalogue(one),
        profile=known,
        triage=triage_of(known, NOON),
        week=9,
        slot=SlotKind.ANY,
        recent=(),
        now=NOON,
        seed="",
        agenda=Agenda(week_began=NOON, day_began=NOON),
    )
    return suited(one, replace(occasion, **changes))  # type: ignore[arg-type] # any field


def test_what_breaks_no_rule_can_be_done() -> None:
    assert suits(stretch()).can_be_done


def test_each_broken_rule_is_named() -> None:
    card = stretch(level=3, equipment=["band"], avoid=["neck"], position="floor")
    known = person(
        limits=frozenset({Limit.NECK, Limit.WHEELCHAIR}),
        never=frozenset({card.id}),
        not_now={card.id: NOON.replace(year=2030)},
        safety_answered=False,
    )
    found = suits(card, known, week=1)
    assert found.hindrances == (
        Hindrance.LEVEL,
        Hindrance.EQUIPMENT,
        Hindrance.LIMIT,
        Hindrance.NOT_SEATED,
        Hindrance.FIRST_STEPS,
        Hindrance.REFUSED,
        Hindrance.NOT_NOW,
    )
    assert not found.can_be_done


def test_whoever_picks_an_exercise_may_have_it_once_more_but_not_thrice() -> None:
    card = stretch()
    once = PastRoutine(at=NOON, exercise_ids=(card.id,))
    assert suits(card, recent=(once,)).can_be_done
    assert suits(card, recent=(once, once)).hindrances == (Hindrance.TWICE_TODAY,)


def test_one_too_long_for_a_routine_starts_at_its_first_dose() -> None:
    card = stretch(dose=dose(80, 200, 300, 400))
    found = suits(card, progress={card.family: Rung(level=1, dose_step=4)})
    assert found.dose == card.dose[0]
    assert found.can_be_done


def test_a_hold_too_long_for_the_person_has_no_dose() -> None:
    card = stretch(
        kind="strengthen", tempo="hold", dose=dose(30, 30, 30, 30, hold_s=20)
    )
    found = suits(card, person(limits=frozenset({Limit.HYPERTENSION})))
    assert found.dose is None
    assert not found.can_be_done


def test_guidance_is_read_and_not_done() -> None:
    advice = stretch(kind="guidance", dose=[], pattern="advice")
    assert not suits(advice).can_be_done


def test_every_rule_has_its_name() -> None:
    assert set(RULES) == set(Hindrance)
