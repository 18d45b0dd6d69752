"""Rule 4: blocks are a fixed function of the roster."""

from datetime import date

import pytest

from service.core.disclosure.noise import margin, visible_from
from service.core.disclosure.offers import holds_from, next_quarter, offers
from service.core.disclosure.partition import By, Choice, Place, blocks
from service.core.errors import Refused

TODAY = date(2026, 11, 25)


def roster(*units: tuple[str, str, int]) -> dict[str, Place]:
    return {
        f"{department}/{team}/{number}": Place(department=department, team=team)
        for department, team, size in units
        for number in range(size)
    }


def sizes(places: dict[str, Place], by: By, size: int = 10) -> dict[str, int]:
    return {
        "+".join("/".join(unit) for unit in block.units): block.n
        for block in blocks(places, by, size)
    }


def test_a_company_under_ten_has_no_block() -> None:
    assert blocks(roster(("eng", "api", 9)), By.TEAM) == []


@pytest.mark.parametrize("size", [10, 39])
def test_a_company_under_forty_is_one_block(size: int) -> None:
    places = roster(("eng", "api", size - 4), ("ops", "desk", 4))
    assert list(sizes(places, By.TEAM).values()) == [size]


def test_a_team_of_ten_stands_alone_and_smaller_ones_pool_in_their_department() -> None:
    places = roster(
        ("eng", "api", 12), ("eng", "ios", 6), ("eng", "web", 5), ("ops", "desk", 20)
    )
    assert sizes(places, By.TEAM) == {
        "eng/api": 12,
        "eng/ios+eng/web": 11,
        "ops/desk": 20,
    }


def test_a_rest_joins_the_last_pool_else_the_smallest_block() -> None:
    pooled = roster(
        ("eng", "a", 6), ("eng", "b", 6), ("eng", "c", 3), ("ops", "desk", 30)
    )
    assert sizes(pooled, By.TEAM)["eng/a+eng/b+eng/c"] == 15
    alone = roster(
        ("eng", "a", 14), ("eng", "b", 11), ("eng", "c", 3), ("ops", "d", 20)
    )
    assert sizes(alone, By.TEAM)["eng/b+eng/c"] == 14


def test_departments_under_ten_are_pooled_across_the_company() -> None:
    places = roster(("eng", "a", 30), ("hr", "x", 4), ("law", "y", 7))
    assert sizes(places, By.TEAM) == {"eng/a": 30, "hr/x+law/y": 11}


def test_by_department_the_teams_do_not_matter() -> None:
    places = roster(("eng", "a", 30), ("eng", "b", 30), ("ops", "c", 11))
    assert sizes(places, By.DEPARTMENT) == {"eng": 60, "ops": 11}


def test_the_margins_are_those_of_the_page() -> None:
    assert [margin(2.0, n) for n in (1, 3, 10, 20)] == [5, 8, 15, 21]
    assert [margin(1.5, n) for n in (1, 3, 10, 20)] == [3, 6, 11, 15]
    assert (margin(2.0, 2), margin(1.5, 2)) == (6, 5)
    assert (margin(2.0, 12), visible_from(2.0, 1)) == (16, 7)


def test_what_is_offered_names_each_way_to_count_once_the_coarsest_first() -> None:
    places = roster(*((f"d{d}", f"t{d}{t}", 10) for d in range(3) for t in range(4)))
    found = offers(places)
    assert [(one.blocks, one.margin) for one in found] == [
        (1, 5),
        (3, 8),
        (6, 11),
        (12, 16),
    ]
    assert found[0].choice.by is By.COMPANY
    assert len({one.blocks for one in found}) == len(found)


def test_before_the_first_invitation_everything_may_be_chosen() -> None:
    large, small = Choice(by=By.COMPANY, size=40), Choice(by=By.TEAM, size=10)
    assert holds_from(large, small, TODAY, begun=False) == TODAY
    assert holds_from(None, small, TODAY, begun=True) == TODAY


def test_afterwards_blocks_only_grow_and_from_the_next_quarter_on() -> None:
    large, small = Choice(by=By.TEAM, size=20), Choice(by=By.TEAM, size=10)
    assert holds_from(small, large, TODAY, begun=True) == date(2027, 1, 1)
    with pytest.raises(Refused, match="at least 20"):
        holds_from(large, small, TODAY, begun=True)


def test_no_role_can_choose_blocks_under_ten() -> None:
    with pytest.raises(Refused, match="at least 10"):
        holds_from(None, Choice(by=By.TEAM, size=9), TODAY, begun=False)


@pytest.mark.parametrize(
    ("day", "then"),
    [
        (date(2026, 1, 1), date(2026, 4, 1)),
        (date(2026, 6, 30), date(2026, 7, 1)),
        (date(2026, 9, 30), date(2026, 10, 1)),
        (date(2026, 12, 31), date(2027, 1, 1)),
    ],
)
def test_the_next_quarter_begins_in_january_april_july_or_october(
    day: date, then: date
) -> None:
    assert next_quarter(day) == then
