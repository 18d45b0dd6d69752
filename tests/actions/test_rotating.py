"""The data key is replaced while the service runs, and may die in the middle."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import event, select, text

from service.actions import auditing, keys_file, workspaces
from service.actions.reading import owner_of
from service.actions.rotating import rotate
from service.app import App
from service.closed import draft
from service.core.audit import INSTALLATION, MACHINE, Audited, Event
from service.core.errors import Refused
from service.core.keys import key_id, read_keys, write_keys
from service.gateways.keyring import GivenKeyring, OwnKeyring
from service.store import audit, person_keys
from service.store.locks import held
from service.store.person_keys import made_key_of
from service.store.tables import workspaces as workspaces_table
from tests.actions.steps import profile, set_up
from tests.end_to_end.installation import soon
from tests.world import DATA_KEY, Addresses, World
from web.app import create_app
from web.slack.bolt import bolt_app

AGES = ["under_20", "20_55", "56_64", "65_up"]
WAITING = text(
    "select count(*) from pg_stat_activity"
    " where datname = current_database() and wait_event_type = 'Lock'"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give a key file of our own, with the key that the world began with."""
    folder = tmp_path / "keys"
    folder.mkdir(mode=0o700)
    with draft(folder / "data_key") as file:
        file.write(DATA_KEY.encode())
    return folder / "data_key"


def process(world: World, path: Path) -> World:
    """Give another process of this world: it has read the key file on its own."""
    return replace(world, app=replace(world.app, keyring=OwnKeyring(path)))


def used(world: World) -> set[bytes]:
    with world.app.engine.begin() as conn:
        return person_keys.wrapped_by(conn)


def newest(path: Path) -> set[bytes]:
    """Give the id of the one key that the file must hold now."""
    (key,) = read_keys(path.read_text())
    return {key_id(key)}


def test_everything_reads_as_before_and_the_old_key_is_gone(
    world: World, path: Path
) -> None:
    before = process(world, path)
    alice = world.add("Alice")
    set_up(world, alice, {"age": "56_64"})
    old = path.read_text()

    rotated = rotate(process(world, path).app)

    assert rotated.wrapped == 2  # Alice's key, and the installation's
    assert used(world) == newest(path)
    assert old not in path.read_text()
    for running in (before, process(world, path)):
        assert profile(running, alice).age_band == "56_64"
    with pytest.raises(Refused, match="put the right key back first"):
        profile(world, alice)
    assert_audited_once(before.app)


def assert_audited_once(app: App) -> None:
    with app.engine.begin() as conn:
        said = [entry.event for entry, _ in audit.entries(conn, INSTALLATION)]
    assert [one.action for one in said] == [Audited.KEYS_ROTATED]
    assert said[0].details == {"key_id": key_id(app.keyring.newest).hex()}
    assert auditing.verify(app)


def test_live_answers_lose_nothing_while_keys_are_rotated_again_and_again(
    world: World, path: Path, listening: Addresses
) -> None:
    live = process(world, path)
    # The server that Slack reaches has its keys from the file from now on.
    listening.product.app = create_app(live.app, bolt_app(live.app))
    ages = {world.add(f"Person{number}"): age for number, age in enumerate(AGES * 2)}

    rotations = 0
    with ThreadPoolExecutor(1) as pool:
        answering = pool.submit(answer, live, ages)
        while not answering.done():
            rotate(process(world, path).app)
            rotations += 1

    assert answering.result() == len(AGES) * 2
    assert rotations > 2
    assert used(world) == newest(path)
    told = {user: profile(process(world, path), user).age_band for user in ages}
    assert told == ages


def answer(live: World, ages: dict[str, str]) -> int:
    """Let each person tell the age, one after the other."""
    for user, age in ages.items():
        set_up(live, user, {"age": age})
    return len(ages)


def test_the_audit_log_goes_on_while_keys_are_rotated(world: World, path: Path) -> None:
    live = process(world, path).app
    noted = Event(actor=MACHINE, action=Audited.BACKUP_MADE)

    def write(_number: int) -> None:
        with live.engine.begin() as conn:
            auditing.note(live, conn, INSTALLATION, noted)

    with ThreadPoolExecutor(4) as pool:
        writing = pool.map(write, range(60))
        for _ in range(3):
            rotate(process(world, path).app)
        assert len(list(writing)) == 60

    (head,) = auditing.verify(process(world, path).app)
    assert head.startswith(":63:")


def test_a_key_that_is_being_made_is_waited_for(world: World, path: Path) -> None:
    """It is wrapped by the old key, which must not go before it is wrapped anew."""
    live = process(world, path)
    alice = world.person(world.add("Alice", agreed=False))
    with live.app.engine.begin() as conn:
        made_key_of(conn, person_keys.installation(live.app.keyring))
    with live.app.engine.begin() as conn:
        made_key_of(conn, owner_of(live.app, alice))
        rotating = threading.Thread(target=rotate, args=[process(world, path).app])
        rotating.start()
        assert soon(lambda: somebody_waits(world))
        assert len(read_keys(path.read_text())) == 2
    rotating.join()
    assert used(world) == newest(path)


def somebody_waits(world: World) -> bool:
    with world.app.engine.begin() as conn:
        return conn.execute(WAITING).scalar_one() == 1


def test_a_process_that_was_asleep_wraps_with_the_new_key(
    world: World, path: Path
) -> None:
    asleep = process(world, path)
    rotate(process(world, path).app)
    alice = world.add("Alice", agreed=False)
    with asleep.app.engine.begin() as conn:
        made_key_of(conn, owner_of(asleep.app, world.person(alice)))
    assert used(world) == newest(path)


class _Killed(BaseException):
    """Stands for the end of the process: nobody catches it, transactions roll back."""


@contextmanager
def dying_at(app: App, step: int) -> Iterator[list[str]]:
    """Kill whoever speaks to the database, at one of its steps; gives those passed."""
    passed: list[str] = []

    def count(what: str) -> None:
        passed.append(what)
        if len(passed) == step:
            raise _Killed

    def statement(_conn: object, _cursor: object, said: str, *_: object) -> None:
        count(said)

    def commit(_conn: object) -> None:
        count("commit")

    event.listen(app.engine, "before_cursor_execute", statement)
    event.listen(app.engine, "commit", commit)
    try:
        yield passed
    finally:
        event.remove(app.engine, "before_cursor_execute", statement)
        event.remove(app.engine, "commit", commit)


class _DiesAtTheEnd(OwnKeyring):
    def retire(self) -> str:
        raise _Killed


def test_killed_at_any_step_it_goes_on_when_it_is_run_again(
    world: World, path: Path
) -> None:
    live = process(world, path)
    alice = world.add("Alice")
    set_up(world, alice, {"age": "56_64"})
    with dying_at(world.app, 0) as passed:
        rotate(process(world, path).app)
    assert len(passed) > 10
    for step in range(1, len(passed) + 1):
        with dying_at(world.app, step), pytest.raises(_Killed):
            rotate(process(world, path).app)
        assert profile(live, alice).age_band == "56_64"
        rotate(process(world, path).app)
        assert used(world) == newest(path)
    with pytest.raises(_Killed):
        rotate(replace(world.app, keyring=_DiesAtTheEnd(path)))
    new = read_keys(path.read_text())[0]
    assert rotate(process(world, path).app).wrapped == 0
    assert read_keys(path.read_text()) == (new,)
    assert profile(live, alice).age_band == "56_64"


def test_two_rotations_at_once_are_one_too_many(world: World, path: Path) -> None:
    with held(world.app.engine, keys_file.LOCK, keys_file.AT_MOST) as alone:
        assert alone
        with pytest.raises(Refused, match="A rotation or a backup runs"):
            rotate(process(world, path).app)
    assert path.read_text() == DATA_KEY


def test_with_a_given_key_old_and_new_work_side_by_side_in_any_order(
    world: World,
) -> None:
    old, new = b"k" * 32, b"n" * 32
    first, second, done = (
        replace(world.app, keyring=GivenKeyring(lambda keys=keys: write_keys(*keys)))
        for keys in ((old, new), (new, old), (new,))
    )
    people = [world.person(world.add(name)) for name in ("Alice", "Bob", "Carol")]
    with pytest.raises(Refused, match="Give the new key first"):
        rotate(world.app)
    for app, person in ((world.app, people[0]), (second, people[1])):
        with app.engine.begin() as conn:
            made_key_of(conn, owner_of(app, person))
    # Whoever has not been restarted yet opens everything: the old key wraps so far.
    assert used(world) == {key_id(old)}

    rotate(second)

    with first.engine.begin() as conn:
        made_key_of(conn, owner_of(first, people[2]))
    assert used(world) == {key_id(new)}
    with done.engine.begin() as conn:
        person_keys.check(conn, done.keyring)
    assert rotate(second).wrapped == 0


def test_a_stored_token_belongs_to_its_workspace_and_outlives_a_rotation(
    world: World, path: Path
) -> None:
    live = process(world, path).app
    mine = workspaces.add(live, world.practice.bot_token)
    rotate(process(world, path).app)
    assert workspaces.token_of(live, mine) == world.practice.bot_token
    with live.engine.begin() as conn:
        kept = conn.execute(select(workspaces_table.c.token)).scalar_one()
    moved = replace(mine, workspace_id="T0OTHER", token=kept)
    with pytest.raises(Refused, match="has lost its key"):
        workspaces.token_of(live, moved)
    with live.engine.begin() as conn:
        made_key_of(conn, workspaces.owner_of(live, "T0OTHER"))
    with pytest.raises(Refused, match="moved from another place"):
        workspaces.token_of(live, moved)


def test_a_rotation_before_anybody_told_anything_is_noted_too(
    world: World, path: Path
) -> None:
    assert rotate(process(world, path).app).wrapped == 1
    assert used(world) == newest(path)
    assert_audited_once(process(world, path).app)
