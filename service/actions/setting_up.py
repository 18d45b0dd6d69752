"""The set-up page's checks, and what can be done about them there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from service.actions import checks_here, checks_slack, invite, partitioning, roles
from service.actions import workspaces as places
from service.actions.auditing import note
from service.actions.ground import Ground, ground
from service.app import App
from service.blocks.trial import trial_message
from service.core.audit import MACHINE, Audited, Event
from service.core.disclosure.offers import Offer
from service.core.disclosure.partition import Choice
from service.core.errors import Refused
from service.core.roles import Role
from service.core.set_up import (
    BEFORE_A_WAVE,
    Checked,
    Found,
    Step,
    following,
    hinders_wave,
)
from service.forms.set_up import STEPS
from service.ports import SlackError
from service.store.people import Person
from service.store.workspaces import Workspace

# In the order of the page.
CHECKS: Mapping[Step, Callable[[Ground], Found]] = {
    Step.SLACK: checks_slack.slack,
    Step.SCOPES: checks_slack.scopes,
    Step.OPERATOR: checks_here.operator,
    Step.ADDRESS: checks_slack.address,
    Step.EVENTS: checks_slack.came,
    Step.TEST_MESSAGE: checks_slack.test_message,
    Step.KEYS: checks_here.keys,
    Step.CLOCK: checks_here.clock,
    Step.ROSTER: checks_here.roster,
    Step.PARTITION: checks_here.partition,
    Step.CONTENT: checks_here.content,
    Step.HR: checks_here.hr,
    Step.WAVE: checks_here.wave,
}


@dataclass(frozen=True, kw_only=True)
class Overview:
    """All checks with what they found, and what the steps' own forms need.

    ``next``: the step that stands out; ``hindering``: what has to be done before
    anybody is invited.
    """

    checked: tuple[Checked, ...]
    next: Step | None
    hindering: tuple[Step, ...]
    offers: tuple[Offer, ...]
    chosen: Choice | None
    to_invite: int


def look(app: App, workspace_id: str, *, connected: bool | None) -> Overview:
    """Check everything, live. ``workspace_id`` is blank for the only one there is."""
    seen = ground(app, workspace_id, connected=connected)
    checked = [Checked(step=step, found=check(seen)) for step, check in CHECKS.items()]
    wave = invite.prepare(app, seen.workspace) if seen.workspace else None
    return Overview(
        checked=tuple(checked),
        next=following(checked),
        hindering=tuple(hinders_wave(checked)),
        offers=seen.offers,
        chosen=seen.chosen[-1].choice if seen.chosen else None,
        to_invite=len(wave.recipients) if wave else 0,
    )


def name_operator(app: App, workspace: Workspace, words: str) -> Person:
    """Make somebody an operator, by the word of whoever holds the machine.

    Raises:
        Refused: there is nobody like that in Slack, or they may not get the role.
    """
    person = roles.find_in_slack(app, workspace, words)
    key = workspace.workspace_id
    return roles.change(app, key, MACHINE, person.person_id, Role.OPERATOR)


def send_test(app: App, workspace: Workspace, actor: str) -> None:
    """Send the test message to the operator who asks; for the machine, to the first.

    Raises:
        Refused: there is no operator yet, or Slack did not take it; says why.
    """
    found = [
        one
        for one in roles.holders(app, workspace.workspace_id)
        if one.role is Role.OPERATOR and actor in {one.person_id, MACHINE}
    ]
    if not found or found[0].slack_user_id is None:
        raise Refused("Name the operator first: the message goes to nobody else.")
    try:
        slack = places.slack_of(app, workspace)
        slack.post(found[0].slack_user_id, trial_message())
    except SlackError as error:
        raise Refused(
            f"Slack did not take the message ({error.reason}): see what the steps "
            "above say about the token, then try again."
        ) from None
    event = Event(
        actor=actor, action=Audited.TEST_MESSAGE_SENT, subject=found[0].person_id
    )
    _note(app, workspace, event)


def choose_partition(
    app: App, workspace: Workspace, actor: str, choice: Choice
) -> None:
    """Choose one of the offers. Raises Refused for what was not offered."""
    offered = partitioning.offers(app, workspace.workspace_id)
    if choice not in {one.choice for one in offered}:
        raise Refused("This choice is not offered: load the page again, and choose.")
    partitioning.choose(app, workspace.workspace_id, actor, choice)


def start_wave(app: App, workspace: Workspace, actor: str, shown: int) -> int:
    """Start the wave that was shown; gives how many invitations are queued.

    Raises:
        Refused: something has to be done first, or the wave would now go to another
            number of people than was shown.
    """
    seen = ground(app, workspace.workspace_id, connected=None)
    hindering = hinders_wave(
        [Checked(step=step, found=CHECKS[step](seen)) for step in BEFORE_A_WAVE]
    )
    if hindering:
        raise Refused(f"First comes the step “{STEPS[hindering[0]][0]}”.")
    made = invite.prepare(app, workspace)
    if len(made.recipients) != shown or not made.recipients:
        raise Refused(
            f"It would go to {len(made.recipients)} people now, not to {shown}: look "
            "at it again."
        )
    return invite.start(app, workspace, made, actor)


def _note(app: App, workspace: Workspace, event: Event) -> None:
    with app.engine.begin() as conn:
        note(app, conn, workspace.workspace_id, event)
