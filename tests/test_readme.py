"""Every command that the README tells people to type is typed here."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from service.core.scopes import bot_scopes
from tests import forking
from tests.end_to_end.installation import Process, free_port, get, soon
from tests.web.browsing import Browsing
from tests.world import World

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", README, flags=re.DOTALL)
LINES = [
    line.partition("#")[0].strip()
    for block in BLOCKS
    for line in block.splitlines()
    if line.strip()
]
IN_THE_TABLE = re.findall(r"`unhunch ([a-z ]+)`", README)


def of(*starts: str) -> list[str]:
    return [line for line in LINES if line.startswith(starts)]


def test_every_line_belongs_to_a_test_below() -> None:
    known = ("make ", "unhunch ", ".venv/bin/unhunch ", "export ", "echo ")
    assert LINES
    assert [line for line in LINES if not line.startswith(known)] == []


@pytest.mark.parametrize("line", of("make "))
def test_make_knows_the_target(line: str) -> None:
    # `make demo` and `make test` are what CI and tests/end_to_end run for real.
    done = subprocess.run(
        [*line.split(), "--dry-run"], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_commands_work_one_after_the_other(world: World) -> None:
    example = re.search(r"```csv\n(.*?)```", README, flags=re.DOTALL)
    assert example is not None
    (world.folder / "roster.csv").write_text(example[1], "utf-8")
    world.practice.add_member("U024BE7LH", "Ada", email="ada@example.org")
    for line in of("unhunch ", ".venv/bin/unhunch "):
        words = shlex.split(line)[1:]
        if words != ["serve"]:
            done = subprocess.run(
                [sys.executable, "-m", "unhunch", *words],
                env={**world.environment(), "PYTHONPATH": str(ROOT)},
                cwd=world.folder,
                capture_output=True,
                text=True,
                timeout=60,
                check=False,
            )
            assert done.returncode == 0, (line, done.stderr)
    assert [message["user"] for message in world.sent()] == ["U024BE7LH"]


@pytest.mark.parametrize("line", of("echo "))
def test_a_piped_example_answers(world: World, line: str) -> None:
    document, _, _ = line.partition("|")
    done = forking.command(["explain"], world.environment(), shlex.split(document)[1])
    assert done.returncode == 0, done.stderr
    assert '"status": "GO"' in done.stdout


def in_files(world: World, names: list[str]) -> dict[str, str]:
    """Put the two tokens into files that only we can read."""
    tokens = (world.practice.bot_token, world.practice.app_token)
    paths = {name: world.folder / name for name in names}
    for path, token in zip(paths.values(), tokens, strict=True):
        path.touch(0o600)
        path.write_text(token, "utf-8")
    return {name: str(path) for name, path in paths.items()}


def test_serve_with_the_tokens_in_files_is_ready(world: World) -> None:
    told = [line.removeprefix("export ").split("=") for line in of("export ")]
    names, (address, public) = [name for name, _ in told[:-1]], told[-1]
    assert names == ["UNHUNCH_SLACK_BOT_TOKEN_FILE", "UNHUNCH_SLACK_APP_TOKEN_FILE"]
    assert address == "UNHUNCH_PUBLIC_URL"
    port = free_port()
    environ = world.environment(UNHUNCH_PORT=str(port), UNHUNCH_PUBLIC_URL=public)
    del environ["UNHUNCH_SLACK_BOT_TOKEN"]
    serve = Process(world.folder, environ | in_files(world, names), "serve")
    try:
        assert soon(lambda: get(port, "/readyz") == (200, "ready\n"))
        # As the proxy in front passes it on.
        proxied = Browsing(url=f"http://127.0.0.1:{port}")
        page = proxied.get("/", Host=urlsplit(public).netloc)
        assert "Send me a link" in page.text
    finally:
        assert serve.end() == 0
    assert f"Unhunch serves on http://127.0.0.1:{port}" in serve.said


@pytest.mark.parametrize("words", sorted(set(IN_THE_TABLE)))
def test_a_command_that_is_named_exists(words: str) -> None:
    done = forking.command([*words.split(), "--help"], os.environ)
    assert done.returncode == 0, done.stderr


def test_the_scopes_that_slack_shows_are_those_of_the_manifest() -> None:
    (shown,) = re.findall(r"Slack shows the scopes:\n(.*?)\n\d\. ", README, re.DOTALL)
    assert re.findall(r"`([^`]+)`", shown) == bot_scopes()
