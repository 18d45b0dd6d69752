"""The operator's export-person and erase-person, as commands."""

import json
import stat
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from service.app import App
from service.core.standing import Standing
from tests.actions.test_own_data import CANARIES, MARKED, live_fully
from tests.dispatch.scenes import told
from tests.world import World
from unhunch import main

Run = Callable[..., Result]


@pytest.fixture
def run(world: World, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command on the world's own App, in this process, which is quicker."""

    def build(at: str | None = None) -> App:
        now = datetime.fromisoformat(at) if at else world.clock()
        return replace(world.app, now=lambda: now)

    monkeypatch.setattr("service.commands.building.app", build)
    return lambda *words: CliRunner().invoke(main, words)


def test_a_person_is_exported_and_erased_with_proof(
    world: World, run: Run, tmp_path: Path
) -> None:
    alice = live_fully(world)
    told(world, alice, **MARKED)
    old = world.person(alice)
    shown = run("export-person", alice)
    assert shown.exit_code == 0
    assert [one for one in CANARIES if one not in shown.stdout] == []
    file = tmp_path / "alice.json"
    assert run("export-person", old.person_id, "-o", str(file)).exit_code == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert json.loads(file.read_text())["person_id"] == old.person_id

    erased = run("erase-person", "alice@acme.example", "--yes")
    assert erased.exit_code == 0
    assert f"Erased {old.person_id} at" in erased.stdout
    assert "The key to what was told: destroyed." in erased.stdout
    assert "Looked again: nothing stands below that id in answers," in erased.stdout
    assert [one for one in CANARIES if one in erased.output] == []
    assert world.person(alice).standing is Standing.DECLINED
    again = run("export-person", alice)
    assert json.loads(again.stdout)["tables"]["answers"] == []
    assert run("audit", "verify").exit_code == 0


@pytest.mark.parametrize("command", ["export-person", "erase-person"])
def test_somebody_unknown_is_refused_in_one_line(
    world: World, run: Run, command: str
) -> None:
    world.add("Alice")
    refused = run(command, "nobody@acme.example")
    assert refused.exit_code == 1
    assert "Nobody in T0PRACTICE is known by nobody@acme.example" in refused.stderr
    assert refused.stderr.count("\n") == 1


def test_erasing_asks_at_a_terminal_and_a_no_changes_nothing(
    world: World, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice = world.add("Alice")
    before = world.person(alice).person_id
    monkeypatch.setattr("service.commands.own_data._may_ask", lambda: True)
    kept = run("erase-person", alice)
    assert kept.exit_code == 1
    assert f"Erase everything about {alice}?" in kept.output
    assert world.person(alice).person_id == before


def test_an_address_that_several_have_names_them(world: World, run: Run) -> None:
    world.add("Alice")
    bob = world.add("Bob")
    world.practice.event("user_change", user=bob, email="alice@acme.example")
    refused = run("erase-person", "alice@acme.example", "--yes")
    assert refused.exit_code == 1
    assert "Several people are known by alice@acme.example" in refused.stderr


def test_purge_prints_its_counts_and_takes_the_future_on_made_up_data(
    world: World, run: Run
) -> None:
    live_fully(world)
    counts = json.loads(run("run", "purge", "--at", "2099-01-01T00:00:00Z").stdout)
    assert counts["nudges"] > 0
    assert counts["responses"] > 0
    again = json.loads(run("run", "purge", "--at", "2099-01-01T00:00:00Z").stdout)
    assert again == dict.fromkeys(counts, 0)
