"""Keys that make themselves, and what is said when something is missing."""

import base64
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from service import bootstrap
from service.closed import make_folder
from service.core.errors import Refused
from service.gateways import keyring
from service.settings import Settings
from tests.world import DATA_KEY

URL = "postgresql+psycopg://u:hunter2@127.0.0.1:1/none"
PRACTICE = Settings(slack_api_url="http://127.0.0.1:1/practice/api/")


def made_key(folder: Path) -> str:
    return keyring.made_key(folder / "keys" / "data_key")


def test_a_key_makes_itself_once_for_its_owner_only(tmp_path: Path) -> None:
    key = made_key(tmp_path)
    assert len(base64.b64decode(key)) == 32
    assert made_key(tmp_path) == key
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700
    for path in (tmp_path / "keys").iterdir():
        if path.name != ".lock":
            assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("umask", [0o000, 0o022])
def test_folders_and_keys_are_closed_whatever_the_umask_says(
    tmp_path: Path, umask: int
) -> None:
    before = os.umask(umask)
    try:
        make_folder(tmp_path / "data")
        made_key(tmp_path / "data")
    finally:
        os.umask(before)
    modes = {
        name: (tmp_path / name).stat().st_mode & 0o777
        for name in ("data", "data/keys", "data/keys/data_key")
    }
    assert modes == {"data": 0o700, "data/keys": 0o700, "data/keys/data_key": 0o600}


def test_two_keys_differ(tmp_path: Path) -> None:
    assert made_key(tmp_path / "a") != made_key(tmp_path / "b")


@pytest.mark.parametrize("opened", ["keys", "keys/data_key"])
def test_a_key_that_others_can_read_is_refused(tmp_path: Path, opened: str) -> None:
    made_key(tmp_path)
    (tmp_path / opened).chmod(0o755)
    with pytest.raises(Refused, match=f"{tmp_path / opened} is open to others: run"):
        made_key(tmp_path)


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(Refused, match=r"cannot be used.*UNHUNCH_DATA_DIR"):
        bootstrap.prepare(Settings(data_dir=tmp_path / "data"))


@pytest.mark.parametrize("missing", ["secret_key", "data_key"])
def test_a_database_of_ones_own_needs_keys_of_ones_own(missing: str) -> None:
    keys = {"secret_key": "s" * 40, "data_key": DATA_KEY} | {missing: None}
    with pytest.raises(Refused, match=f"UNHUNCH_{missing.upper()} is required"):
        bootstrap.prepare(Settings(database_url=URL, **keys))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("secret_key", "change-me"),
        ("data_key", "change-me"),
        ("data_key", base64.b64encode(b"k" * 31).decode()),
    ],
)
def test_a_weak_key_is_refused_without_repeating_it(name: str, value: str) -> None:
    keys = {"secret_key": "s" * 40, "data_key": DATA_KEY} | {name: value}
    with pytest.raises(Refused) as refused:
        bootstrap.prepare(Settings(database_url=URL, **keys))
    assert f"UNHUNCH_{name.upper()} must" in str(refused.value)
    assert value not in str(refused.value)


@pytest.mark.parametrize(
    "url", ["postgresql://h:abc/db", "postgresql://u:hunter2@[::1/db"]
)
def test_an_address_that_cannot_be_read_is_refused_without_its_password(
    url: str,
) -> None:
    given = Settings(database_url=url, secret_key="s" * 40, data_key=DATA_KEY)
    with pytest.raises(Refused) as refused:
        bootstrap.prepare(given)
    assert "UNHUNCH_DATABASE_URL" in str(refused.value)
    assert "hunter2" not in str(refused.value)


def test_an_instant_is_read_with_its_zone() -> None:
    assert bootstrap.instant("2026-03-02T10:00:00+01:00", PRACTICE) == datetime(
        2026, 3, 2, 9, tzinfo=UTC
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [("tomorrow", "not an instant"), ("2026-03-02T09:00:00", "names no zone")],
)
def test_an_unclear_instant_is_refused(text: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        bootstrap.instant(text, PRACTICE)


def test_time_is_not_moved_where_real_people_would_get_messages() -> None:
    now = bootstrap.system_clock()
    near = now + timedelta(seconds=30)
    assert bootstrap.instant(near.isoformat(), Settings()) == near
    far = (now + timedelta(minutes=2)).isoformat()
    with pytest.raises(Refused, match="real people"):
        bootstrap.instant(far, Settings())
    assert bootstrap.instant(far, PRACTICE) == now + timedelta(minutes=2)


def test_a_clock_set_elsewhere_goes_on_from_there() -> None:
    start = datetime(2026, 3, 2, 9, tzinfo=UTC)
    clock = bootstrap.MovableClock(bootstrap.system_clock, start)
    first = clock()
    assert timedelta(0) <= first - start < timedelta(minutes=1)
    assert clock() >= first
