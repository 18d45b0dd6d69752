from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from service.gateways.clock import MovableClock
from tests.world import MONDAY, Clock

HOUR = timedelta(hours=1)


def test_it_shows_the_time_until_it_is_put_forward() -> None:
    real = Clock(MONDAY)
    clock = MovableClock(real)
    assert clock() == MONDAY
    clock.jump(HOUR)
    assert clock() == MONDAY + HOUR


def test_after_a_jump_it_goes_on_at_the_usual_speed() -> None:
    real = Clock(MONDAY)
    clock = MovableClock(real)
    clock.jump(HOUR)
    real.advance(seconds=1)
    assert clock() == MONDAY + HOUR + timedelta(seconds=1)


def test_it_can_begin_at_another_instant() -> None:
    start = datetime(2020, 2, 29, tzinfo=UTC)
    real = Clock(MONDAY)
    clock = MovableClock(real, start)
    real.advance(days=1)
    assert clock() == datetime(2020, 3, 1, tzinfo=UTC)


def test_it_never_goes_back() -> None:
    clock = MovableClock(Clock(MONDAY))
    with pytest.raises(ValueError, match="forward only"):
        clock.jump(-HOUR)
    assert clock() == MONDAY


def test_no_jump_of_many_threads_is_lost() -> None:
    clock = MovableClock(Clock(MONDAY))
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: clock.jump(HOUR), range(800)))
    assert clock() == MONDAY + 800 * HOUR
