"""The data key is looked at before anything is done with it."""

import base64

import pytest
from pydantic import SecretStr

from service.bootstrap import prepare
from service.core.errors import Refused
from service.core.profile import Profile
from service.store import answers
from service.store.sealing import Owner
from tests.world import World

OTHER = base64.b64encode(b"o" * 32).decode()


def test_a_start_with_another_data_key_is_refused_before_it_does_harm(
    world: World,
) -> None:
    world.add("Alice")
    person = world.person("U0ALICE")
    owner = Owner(
        keyring=world.app.keyring,
        workspace_id=person.workspace_id,
        person_id=person.person_id,
    )
    with world.app.engine.begin() as conn:
        answers.save_profile(conn, owner, Profile(), Profile(safety_answered=True))

    done = world.command("run", "plan", UNHUNCH_DATA_KEY=OTHER)

    assert done.returncode == 1
    assert "put the right key back first" in done.stderr
    with pytest.raises(Refused, match="right key"):
        prepare(world.app.settings.model_copy(update={"data_key": SecretStr(OTHER)}))
