"""How nudges were answered, sealed: "it hurts" is about the body."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, select
from sqlalchemy.dialects.postgresql import insert

from service.store.sealing import Owner, opener, seal
from service.store.tables import responses

_EVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Response:
    """One answer to a nudge: the name of the button or menu entry."""

    response_id: str
    nudge_id: str
    at: datetime
    answer: str


def add(conn: Connection, owner: Owner, response: Response) -> None:
    place = _place(response.response_id)
    conn.execute(
        insert(responses).values(
            workspace_id=owner.workspace_id,
            person_id=owner.person_id,
            response_id=response.response_id,
            nudge_id=response.nudge_id,
            at=response.at,
            sealed=seal(conn, owner, place, {"answer": response.answer}),
        )
    )


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
        Response(response_id=key, nudge_id=nudge_id, at=at, answer=opened["answer"])
        for key, nudge_id, at, sealed in rows
        if isinstance(opened := unseal(_place(key), sealed), dict)
    ]


def _place(response_id: str) -> str:
    return f"responses/{response_id}"
