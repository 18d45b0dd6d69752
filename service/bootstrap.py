"""Builds the real App: the one place that reads the clock and joins the parts."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from typing import Any
from uuid import uuid4

from pydantic import SecretStr
from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.exc import ArgumentError

from service import logs
from service.actions.content import Content
from service.actions.pack_pictures import PackPictures
from service.app import App
from service.core.errors import Refused
from service.core.exercises import Catalogue
from service.core.explain import explain, read_request
from service.core.keys import KEY_BYTES, read_keys
from service.embedded import FOLDER, start_postgres
from service.gateways.afterwork import bounded_pool
from service.gateways.clock import MovableClock
from service.gateways.gallery import load_gallery
from service.gateways.holidays import PublicHolidays
from service.gateways.keyring import GivenKeyring, OwnKeyring, made_key
from service.gateways.library import load_catalogue
from service.gateways.openid import SlackOpenID
from service.gateways.reach import answers
from service.gateways.slack import SlackGateway
from service.ports import Clock, Keyring, Pictures
from service.settings import Settings, named_file, read_named
from service.store import person_keys, schema

__all__ = ["MovableClock"]

_NEAR = timedelta(seconds=60)
_CONNECT = {
    "connect_timeout": 5,
    "options": "-c statement_timeout=30000 -c lock_timeout=10000 "
    "-c idle_in_transaction_session_timeout=60000",
}
_HURRIED = _CONNECT | {"options": f"{_CONNECT['options']} -c synchronous_commit=off"}


def prepare(settings: Settings, *, migrate: bool = False) -> Settings:
    """Fill in what makes itself: database, keys, schema.

    Once per command, before any fork. Without ``migrate`` an external database must
    be at head already (or empty).

    Raises:
        Refused: something is missing; the sentence says what to set.
    """
    logs.set_up(settings.log_level)
    embedded = settings.database_url is None
    _refuse_weak_data_key(settings, embedded=embedded)
    made = settings.model_copy(
        update={
            "database_url": SecretStr(_database_url(settings)),
            "secret_key": _secret_key(settings, embedded=embedded),
        }
    )
    engine = _engine(made)
    try:
        _bring_to_head(engine, always=embedded or migrate)
        with engine.connect() as conn:
            _check_data_key(conn, made)
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

    ``at`` starts the usual clock elsewhere; ``hurried`` waits for no disk.
    """
    engine = _engine(settings, _HURRIED if hurried else _CONNECT)
    now = clock or MovableClock(system_clock, at)
    content = Content(engine, now, load_catalogue(), settings)
    return App(
        settings=settings,
        engine=engine,
        now=now,
        slack=cache(lambda token: SlackGateway(token, settings)),
        openid=SlackOpenID(settings),
        holidays=PublicHolidays(),
        answers=partial(answers, settings),
        content=content,
        pictures=PackPictures(engine, content, load_gallery()),
        keyring=_keyring(settings),
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


def _secret_key(settings: Settings, *, embedded: bool) -> SecretStr:
    given = settings.secret_key
    if given is None:
        _refuse_missing("SECRET_KEY", embedded=embedded)
        return SecretStr(made_key(_own_key(settings, "secret_key")))
    if len(given.get_secret_value()) < KEY_BYTES:
        raise Refused(
            "UNHUNCH_SECRET_KEY must have at least 32 characters: "
            "set it to the output of `openssl rand -base64 32`."
        )
    return given


def _refuse_weak_data_key(settings: Settings, *, embedded: bool) -> None:
    if settings.data_key is None:
        _refuse_missing("DATA_KEY", embedded=embedded)
    else:
        read_keys(settings.data_key.get_secret_value())


def _refuse_missing(name: str, *, embedded: bool) -> None:
    if not embedded:
        raise Refused(
            f"UNHUNCH_{name} is required with UNHUNCH_DATABASE_URL: set it to "
            "the output of `openssl rand -base64 32`, and keep a copy apart."
        )


def _check_data_key(conn: Connection, settings: Settings) -> None:
    """Make our own data key at first; see that all that is sealed can be opened."""
    if settings.data_key is None:
        path = _own_key(settings, "data_key")
        if person_keys.are_there(conn) and not path.exists():
            raise Refused(
                f"The data key {path} is missing, and the database holds data sealed "
                "with it: put your copy of it back. Without it they are lost; to "
                "begin anew, take another UNHUNCH_DATA_DIR."
            )
        made_key(path)
    person_keys.check(conn, _keyring(settings))


def _keyring(settings: Settings) -> Keyring:
    """Give the keys of prepared settings: those given, or those of our own file."""
    given = settings.data_key
    if given is None:
        return OwnKeyring(_own_key(settings, "data_key"))
    file = named_file("data_key")
    if file is None:
        return GivenKeyring(given.get_secret_value)
    return GivenKeyring(partial(read_named, "data_key", file))


def _own_key(settings: Settings, name: str) -> Path:
    return settings.data_dir / "keys" / name
