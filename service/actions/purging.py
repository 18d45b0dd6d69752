"""Keeps the retention: takes away what is older than the table says."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from service.actions.auditing import note
from service.actions.erasing import erase, erase_wholly
from service.app import App
from service.core.audit import SERVICE, Audited, Event
from service.core.errors import Refused
from service.core.retention import RETENTION, SWEPT, Kind
from service.core.standing import Standing
from service.store import people, purging
from service.store.people import Person
from service.store.workspaces import Workspace

GoOn = Callable[[], bool]

BATCH = 500
"""Rows of one transaction: it holds nobody up."""

MADE_UP = "T0PRACTICE"
"""The workspace of the demo, of simulations and of tests: nobody's real data."""

_NEAR = timedelta(seconds=60)


def purge(app: App, workspace: Workspace, go_on: GoOn) -> Counter[str]:
    """Take away what is over in one workspace; counts it by kind.

    Running it again takes nothing: what is younger than its term stays.
    """
    counts: Counter[str] = Counter({str(kind): 0 for kind in SWEPT})
    for kind in SWEPT:
        take = _people if kind in purging.WHOLE else _rows
        while go_on():
            gone = take(app, workspace.workspace_id, kind)
            counts[str(kind)] += gone
            if gone < BATCH:
                break
    return counts


def refuse_the_future(workspaces: Sequence[Workspace], ahead: timedelta) -> None:
    """Refuse to purge as of an instant to come, where that would take real data.

    Raises:
        Refused: a workspace is no made-up one.
    """
    real = [one.workspace_id for one in workspaces if one.workspace_id != MADE_UP]
    if ahead > _NEAR and real:
        raise Refused(
            "purge takes a future instant only on demo or simulated data: in "
            f"{', '.join(real)} it would delete what is still to be kept."
        )


def _rows(app: App, workspace_id: str, kind: Kind) -> int:
    before = RETENTION[kind].over_before(app.now())
    with app.engine.begin() as conn:
        return purging.purge(conn, workspace_id, kind, before, BATCH)


def _people(app: App, workspace_id: str, kind: Kind) -> int:
    before = RETENTION[kind].over_before(app.now())
    with app.engine.begin() as conn:
        found = purging.people_over(conn, workspace_id, kind, before, BATCH)
    return sum(_erased(app, (workspace_id, one), kind, before) for one in found)


def _erased(app: App, who: tuple[str, str], kind: Kind, before: datetime) -> bool:
    with app.engine.begin() as conn:
        person = people.lock(conn, *who)
        # Looked at again under the lock: the person may have come back meanwhile.
        if person is None or not purging.is_over(conn, who, kind, before):
            return False
        _ERASE[kind](app, conn, person)
        return True


def _who_left(app: App, conn: Connection, person: Person) -> None:
    """Erase somebody with the line on the roster; that they left is no secret."""
    erase_wholly(app, conn, person)
    event = Event(actor=SERVICE, action=Audited.PERSON_ERASED, subject=person.person_id)
    note(app, conn, person.workspace_id, event)


def _who_said_no(app: App, conn: Connection, person: Person) -> None:
    """Erase as the person could: nobody is told that somebody had stopped."""
    erase(app, conn, person, Standing.DECLINED)


_ERASE: Mapping[Kind, Callable[[App, Connection, Person], None]] = {
    Kind.LEFT: _who_left,
    Kind.SAID_NO: _who_said_no,
}
