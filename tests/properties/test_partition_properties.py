"""Blocks are disjoint, cover everybody, hold enough, and follow the roster alone."""

from hypothesis import given
from hypothesis import strategies as st

from service.core.disclosure.noise import margin
from service.core.disclosure.partition import WHOLE_BELOW, By, Place, blocks

UNITS = st.sampled_from(["", "a", "b", "c", "d", "e", "f"])
PLACES = st.builds(Place, department=UNITS, team=UNITS, site=UNITS)
ROSTERS = st.lists(PLACES, max_size=150).map(
    lambda places: {f"p{number:03}": place for number, place in enumerate(places)}
)
BY, SIZE = st.sampled_from(By), st.integers(10, 60)


@given(ROSTERS, BY, SIZE)
def test_everybody_is_in_exactly_one_block_that_is_large_enough(
    places: dict[str, Place], by: By, size: int
) -> None:
    made = blocks(places, by, size)
    people = [person for block in made for person in block.people]
    assert sorted(people) == (sorted(places) if len(places) >= size else [])
    assert all(block.n >= size for block in made)
    assert len(made) == 1 or len(places) >= min(size, WHOLE_BELOW) or not made


@given(st.data(), ROSTERS, BY, SIZE)
def test_blocks_do_not_depend_on_the_order_of_the_roster(
    data: st.DataObject, places: dict[str, Place], by: By, size: int
) -> None:
    shuffled = dict(data.draw(st.permutations(list(places.items()))))
    assert blocks(shuffled, by, size) == blocks(places, by, size)


@given(ROSTERS, SIZE)
def test_a_pool_that_stays_in_a_department_names_only_its_teams(
    places: dict[str, Place], size: int
) -> None:
    """A department of ``size`` or more is never torn: its people stay in its blocks.

    Only a rest that found no pool of its own may come in from elsewhere.
    """
    counts: dict[str, int] = {}
    for place in places.values():
        counts[place.department] = counts.get(place.department, 0) + 1
    if len(places) < max(size, WHOLE_BELOW):
        return
    for block in blocks(places, By.TEAM, size):
        large = {path[0] for path in block.units if counts[path[0]] >= size}
        assert len(large) <= 1


@given(st.integers(1, 400), st.sampled_from([1.5, 2.0, 8.0]))
def test_a_margin_grows_with_the_blocks_but_slower(draws: int, scale: float) -> None:
    one, more = margin(scale, draws), margin(scale, 4 * draws)
    assert one < more <= 2 * one + 2 * scale + 2
