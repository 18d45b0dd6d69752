"""How nudges were answered, sealed: "it hurts" is about the body."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects.postgresql import insert

from service.store.sealing import Owner, opener, seal
from service.store.tables import responses

_EVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Response:
    """One answer to a nudge: the name of the button or menu entry.

    ``effort`` is 0-10 by the person's word. ``exercise_id``: which movement hurt.
    """

    response_id: str
    nudge_id: str
    at: datetime
    answer: str
    effort: int | None = None
    exercise_id: str | None = None


def add(conn: Connection, owner: Owner, response: Response) -> None:
    conn.execute(
        insert(responses).values(
            workspace_id=owner.workspace_id,
            person_id=owner.person_id,
            response_id=response.response_id,
            nudge_id=response.nudge_id,
            at=response.at,
            sealed=_sealed(conn, owner, response),
        )
    )


def name_movement(
    conn: Connection, owner: Owner, ref: tuple[str, str], exercise_id: str
) -> bool:
    """Add which movement an answer was about; False where none is left to add to.

    ``ref``: nudge id and answer. In the answer's own row: a second one would tell
    that this answer has more to say.
    """
    for one in of_person(conn, owner):
        if (one.nudge_id, one.answer) == ref and one.exercise_id is None:
            named = replace(one, exercise_id=exercise_id)
            conn.execute(
                update(responses)
                .where(
                    responses.c.workspace_id == owner.workspace_id,
                    responses.c.response_id == one.response_id,
                )
                .values(sealed=_sealed(conn, owner, named))
            )
            return True
    return False


def of_person(
    conn: Connection, owner: Owner, since: datetime = _EVER
) -> list[Response]:
    """Read the answers of one person from an instant on, the oldest first."""
    rows = conn.execute(
        select(
            responses.c.response_id,
            responses.c.nudge_id,
            responses.c.at,
            responses.c.sealed,
        )
        .where(
            responses.c.workspace_id == owner.workspace_id,
            responses.c.person_id == owner.person_id,
            responses.c.at >= since,
        )
        .order_by(responses.c.at, responses.c.response_id)
    ).all()
    unseal = opener(conn, owner)
    return [
        Response(
            response_id=key,
            nudge_id=nudge_id,
            at=at,
            answer=opened["answer"],
            effort=opened.get("effort"),
            exercise_id=opened.get("exercise"),
        )
        for key, nudge_id, at, sealed in rows
        if isinstance(opened := unseal(_place(key), sealed), dict)
    ]


def _sealed(conn: Connection, owner: Owner, response: Response) -> bytes:
    plain = {
        "answer": response.answer,
        "effort": response.effort,
        "exercise": response.exercise_id,
    }
    return seal(conn, owner, _place(response.response_id), plain)


def _place(response_id: str) -> str:
    return f"responses/{response_id}"
