"""The words of the operator's pages: steps, choices, moments, and what was done."""

from collections.abc import Mapping
from datetime import UTC, datetime

from service.core.disclosure.partition import By, Choice
from service.core.roles import Role
from service.core.set_up import State, Step
from service.forms.words import MONTHS
from service.words import _

# Each step: its heading, and what it is for.
STEPS: Mapping[Step, tuple[str, str]] = {
    Step.SLACK: (
        _("The bot token"),
        _("With it Unhunch speaks in Slack."),
    ),
    Step.SCOPES: (
        _("What the token may do"),
        _("Too little, and something fails; too much, and a lost token does harm."),
    ),
    Step.OPERATOR: (
        _("Who runs it"),
        _("The operator sees this page and how delivery does, and nobody's answers."),
    ),
    Step.ADDRESS: (
        _("The address of the pages"),
        _("Links in messages lead to it; no page is reached by another name."),
    ),
    Step.EVENTS: (
        _("What Slack tells us"),
        _("Presses of buttons, who joins and leaves, who is busy."),
    ),
    Step.TEST_MESSAGE: (
        _("A test message"),
        _("It goes to the operator alone."),
    ),
    Step.KEYS: (
        _("Where the keys lie"),
        _("Whoever has the database without them can read no answer."),
    ),
    Step.CLOCK: (
        _("The clocks"),
        _("Hours, links and sessions go by them."),
    ),
    Step.ROSTER: (
        _("The roster"),
        _("A CSV file in UTF-8; its first line names the columns."),
    ),
    Step.PARTITION: (
        _("How reports count people together"),
        _(
            "The finer the blocks, the more noise the company's total carries. After "
            "the first invitation blocks can only become larger."
        ),
    ),
    Step.CONTENT: (
        _("Exercises that no professional has reviewed"),
        _("They are sent to nobody until somebody here answers for them."),
    ),
    Step.HR: (
        _("Who reads the reports"),
        _("Not needed to begin. HR sees closed periods, no set-up, and no answers."),
    ),
    Step.WAVE: (
        _("The first invitations"),
        _("One message to each person, ever. Nobody gets anything else before a yes."),
    ),
}

STATES: Mapping[State, str] = {
    State.DONE: _("Done"),
    State.TO_DO: _("To do"),
    State.NOT_NEEDED: _("Not needed"),
    State.PROBLEM: _("Problem"),
}

ROLES: Mapping[Role, str] = {
    Role.EMPLOYEE: _("no role"),
    Role.HR: _("HR"),
    Role.OPERATOR: _("operator"),
}

_BY: Mapping[By, str] = {
    By.COMPANY: _("The whole company as one block"),
    By.SITE: _("By site, at least {size} people"),
    By.DEPARTMENT: _("By department, at least {size} people"),
    By.TEAM: _("By team, at least {size} people"),
}


def partition_words(choice: Choice) -> str:
    return _BY[choice.by].format(size=choice.size)


def moment(at: datetime) -> str:
    """Say an instant in full: ``2 March 2026, 08:00 UTC``."""
    utc = at.astimezone(UTC)
    return f"{utc.day} {MONTHS[utc.month - 1]} {utc.year}, {utc:%H:%M} UTC"
