"""The embedded PostgreSQL, and each trap of its wheel really sprung."""

import json
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import psutil
import psycopg
import pytest
from sqlalchemy.engine import make_url

REPO = Path(__file__).parents[2]
# Joins the server, says its address, and leaves when its input is closed.
USER = """
import sys
from pathlib import Path
from service.embedded import start_postgres
print(start_postgres(Path(sys.argv[1])), flush=True)
sys.stdin.read()
"""
AS_NOBODY = ("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups")


class User:
    """A process that uses the server of a folder."""

    def __init__(
        self, folder: Path, *flags: str, before: Sequence[str] = (), **more: str
    ) -> None:
        names = ("PATH", "VIRTUAL_ENV")
        self._process = subprocess.Popen(
            [*before, sys.executable, *flags, "-c", USER, str(folder)],
            cwd=REPO,
            env={name: os.environ[name] for name in names if name in os.environ} | more,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        self.url = self._process.stdout.readline().strip()
        self.failure = "" if self.url else self.leave().strip().splitlines()[-1]

    def answers(self) -> bool:
        assert self.url, self.failure
        with psycopg.connect(self.url.replace("+psycopg", "")) as conn:
            return conn.execute("select 1").fetchone() == (1,)

    def leave(self) -> str:
        """End as a program ends; gives what it said on the way."""
        _, said = self._process.communicate(timeout=30)
        return said

    def kill(self) -> None:
        self._process.kill()
        self._process.communicate(timeout=30)


def servers(folder: Path) -> list[psutil.Process]:
    return [
        one
        for one in psutil.process_iter(["cmdline"])
        if one.info["cmdline"] and str(folder) in one.info["cmdline"]
        # Its children carry the same words until they have named themselves.
        if one.name() == "postgres" and not is_child(one)
    ]


def is_child(process: psutil.Process) -> bool:
    parent = process.parent()
    return parent is not None and parent.name() == "postgres"


def soon(happened: Callable[[], bool]) -> bool:
    never = threading.Event()
    return any(happened() or never.wait(0.02) for _ in range(500))


@pytest.fixture(scope="module")
def used_before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder whose server has run once, and has stopped."""
    folder = tmp_path_factory.mktemp("data") / "postgres"
    first = User(folder)
    assert first.answers()
    first.leave()
    return folder


@pytest.fixture
def folder(used_before: Path) -> Iterator[Path]:
    assert soon(lambda: servers(used_before) == [])
    yield used_before
    for server in servers(used_before):
        server.kill()
    assert soon(lambda: servers(used_before) == [])


def test_a_server_that_is_still_stopping_is_waited_for(folder: Path) -> None:
    first = User(folder)
    (server,) = servers(folder)
    with psycopg.connect(first.url.replace("+psycopg", "")):
        # It stops when the last connection ends.
        server.terminate()
        assert soon(lambda: "stopping" in (folder / "postmaster.pid").read_text())
        first.kill()
        came: list[User] = []
        second = threading.Thread(target=lambda: came.append(User(folder)))
        second.start()
        second.join(2)
        assert second.is_alive()
    second.join(60)
    assert came[0].answers()
    came[0].leave()


def test_two_processes_share_a_server_and_the_last_one_stops_it(folder: Path) -> None:
    one, other = User(folder), User(folder)
    assert one.url == other.url
    one.leave()
    assert other.answers()
    other.leave()
    assert soon(lambda: servers(folder) == [])


def test_two_processes_may_start_it_at_once(folder: Path) -> None:
    users: list[User] = []
    starters = [
        threading.Thread(target=lambda: users.append(User(folder))) for _ in range(2)
    ]
    for starter in starters:
        starter.start()
    for starter in starters:
        starter.join()
    assert all(user.answers() for user in users)
    assert len(servers(folder)) == 1
    for user in users:
        user.leave()
    assert soon(lambda: servers(folder) == [])


def test_a_killed_user_does_not_keep_the_server_alive_for_ever(folder: Path) -> None:
    killed = User(folder)
    killed.kill()
    assert len(servers(folder)) == 1
    next_one = User(folder)
    assert next_one.answers()
    next_one.leave()
    assert soon(lambda: servers(folder) == [])


def test_a_dead_users_pid_given_to_another_program_counts_as_dead(folder: Path) -> None:
    pids = folder / ".handle_pids.json"
    pids.write_text(json.dumps([os.getpid()]))
    long_ago = psutil.Process().create_time() - 3600
    os.utime(pids, (long_ago, long_ago))
    user = User(folder)
    user.leave()
    assert soon(lambda: servers(folder) == [])


def test_a_half_written_list_of_users_is_forgotten(folder: Path) -> None:
    (folder / ".handle_pids.json").write_text("[12")
    user = User(folder)
    assert user.answers()
    user.leave()
    assert soon(lambda: servers(folder) == [])


def crashed(folder: Path) -> Path:
    """Kill server and user; gives the pid file that stays behind."""
    user = User(folder)
    (server,) = servers(folder)
    children = server.children()
    server.kill()
    user.kill()
    psutil.wait_procs(children, timeout=10)
    return folder / "postmaster.pid"


def test_a_pid_file_whose_pid_belongs_to_another_program_is_no_server(
    folder: Path,
) -> None:
    pid_file = crashed(folder)
    for left in (pid_file, folder / ".s.PGSQL.5432.lock"):
        lines = left.read_text().splitlines()
        left.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    user = User(folder)
    assert user.answers()
    user.leave()


@pytest.mark.parametrize("lines", [0, 2])
def test_a_half_written_pid_file_is_no_server(folder: Path, lines: int) -> None:
    pid_file = crashed(folder)
    pid_file.write_text("\n".join(pid_file.read_text().splitlines()[:lines]))
    user = User(folder)
    assert user.answers()
    user.leave()


def test_another_postgres_under_the_same_pid_is_not_ours(
    folder: Path, postgres: str
) -> None:
    others = (Path(make_url(postgres).query["host"]) / "postmaster.pid").read_text()
    pid = others.splitlines()[0]
    pid_file = crashed(folder)
    rest = pid_file.read_text().splitlines()[1:]
    pid_file.write_text("\n".join([pid, *rest]) + "\n")
    user = User(folder)
    assert user.answers()
    user.leave()


def test_nothing_is_warned_of_without_a_runtime_folder(folder: Path) -> None:
    user = User(folder, "-W", "error")
    assert user.answers()
    assert user.leave() == ""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root would open the socket to all")
def test_a_path_too_long_for_a_socket_is_refused(tmp_path: Path) -> None:
    user = User(tmp_path / ("long" * 25) / "postgres")
    assert "too long for PostgreSQL's socket: set UNHUNCH_DATA_DIR" in user.failure


def test_a_server_that_does_not_start_is_one_sentence_with_its_log(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "postgres"
    folder.mkdir()
    (folder / "PG_VERSION").write_text("9\n")
    user = User(folder)
    assert f"The embedded PostgreSQL in {folder} did not start" in user.failure
    assert f"its log is {folder / 'log'}" in user.failure


# --------------------------------------------------------------- as another user


@pytest.fixture
def homeless() -> Iterator[Path]:
    """Give a folder that belongs to nobody, and skip where that cannot be tried."""
    if os.geteuid() != 0 or not shutil.which("setpriv"):
        pytest.skip("only root can become nobody, and setpriv is needed for it")
    probe = [*AS_NOBODY, sys.executable, "-c", "import service.embedded"]
    tried = subprocess.run(probe, cwd=REPO, capture_output=True, check=False)
    if tried.returncode:
        pytest.skip("nobody cannot read this checkout or its virtual environment")
    folder = Path(tempfile.mkdtemp(prefix="unhunch-nobody-"))
    shutil.chown(folder, "nobody", "nogroup")
    yield folder
    shutil.rmtree(folder)


def test_it_runs_for_an_ordinary_user_after_root_used_it_elsewhere(
    folder: Path, homeless: Path
) -> None:
    roots = User(folder)
    user = User(homeless / "data" / "postgres", before=AS_NOBODY, HOME=str(homeless))
    assert user.answers()
    (server,) = servers(homeless / "data" / "postgres")
    assert server.uids().real == pwd.getpwnam("nobody").pw_uid
    assert (homeless / "data").stat().st_mode & 0o777 == 0o700
    assert user.leave() == ""
    assert servers(homeless / "data" / "postgres") == []
    roots.leave()


def test_a_long_path_puts_the_socket_where_only_its_owner_comes(
    homeless: Path,
) -> None:
    folder = homeless / ("long" * 25) / "postgres"
    user = User(folder, before=AS_NOBODY, HOME=str(homeless), TMPDIR=str(homeless))
    assert user.answers()
    sockets = Path(str(make_url(user.url).query["host"]))
    assert sockets.parent.stat().st_mode & 0o777 == 0o700
    user.leave()


def test_a_folder_that_cannot_be_written_is_one_sentence(homeless: Path) -> None:
    homeless.chmod(0o555)
    for data in (homeless, homeless / "data"):
        user = User(data / "postgres", before=AS_NOBODY)
        assert f"The folder {data} cannot be used (" in user.failure
        assert "UNHUNCH_DATA_DIR" in user.failure


def test_a_key_of_another_user_is_one_sentence(homeless: Path) -> None:
    (homeless / "keys").mkdir(mode=0o700)
    (homeless / "keys" / "data_key").write_text("root's")
    code = (
        "import sys; from pathlib import Path\n"
        "from service.gateways.keyring import made_key\n"
        "made_key(Path(sys.argv[1]) / 'keys' / 'data_key')"
    )
    shutil.chown(homeless / "keys", "nobody", "nogroup")
    (homeless / "keys" / "data_key").chmod(0o600)
    tried = subprocess.run(
        [*AS_NOBODY, sys.executable, "-c", code, str(homeless)],
        cwd=REPO,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "data_key cannot be used (Permission denied)" in tried.stderr
