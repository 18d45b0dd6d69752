"""Claims one weighed nudge, so that nobody else sends it."""

from sqlalchemy import Connection

from service.actions.deliver import Letter
from service.actions.reading import owner_of, place_of
from service.actions.weighing import Parcel
from service.app import App
from service.core.nudges import Event, State
from service.core.routine_json import routine_to_json
from service.store.deliveries import NUDGES, move
from service.store.nudges import Nudge
from service.store.people import Person
from service.store.sealing import seal


def claim(
    app: App, conn: Connection, person: Person, nudge: Nudge, parcel: Parcel
) -> Letter | None:
    """Keep what is about to be sent; None where somebody else was faster."""
    now = app.now()
    routine = parcel.routine and routine_to_json(parcel.routine)
    claimed = move(
        conn,
        NUDGES,
        (nudge.workspace_id, nudge.nudge_id),
        (State.PLANNED, Event.CLAIM),
        claimed_at=now,
        content=parcel.content,
        routine=routine and seal(conn, owner_of(app, person), place_of(nudge), routine),
    )
    if not claimed:
        return None
    return Letter(NUDGES, nudge.nudge_id, person, parcel.message, now, nudge.attempts)
