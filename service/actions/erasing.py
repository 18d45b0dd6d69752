"""Ends what is known about a person: the key, every row, and the way back to both.

The roster and Slack are the employer's own lists of who works there, so a line of
them stays, below a new id that nothing leads to from the old one: without it the next
import or sync would bring the person back as somebody new, to be invited again
(docs/decisions/0025).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection

from service.actions.role_rows import noted
from service.app import App
from service.core.audit import SERVICE
from service.core.nudges import FINAL, SkipReason, State
from service.core.roles import Role
from service.core.standing import Standing
from service.store import folds, past, personal
from service.store.folds import Fold, Kind
from service.store.invitations import NEVER
from service.store.people import Person

NO_DAY = datetime(1970, 1, 1, tzinfo=UTC)
"""The row that stays must not tell on which day somebody deleted everything."""

_KINDS = {"nudges": Kind.NUDGE, "invitations": Kind.INVITATION}


@dataclass(frozen=True, kw_only=True)
class Erased:
    """What went: rows by table. ``new_id`` names what is left of the roster.

    ``folding``: how many messages in Slack will be folded.
    """

    person_id: str
    removed: Mapping[str, int]
    folding: int
    new_id: str | None = None

    @property
    def key_destroyed(self) -> bool:
        """Say whether there was a key; without one nothing had been sealed."""
        return self.removed.get("person_keys", 0) > 0


def erase(app: App, conn: Connection, person: Person, after: Standing) -> Erased:
    """Erase a locked person, who stays on the roster as somebody who ``after``.

    DECLINED is somebody who said no: never invited, never taken back by a roster.
    """
    gone = _destroy(app, conn, person)
    new_id, place = app.new_id(), person.workspace_id
    personal.begin_anew(conn, _key(person), new_id, after)
    if after is Standing.DECLINED:
        _never_again(conn, (place, new_id), gone["invitations"])
    return _erased(app, conn, person, gone, new_id)


def erase_wholly(app: App, conn: Connection, person: Person) -> Erased:
    """Erase a locked person who is nobody's colleague any more, with their line."""
    gone = _destroy(app, conn, person)
    personal.forget(conn, _key(person))
    return _erased(app, conn, person, gone)


def _destroy(app: App, conn: Connection, person: Person) -> personal.Rows:
    place, gone = person.workspace_id, personal.destroy(conn, _key(person))
    past.count(conn, place, [(r["state"], r["reason"]) for r in gone["nudges"]])
    folds.ask(conn, place, _posted(gone), app.now())
    return gone


def _posted(gone: personal.Rows) -> list[Fold]:
    """Name the messages of which it is known where they stand."""
    return [
        Fold(channel=row["channel"], ts=row["ts"], kind=kind)
        for table, kind in _KINDS.items()
        for row in gone[table]
        if row["ts"] is not None
    ]


def _never_again(
    conn: Connection, person: tuple[str, str], before: list[dict[str, object]]
) -> None:
    """Leave the invitation as one that went unanswered, or that was not needed.

    Whom no wave has reached stays one whom the next would count, and not write to.
    """
    row = before[0] if before else {"due_at": NO_DAY, **NEVER}
    if row["state"] not in FINAL:
        row = {**row, "state": State.SKIPPED, "reason": SkipReason.SUPERSEDED}
    personal.keep_invitation(conn, person, row)


def _erased(
    app: App,
    conn: Connection,
    person: Person,
    gone: personal.Rows,
    new_id: str | None = None,
) -> Erased:
    if person.role is not Role.EMPLOYEE:
        noted(app, conn, SERVICE, person, Role.EMPLOYEE)
    counts = {name: len(rows) for name, rows in gone.items()} | {"people": 1}
    return Erased(
        person_id=person.person_id,
        removed=counts,
        folding=len(_posted(gone)),
        new_id=new_id,
    )


def _key(person: Person) -> tuple[str, str]:
    return person.workspace_id, person.person_id
