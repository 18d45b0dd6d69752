"""Made-up people on the real engine: reproducible, judged, and told truly."""

import json
import sys
from collections import Counter
from pathlib import Path
from subprocess import run

import pytest

from service.bootstrap import prepare
from service.core.errors import Refused
from service.settings import Settings
from tests.world import DATA_KEY
from web.demo import settings
from web.simulation import PORT, Simulation, live
from web.simulation.judging import Lived
from web.simulation.report import Figures, table, truth

ASKED = Simulation(people=3, days=9, seed=5)


def prepared(database_url: str, folder: Path) -> Settings:
    given = settings(folder, PORT) | {
        "database_url": database_url,
        "secret_key": "s" * 40,
        "data_key": DATA_KEY,
    }
    return prepare(Settings(**given))


def test_a_company_lives_for_nine_days_and_no_rule_is_broken(
    database_url: str, tmp_path: Path
) -> None:
    days: list[None] = []
    made = prepared(database_url, tmp_path)
    found, lived = live(ASKED, made, lambda: days.append(None))

    assert len(days) == ASKED.days
    assert found["violations"] == []
    counts = found["ledger"]
    ended = [sum(counts[state].values()) for state in ("skipped", "failed", "unknown")]
    assert counts["planned"] == counts["sent"] + sum(ended) + counts["pending"]
    assert 20 < found["routines"] == sum(len(one.sent) for one in lived)
    assert set(found["levels"]) == {"1", "2"}
    assert set(found["levels"]["1"]) == {"1"}
    assert set(found["dose_steps"]["1"]) == {"1"}
    tells_truly(found, lived)

    with pytest.raises(Refused, match="people already"):
        live(ASKED, made, lambda: None)


def tells_truly(found: Figures, lived: list[Lived]) -> None:
    """Check figures and lines against what the people themselves noted."""
    pressed = Counter(what for one in lived for _, what in one.diary.answers)
    assert found["answers"] == dict(pressed)
    assert pressed["done"] > sum(pressed.values()) / 3
    lines = list(table(found))
    assert lines[0] == "3 people, 9 days, seed 5"
    assert lines[-1] == "Rules broken      none"
    told = list(truth(lived))
    assert [len(one["pain"]) for one in told] == [9, 9, 9]
    assert all(one["ratings"] for one in told), "each told at the start"


def test_a_run_may_end_while_the_east_already_works(
    database_url: str, tmp_path: Path
) -> None:
    asked = Simulation(people=6, days=1, seed=1)
    _found, lived = live(asked, prepared(database_url, tmp_path), lambda: None)
    assert [len(one["pain"]) for one in truth(lived)] == [1] * 6


def test_the_command_gives_the_same_for_the_same_seed(
    database_url: str, tmp_path: Path
) -> None:
    """In another process, where sets have another order."""
    asked, file = Simulation(people=2, days=3, seed=7), tmp_path / "truth"
    words = ("--people", "2", "--days", "3", "--seed", "7", "--json", "--truth")
    done = run(
        [sys.executable, "-m", "unhunch", "simulate", *words, str(file)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    found, lived = live(asked, prepared(database_url, tmp_path), lambda: None)
    assert json.loads(done.stdout) == found
    told = [json.loads(line) for line in file.read_text().splitlines()]
    assert told == json.loads(json.dumps(list(truth(lived))))
