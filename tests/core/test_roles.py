"""Who may do what, and the rules by which a role changes."""

import pytest

from service.core.errors import Refused
from service.core.roles import GRANTS, Change, Grant, Role, check


def changing(before: Role, then: Role, *, own: bool = False, last: bool = False) -> str:
    """Give what is said against a change, or nothing."""
    try:
        check(Change(before=before, then=then, own=own, last=last))
    except Refused as refused:
        return str(refused)
    return ""


def test_everybody_has_the_own_pages_and_nobody_anybody_elses() -> None:
    assert all(Grant.OWN_PAGES in grants for grants in GRANTS.values())
    assert GRANTS.keys() == set(Role)


def test_hr_and_operator_share_nothing_but_being_employees() -> None:
    both = GRANTS[Role.HR] & GRANTS[Role.OPERATOR]
    assert both == GRANTS[Role.EMPLOYEE] == {Grant.OWN_PAGES}


@pytest.mark.parametrize("role", [Role.HR, Role.OPERATOR])
def test_a_role_is_given_and_taken(role: Role) -> None:
    assert not changing(Role.EMPLOYEE, role)
    assert not changing(role, Role.EMPLOYEE)


def test_one_role_never_becomes_the_other_at_once() -> None:
    assert "at once" in changing(Role.HR, Role.OPERATOR)
    assert "at once" in changing(Role.OPERATOR, Role.HR)


def test_nobody_changes_the_own_role() -> None:
    for before in Role:
        for then in Role:
            assert "own role" in changing(before, then, own=True)


def test_the_last_operator_stays_and_the_last_of_hr_may_go() -> None:
    assert "last operator" in changing(Role.OPERATOR, Role.EMPLOYEE, last=True)
    assert not changing(Role.HR, Role.EMPLOYEE, last=True)


def test_a_role_that_is_held_is_not_given_again() -> None:
    for role in Role:
        assert "already" in changing(role, role)
