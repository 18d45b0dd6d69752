"""A start is refused where the key is lost, wrong, or open to others."""

import base64
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import delete
from sqlalchemy.engine import make_url

from service.actions.reading import owner_of
from service.bootstrap import build, prepare
from service.core.errors import Refused
from service.core.keys import key_id
from service.core.profile import Profile
from service.settings import Settings
from service.store import answers
from service.store.envelope import encrypt
from service.store.person_keys import Owner, installation, made_key_of
from service.store.tables import person_keys
from tests.world import World

OTHER = base64.b64encode(b"o" * 32).decode()


def test_a_start_with_another_data_key_is_refused_before_it_does_harm(
    world: World,
) -> None:
    person = world.person(world.add("Alice"))
    with world.app.engine.begin() as conn:
        answers.save_profile(
            conn,
            owner_of(world.app, person),
            Profile(),
            Profile(safety_answered=True),
        )

    done = world.command("run", "plan", UNHUNCH_DATA_KEY=OTHER)

    assert done.returncode == 1
    assert "put the right key back first" in done.stderr
    with pytest.raises(Refused, match="right key"):
        prepare(world.app.settings.model_copy(update={"data_key": SecretStr(OTHER)}))


def test_one_key_that_cannot_be_opened_among_many_is_enough(world: World) -> None:
    """A rotation that was cut short leaves keys of two kinds: both must be at hand."""
    strange = Owner(keyring=world.app.keyring, workspace_id="T0", person_id="zoe")
    with world.app.engine.begin() as conn:
        for name in ("ann", "bob"):
            owner = Owner(keyring=world.app.keyring, workspace_id="T0", person_id=name)
            made_key_of(conn, owner)
        conn.execute(
            person_keys.insert().values(
                workspace_id="T0",
                person_id="zoe",
                wrapped=encrypt(b"o" * 32, b"z" * 32, strange.place),
            )
        )
    with pytest.raises(Refused, match=key_id(b"o" * 32).hex()):
        prepare(world.app.settings)
    both = f"{world.app.settings.data_key.get_secret_value()} {OTHER}"  # type: ignore[union-attr] # it is set
    prepare(world.app.settings.model_copy(update={"data_key": SecretStr(both)}))


@pytest.fixture
def own(postgres: str) -> Iterator[Settings]:
    """Give the settings of an installation that makes its keys itself.

    Its PostgreSQL is the one that runs for the tests already.
    """
    folder = Path(str(make_url(postgres).query["host"])).parent
    yield Settings(data_dir=folder)
    app = build(prepare(Settings(data_dir=folder)))
    with app.engine.begin() as conn:
        conn.execute(delete(person_keys))
    app.engine.dispose()
    shutil.rmtree(folder / "keys")


def test_a_lost_key_is_not_made_anew_over_sealed_data(own: Settings) -> None:
    path = own.data_dir / "keys" / "data_key"
    prepare(own)
    first = path.read_text()
    path.unlink()
    prepare(own)
    assert path.read_text() != first, "nothing was sealed: a new key does no harm"
    app = build(prepare(own))
    with app.engine.begin() as conn:
        made_key_of(conn, installation(app.keyring))
    app.engine.dispose()

    kept = path.rename(path.with_name("apart"))
    with pytest.raises(Refused, match=f"The data key {path} is missing, and"):
        prepare(own)
    assert not path.exists()
    path.write_text(OTHER)
    path.chmod(0o600)
    with pytest.raises(Refused, match="put the right key back first"):
        prepare(own)
    kept.rename(path)
    prepare(own)


@pytest.mark.parametrize("name", ["DATA_KEY", "SECRET_KEY", "SLACK_BOT_TOKEN"])
@pytest.mark.parametrize(
    ("mode", "said"), [(0o604, "g-w,o="), (0o620, "g-w,o="), (0o600, ""), (0o640, "")]
)
def test_a_secret_in_a_file_that_others_may_use_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, mode: int, said: str
) -> None:
    path = tmp_path / "secret"
    path.write_text(OTHER)
    path.chmod(mode)
    monkeypatch.setenv(f"UNHUNCH_{name}_FILE", str(path))
    if not said:
        assert Settings.read()
        return
    with pytest.raises(Refused, match=f"{path} is open to others: run `chmod {said}"):
        Settings.read()


def test_a_secret_in_a_folder_where_all_may_write_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "all" / "secret"
    path.parent.mkdir()
    path.touch(0o600)
    path.write_text(OTHER)
    monkeypatch.setenv("UNHUNCH_DATA_KEY_FILE", str(path))
    path.parent.chmod(0o777)
    with pytest.raises(Refused, match="Everybody may write into"):
        Settings.read()
    path.parent.chmod(0o1777)
    assert Settings.read()


def test_a_named_key_file_is_read_again_when_the_operator_adds_a_key(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "data-key"
    path.touch(0o600)
    path.write_text(OTHER)
    monkeypatch.setenv("UNHUNCH_DATA_KEY_FILE", str(path))
    monkeypatch.setenv("UNHUNCH_DATABASE_URL", url_of(world))
    monkeypatch.setenv("UNHUNCH_SECRET_KEY", "s" * 40)
    app = build(prepare(Settings.read()))
    path.write_text(f"{base64.b64encode(b'n' * 32).decode()}\n{OTHER}\n")
    assert app.keyring.by_id(key_id(b"n" * 32)) == b"n" * 32
    app.engine.dispose()


def url_of(world: World) -> str:
    url = world.app.settings.database_url
    assert url is not None
    return url.get_secret_value()
