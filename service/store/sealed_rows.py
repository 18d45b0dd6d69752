"""All that is sealed with people's keys: under which key, and how it goes."""

from sqlalchemy import Connection, delete, select, union, update

from service.store.envelope import id_in
from service.store.tables import answers, exercises_done, nudges, responses

_WHOLE = (answers, responses, exercises_done)
_SEALED = (*(table.c.sealed for table in _WHOLE), nudges.c.routine)


def key_ids(conn: Connection) -> set[tuple[str, str, bytes]]:
    """Name whose values there are, as workspace, person, and the id of the key."""
    queries = [
        select(
            column.table.c.workspace_id, column.table.c.person_id, id_in(column)
        ).where(column.is_not(None))
        for column in _SEALED
    ]
    found = conn.execute(union(*queries))
    return {(place, person, used) for place, person, used in found}


def forget(conn: Connection, workspace_id: str, person_id: str) -> None:
    """Take away all that is sealed of one person; the ledger still adds up."""
    for table in _WHOLE:
        conn.execute(
            delete(table).where(
                table.c.workspace_id == workspace_id, table.c.person_id == person_id
            )
        )
    conn.execute(
        update(nudges)
        .where(nudges.c.workspace_id == workspace_id, nudges.c.person_id == person_id)
        .values(routine=None)
    )
