"""A backup holds everything but the keys; a restore is whole, and sends nothing."""

import gzip
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, delete, func, select, text

from service.actions import auditing, keys_file, own_people, workspaces
from service.actions.backing_up import back_up
from service.actions.reading import owner_of
from service.actions.restoring import Restored, restore
from service.actions.rotating import rotate
from service.core.dispatching import WorkspaceState
from service.core.errors import Refused
from service.core.keys import write_keys
from service.core.profile import Profile
from service.core.standing import Standing
from service.gateways.keyring import GivenKeyring
from service.store import dump, person_keys, sealed_rows
from service.store.envelope import decrypt
from service.store.locks import held
from service.store.sign_in_tables import sessions
from service.store.tables import answers, invitations, people
from service.store.tables import person_keys as keys_table
from tests.actions.steps import answers as pressed
from tests.actions.steps import profile, rows, set_up, start_wave
from tests.actions.test_privacy import leaks, live
from tests.canaries import in_text
from tests.web.browsing import sign_in
from tests.world import World

AGE: dict[str, object] = {"age": "56_64"}


@pytest.fixture
def elsewhere(world: World, other_database: str) -> Iterator[World]:
    """Give the same product on another machine, with the same data key."""
    engine = create_engine(other_database)
    yield replace(world, app=replace(world.app, engine=engine))
    engine.dispose()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "monday.backup"


def moved(world: World, elsewhere: World, file: Path) -> Restored:
    back_up(world.app, file)
    return restore(elsewhere.app, file)


def content(file: Path) -> str:
    """Give all that stands in a backup, as whoever steals it can read it."""
    raw = file.read_bytes()
    return gzip.decompress(raw[raw.index(b"\x1f\x8b\x08") :]).decode()


def destroy_key(world: World, user: str) -> None:
    """Do what makes an erasure final."""
    with world.app.engine.begin() as conn:
        conn.execute(
            delete(keys_table).where(
                keys_table.c.person_id == world.person(user).person_id
            )
        )


def is_empty(world: World) -> bool:
    with world.app.engine.begin() as conn:
        return dump.first_with_rows(conn) is None


def test_everything_comes_back(world: World, elsewhere: World, file: Path) -> None:
    alice = live(world)
    told, answered = profile(world, alice), pressed(world, alice)

    done = moved(world, elsewhere, file)

    assert done.erased == 0
    assert done.made_at == world.clock.now
    assert profile(elsewhere, alice) == told != Profile()
    assert pressed(elsewhere, alice) == answered != []
    assert elsewhere.ledger() == world.ledger()
    assert set(counts(elsewhere).items()) >= set(counts(world).items()) - {
        ("audit_log", 1)
    }


def counts(world: World) -> dict[str, int]:
    with world.app.engine.begin() as conn:
        return {
            name: conn.execute(text(f'select count(*) from "{name}"')).scalar_one()  # noqa: S608 - names of our own tables
            for name in dump.kept(conn)
        }


def test_the_audit_log_goes_on_where_it_was(
    world: World, elsewhere: World, file: Path
) -> None:
    back_up(world.app, file)
    [before] = auditing.verify(world.app)
    back_up(world.app, file)
    restore(elsewhere.app, file)
    [after] = auditing.verify(elsewhere.app, before)
    assert after.startswith(":2:")
    assert "backup_restored" in rows(elsewhere)


def test_a_backup_holds_no_answer_and_no_key(
    world: World, elsewhere: World, file: Path
) -> None:
    alice = live(world)
    keys = back_up(world.app, file)
    stolen = content(file)
    assert world.person(alice).person_id in stolen
    assert leaks(stolen) == in_text(stolen) == []
    with world.app.engine.begin() as conn:
        wrapped = [one.wrapped for one in person_keys.all_of(conn)]
    assert len(wrapped) == 2
    assert not any(one.hex() in stolen for one in wrapped)
    sealed = keys.read_bytes()
    assert not any(one in sealed for one in wrapped)
    assert world.person(alice).person_id.encode() not in sealed


@pytest.mark.parametrize("umask", [0o000, 0o022])
def test_both_files_are_for_their_owner_only(
    world: World, file: Path, umask: int
) -> None:
    before = os.umask(umask)
    try:
        keys = back_up(world.app, file)
    finally:
        os.umask(before)
    assert {one.stat().st_mode & 0o777 for one in (file, keys)} == {0o600}
    assert {one.name for one in file.parent.iterdir()} == {file.name, keys.name}


def test_whoever_was_erased_since_stays_erased(
    world: World, elsewhere: World, file: Path
) -> None:
    alice, bob = live(world), world.add("Bob")
    set_up(world, bob, AGE)
    back_up(world.app, file)
    own_people.erase_person(world.app, world.person(alice))
    back_up(world.app, file.with_name("tuesday.backup"))

    done = restore(elsewhere.app, file)

    assert done.erased == 1
    assert profile(elsewhere, alice) == Profile()
    assert pressed(elsewhere, alice) == []
    person = elsewhere.person(alice)
    assert (person.standing, person.agreed_at) == (Standing.DECLINED, None)
    with elsewhere.app.engine.begin() as conn:
        left = {person_id for _, person_id, _ in sealed_rows.key_ids(conn)}
    assert left == {elsewhere.person(bob).person_id}
    assert profile(elsewhere, bob).age_band == "56_64"


def test_who_agreed_and_was_erased_before_telling_anything_stays_erased_too(
    world: World, elsewhere: World, file: Path
) -> None:
    alice, bob = world.add("Alice"), world.add("Bob")
    back_up(world.app, file)
    own_people.erase_person(world.app, world.person(alice))
    back_up(world.app, file.with_name("tuesday.backup"))

    assert restore(elsewhere.app, file).erased == 1

    assert elsewhere.person(alice).standing is Standing.DECLINED
    assert elsewhere.person(bob).standing is Standing.AGREED


def test_who_came_back_after_an_erasure_does_not_find_the_old_answers(
    world: World, elsewhere: World, file: Path
) -> None:
    alice = world.add("Alice")
    set_up(world, alice, AGE)
    back_up(world.app, file)
    destroy_key(world, alice)
    with world.app.engine.begin() as conn:
        conn.execute(delete(answers))
    set_up(world, alice, {"age": "20_55"})
    back_up(world.app, file.with_name("tuesday.backup"))

    assert restore(elsewhere.app, file).erased == 1

    assert profile(elsewhere, alice) == Profile()
    set_up(replace(elsewhere, practice=world.practice), alice, AGE)


def test_a_copy_of_an_old_backup_and_todays_data_key_open_nothing_of_the_erased(
    world: World, file: Path
) -> None:
    alice = world.add("Alice")
    set_up(world, alice, AGE)
    owner = owner_of(world.app, world.person(alice))
    back_up(world.app, file)
    with world.app.engine.begin() as conn:
        key = person_keys.key_of(conn, owner)
        sealed = conn.execute(
            select(answers.c.sealed).where(answers.c.section == "safety")
        ).scalar_one()
    place = (owner.workspace_id, owner.person_id, "answers/safety")
    assert key is not None
    # It is in the old copy, and her key would open it:
    assert sealed.hex() in content(file)
    assert b"56_64" in decrypt(key, sealed, place)

    destroy_key(world, alice)
    back_up(world.app, file.with_name("tuesday.backup"))

    newest = keys_file.read(file.with_name(keys_file.NAME), world.app.keyring)
    at_hand = [
        world.app.keyring.newest,
        *(
            person_keys.unwrap(replace(owner, person_id=one.person_id), one.wrapped)
            for one in newest.rows
            if one.workspace_id
        ),
        person_keys.unwrap(
            person_keys.installation(world.app.keyring),
            next(one.wrapped for one in newest.rows if not one.workspace_id),
        ),
    ]
    assert key not in at_hand
    for one in at_hand:
        with pytest.raises(Refused, match="could not be opened"):
            decrypt(one, sealed, place)


def test_nothing_that_was_due_is_sent_after_a_restore(
    world: World, elsewhere: World, file: Path
) -> None:
    alice, carol = world.add("Alice"), world.add("Carol", agreed=False)
    world.run("plan")
    queue_invitation(world, carol)
    back_up(world.app, file)
    due = min(one.due_at for one in world.nudges(alice))
    # Early enough to be sent, if somebody still thought that it was not.
    world.clock.now = due + timedelta(minutes=10)

    restore(elsewhere.app, file)

    workspaces.change_state(
        elsewhere.app, world.workspace.workspace_id, WorkspaceState.ACTIVE
    )
    for sweep in ("plan", "dispatch"):
        elsewhere.run(sweep)
    assert world.sent() == []
    ledger = elsewhere.ledger()
    assert ledger["unknown"] == {"restored": 1}
    assert ledger["planned"] == 1 + ledger["pending"]
    with elsewhere.app.engine.begin() as conn:
        said = conn.execute(select(invitations.c.state, invitations.c.reason)).one()
    assert tuple(said) == ("unknown", "restored")


def test_what_comes_after_it_waits_for_the_operator(
    world: World, elsewhere: World, file: Path
) -> None:
    alice = world.add("Alice")
    world.run("plan")
    mine = world.workspace.workspace_id

    assert moved(world, elsewhere, file).paused == [mine]

    place = workspaces.get(elsewhere.app, mine)
    assert (place.state, place.reason) == ("paused", "restored")
    world.clock.now = min(one.due_at for one in world.nudges(alice))
    assert elsewhere.run("dispatch").get("sent", 0) == 0
    assert elsewhere.ledger()["skipped"] == {"workspace_paused": 1}


def queue_invitation(world: World, user: str) -> None:
    person = world.person(user)
    with world.app.engine.begin() as conn:
        conn.execute(
            invitations.insert().values(
                workspace_id=person.workspace_id,
                person_id=person.person_id,
                state="planned",
                due_at=world.clock.now,
            )
        )


def test_a_restore_signs_nobody_in(world: World, elsewhere: World, file: Path) -> None:
    sign_in(world, world.add("Alice"))
    moved(world, elsewhere, file)
    with elsewhere.app.engine.begin() as conn:
        assert conn.execute(select(func.count()).select_from(people)).scalar_one() == 1
        assert conn.execute(select(sessions)).all() == []


def test_a_backup_shows_one_moment(world: World) -> None:
    """A person who comes while it is written is in none of its tables."""
    with dump.snapshot(world.app.engine) as conn:
        before: list[bytes] = []
        dump.copy_out(conn, "people", ["person_id"], before.append)
        set_up(world, world.add("Alice"), AGE)
        after: list[bytes] = []
        for name in ("people", "answers"):
            dump.copy_out(conn, name, ["person_id"], after.append)
    assert before == after == []


def test_a_table_that_no_backup_knows_is_a_fault(world: World) -> None:
    with world.app.engine.connect() as conn:
        conn.execute(text("create table forgotten (id text)"))
        with pytest.raises(AssertionError, match="forgotten"):
            dump.kept(conn)


SPOILED: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "its end cut off": (lambda raw: raw[:-1], "not as it was written"),
    "its start only": (lambda raw: raw[:40], "not as it was written"),
    "a bit of its rows": (lambda raw: flipped(raw, -9), "not as it was written"),
    "a bit of its seal": (lambda raw: flipped(raw, 30), "not as it was written"),
    "longer": (lambda raw: raw + b"\0", "not as it was written"),
    "a zip": (lambda _: b"PK\x03\x04", "is no backup of Unhunch"),
    "nothing": (lambda _: b"", "is no backup of Unhunch"),
}


def flipped(raw: bytes, at: int) -> bytes:
    changed = bytearray(raw)
    changed[at] ^= 1
    return bytes(changed)


def test_a_spoiled_backup_is_refused_and_nothing_is_restored(
    world: World, elsewhere: World, file: Path
) -> None:
    world.add("Alice")
    back_up(world.app, file)
    whole = file.read_bytes()
    for spoil, why in SPOILED.values():
        file.write_bytes(spoil(whole))
        with pytest.raises(Refused, match=why):
            restore(elsewhere.app, file)
        assert is_empty(elsewhere)


def test_a_spoiled_key_file_is_refused(
    world: World, elsewhere: World, file: Path
) -> None:
    keys = back_up(world.app, file)
    whole = keys.read_bytes()
    keys.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    with pytest.raises(Refused, match="could not be opened"):
        restore(elsewhere.app, file)
    keys.write_bytes(b"")
    with pytest.raises(Refused, match="is no key file of Unhunch"):
        restore(elsewhere.app, file)
    keys.unlink()
    with pytest.raises(Refused, match=r"unhunch-keys.sealed cannot be used: No such"):
        restore(elsewhere.app, file)
    assert is_empty(elsewhere)


def test_a_backup_of_another_installation_is_refused(
    world: World, elsewhere: World, file: Path, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    other = tmp_path / "other" / "their.backup"
    back_up(elsewhere.app, other)
    keys = back_up(world.app, file)
    with elsewhere.app.engine.begin() as conn:
        conn.execute(delete(keys_table))
    with pytest.raises(Refused, match="of another installation"):
        restore(elsewhere.app, other, keys)


def test_another_data_key_restores_nothing(
    world: World, elsewhere: World, file: Path
) -> None:
    back_up(world.app, file)
    wrong = replace(elsewhere.app, keyring=GivenKeyring(lambda: write_keys(b"x" * 32)))
    with pytest.raises(Refused, match="put the right key back first"):
        restore(wrong, file)
    assert is_empty(elsewhere)


def test_keys_older_than_the_backup_are_refused(
    world: World, elsewhere: World, file: Path, tmp_path: Path
) -> None:
    """They may still hold the key of somebody who was erased since."""
    keys = back_up(world.app, file).rename(tmp_path / "older")
    world.clock.advance(hours=1)
    back_up(world.app, file)
    with pytest.raises(Refused, match="older than the backup: name the newest"):
        restore(elsewhere.app, file, keys)
    assert is_empty(elsewhere)


def test_a_database_with_data_is_left_as_it_is(world: World, file: Path) -> None:
    world.add("Alice")
    back_up(world.app, file)
    before = rows(world)
    with pytest.raises(Refused, match="The database is not empty"):
        restore(world.app, file)
    assert rows(world) == before


def test_a_restore_that_fails_at_its_end_leaves_nothing(
    world: World, elsewhere: World, file: Path
) -> None:
    set_up(world, world.add("Alice"), AGE)
    back_up(world.app, file)
    alter(elsewhere, "alter table answers add constraint never check (false)")
    try:
        with pytest.raises(Refused) as refused:
            restore(elsewhere.app, file)
    finally:
        alter(elsewhere, "alter table answers drop constraint never")
    said = "The rows of answers could not be copied (CheckViolation)."
    assert str(refused.value) == said
    assert is_empty(elsewhere)


def alter(world: World, statement: str) -> None:
    with world.app.engine.begin() as conn:
        conn.execute(text(statement))


def test_one_backup_at_a_time(world: World, file: Path) -> None:
    """A slow one that ends last would put keys back that were destroyed meanwhile."""
    with (
        held(world.app.engine, keys_file.LOCK, keys_file.AT_MOST),
        pytest.raises(Refused, match="wait until it has ended"),
    ):
        back_up(world.app, file)
    assert not file.exists()


def test_who_said_no_and_deleted_stays_so_too(
    world: World, elsewhere: World, file: Path
) -> None:
    alice, bob = world.add("Alice", agreed=False), world.add("Bob", agreed=False)
    start_wave(world)
    for one in (alice, bob):
        (message,) = world.sent(one)
        world.practice.click(one, message["ts"], "decline")
    before, his = (world.person(one).person_id for one in (alice, bob))
    back_up(world.app, file)
    own_people.erase_person(world.app, world.person(alice))
    back_up(world.app, file.with_name("tuesday.backup"))

    assert restore(elsewhere.app, file).erased == 1

    assert elsewhere.person(alice).person_id != before
    assert elsewhere.person(bob).person_id == his


def test_no_backup_between_two_data_keys(world: World, file: Path) -> None:
    set_up(world, world.add("Alice"), AGE)
    both = replace(
        world.app,
        keyring=GivenKeyring(lambda: write_keys(b"n" * 32, world.app.keyring.newest)),
    )
    with both.engine.begin() as conn:
        person_keys.rewrap(conn, both.keyring, 1)
    with pytest.raises(Refused, match="A rotation of keys has not ended"):
        back_up(both, file)
    assert list(file.parent.iterdir()) == []
    rotate(both)
    back_up(both, file)


def test_the_name_of_the_key_file_is_taken(world: World, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="choose another"):
        back_up(world.app, tmp_path / "unhunch-keys.sealed")


def test_a_folder_that_is_not_there_is_named(world: World, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"nowhere/a.backup cannot be used: No such file"):
        back_up(world.app, tmp_path / "nowhere" / "a.backup")


def test_a_backup_of_before_a_rotation_is_restored_with_the_keys_of_after_it(
    world: World, elsewhere: World, file: Path
) -> None:
    """Its own keys, and stored tokens too, do not depend on the data key of then."""
    alice = world.add("Alice")
    set_up(world, alice, AGE)
    mine = workspaces.add(world.app, world.practice.bot_token)
    back_up(world.app, file)
    new = GivenKeyring(lambda: write_keys(b"n" * 32, world.app.keyring.newest))
    rotate(replace(world.app, keyring=new))
    only_new = GivenKeyring(lambda: write_keys(b"n" * 32))
    back_up(replace(world.app, keyring=only_new), file.with_name("tuesday.backup"))
    there = replace(elsewhere, app=replace(elsewhere.app, keyring=only_new))

    restore(there.app, file)

    assert auditing.verify(there.app)
    assert profile(there, alice).age_band == "56_64"
    kept = workspaces.get(there.app, mine.workspace_id)
    assert workspaces.token_of(there.app, kept) == world.practice.bot_token
