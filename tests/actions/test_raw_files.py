"""What a thief of the disk finds: names and times, and nothing that anybody told."""

from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from tests.actions.test_privacy import CANARIES, live
from tests.world import World

# Also words of the exercises, which content packs of other tests hold in the clear.
WORDS = {"pregnancy", "dumbbell", "dizziness", "upper_back"}


def test_no_file_of_the_database_holds_an_answer(world: World, postgres: str) -> None:
    alice = live(world)
    checkpoint(postgres)
    folder = Path(str(make_url(postgres).query["host"]))
    found: dict[str, set[str]] = {}
    for path in (path for path in folder.rglob("*") if path.is_file()):
        content = path.read_bytes()
        for word in (alice, *CANARIES):
            if word.encode() in content:
                found.setdefault(word, set()).add(place_of(path, folder))
    # The person's Slack id is there, in the tables and in the WAL: it was looked for
    # where answers would stand.
    assert found.pop(alice) >= {"base", "pg_wal"}
    assert found.keys() <= WORDS


def checkpoint(url: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as conn:
        conn.execute(text("checkpoint"))
    engine.dispose()


def place_of(path: Path, folder: Path) -> str:
    return path.relative_to(folder).parts[0]
