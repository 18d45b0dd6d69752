"""Builds the real App: the one place that reads the clock and joins the parts."""

import base64
import json
import os
import secrets
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from typing import Any
from uuid import uuid4

from fasteners import InterProcessLock
from pydantic import SecretStr
from sqlalchemy import Engine, create_engine
from sqlalchemy.exc import ArgumentError

from service import logs
from service.actions.content import Content
from service.actions.pack_pictures import PackPictures
from service.app import App
from service.core.errors import Refused
from service.core.exercises import Catalogue
from service.core.explain import explain, read_request
from service.embedded import FOLDER, make_folder, start_postgres
from service.gateways.afterwork import bounded_pool
from service.gateways.clock import MovableClock
from service.gateways.gallery import load_gallery
from service.gateways.holidays import PublicHolidays
from service.gateways.library import load_catalogue
from service.gateways.slack import SlackGateway
from service.ports import Clock, Pictures
from service.settings import Settings
from service.store import schema
from service.store.sealing import check_key

__all__ = ["MovableClock"]

_KEY_BYTES, _NEAR = 32, timedelta(seconds=60)
_CONNECT = {
    "connect_timeout": 5,
    "options": "-c statement_timeout=30000 -c lock_timeout=10000 "
    "-c idle_in_transaction_session_timeout=60000",
}
_HURRIED = _CONNECT | {"options": f"{_CONNECT['options']} -c synchronous_commit=off"}


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
        check_key(engine, _data_key(made.data_key))
    finally:
        engine.dispose()
    return made


def build(
    settings: Settings,
    *,
    clock: Clock | None = None,
    at: datetime | None = None,
    hurried: bool = False,
) -> App:
    """Build the App from prepared settings, with a clock of one's own if given.

    ``at`` starts the usual clock elsewhere. ``hurried``: a power cut may take the
    last moment; nothing is waited for until it stands on the disk.
    """
    engine = _engine(settings, _HURRIED if hurried else _CONNECT)
    now = clock or MovableClock(system_clock, at)
    content = Content(engine, now, load_catalogue(), settings)
    return App(
        settings=settings,
        engine=engine,
        now=now,
        slack=cache(lambda token: SlackGateway(token, settings)),
        holidays=PublicHolidays(),
        content=content,
        pictures=PackPictures(engine, content, load_gallery()),
        data_key=_data_key(settings.data_key),
        later=bounded_pool("fold", threads=4, waiting=200),
        errand=bounded_pool("errand", threads=1, waiting=20),
        new_id=lambda: uuid4().hex,
    )


def explain_document(raw: bytes) -> dict[str, Any]:
    """Explain the answers of one JSON document; raises Refused for a bad one."""
    try:
        document = json.loads(raw)
    except ValueError as error:
        raise Refused(f"The input is not JSON: {error}.") from None
    return explain(read_request(document), load_catalogue())


def library() -> tuple[Catalogue, Pictures]:
    """Give the exercises and their pictures, for what needs no more than these."""
    return load_catalogue(), load_gallery()


def system_clock() -> datetime:
    return datetime.now(UTC)


def instant(text: str, settings: Settings) -> datetime:
    """Read what ``--at`` gives. Raises Refused where time may not be moved."""
    example = "write it like 2026-03-02T09:00:00Z"
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise Refused(f"--at {text!r} is not an instant: {example}.") from None
    if at.tzinfo is None or not 2000 <= at.year < 2100:
        raise Refused(f"--at {text!r} names no zone or a far century: {example}.")
    if settings.talks_to_real_slack and abs(at - system_clock()) > _NEAR:
        raise Refused(
            "--at may be a minute away at most while UNHUNCH_SLACK_API_URL is Slack's "
            "own: real people would get messages as of another time."
        )
    return at.astimezone(UTC)


def _database_url(settings: Settings) -> str:
    if settings.database_url is None:
        return start_postgres(settings.data_dir / FOLDER)
    url = settings.database_url.get_secret_value()
    return url.replace("postgresql://", "postgresql+psycopg://", 1)


def _engine(settings: Settings, connect: Mapping[str, Any] = _CONNECT) -> Engine:
    if settings.database_url is None:
        raise Refused("No database: call prepare() first.")
    try:
        return create_engine(
            settings.database_url.get_secret_value(),
            pool_pre_ping=True,
            pool_size=10,
            max_overflow=20,
            # Statements' values are people's answers: never in an error text.
            hide_parameters=True,
            connect_args=dict(connect),
        )
    except (ArgumentError, ValueError):
        # Its text may hold the password.
        raise Refused(
            "UNHUNCH_DATABASE_URL cannot be read as an address: it must look like "
            "postgresql+psycopg://user:password@host/name."
        ) from None


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
    return SecretStr(made_key(settings.data_dir / "keys" / name))


def made_key(path: Path) -> str:
    """Give the key that this file holds; made at first, for its owner only."""
    make_folder(path.parent)
    try:
        # Another process may start at the same time.
        with InterProcessLock(path.parent / ".lock"):
            if not path.exists():
                _make_key(path)
        _refuse_open(path.parent, path)
        return path.read_text("utf-8").strip()
    except OSError as error:
        raise Refused(
            f"The key {path} cannot be used ({error.strerror}): run as its owner."
        ) from None


def _make_key(path: Path) -> None:
    """Write the whole key before it has its name, so that no half key is left."""
    handle, draft = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "w") as file:
        file.write(base64.b64encode(secrets.token_bytes(_KEY_BYTES)).decode())
    Path(draft).rename(path)


def _refuse_open(*paths: Path) -> None:
    for path in paths:
        if path.stat().st_mode & 0o077:
            raise Refused(f"{path} is open to others: run `chmod go= {path}`.")


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
