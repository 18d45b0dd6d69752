"""Who may do what: three roles, of which a person holds one, and how one changes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from service.core.errors import Refused


class Role(StrEnum):
    """What a person is to the product, beside being an employee as all are."""

    EMPLOYEE = "employee"
    HR = "hr"
    OPERATOR = "operator"


class Grant(StrEnum):
    """What somebody may do. None of them opens another person's answers."""

    OWN_PAGES = "own_pages"
    """The own day, the own answers, the library."""
    REPORTS = "reports"
    """The published figures of closed periods."""
    DELIVERY = "delivery"
    """How many messages went out, and why others did not; nobody by name."""
    SETUP = "setup"
    """Slack, keys, roster, the partition of the reports, the first invitations."""
    ROLES = "roles"
    """Give the roles HR and operator, and take them."""
    AUDIT = "audit"
    """Read what was done with roles, settings, keys and reports."""


GRANTS: Mapping[Role, frozenset[Grant]] = {
    Role.EMPLOYEE: frozenset({Grant.OWN_PAGES}),
    Role.HR: frozenset({Grant.OWN_PAGES, Grant.REPORTS}),
    Role.OPERATOR: frozenset(
        {Grant.OWN_PAGES, Grant.DELIVERY, Grant.SETUP, Grant.ROLES, Grant.AUDIT}
    ),
}

SETUP_SESSION = frozenset({Grant.SETUP})
"""What the one-time set-up link opens, without any person."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """A role that is to change; ``last``: nobody else in the workspace holds it."""

    before: Role
    then: Role
    own: bool
    last: bool

    @property
    def swaps(self) -> bool:
        """Say whether one role would turn into the other at once."""
        return Role.EMPLOYEE not in {self.before, self.then}


# The first that is true says no.
_AGAINST: tuple[tuple[Callable[[Change], bool], str], ...] = (
    (lambda one: one.own, "Nobody changes the own role: ask another operator."),
    (lambda one: one.before is one.then, "That is this person's role already."),
    (
        lambda one: one.swaps,
        "Nobody holds HR and operator at once: first take one, then give the other.",
    ),
    (
        lambda one: one.before is Role.OPERATOR and one.last,
        "This is the last operator: give the role to somebody else first.",
    ),
)


def check(change: Change) -> None:
    """Raise Refused, with the rule as its sentence, where a role may not change."""
    for applies, sentence in _AGAINST:
        if applies(change):
            raise Refused(sentence)
