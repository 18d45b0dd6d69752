"""The audit log: append-only, chained, and checked."""

import hashlib
import json
import threading
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from service.actions import audit_pages, auditing
from service.actions.rotating import rotate
from service.core.audit import (
    INSTALLATION,
    MACHINE,
    START,
    Audited,
    Entry,
    Event,
    action_of,
    digest,
)
from service.core.errors import Refused
from service.core.keys import write_keys
from service.gateways.keyring import GivenKeyring
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


def key_of(world: World) -> bytes:
    with world.app.engine.begin() as conn:
        return audit.chain_key(conn, world.app.keyring)


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
    """Also who has the key must write everything anew that comes after it."""
    wrote(world, "a", "b", "c")
    with world.app.engine.begin() as conn:
        (_, first), (second, _), _ = audit.entries(conn, INSTALLATION)
    forged = replace(second, event=replace(second.event, actor="somebody else"))

    changed_past_us(
        world,
        "update audit_log set actor = 'somebody else', digest = :new where number = 2",
        new=digest(key_of(world), INSTALLATION, first, forged),
    )

    with pytest.raises(Refused, match="does not hold from entry 3 on"):
        auditing.verify(world.app)


def plain(before: bytes, entry: Entry) -> bytes:
    """Reckon a digest as anybody can: without a key."""
    event = entry.event
    said = [
        INSTALLATION,
        entry.number,
        entry.at.isoformat(),
        event.actor,
        event.action,
        event.subject,
        dict(event.details),
    ]
    text = json.dumps(said, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(before + text.encode()).digest()


Reckon = Callable[[bytes, Entry], bytes]
RECKONED: dict[str, Reckon] = {
    "without a key": plain,
    "with a key of their own": lambda before, entry: digest(
        b"a key of their own", INSTALLATION, before, entry
    ),
    "with no bytes as the key": lambda before, entry: digest(
        b"", INSTALLATION, before, entry
    ),
}


def reckoned_anew(world: World, reckon: Reckon) -> None:
    """Write the digests of a whole chain anew."""
    with world.app.engine.begin() as conn:
        kept = [entry for entry, _ in audit.entries(conn, INSTALLATION)]
    before = START
    for one in kept:
        before = reckon(before, one)
        changed_past_us(
            world,
            "update audit_log set digest = :new where number = :number",
            new=before,
            number=one.number,
        )


@pytest.mark.parametrize("how", RECKONED)
def test_a_middle_that_was_taken_out_is_found_however_the_rest_was_reckoned_anew(
    world: World, how: str
) -> None:
    wrote(world, "a", "b", "c", "d")

    changed_past_us(world, "delete from audit_log where number in (2, 3)")
    changed_past_us(world, "update audit_log set number = 2 where number = 4")
    reckoned_anew(world, RECKONED[how])

    with pytest.raises(Refused, match="does not hold from entry 1 on"):
        auditing.verify(world.app)


def test_a_chain_cannot_be_begun_anew_by_taking_the_key_away(world: World) -> None:
    wrote(world, "a", "b")

    changed_past_us(world, "delete from keys.person_keys")
    reckoned_anew(world, RECKONED["with no bytes as the key"])

    for _ in range(2):
        with pytest.raises(Refused, match="does not hold from entry 1 on"):
            auditing.verify(world.app)
        wrote(world, "c")


@pytest.mark.parametrize(
    "change",
    [
        "action = 'told_a_joke'",
        "action = ''",
        """details = '"a word"'""",
        "details = '[1]'",
        "details = 'null'",
        """details = '{"from": ["hr"], "to": {"a": 1.5}}'""",
    ],
)
def test_what_no_version_wrote_is_found_and_shown_as_unknown(
    world: World, change: str
) -> None:
    wrote(world, "a", "b", "c")

    changed_past_us(world, f"update audit_log set {change} where number = 2")  # noqa: S608 - written here

    with pytest.raises(Refused, match="does not hold from entry 2 on"):
        auditing.verify(world.app)
    lines, _more = audit_pages.newest(world.app, "T1", 0)
    assert len(lines) == 3
    if "action" in change:
        assert lines[1].what == "did something that this version does not know"


def test_what_a_later_version_wrote_holds_in_this_one(world: World) -> None:
    """Also after a step back to an older version the chain can be checked."""
    event = Event(actor=MACHINE, action=action_of("told_a_joke"))
    with world.app.engine.begin() as conn:
        auditing.note(world.app, conn, INSTALLATION, event)
    wrote(world, "a")
    assert auditing.verify(world.app)[0].startswith(":2:")


def test_the_keys_change_and_the_chain_holds(world: World) -> None:
    wrote(world, "a")
    (head,) = auditing.verify(world.app)
    old = world.app.keyring.newest
    both = GivenKeyring(lambda: write_keys(b"n" * 32, old))
    rotate(replace(world.app, keyring=both))
    there = replace(world.app, keyring=GivenKeyring(lambda: write_keys(b"n" * 32)))
    assert auditing.verify(there, head)[0].startswith(":2:")


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
