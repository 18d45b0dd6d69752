"""The made-up company: people in several zones, and a visitor who is always at work."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from service.core.roster import decode_roster, read_roster
from web.demo.company import VISITOR, company, roster, visitor_zone

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
START = datetime(2026, 1, 1, tzinfo=UTC)


def no_problem(country: str | None, region: str | None) -> None:
    del country, region


def test_the_visitor_is_at_work_at_every_hour_of_two_years() -> None:
    for hour in range(2 * 366 * 24):
        for minute in (0, 29, 56):
            now = START + timedelta(hours=hour, minutes=minute)
            zone = ZoneInfo(visitor_zone(now))
            for at in (now, now + timedelta(minutes=5)):
                assert at.astimezone(zone).hour in {9, 10, 11, 13, 14, 15}


@pytest.mark.parametrize("people", [1, 40, 500])
def test_the_roster_file_is_one_that_imports(people: int) -> None:
    colleagues = company(people, NOW)
    assert len({one.user_id for one in colleagues}) == people
    assert len({one.email for one in colleagues}) == people
    text = decode_roster(roster(colleagues, NOW))
    rows = read_roster(text, holidays_problem=no_problem).rows
    assert [row.slack_user_id for row in rows][:1] == [VISITOR]
    assert len(rows) == people


def test_the_company_has_several_zones_and_some_who_were_not_asked_yet() -> None:
    colleagues = company(40, NOW)
    assert len({one.place[0] for one in colleagues[1:]}) >= 4
    agreed = [one.agreed for one in colleagues]
    assert agreed[0]
    assert 10 < sum(agreed) < 40
