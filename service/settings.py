"""The settings: read once, from UNHUNCH_ variables or the files they name."""

import os
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Self, get_args
from urllib.parse import SplitResult, urlsplit

from pydantic import Field, FilePath, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from service.closed import content_of
from service.core.errors import Refused
from service.core.proxies import networks

PREFIX = "UNHUNCH_"
CLOSE = 0.75
"""How alike a name must be to be guessed: two letters swapped in one of four."""
SLACK_API_URL = "https://slack.com/api/"
# Flask's own switches, and the values that leave its debugger off.
DEBUGGING = {
    "FLASK_DEBUG": frozenset({"", "0", "false", "no"}),
    "FLASK_ENV": frozenset({"", "production"}),
}
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
EVERYWHERE = frozenset({"", "0.0.0.0", "::"})  # noqa: S104 - compared, not bound


def _default_data_dir() -> Path:
    # The embedded PostgreSQL, run as root, opens every parent of its folder to
    # all (0755): never below a private home.
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return Path("/var/lib/unhunch")
    base = os.environ.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / "unhunch"


class Settings(BaseSettings):
    """Every setting of the service; the names are fixed, see the README."""

    # An empty variable is one that is not set: compose files pass them on so.
    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, frozen=True, extra="forbid"
    )

    database_url: SecretStr | None = None
    data_dir: Path = Field(default_factory=_default_data_dir)
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8000
    public_url: str | None = None
    trusted_proxies: str = ""
    secret_key: SecretStr | None = None
    data_key: SecretStr | None = None
    slack_api_url: str = SLACK_API_URL
    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_client_id: str | None = None
    slack_client_secret: SecretStr | None = None
    https_proxy: str | None = None
    ca_file: FilePath | None = None
    messages_per_minute: Annotated[int, Field(ge=1)] = 300
    meeting_emoji: str = ":spiral_calendar_pad:"
    metrics_token: SecretStr | None = None
    log_level: str = "INFO"

    @field_validator("database_url")
    @classmethod
    def _is_postgresql(cls, value: SecretStr | None) -> SecretStr | None:
        url = value.get_secret_value() if value else ""
        if url and not url.startswith(("postgresql://", "postgresql+psycopg://")):
            msg = "must look like postgresql+psycopg://user:password@host/name"
            raise ValueError(msg)
        return value if url else None

    @field_validator("slack_api_url")
    @classmethod
    def _ends_with_slash(cls, value: str) -> str:
        # A token goes there with each call.
        if not _is_private(urlsplit(value)):
            msg = "must begin with https:// (http:// only for this machine itself)"
            raise ValueError(msg)
        return value.rstrip("/") + "/"

    @field_validator("public_url")
    @classmethod
    def _is_an_address(cls, value: str | None) -> str | None:
        parts = urlsplit(value or "")
        if value and (parts.path.rstrip("/") or parts.query or not parts.hostname):
            msg = "must be an address without a path, like https://unhunch.example.org"
            raise ValueError(msg)
        if value and not _is_private(parts):
            msg = "must begin with https:// (http:// only for this machine itself)"
            raise ValueError(msg)
        return value.rstrip("/") if value else None

    @field_validator("trusted_proxies")
    @classmethod
    def _are_networks(cls, value: str) -> str:
        networks(value)
        return value

    @field_validator("log_level")
    @classmethod
    def _is_a_level(cls, value: str) -> str:
        if value.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
            msg = "must be DEBUG, INFO, WARNING or ERROR"
            raise ValueError(msg)
        return value.upper()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Let arguments win over variables, and variables over named files."""
        del dotenv_settings, file_secret_settings
        return init_settings, env_settings, _NamedFiles(settings_cls)

    @classmethod
    def read(cls, **given: Any) -> Self:
        """Read the environment; ``given`` wins over it.

        Raises:
            Refused: one sentence about the first setting that is wrong.
        """
        _refuse_unknown_names(os.environ)
        _refuse_debugging(os.environ)
        try:
            return cls(**given)
        except ValidationError as error:
            raise Refused(_sentence(error)) from None

    @property
    def talks_to_real_slack(self) -> bool:
        host = (urlsplit(self.slack_api_url).hostname or "").rstrip(".")
        return host == "slack.com" or host.endswith(".slack.com")


def _is_private(address: SplitResult) -> bool:
    """Say whether nobody can read along on the way to an address."""
    is_here = address.hostname in LOOPBACK
    return address.scheme == "https" or (address.scheme == "http" and is_here)


class _NamedFiles(PydanticBaseSettingsSource):
    """UNHUNCH_X_FILE names a file whose content is the value of X."""

    def get_field_value(self, field: Any, field_name: str) -> tuple[Any, str, bool]:
        del field
        name = os.environ.get(f"{PREFIX}{field_name.upper()}_FILE")
        value = read_named(field_name, Path(name)) if name else None
        return value, field_name, False

    def __call__(self) -> dict[str, Any]:
        fields = self.settings_cls.model_fields
        values = {name: self.get_field_value(None, name)[0] for name in fields}
        return {name: value for name, value in values.items() if value is not None}


def named_file(field_name: str) -> Path | None:
    """Name the file that a value comes from, as long as no variable wins over it."""
    name = f"{PREFIX}{field_name.upper()}_FILE"
    named = source_of(field_name, os.environ) == name
    return Path(os.environ[name]) if named else None


def read_named(field_name: str, path: Path) -> str:
    """Read a file that UNHUNCH_X_FILE names; raises Refused where it gives nothing."""
    kinds = get_args(Settings.model_fields[field_name].annotation)
    name = f"{PREFIX}{field_name.upper()}_FILE"
    return content_of(path, name, secret=SecretStr in kinds)


def names() -> list[str]:
    """Every name that the environment may hold."""
    plain = [f"{PREFIX}{name.upper()}" for name in Settings.model_fields]
    return plain + [f"{name}_FILE" for name in plain]


def shown() -> Iterator[str]:
    """Give a line for each setting: its value, masked if secret, and its source.

    Raises:
        Refused: a setting is wrong.
    """
    settings = Settings.read()
    for field_name in Settings.model_fields:
        value = getattr(settings, field_name)
        said = "********" if isinstance(value, SecretStr) else value
        where = source_of(field_name, os.environ)
        yield (
            f"{PREFIX}{field_name.upper()} = {'(not set)' if value is None else said}"
            f"  [{where}]"
        )


def source_of(field_name: str, environ: Mapping[str, str]) -> str:
    """Say where a value comes from: the variable's name, or "default"."""
    name = f"{PREFIX}{field_name.upper()}"
    if environ.get(name):
        return name
    return f"{name}_FILE" if environ.get(f"{name}_FILE") else "default"


def _refuse_unknown_names(environ: Mapping[str, str]) -> None:
    known = {name.removeprefix(PREFIX): name for name in names()}
    for name in environ:
        short = name.removeprefix(PREFIX)
        if name.startswith(PREFIX) and short not in known:
            near = get_close_matches(short, known, n=1, cutoff=CLOSE)
            hint = (
                f"did you mean {known[near[0]]}?"
                if near
                else "remove it, then `unhunch config show` lists the names."
            )
            raise Refused(f"There is no setting {name}; {hint}")


def _refuse_debugging(environ: Mapping[str, str]) -> None:
    for name, off in DEBUGGING.items():
        if environ.get(name, "").lower() not in off:
            raise Refused(f"{name} would show our insides to strangers: unset it.")


def _sentence(error: ValidationError) -> str:
    first = error.errors(include_input=False)[0]
    name = f"{PREFIX}{str(first['loc'][0]).upper()}"
    return f"{name}: {first['msg'].removeprefix('Value error, ')}."
