"""The ladder itself: where it starts, how it is stepped down, what is said of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from service.core.card import Exercise
from service.core.errors import Refused
from service.core.exercises import Catalogue
from service.core.exposures import (
    EFFORT,
    Effort,
    Exposure,
    Tap,
    asks_effort,
    effort_of,
    exposure,
)
from service.core.ladder import newly_raised
from service.core.progress import Rung, eased, linked, reasons_of, rung_of, settled
from service.core.reasons import ReasonCode
from tests.core.builders import NOON, build
from tests.core.ladders import CATALOGUE, did, ladder, rung


def read(
    tap: Tap, effort: int | None = None, hurt: str | None = None
) -> Exposure | None:
    return exposure(
        at=NOON,
        exercise_id="row1",
        family="row",
        dose_step=1,
        tap=tap,
        effort=effort,
        hurt=hurt,
    )


@pytest.mark.parametrize(
    ("tap", "expected"),
    [
        (Tap.DONE, (True, None, False)),
        (Tap.TOO_EASY, (True, 4, False)),
        (Tap.TOO_HARD, (True, 8, False)),
        (Tap.HURTS, (False, None, True)),
        (Tap.SKIP, (False, None, False)),
        (Tap.NOTHING, (False, None, False)),
    ],
)
def test_each_tap_means_one_thing(
    tap: Tap, expected: tuple[bool, int | None, bool]
) -> None:
    found = read(tap)
    assert found is not None
    assert (found.completed, found.effort, found.pain) == expected


@pytest.mark.parametrize("tap", [Tap.SNOOZE, Tap.ALREADY_MOVED])
def test_a_snooze_and_having_moved_already_are_no_exposures(tap: Tap) -> None:
    assert read(tap) is None


def test_only_the_movement_that_was_picked_hurt_and_all_of_them_if_none_was() -> None:
    for hurt, pain in (("row1", True), ("push1", False), (None, True)):
        found = read(Tap.HURTS, hurt=hurt)
        assert found is not None
        assert found.pain is pain


def test_the_persons_own_word_gives_the_effort() -> None:
    found = read(Tap.DONE, effort=effort_of("hard"))
    assert found is not None
    assert found.effort == 7


def test_effort_words_lie_on_the_scale_and_rise() -> None:
    numbers = [EFFORT[word] for word in Effort]
    assert numbers == sorted(set(numbers))
    assert set(numbers) <= set(range(11))
    with pytest.raises(Refused, match="not one of the words"):
        effort_of("quite_hard")


def test_about_one_nudge_in_three_asks_and_always_the_same_ones() -> None:
    asked = [asks_effort(f"nudge-{i}") for i in range(3_000)]
    assert 900 < sum(asked) < 1_100
    assert asked == [asks_effort(f"nudge-{i}") for i in range(3_000)]


def test_a_family_starts_at_its_lowest_level_and_smallest_dose() -> None:
    high = Catalogue(tuple(ladder("pull", levels=(3, 4))))
    assert rung_of({}, "pull", high) == Rung(level=3, dose_step=1)
    assert rung_of({}, "row", CATALOGUE) == Rung(level=1, dose_step=1)


def test_a_level_that_left_the_catalogue_counts_as_the_next_lower_one() -> None:
    assert settled({"row": rung(4, 2)}, "row", CATALOGUE).level == 3
    high = Catalogue(tuple(ladder("pull", levels=(3, 4))))
    assert settled({"pull": rung(1, 2)}, "pull", high).level == 3


@pytest.mark.parametrize("link", ["regression", "progression"])
def test_a_withheld_neighbour_is_no_rung(link: str) -> None:
    (near,) = linked(CATALOGUE, "row", 2, link)
    withheld = replace(CATALOGUE, withheld=frozenset({near.id}))
    assert linked(withheld, "row", 2, link) == []


def test_what_hurts_is_not_made_easier_by_a_card_that_nobody_gets() -> None:
    withheld = replace(CATALOGUE, withheld=frozenset({"row1"}))
    for catalogue, level in ((CATALOGUE, 1), (withheld, 2)):
        lower = eased(
            {"row": rung(level=2)}, ["row"], catalogue, NOON, ReasonCode.LESS_HURT
        )
        assert lower["row"].level == level


def test_easier_applies_at_once_and_to_the_named_families_only() -> None:
    before = {"row": rung(2, 3), "push": rung(1, 2)}
    after = eased(before, ["row"], CATALOGUE, NOON, ReasonCode.LESS_ASKED)
    assert after["push"] == before["push"]
    assert (after["row"].level, after["row"].dose_step) == (2, 2)
    assert after["row"].changed_at == NOON
    assert after["row"].why is ReasonCode.LESS_ASKED


def test_a_change_is_told_for_two_weeks_and_what_holds_as_long_as_it_holds() -> None:
    held = ReasonCode.HELD_RAMP
    for days, codes in ((13, [ReasonCode.MORE, held]), (14, [held])):
        one = rung(days_ago=days, why=ReasonCode.MORE, held_for=held)
        assert [reason.code for reason in reasons_of(one, NOON)] == codes


def test_the_morning_question_is_about_what_was_first_done_more_of_that_day() -> None:
    raised = {"row": rung(dose_step=2, days_ago=3, rose_at=NOON - timedelta(days=3))}
    day = (NOON - timedelta(days=1.5), NOON - timedelta(days=0.5))
    done = did(1, dose_step=2)
    assert newly_raised(raised, [done], CATALOGUE, day) == {"row"}
    before, rising = did(2, dose_step=2), did(3, dose_step=2)
    assert newly_raised(raised, [rising, done], CATALOGUE, day) == {"row"}
    skipped = did(1, dose_step=2, completed=False)
    for went in ([before, done], [did(1, dose_step=1)], [skipped], []):
        assert newly_raised(raised, went, CATALOGUE, day) == frozenset()
    fell = {"row": rung(dose_step=2, days_ago=3, why=ReasonCode.LESS_HARD)}
    assert newly_raised(fell, [done], CATALOGUE, day) == frozenset()


def test_the_morning_question_needs_an_exercise_of_the_level_that_was_reached() -> None:
    raised = {"row": rung(level=2, days_ago=3, rose_at=NOON - timedelta(days=3))}
    day = (NOON - timedelta(days=1.5), NOON - timedelta(days=0.5))
    for name, asked in (("row1", set()), ("row2", {"row"})):
        assert newly_raised(raised, [did(1, name)], CATALOGUE, day) == asked


def test_the_morning_question_is_not_asked_where_it_rose_and_fell_again() -> None:
    day = (NOON - timedelta(days=1.5), NOON - timedelta(days=0.5))
    fell = {"row": rung(dose_step=2, days_ago=3, rose_at=NOON - timedelta(days=9))}
    assert newly_raised(fell, [did(1, dose_step=2)], CATALOGUE, day) == frozenset()


def test_levels_of_other_families_are_no_rungs_of_this_one() -> None:
    both = Catalogue((*ladder(), *ladder("pull", levels=(3, 4))))
    assert settled({"row": rung(4, 2)}, "row", both).level == 3


def eased_from(level: int, *cards: Exercise) -> tuple[int, int]:
    found = eased(
        {"row": rung(level)}, ["row"], Catalogue(cards), NOON, ReasonCode.LESS_ASKED
    )["row"]
    return found.level, found.dose_step


def test_what_is_linked_as_easier_on_the_same_level_is_no_step_down() -> None:
    cards = [build("a", family="row", regression="b"), build("b", family="row")]
    assert eased_from(1, *cards) == (1, 1)


def test_a_step_down_is_the_smallest_that_a_card_of_the_level_names() -> None:
    below = {2: "mid", 1: "low"}
    cards = [build(name, family="row", level=level) for level, name in below.items()]
    cards += [
        build(f"from_{name}", family="row", level=3, regression=name)
        for name in below.values()
    ]
    assert eased_from(3, *cards) == (2, 3)
