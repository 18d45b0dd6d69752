"""What a thief of the disk finds: names and times, and nothing that anybody told."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import create_engine, text, update
from sqlalchemy.engine import make_url

from service.actions import workspaces
from service.actions.backing_up import back_up
from service.actions.reading import owner_of
from service.core.profile import Hurt, Pain, Profile, Region
from service.core.progress import Learned, Rung
from service.store import answers, exercises_done, progress, responses
from service.store.exercises_done import Done
from service.store.responses import Response
from service.store.sealing import seal
from service.store.tables import nudges
from tests.actions.test_privacy import CANARIES, live
from tests.world import World

# Also words of the exercises, which content packs of other tests hold in the clear.
WORDS = {"pregnancy", "dumbbell", "dizziness", "upper_back"}
CANARY = "canary-in-the-mine"
"""Stands in for what somebody tells, in every field that takes words."""


def test_no_file_of_the_database_nor_of_a_backup_holds_an_answer(
    world: World, postgres: str, tmp_path: Path
) -> None:
    alice = live(world)
    fill_every_field(world, alice)
    workspaces.add(world.app, world.practice.bot_token)
    back_up(world.app, tmp_path / "a.backup")
    unpack(tmp_path / "a.backup")
    checkpoint(postgres)
    folder = Path(str(make_url(postgres).query["host"]))
    words = alice, CANARY, world.practice.bot_token, *CANARIES

    found = {*words_in(folder, *words), *words_in(tmp_path, *words)}

    # Her Slack id stands in a table, in the WAL and in the backup: what she told
    # would be found there too.
    places = {place for word, place in found if word == alice}
    assert places >= {"base", "pg_wal", "rows"}
    assert {word for word, _ in found} - {alice} <= WORDS


def fill_every_field(world: World, user: str) -> None:
    """Put a canary into every kind of sealed row, by way of what writes it."""
    now, person = world.clock.now, world.person(user)
    owner = owner_of(world.app, person)
    said = Response(
        response_id="r", nudge_id="n", at=now, answer=CANARY, exercise_id=CANARY
    )
    done = Done(done_id="d", at=now, exercise_id=CANARY, step=1, answer=CANARY)
    with world.app.engine.begin() as conn:
        answers.save_profile(conn, owner, Profile(), profile_of_canaries(world))
        progress.save(conn, owner, Learned(progress={CANARY: Rung(level=1)}))
        responses.add(conn, owner, said)
        exercises_done.add(conn, owner, done)
        routine = seal(conn, owner, "nudges/n", {"items": [CANARY]})
        conn.execute(
            update(nudges)
            .where(nudges.c.person_id == person.person_id)
            .values(routine=routine)
        )


def profile_of_canaries(world: World) -> Profile:
    now, one = world.clock.now, frozenset({CANARY})
    return Profile(
        answers={CANARY: CANARY},
        patterns=one,
        flags=one,
        age_band=CANARY,
        asked=one,
        not_now={CANARY: now},
        never=one,
        hurts=(Hurt(at=now, exercise_id=CANARY),),
        pains=(Pain(at=now, score=7, regions=frozenset({Region.NECK})),),
        gone_through={CANARY: now},
    )


def checkpoint(url: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as conn:
        conn.execute(text("checkpoint"))
    engine.dispose()


def unpack(backup: Path) -> None:
    raw = backup.read_bytes()
    (backup.parent / "rows").write_bytes(
        gzip.decompress(raw[raw.index(b"\x1f\x8b\x08") :])
    )


def words_in(folder: Path, *words: str) -> Iterator[tuple[str, str]]:
    """Give each word with the folder or file at the top in which it stands."""
    any_of = re.compile("|".join(words).encode())
    for path in (path for path in folder.rglob("*") if path.is_file()):
        for word in set(any_of.findall(path.read_bytes())):
            yield word.decode(), path.relative_to(folder).parts[0]
