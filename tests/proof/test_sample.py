"""A sample of the profile-weeks of ``make proof``, and a program that can say no."""

from itertools import islice

import pytest

from service.core.coverage import wanted
from tests.proof.cards import ProfileWeek, allowed, grid, waived
from tests.proof.engine import Lived, live
from tests.proof.program import Task, possible, task
from web.simulation.cards import wanted as wanted_of

EVERY = 149
"""A prime: the sample meets every level, step, place, and many limits."""


@pytest.fixture(scope="module")
def sample() -> list[Lived]:
    return [live(week) for week in islice(grid(), 0, None, EVERY)]


def test_the_grid_has_every_profile_week_once() -> None:
    weeks = list(grid())
    assert len(weeks) == len(set(weeks)) == 4_416


def test_engine_and_cards_want_the_same_of_every_week() -> None:
    for routines in range(1, 21):
        assert wanted(routines) == wanted_of(routines)


def test_a_sampled_week_holds_nothing_that_a_card_forbids(sample: list[Lived]) -> None:
    assert len(sample) >= 30
    fatal = ("forbidden", "dose", "nothing at all", "longer than the ramp says")
    broken = {
        one.week.name: [name for name in fatal if name in one.broken] for one in sample
    }
    assert {name: found for name, found in broken.items() if found} == {}


def test_a_sampled_week_is_covered_wherever_that_is_possible(
    sample: list[Lived],
) -> None:
    missed = {
        one.week.name: dict(one.missing)
        for one in sample
        if one.missing and possible(task(one.week))
    }
    assert missed == {}


def test_a_sampled_week_opens_as_much_as_it_should(sample: list[Lived]) -> None:
    assert {one.week.name: one.open_share for one in sample if one.off > 0.05} == {}


def test_each_sampled_week_is_possible(sample: list[Lived]) -> None:
    assert all(possible(task(one.week)) for one in sample)


ANYBODY = ProfileWeek("postural", 1, (), 1, "office+band")


def with_needs(**needs: int) -> Task:
    asked = task(ANYBODY)
    return Task(
        items=asked.items,
        routines=asked.routines,
        seconds=asked.seconds,
        needs=tuple(needs.items()),
    )


def test_the_program_says_no_to_what_no_week_can_hold() -> None:
    """Ten routines of three items, and no pattern in two of them in a row."""
    assert possible(with_needs(neck=5)) is True
    assert possible(with_needs(calf=16)) is False
    assert possible(with_needs(hips=31)) is False


def test_a_group_of_which_nothing_is_allowed_is_waived() -> None:
    sits = ProfileWeek("postural", 1, ("wheelchair",), 1, "desk")
    assert waived(ANYBODY, allowed(ANYBODY)) == set()
    assert waived(sits, allowed(sits)) >= {"legs", "calf", "on_feet"}
    assert waived(ANYBODY, ()) >= {"neck", "push", "on_feet"}
