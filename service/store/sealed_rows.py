"""All that is sealed with people's keys, and under which key."""

from sqlalchemy import Connection, select, union

from service.store.envelope import id_in
from service.store.tables import answers, exercises_done, nudges, responses

_SEALED = (
    *(table.c.sealed for table in (answers, responses, exercises_done)),
    nudges.c.routine,
)


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
