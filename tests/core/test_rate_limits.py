"""So many in each stretch of time, and the wait until the next."""

from datetime import UTC, datetime, timedelta

import pytest

from service.core.rate_limits import LIMITS, Counted, Limit, begun, wait

THREE = Limit(most=3, each=timedelta(minutes=10))
AT = datetime(2026, 3, 2, 8, 4, tzinfo=UTC)


def test_every_kind_has_its_limit() -> None:
    assert set(LIMITS) == set(Counted)


@pytest.mark.parametrize(
    ("count", "waits"), [(1, None), (3, None), (4, timedelta(minutes=6))]
)
def test_the_fourth_of_three_waits_for_the_next_stretch(
    count: int, waits: timedelta | None
) -> None:
    assert wait(THREE, count, AT) == waits


@pytest.mark.parametrize(("minute", "begins"), [(0, 0), (9, 0), (10, 10), (19, 10)])
def test_a_stretch_begins_at_the_same_moment_for_everybody(
    minute: int, begins: int
) -> None:
    at = AT.replace(minute=minute, second=59)
    assert begun(THREE, at) == AT.replace(minute=begins, second=0)
