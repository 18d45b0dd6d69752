"""The audit log: append-only, chained, and checked."""

import threading
from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from service.actions import auditing
from service.core.audit import INSTALLATION, MACHINE, Audited, Event, digest
from service.core.errors import Refused
from service.store import audit
from tests.world import World

PAST = "set local session_replication_role = replica"


def wrote(world: World, *subjects: str, chain: str = INSTALLATION) -> None:
    for subject in subjects:
        event = Event(
            actor=MACHINE,
            action=Audited.KEYS_ROTATED,
            subject=subject,
            details={"keys": 3},
        )
        with world.app.engine.begin() as conn:
            auditing.note(world.app, conn, chain, event)


def changed_past_us(world: World, statement: str, **given: object) -> None:
    """Do what only who owns the database server can do."""
    with world.app.engine.begin() as conn:
        conn.execute(text(PAST))
        conn.execute(text(statement), given)


def test_what_was_written_holds_and_gives_its_heads(world: World) -> None:
    wrote(world, "a", "b")
    wrote(world, "c", chain="T1")

    heads = auditing.verify(world.app)

    assert [head.rsplit(":", 1)[0] for head in heads] == [":2", "T1:1"]
    assert auditing.verify(world.app, heads[0]) == heads


@pytest.mark.parametrize(
    "statement",
    [
        "update audit_log set actor = 'x'",
        "delete from audit_log",
        "truncate audit_log",
    ],
)
def test_the_database_refuses_to_change_what_was_written(
    world: World, statement: str
) -> None:
    wrote(world, "a")

    with (
        pytest.raises(ProgrammingError, match="written once"),
        world.app.engine.begin() as conn,
    ):
        conn.execute(text(statement))

    assert len(auditing.verify(world.app)) == 1


@pytest.mark.parametrize(
    ("statement", "number"),
    [
        ("update audit_log set actor = 'x' where number = 2", 2),
        ("update audit_log set at = at + interval '1 s' where number = 1", 1),
        ("update audit_log set details = '{}' where number = 3", 3),
        ("delete from audit_log where number = 2", 2),
        ("delete from audit_log where number = 1", 1),
    ],
)
def test_what_was_changed_past_us_is_found_with_its_number(
    world: World, statement: str, number: int
) -> None:
    wrote(world, "a", "b", "c")

    changed_past_us(world, statement)

    with pytest.raises(Refused, match=f"does not hold from entry {number} on"):
        auditing.verify(world.app)


def test_an_entry_that_was_written_anew_does_not_fit_the_next(world: World) -> None:
    """Who changes an entry can reckon its digest anew, but then the next is wrong."""
    wrote(world, "a", "b", "c")
    with world.app.engine.begin() as conn:
        (_, first), (second, _), _ = audit.entries(conn, INSTALLATION)
    forged = replace(second, event=replace(second.event, actor="somebody else"))

    changed_past_us(
        world,
        "update audit_log set actor = 'somebody else', digest = :new where number = 2",
        new=digest(INSTALLATION, first, forged),
    )

    with pytest.raises(Refused, match="does not hold from entry 3 on"):
        auditing.verify(world.app)


def test_an_end_that_was_cut_off_is_found_by_a_head_noted_earlier(
    world: World,
) -> None:
    wrote(world, "a", "b")
    (head,) = auditing.verify(world.app)

    changed_past_us(world, "delete from audit_log where number = 2")

    auditing.verify(world.app)
    with pytest.raises(Refused, match="no entry 2 with that digest"):
        auditing.verify(world.app, head)


def test_a_head_that_is_none_is_refused(world: World) -> None:
    with pytest.raises(Refused, match="is no head"):
        auditing.verify(world.app, "nonsense")


def test_many_who_write_at_once_make_one_chain(world: World) -> None:
    writers = [threading.Thread(target=wrote, args=(world, *"abcde")) for _ in range(6)]
    for one in writers:
        one.start()
    for one in writers:
        one.join()

    with world.app.engine.begin() as conn:
        numbers = [entry.number for entry, _ in audit.entries(conn, INSTALLATION)]
    assert numbers == list(range(1, 31))
    assert len(auditing.verify(world.app)) == 1
