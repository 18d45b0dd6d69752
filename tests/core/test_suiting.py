"""How an exercise of the library suits a person: its dose, and what speaks against."""

from dataclasses import replace

from service.core.allowed import RULES, Hindrance
from service.core.causes import triage_of
from service.core.coverage import Agenda
from service.core.exercises import Exercise
from service.core.nudges import SlotKind
from service.core.occasion import Occasion, PastRoutine
from service.core.pairing import share_of
from service.core.profile import Limit, Profile
from service.core.progress import Rung
from service.core.suiting import Suited, suited
from tests.core.builders import NOON, catalogue, dose, person, stretch


def an_occasion(
    *cards: Exercise, profile: Profile | None = None, **changes: object
) -> Occasion:
    known = profile or person()
    occasion = Occasion(
        catalogue=catalogue(*cards),
        profile=known,
        triage=triage_of(known, NOON),
        week=9,
        slot=SlotKind.ANY,
        recent=(),
        now=NOON,
        seed="",
        agenda=Agenda(week_began=NOON, day_began=NOON),
    )
    return replace(occasion, **changes)  # type: ignore[arg-type] # any field


def suits(one: Exercise, profile: Profile | None = None, **changes: object) -> Suited:
    return suited(one, an_occasion(one, profile=profile, **changes))


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


def test_a_first_hold_too_long_is_not_skipped_for_a_later_shorter_one() -> None:
    doses = [*dose(80, hold_s=20), *dose(80, 90, 95, 99, hold_s=10)[1:]]
    card = stretch(kind="strengthen", tempo="hold", dose=doses)
    assert suits(card, person(limits=frozenset({Limit.HYPERTENSION}))).dose is None


def test_guidance_is_read_and_not_done() -> None:
    advice = stretch(kind="guidance", dose=[], pattern="advice")
    assert not suits(advice).can_be_done


def test_every_rule_has_its_name() -> None:
    assert set(RULES) == set(Hindrance)


def test_breath_is_neither_opening_nor_building_time() -> None:
    kinds = {"open": "stretch", "build": "strengthen", "calm": "breath_reset"}
    cards = [stretch(name, kind=kind) for name, kind in kinds.items()]
    went = PastRoutine(at=NOON, exercise_ids=tuple(kinds), seconds=(30, 20, 40))
    share = share_of(an_occasion(*cards, recent=(went,)))
    assert (share.opened, share.total) == (30, 50)
