"""The first start of an installation, also where it is cut short."""

import signal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from service.actions import workspaces
from tests.end_to_end.installation import Process, clean_environment, soon
from tests.world import World


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_first_start_that_was_cut_short_can_be_done_again(
    tmp_path: Path, number: signal.Signals
) -> None:
    with TemporaryDirectory(prefix="uh-", ignore_cleanup_errors=True) as folder:
        data = Path(folder) / "data"
        environ = clean_environment(UNHUNCH_DATA_DIR=str(data))
        first = Process(tmp_path, environ, "ledger", "--json")
        # initdb is at work: it makes this file early, and the databases late.
        assert soon((data / "postgres" / "PG_VERSION").exists)
        first.popen.send_signal(number)
        first.popen.wait(timeout=30)

        again = Process(tmp_path, environ, "ledger", "--json")
        assert again.popen.wait(timeout=30) == 0, again.said
        assert again.said.startswith('{"planned": 0')


def test_the_first_sync_makes_the_workspace_of_the_token(world: World) -> None:
    assert workspaces.all_of(world.app) == []
    world.run("sync")
    (made,) = workspaces.all_of(world.app)
    assert made.workspace_id == world.practice.team_id
