"""What stands in the clear about a person was looked at, column by column."""

import pytest
from sqlalchemy import LargeBinary, Table

from service.store import sign_in_tables, tables
from service.store.columns import metadata

IDS = {"workspace_id", "person_id"}
SENDING = {"state", "reason", "due_at", "claimed_at", "sent_at", "attempts", "channel"}
# Table -> its columns in the clear; docs/decisions/0022 and 0002 say why they may be.
CLEAR: dict[str, set[str]] = {
    "nudges": {
        *IDS,
        *SENDING,
        *("nudge_id", "local_day", "slot", "kind", "put_off_for", "planned_at"),
        *("content", "ts", "snoozed_from", "turn", "closed_at"),
    },
    "responses": {*IDS, "response_id", "nudge_id", "at"},
    "exercises_done": {*IDS, "done_id", "at"},
    "answers": {*IDS, "section"},
    "invitations": {*IDS, *SENDING, "ts"},
}


@pytest.mark.parametrize("name", sorted(CLEAR))
def test_a_column_in_the_clear_beside_what_is_sealed_was_looked_at(name: str) -> None:
    clear = {
        column.name
        for column in metadata.tables[name].columns
        if not isinstance(column.type, LargeBinary)
    }
    assert clear == CLEAR[name]


def test_whatever_is_sealed_stands_in_a_table_that_was_looked_at() -> None:
    sealed = {name for name, table in metadata.tables.items() if seals(table)}
    hashes = {sign_in_tables.sessions.name, sign_in_tables.sign_in_links.name}
    assert sealed - hashes <= {*CLEAR, tables.person_keys.fullname}


def seals(table: Table) -> bool:
    bytes_ = any(isinstance(one.type, LargeBinary) for one in table.columns)
    return bytes_ and "person_id" in table.columns
