"""The judge of a simulation must be able to say no: one sentence per rule."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from web.simulation import cards
from web.simulation.judging import Lived, Sent, is_held, repeats, violations
from web.simulation.life import Diary, Rating
from web.simulation.people import Cause, Course, Persona, people

MONDAY = date(2026, 3, 2)
KIT = frozenset({"band", "dumbbell", "towel", "mat"})
TEN = datetime(2026, 3, 2, 10, tzinfo=UTC)


def persona(**changes: Any) -> Persona:
    given: dict[str, Any] = {
        "user_id": "U0SIM00000",
        "zone": "Europe/London",
        "cause": Cause.POSTURAL,
        "course": Course.NONE,
        "place": "desk",
        "limits": frozenset(),
        "kit": frozenset(),
        "sore": "neck",
        "starts": 9,
        "per_day": "as_planned",
        "adherence": 1.0,
        "strength": 0.5,
        "rates": 0.5,
    }
    return Persona(**(given | changes))


def sent(*names: str, at: datetime = TEN, step: int = 1, seconds: int = 0) -> Sent:
    items = tuple(
        (name, step, seconds or cards.by_id()[name]["dose"][step - 1]["est_s"])
        for name in names
    )
    return Sent(at=at, items=items, counts=True)


def rules(
    *some: Sent, ratings: tuple[Rating, ...] = (), **changes: Any
) -> set[tuple[str, str]]:
    diary = Diary(ratings=list(ratings))
    lived = Lived(persona=persona(**changes), diary=diary, sent=some, first=MONDAY)
    return {(one.rule, one.detail) for one in violations(lived)}


def rated(score: int, hours_ago: float) -> Rating:
    return Rating(at=TEN - timedelta(hours=hours_ago), score=score)


def first(**tags: Any) -> str:
    """Find a card by its tags: a level 1 desk card without equipment, if not said."""
    usual = {"level": 1, "setting": "desk", "equipment": ["none"]}
    for name, card in cards.by_id().items():
        if all(card[tag] == value for tag, value in (usual | tags).items()):
            return name
    raise AssertionError(tags)


def test_a_routine_that_keeps_all_rules_breaks_none() -> None:
    assert rules(sent("chin_tuck")) == set()


def test_what_is_above_the_ramp_is_found() -> None:
    hard = first(level=2)
    assert rules(sent(hard)) == {("forbidden_level", hard)}
    later = TEN + timedelta(days=14)
    assert rules(sent(hard, at=later)) == set()
    assert rules(sent("chin_tuck", step=3)) == {("dose_above_the_ramp", "chin_tuck 3")}


def test_what_the_place_or_a_limit_forbids_is_found() -> None:
    office = first(setting="office", equipment=["wall"])
    assert rules(sent(office)) == {("forbidden_place", office)}
    assert rules(sent(office), place="office") == set()
    banded = first(equipment=["band"])
    assert rules(sent(banded)) == {("forbidden_equipment", banded)}
    assert rules(sent(banded), kit=frozenset({"band"})) == set()
    spared = next(
        name
        for name, card in cards.by_id().items()
        if "wrist" in card["avoid"] and card["level"] == 1
    )
    found = rules(sent(spared), place="home", kit=KIT, limits=frozenset({"wrist"}))
    assert ("forbidden_limit", spared) in found


def test_who_sits_in_a_wheelchair_may_only_be_sent_what_is_seated() -> None:
    """Also by a card whose tags forgot it."""
    stands = first(setting="office", position="standing")
    card = {**cards.by_id()[stands], "avoid": []}
    limits = frozenset({"wheelchair"})
    assert rules(sent(stands), place="office", limits=limits) == {
        ("forbidden_limit", stands)
    }
    assert cards.forbidden(card, 1, "office", KIT, limits) == "wheelchair"
    assert cards.forbidden(card, 1, "office", KIT, frozenset()) is None


def test_a_dose_that_the_card_does_not_have_is_found() -> None:
    assert rules(sent("chin_tuck", seconds=7)) == {("dose", "chin_tuck 7 s")}


@pytest.mark.parametrize(
    ("at", "is_fine"),
    [
        ("2026-03-02T08:59", False),
        ("2026-03-02T09:00", True),
        ("2026-03-02T12:30", False),
        ("2026-03-02T16:59", True),
        ("2026-03-02T17:00", False),
        ("2026-03-07T10:00", False),
    ],
)
def test_what_comes_outside_hours_is_found(at: str, *, is_fine: bool) -> None:
    found = rules(sent("chin_tuck", at=datetime.fromisoformat(f"{at}+00:00")))
    assert found == (set() if is_fine else {("outside_hours", "")})


def test_one_too_many_a_day_is_found() -> None:
    three = [sent("chin_tuck", at=TEN + timedelta(hours=n)) for n in (0, 1, 3)]
    assert rules(*three) == {("beyond_the_cap", "2")}
    assert rules(*three[:2], per_day="1") == {("beyond_the_cap", "1")}


def test_a_routine_under_a_hold_is_found() -> None:
    assert rules(sent("chin_tuck"), ratings=(rated(8, 1),)) >= {("under_a_hold", "")}


def test_with_moderate_pain_only_gentle_and_short_is_fine() -> None:
    at, hard = TEN + timedelta(days=28), first(level=3)
    rating = Rating(at=at - timedelta(hours=1), score=5)
    found = rules(sent(hard, at=at), ratings=(rating,))
    assert ("not_gentle", hard) in found
    long = sent("chin_tuck", "chin_tuck", "chin_tuck", at=at, step=4)
    assert "too_long" in {rule for rule, _ in rules(long, ratings=(rating,))}
    assert rules(long) == set()


@pytest.mark.parametrize(
    ("ratings", "held"),
    [
        ([], False),
        ([rated(6, 1)], False),
        ([rated(7, 1)], True),
        ([rated(7, 1000)], True),
        ([rated(7, 47), rated(1, 1)], True),
        ([rated(7, 49), rated(1, 1)], False),
        ([rated(1, 60), rated(4, 1)], True),
        ([rated(2, 60), rated(4, 1)], False),
        ([rated(1, 60), rated(4, 50), rated(4, 30), rated(5, 1)], False),
    ],
)
def test_a_rating_holds_for_two_days_and_until_a_newer_one(
    ratings: list[Rating], *, held: bool
) -> None:
    assert is_held(ratings, TEN) is held


def test_what_hurt_in_the_last_two_weeks_is_found() -> None:
    for days, found in ((0, set()), (13, {("what_hurt", "chin_tuck")}), (15, set())):
        one = sent("chin_tuck", at=TEN + timedelta(days=days))
        diary = Diary(hurt=[(TEN, "chin_tuck")])
        lived = Lived(persona=persona(), diary=diary, sent=[one], first=MONDAY)
        broken = {(v.rule, v.detail) for v in violations(lived)}
        # Some of these days are no work days.
        assert broken - {("outside_hours", "")} == found


def test_repeats_are_counted() -> None:
    at = [TEN + timedelta(hours=n) for n in range(3)]
    lived = Lived(
        persona=persona(),
        diary=Diary(),
        sent=[sent("chin_tuck", at=one) for one in at],
        first=MONDAY,
    )
    assert repeats(lived) == {
        "days": 1,
        "days_with_one_more_than_twice": 1,
        "pairs": 2,
        "same_exercise_twice_in_a_row": 2,
        "same_pattern_twice_in_a_row": 2,
    }


def test_people_are_the_same_for_a_seed_and_more_of_them_change_nobody() -> None:
    assert people(5, 3) == people(40, 3)[:5]
    assert people(5, 3) != people(5, 4)
    company = people(200, 1)
    assert {one.course for one in company} == set(Course)
    assert {one.cause for one in company} == set(Cause)
    assert len({one.limits for one in company}) > 20


@pytest.mark.parametrize("course", Course)
def test_a_course_of_pain_stays_on_the_scale_and_goes_as_its_name_says(
    course: Course,
) -> None:
    pains = [persona(course=course).pain_on(n / 100) for n in range(101)]
    assert all(0 <= pain <= 10 for pain in pains)
    assert (max(pains) >= 7) is (course is Course.SEVERE)
    assert (max(pains) == 0) is (course is Course.NONE)
    assert (pains[-1] < pains[0] / 2) is (course is Course.BETTER)
