"""Invites people: one message each, ever, after showing who gets which text.

Who is in a wave hangs on the roster and on earlier waves alone. Whoever has agreed, or
said no, is in it like everybody else and silently gets nothing: a list that left them
out would tell who came (docs/decisions/0025).
"""

from dataclasses import dataclass

from sqlalchemy import Connection

from service.actions.auditing import note
from service.actions.content import waiting
from service.app import App
from service.blocks.invitation import invitation
from service.core.audit import MACHINE, Audited, Event
from service.core.consent import Said
from service.core.errors import Refused
from service.core.nudges import State
from service.core.standing import Standing, StandingEvent, after
from service.ports import Message
from service.store import consents, invitations, people
from service.store.people import Person
from service.store.workspaces import Workspace


@dataclass(frozen=True, kw_only=True)
class Wave:
    """Who would be invited, unless they have answered already, with which message."""

    recipients: tuple[Person, ...]
    message: Message

    @property
    def lines(self) -> list[str]:
        """Give the message's texts, as they stand in its blocks."""
        parts = [
            part.get("text") or ""
            for block in self.message.blocks
            for part in (block, *block.get("elements", ()))
        ]
        texts = (one if isinstance(one, str) else one["text"] for one in parts)
        return [one for one in texts if one]


def prepare(app: App, workspace: Workspace, team: str | None = None) -> Wave:
    """Find the people of a wave. Nobody is asked who ever was.

    Those on a roster, where there is one; else everybody in the workspace.

    Raises:
        Refused: the team is unknown.
    """
    with app.engine.begin() as conn:
        everybody = sorted(people.all_of(conn, workspace.workspace_id), key=_name)
        asked = invitations.invited(conn, workspace.workspace_id)
    roster = [person for person in everybody if person.on_roster] or everybody
    if team is not None:
        roster = _of_team(roster, team)
    return Wave(
        recipients=tuple(
            person
            for person in roster
            if person.standing is not Standing.LEFT
            and person.slack_user_id is not None
            and person.person_id not in asked
        ),
        message=invitation(workspace_name=workspace.name),
    )


def start(app: App, workspace: Workspace, wave: Wave, actor: str = MACHINE) -> int:
    """Queue the wave's invitations; returns to how many it was the first one.

    That number is as if everybody needed theirs.
    Written down before the first is queued: a wave that breaks off has begun.

    Raises:
        Refused: there are exercises that nobody answers for yet.
    """
    if line := waiting(app):
        raise Refused(line)
    with app.engine.begin() as conn:
        started = Event(
            actor=actor,
            action=Audited.WAVE_STARTED,
            details={"people": len(wave.recipients)},
        )
        note(app, conn, workspace.workspace_id, started)
    queued = 0
    for recipient in wave.recipients:
        with app.engine.begin() as conn:
            # By the account: who deleted everything meanwhile has another id.
            account = recipient.slack_user_id or ""
            person = people.by_slack_user(conn, workspace.workspace_id, account)
            if person is not None and person.standing is not Standing.LEFT:
                queued += _queue(app, conn, person)
    return queued


def _queue(app: App, conn: Connection, person: Person) -> bool:
    key = person.workspace_id, person.person_id
    needed = person.standing is Standing.KNOWN and not _said_no(conn, key)
    state = invitations.add(conn, key, app.now(), needed=needed)
    if state is State.PLANNED:
        invited = after(person.standing, StandingEvent.INVITE)
        people.change(conn, *key, standing=invited)
    return state is not None


def _said_no(conn: Connection, key: tuple[str, str]) -> bool:
    """Say whether the last word was a no: it outlives leaving and coming back."""
    words = [one.said for one in consents.of_person(conn, key)]
    said = [word for word in words if word is not Said.LEFT]
    return bool(said) and said[-1] in {Said.DECLINED, Said.STOPPED}


def _name(person: Person) -> str:
    """Give by what to put people in order: a new id must not move anybody."""
    return person.email or person.slack_user_id or ""


def _of_team(roster: list[Person], team: str) -> list[Person]:
    found = [person for person in roster if person.team == team]
    if not found:
        teams = sorted({person.team for person in roster if person.team})
        names = ", ".join(teams) or "none yet, import a roster first"
        raise Refused(f"There is no team {team!r}; the teams are: {names}.")
    return found
