"""An attempt is one browser's, and a stay is as long as a role allows."""

from datetime import UTC, datetime, timedelta

import pytest

from service.core.roles import Role
from service.core.sign_in import (
    ATTEMPT_LIFE,
    STAYS,
    attempt,
    attempt_cookie,
    attempt_lives,
    session_lives,
)

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
MOMENT = timedelta(seconds=1)


def test_every_role_has_its_stay_and_power_a_shorter_one() -> None:
    assert set(STAYS) == set(Role)
    for role in (Role.HR, Role.OPERATOR):
        assert STAYS[role].idle < STAYS[Role.EMPLOYEE].idle
        assert STAYS[role].longest < STAYS[Role.EMPLOYEE].longest


@pytest.mark.parametrize("role", Role)
def test_a_session_ends_at_its_limit_and_not_before(role: Role) -> None:
    idle, longest = STAYS[role].idle, STAYS[role].longest
    assert session_lives(role, NOW, NOW, NOW + idle - MOMENT)
    assert not session_lives(role, NOW, NOW, NOW + idle)
    assert session_lives(role, NOW, NOW + longest - MOMENT, NOW + longest - MOMENT)
    assert not session_lives(role, NOW, NOW + longest, NOW + longest)


def test_the_three_values_differ_by_use_cookie_and_key() -> None:
    made = [attempt(key, cookie) for key in (b"a", b"b") for cookie in ("1.x", "1.y")]
    values = [value for one in made for value in (one.state, one.nonce, one.verifier)]
    assert len(set(values)) == 12
    assert all(len(value) == 43 for value in values)  # 256 bits, as RFC 7636 has it


def test_an_attempt_lives_ten_minutes() -> None:
    cookie = attempt_cookie(NOW, "x")
    assert attempt_lives(cookie, NOW)
    assert attempt_lives(cookie, NOW + ATTEMPT_LIFE - MOMENT)
    assert not attempt_lives(cookie, NOW + ATTEMPT_LIFE)
    assert not attempt_lives(cookie, NOW - timedelta(minutes=1))
