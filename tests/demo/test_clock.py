from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from tests.world import MONDAY, Clock
from web.demo.clock import DemoClock

DAY = timedelta(days=1)


def test_a_thread_that_lives_in_the_past_is_alone_there() -> None:
    clock = DemoClock(Clock(MONDAY))
    with ThreadPoolExecutor(1) as pool, clock.at(MONDAY - DAY):
        assert clock() == MONDAY - DAY
        assert pool.submit(clock).result() == MONDAY
        with clock.at(MONDAY - 2 * DAY):
            assert clock() == MONDAY - 2 * DAY
        assert clock() == MONDAY - DAY
        assert clock.present() == MONDAY
    assert clock() == MONDAY
