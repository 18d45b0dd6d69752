"""The command as people and scripts meet it: every line of it a real process."""

import json
import os
import re
import socket
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests import forking
from tests.world import World

HEADER = "slack_user_id,email,team,timezone,work_days,work_start,work_end,consented_at"
LEDGER = ["planned", "sent", "skipped", "failed", "unknown", "pending"]
EXPLAINED = [
    "status",
    "nudges",
    "category",
    "confidence",
    "advise_professional",
    "scores",
    "routine",
    "reasons",
]
SCORES = {"P_exp", "L_exp", "P_pat", "L_pat", "P", "L", "missing"}


def plain_environment(**more: str) -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if not k.startswith("UNHUNCH")} | more


def unhunch(
    *words: str, stdin: str = "", **more: str
) -> subprocess.CompletedProcess[str]:
    """Run the command without any world around it."""
    return forking.command(words, plain_environment(**more), stdin)


def refused(done: subprocess.CompletedProcess[str]) -> str:
    """Give the one clear line of a refusal; it stands on standard error alone."""
    assert done.returncode == 1, done
    assert done.stdout == ""
    assert done.stderr.startswith("unhunch: ")
    assert "Traceback" not in done.stderr
    return done.stderr.removeprefix("unhunch: ").strip()


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    return tmp_path / "roster.csv"


# ---------------------------------------------------------------------- people


def test_a_roster_is_imported_once_and_for_all(world: World, roster: Path) -> None:
    roster.write_text(
        f"{HEADER}\n"
        "U0ALICE,alice@acme.example,Web,Europe/Berlin,mon-fri,09:00,17:00,2026-01-01\n"
        "U0BOB,bob@acme.example,Ops,Asia/Tokyo,mon-thu,,,\n"
    )
    tried = world.command("people", "import", str(roster), "--dry-run")
    assert tried.stdout == "Would be: 2 added, 0 changed, 0 unchanged.\n"
    done = world.command("people", "import", str(roster))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "2 added, 0 changed, 0 unchanged.\n"
    again = world.command("people", "import", str(roster))
    assert again.stdout == "0 added, 0 changed, 2 unchanged.\n"


def test_every_bad_cell_of_a_roster_is_named_and_nothing_is_imported(
    world: World, roster: Path
) -> None:
    roster.write_text(
        f"{HEADER}\n"
        "U0ALICE,alice@acme.example,Web,Europe/Berlin,mon-fri,09:00,17:00,\n"
        "U0BOB,bob@acme.example,Web,Europe/Berlinn,mon-fri,09:00,17:00,\n"
        "U0CAROL,carol@acme.example,Web,,mon-fri,17:00,09:00,\n"
    )
    lines = refused(world.command("people", "import", str(roster))).splitlines()
    assert lines[0].startswith("line 3, timezone: ")
    assert "Europe/Berlin" in lines[0]
    assert lines[1].startswith("line 4, work_end: ")
    assert len(lines) == 2
    world.practice.add_member("U0ALICE", "Alice")
    invited = world.command("people", "invite", "--dry-run")
    assert invited.stdout.startswith("0 people to invite:")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no header"),
        (b"\xff\xfeU\x000\x00", "UTF-16"),
        (b"slack_user_id;email\nU1;a@b.example\n", "commas"),
        (b'slack_user_id\n"U1\n', "line 2"),
    ],
)
def test_a_file_that_is_no_roster_is_one_clear_line(
    world: World, roster: Path, content: bytes, said: str
) -> None:
    roster.write_bytes(content)
    assert said in refused(world.command("people", "import", str(roster)))


def test_an_invitation_is_shown_before_it_is_sent(world: World) -> None:
    alice = world.add("Alice", agreed=False, team="Web")
    bob = world.add("Bob", agreed=False, team="Ops")
    shown = world.command("people", "invite", "--team", "Web", "--dry-run")
    assert shown.stdout.startswith("1 person to invite:\n  alice@acme.example  Web\n")
    assert "The message:\n  " in shown.stdout
    assert world.sent() == []

    done = world.command("people", "invite", "--team", "Web")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("1 invitation on the way.\n")
    assert [message["user"] for message in world.sent()] == [alice]
    again = world.command("people", "invite")
    assert [message["user"] for message in world.sent()] == [alice, bob]
    assert "alice@" not in again.stdout


def test_an_unknown_team_is_refused_with_the_known_ones(world: World) -> None:
    world.add("Alice", agreed=False, team="Web")
    sentence = refused(world.command("people", "invite", "--team", "Wbe"))
    assert "Web" in sentence


# -------------------------------------------------------------- sweeps, ledger


def test_sweeps_as_of_an_instant_add_up_in_the_ledger(world: World) -> None:
    alice = world.add("Alice")
    assert world.command_json("run", "sync")
    planned = world.command_json("run", "plan", "--at", "2026-03-02T07:00:00Z")
    assert planned["added"] == len(world.nudges(alice)) > 0
    assert world.ledger()["pending"] == planned["added"]
    due = min(nudge.due_at for nudge in world.nudges(alice))
    # The world's own clock stands still: what was sent carries the real time.
    assert world.command_json("run", "dispatch", "--at", due.isoformat())["sent"] == 1
    assert len(world.sent(alice)) == 1

    counts = world.command_json("ledger", "--json")
    assert list(counts) == LEDGER
    assert all(type(counts[name]) is int for name in ("planned", "sent", "pending"))
    assert all(type(counts[name]) is dict for name in LEDGER[2:5])
    assert counts == world.ledger()
    ended = sum(sum(counts[name].values()) for name in LEDGER[2:5])
    assert counts["planned"] == counts["sent"] + ended + counts["pending"]
    said = world.command("ledger").stdout
    assert re.search(rf"^planned +{counts['planned']}$", said, re.MULTILINE)


@pytest.mark.parametrize(
    ("at", "said"),
    [("noon", "not an instant"), ("2026-03-02T09:00:00", "names no zone")],
)
def test_an_unclear_instant_is_refused(world: World, at: str, said: str) -> None:
    assert said in refused(world.command("run", "plan", "--at", at))


def test_time_is_not_moved_for_the_real_slack(world: World) -> None:
    words = ("run", "dispatch", "--at", "2026-03-02T09:00:00Z")
    done = world.command(*words, UNHUNCH_SLACK_API_URL="https://slack.com/api/")
    assert "real people" in refused(done)


# ------------------------------------------------------------------ workspaces


def test_workspaces_are_listed_paused_resumed_and_removed(world: World) -> None:
    team = world.workspace.workspace_id
    assert world.command("workspace", "list").stdout.startswith(f"{team}  ")
    for word, state in (
        ("pause", "paused"),
        ("resume", "active"),
        ("remove", "removed"),
    ):
        done = world.command("workspace", word, team)
        assert done.stdout.endswith(f" is {state} now.\n")
    assert "removed (operator)" in world.command("workspace", "list").stdout
    sentence = refused(world.command("people", "invite"))
    assert sentence.endswith(f"`unhunch workspace resume {team}` comes first.")


def test_a_workspace_is_added_by_the_token_from_a_pipe(world: World) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "unhunch", "workspace", "add"],
        env=world.environment(),
        input=f"{world.practice.bot_token}\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"Added {world.practice.team_id} (Acme Practice).\n"


def test_an_unknown_workspace_is_refused(world: World) -> None:
    sentence = refused(world.command("workspace", "pause", "T0NOWHERE"))
    assert "There is no workspace T0NOWHERE" in sentence
    assert "workspace list" in sentence


# --------------------------------------------------------------- what is away


def test_without_a_token_the_sentence_says_which_setting(world: World) -> None:
    sentence = refused(world.command("run", "sync", UNHUNCH_SLACK_BOT_TOKEN=""))
    assert "UNHUNCH_SLACK_BOT_TOKEN is not set" in sentence


def test_with_slack_away_nothing_is_lost_and_it_is_said(world: World) -> None:
    away = "http://127.0.0.1:1/api/"
    sentence = refused(world.command("run", "sync", UNHUNCH_SLACK_API_URL=away))
    assert "Slack did not answer" in sentence
    alice = world.add("Alice")
    world.command("run", "plan", "--at", "2026-03-02T07:00:00Z")
    due = min(nudge.due_at for nudge in world.nudges(alice))
    words = ("run", "dispatch", "--at")
    counts = world.command_json(*words, due.isoformat(), UNHUNCH_SLACK_API_URL=away)
    assert counts.get("sent", 0) == 0
    soon = due + timedelta(minutes=2)
    assert world.command_json(*words, soon.isoformat())["sent"] == 1


def test_with_the_database_away_one_line_says_so(world: World) -> None:
    away = "postgresql://unhunch:hunter2@127.0.0.1:1/unhunch"
    for words in (("ledger", "--json"), ("serve",)):
        sentence = refused(world.command(*words, UNHUNCH_DATABASE_URL=away))
        assert sentence.startswith("The database does not answer")
        assert "UNHUNCH_DATABASE_URL" in sentence
        assert "hunter2" not in sentence


def test_a_taken_port_is_one_line(world: World) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        for command in ("serve", "web"):
            sentence = refused(world.command(command, "--port", port))
            assert sentence.startswith(f"Port {port} on 127.0.0.1 cannot be used")
            assert sentence.endswith("choose another with --port.")


# ------------------------------------------------------------ without a database


def test_settings_are_shown_without_starting_anything(tmp_path: Path) -> None:
    data = tmp_path / "data"
    done = unhunch(
        "config",
        "show",
        UNHUNCH_DATA_DIR=str(data),
        UNHUNCH_SLACK_BOT_TOKEN="xoxb-secret",
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert not data.exists()
    assert f"UNHUNCH_DATA_DIR = {data}  [UNHUNCH_DATA_DIR]\n" in done.stdout
    assert "xoxb-secret" not in done.stdout


def test_an_unknown_setting_stops_every_command() -> None:
    for words in (("config", "show"), ("serve",)):
        sentence = refused(unhunch(*words, UNHUNCH_PROT="9000"))
        assert (
            sentence == "There is no setting UNHUNCH_PROT; did you mean UNHUNCH_PORT?"
        )


def test_the_manifest_is_for_socket_mode_unless_an_address_is_given() -> None:
    assert "socket_mode_enabled: true" in unhunch("slack", "manifest").stdout
    http = unhunch("slack", "manifest", "--http", "https://unhunch.example").stdout
    assert "request_url: https://unhunch.example/slack/events" in http
    assert "https" in refused(
        unhunch("slack", "manifest", "--http", "http://x.example")
    )


def explained(document: Any, *, by_file: Path | None = None) -> dict[str, Any]:
    text = json.dumps(document)
    if by_file:
        by_file.write_text(text)
    done = unhunch("explain", *([str(by_file)] if by_file else []), stdin=text)
    assert (done.returncode, done.stderr) == (0, "")
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_nothing_given_is_explained_too() -> None:
    answer = explained({})
    assert list(answer) == EXPLAINED
    assert answer["scores"].keys() == SCORES
    assert (answer["status"], answer["nudges"]) == ("GO", True)
    assert answer["routine"]["items"]


def test_a_red_flag_has_no_routine_and_no_confidence(tmp_path: Path) -> None:
    flag = "A3_chest_pain_or_breathless"
    answer = explained({"flags": [flag]}, by_file=tmp_path / "answers.json")
    assert answer["status"] == "STOP_EMERGENCY"
    assert answer["category"] == "red_flag"
    assert (answer["nudges"], answer["confidence"]) == (False, None)
    assert answer["routine"] is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("not json", "The input is not JSON"),
        ("[]", "must be one JSON object"),
        ('{"flags": ["A3_chest"]}', "Did you mean"),
        ('{"setting": "dessk"}', 'Did you mean "desk"?'),
        ("\udcff", "not"),
    ],
)
def test_answers_that_nobody_can_read_are_refused(text: str, said: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "unhunch", "explain", "-"],
        env=plain_environment(),
        input=text.encode("utf-8", "surrogateescape"),
        capture_output=True,
        check=False,
    )
    sentence = done.stderr.decode()
    assert (done.returncode, done.stdout) == (1, b"")
    assert sentence.startswith("unhunch: ")
    assert said in sentence
    assert "Traceback" not in sentence


def test_a_reader_that_stops_reading_leaves_no_trace() -> None:
    for words in ("config show", "explain", "slack manifest", "--help"):
        line = f"{sys.executable} -m unhunch {words} </dev/null | head -c 1"
        source = f"echo '{{}}' | {line.replace(' </dev/null', '')}"
        done = subprocess.run(
            ["sh", "-c", source],
            env=plain_environment(),
            capture_output=True,
            check=False,
        )
        assert done.stderr == b""


def test_the_version_is_printed() -> None:
    said = unhunch("--version").stdout
    assert re.fullmatch(r"unhunch, version \d+\.\d+\.\d+\n", said)


def test_the_clock_of_a_command_is_the_real_one_by_default(world: World) -> None:
    world.add("Alice")
    world.command_json("run", "plan")
    days = {nudge.local_day for nudge in world.nudges("U0ALICE")}
    today = datetime.now().astimezone().date()
    assert all(abs((day - today).days) <= 3 for day in days)
