"""Slack takes the modals of My data, however much is held."""

from dataclasses import replace

import pytest

from service.blocks import own_data
from service.blocks.limits import view_problems
from service.forms import privacy
from service.forms.own_data import Part

LONG = "a & b < c " * 400


def part(*lines: str) -> Part:
    return Part(
        name="nudges", title="What came, why, and what you pressed", lines=lines
    )


@pytest.mark.parametrize(
    "lines", [("one",), (LONG,) * 3, ("x" * 500,) * 2_000], ids=len
)
def test_slack_takes_one_kind_however_much_it_is(lines: tuple[str, ...]) -> None:
    view = own_data.part_view(part(*lines))
    assert view_problems(view) == []


def test_what_does_not_fit_is_said() -> None:
    assert own_data.CUT in repr(own_data.part_view(part(*("x" * 500,) * 2_000)))
    assert own_data.CUT not in repr(own_data.part_view(part("x")))


@pytest.mark.parametrize("newer", [None, privacy.NEWER, privacy.ASKS_MORE])
def test_slack_takes_the_list_and_the_last_question(newer: str | None) -> None:
    parts = [replace(part("x"), name=f"kind{number}") for number in range(12)]
    assert view_problems(own_data.my_data(parts, newer)) == []
    assert view_problems(own_data.confirm()) == []


def test_slack_takes_what_we_say_of_ourselves() -> None:
    for one in privacy.about():
        view = own_data.part_view(one)
        assert view_problems(view) == []
        assert own_data.CUT not in repr(view)
