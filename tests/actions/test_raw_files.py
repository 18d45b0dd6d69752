"""What a thief of the disk finds: names and times, and nothing that anybody told."""

import re
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from tests.actions.test_privacy import CANARIES, live
from tests.world import World

# Also words of the exercises, which content packs of other tests hold in the clear.
WORDS = {"pregnancy", "dumbbell", "dizziness", "upper_back"}


def test_no_file_of_the_database_holds_an_answer(world: World, postgres: str) -> None:
    alice = live(world)
    engine = create_engine(postgres, isolation_level="AUTOCOMMIT")
    with engine.connect() as conn:
        conn.execute(text("checkpoint"))
    engine.dispose()
    folder = Path(str(make_url(postgres).query["host"]))
    found = set(words_in(folder, alice, *CANARIES))
    # Her Slack id stands in a table and in the WAL: answers would be found there too.
    assert {place for word, place in found if word == alice} >= {"base", "pg_wal"}
    assert {word for word, _ in found} - {alice} <= WORDS


def words_in(folder: Path, *words: str) -> Iterator[tuple[str, str]]:
    """Give each word with the server's folder in whose files it stands."""
    any_of = re.compile("|".join(words).encode())
    for path in (path for path in folder.rglob("*") if path.is_file()):
        for word in set(any_of.findall(path.read_bytes())):
            yield word.decode(), path.relative_to(folder).parts[0]
