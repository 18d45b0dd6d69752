"""Builds the real App: the one place that reads the clock and joins the parts."""

import base64
import os
import secrets
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from threading import BoundedSemaphore

import structlog
from pydantic import SecretStr
from sqlalchemy import Engine, create_engine

from service import logs
from service.app import App, Later
from service.core.errors import Refused
from service.embedded import start_postgres
from service.gateways.holidays import PublicHolidays
from service.gateways.library import load_catalogue
from service.gateways.slack import SlackGateway
from service.ports import Clock, Slack
from service.settings import Settings
from service.store import schema

log = structlog.get_logger()

_KEY_BYTES = 32
_FOLD_THREADS = 4
_FOLDS_WAITING = 200


def prepare(settings: Settings, *, migrate: bool = False) -> Settings:
    """Fill in what makes itself: database, keys, schema.

    Called once per command, before any fork. With ``migrate`` false an external
    database must already be at head (or empty).

    Raises:
        Refused: something is missing; the sentence says what to set.
    """
    logs.set_up(settings.log_level)
    embedded = settings.database_url is None
    made = settings.model_copy(
        update={
            "database_url": SecretStr(_database_url(settings)),
            "secret_key": _key(settings, "secret_key", embedded=embedded),
            "data_key": _key(settings, "data_key", embedded=embedded),
        }
    )
    engine = _engine(made)
    try:
        _bring_to_head(engine, always=embedded or migrate)
    finally:
        engine.dispose()
    return made


def build(settings: Settings, *, at: datetime | None = None) -> App:
    """Build the App from prepared settings; ``at`` starts its clock elsewhere."""
    return App(
        settings=settings,
        engine=_engine(settings),
        now=clock_from(at) if at else system_clock,
        slack=cache(lambda token: _slack(token, settings)),
        holidays=PublicHolidays(),
        catalogue=load_catalogue(),
        data_key=_data_key(settings.data_key),
        later=_bounded_pool(),
    )


def system_clock() -> datetime:
    return datetime.now(UTC)


def clock_from(start: datetime) -> Clock:
    """Make a clock that shows ``start`` now and goes on at the usual speed."""
    began = system_clock()
    return lambda: start + (system_clock() - began)


def _slack(token: str, settings: Settings) -> Slack:
    return SlackGateway(token, settings)


def _database_url(settings: Settings) -> str:
    if settings.database_url is None:
        return start_postgres(_private_folder(settings.data_dir) / "postgres")
    url = settings.database_url.get_secret_value()
    return url.replace("postgresql://", "postgresql+psycopg://", 1)


def _engine(settings: Settings) -> Engine:
    if settings.database_url is None:
        raise Refused("No database: call prepare() first.")
    return create_engine(
        settings.database_url.get_secret_value(),
        pool_pre_ping=True,
        pool_size=10,
        max_overflow=20,
        # Statements' values are people's answers: never in an error text.
        hide_parameters=True,
        connect_args={
            "connect_timeout": 5,
            "options": "-c statement_timeout=30000 -c lock_timeout=10000 "
            "-c idle_in_transaction_session_timeout=60000",
        },
    )


def _bring_to_head(engine: Engine, *, always: bool) -> None:
    standing = schema.state(engine)
    if standing == "head":
        return
    if standing == "behind" and not always:
        raise Refused(
            "The database's schema is older than this version: run `unhunch migrate`."
        )
    schema.upgrade(engine)


def _key(settings: Settings, name: str, *, embedded: bool) -> SecretStr:
    given: SecretStr | None = getattr(settings, name)
    if given is not None:
        _CHECKS[name](given)
        return given
    if not embedded:
        raise Refused(
            f"UNHUNCH_{name.upper()} is required with UNHUNCH_DATABASE_URL: set it to "
            "the output of `openssl rand -base64 32`, and keep a copy apart."
        )
    return SecretStr(_made_key(settings.data_dir / "keys" / name))


def _made_key(path: Path) -> str:
    _private_folder(path.parent)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _private_text(path)
    with os.fdopen(handle, "w") as file:
        made = base64.b64encode(secrets.token_bytes(_KEY_BYTES)).decode()
        file.write(made)
    return made


def _private_text(path: Path) -> str:
    if path.stat().st_mode & 0o077:
        raise Refused(f"{path} can be read by others: run `chmod 600 {path}`.")
    return path.read_text("utf-8").strip()


def _private_folder(path: Path) -> Path:
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(
            f"The folder {path} cannot be made ({error.strerror}): "
            "set UNHUNCH_DATA_DIR to one that can."
        ) from None
    return path


def _data_key(given: SecretStr | None) -> bytes:
    text = given.get_secret_value() if given else ""
    for read in (bytes.fromhex, partial(base64.b64decode, validate=True)):
        with suppress(ValueError):
            raw = read(text)
            if len(raw) == _KEY_BYTES:
                return raw
    raise Refused(
        "UNHUNCH_DATA_KEY must be 32 random bytes in base64: "
        "set it to the output of `openssl rand -base64 32`."
    )


def _secret_key(given: SecretStr) -> None:
    if len(given.get_secret_value()) < _KEY_BYTES:
        raise Refused(
            "UNHUNCH_SECRET_KEY must have at least 32 characters: "
            "set it to the output of `openssl rand -base64 32`."
        )


_CHECKS: Mapping[str, Callable[[SecretStr], object]] = {
    "secret_key": _secret_key,
    "data_key": _data_key,
}


def _bounded_pool() -> Later:
    """Make a pool that never holds a listener up: what does not fit is dropped."""
    pool = ThreadPoolExecutor(_FOLD_THREADS, thread_name_prefix="fold")
    seats = BoundedSemaphore(_FOLDS_WAITING)

    def later(work: Callable[[], None]) -> None:
        if seats.acquire(blocking=False):
            pool.submit(work).add_done_callback(lambda _: seats.release())
        else:
            log.warning("fold_dropped")

    return later
