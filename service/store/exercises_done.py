"""What people did from the library by their own wish, sealed like any answer."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select
from sqlalchemy.dialects.postgresql import insert

from service.store.sealing import Owner, opener, seal
from service.store.tables import exercises_done


@dataclass(frozen=True, kw_only=True)
class Done:
    """One exercise, done once. ``step``: its dose step. ``answer``: how it was."""

    done_id: str
    at: datetime
    exercise_id: str
    step: int
    answer: str


def add(conn: Connection, owner: Owner, done: Done) -> bool:
    """Store it; False where it is stored already, as by a double click."""
    plain = {"exercise": done.exercise_id, "step": done.step, "answer": done.answer}
    added = conn.execute(
        insert(exercises_done)
        .values(
            workspace_id=owner.workspace_id,
            person_id=owner.person_id,
            done_id=done.done_id,
            at=done.at,
            sealed=seal(conn, owner, _place(done.done_id), plain),
        )
        .on_conflict_do_nothing()
        .returning(exercises_done.c.done_id)
    )
    return added.first() is not None


def of_person(conn: Connection, owner: Owner, since: datetime) -> list[Done]:
    """Read what one person did from an instant on, the oldest first."""
    rows = conn.execute(
        select(exercises_done.c.done_id, exercises_done.c.at, exercises_done.c.sealed)
        .where(
            exercises_done.c.workspace_id == owner.workspace_id,
            exercises_done.c.person_id == owner.person_id,
            exercises_done.c.at >= since,
        )
        .order_by(exercises_done.c.at, exercises_done.c.done_id)
    ).all()
    unseal = opener(conn, owner)
    return [
        Done(
            done_id=key,
            at=at,
            exercise_id=opened["exercise"],
            step=opened["step"],
            answer=opened["answer"],
        )
        for key, at, sealed in rows
        if isinstance(opened := unseal(_place(key), sealed), dict)
    ]


def _place(done_id: str) -> str:
    return f"exercises_done/{done_id}"
