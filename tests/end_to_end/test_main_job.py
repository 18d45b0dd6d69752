"""From a roster to a nudge answered in Slack: real processes, real sockets."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from tests.end_to_end.installation import Installation, installation, soon
from web.practice import PracticeWorkspace

ALICE = "U0ALICE"
# Where it is; and, while nobody runs it, the set-up link and that it was made.
LINES = {"serve": 4, "web": 4, "jobs": 1}
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def first_due(database_url: str) -> datetime:
    engine = create_engine(database_url)
    with engine.connect() as conn:
        due = conn.execute(text("select min(due_at) from nudges")).scalar_one()
    engine.dispose()
    assert isinstance(due, datetime)
    return due


def messages(practice: PracticeWorkspace) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = practice.ledger_json()["messages"]
    return found


def live_through_it(opened: Installation, database_url: str) -> None:
    """Go the whole way once, whichever way Slack's requests come in."""
    # The only working day lies ahead: no sweep of the real today comes between.
    day = (datetime.now(UTC) + timedelta(days=3)).replace(hour=6, minute=0)
    roster_in(opened, DAYS[day.weekday()])
    agree(opened)
    planned = json.loads(opened.run("run", "plan", "--at", day.isoformat()))["added"]
    assert planned >= 1
    due = first_due(database_url)
    counts = json.loads(opened.run("run", "dispatch", "--at", due.isoformat()))
    assert counts["sent"] == 1
    do_it(opened.practice)
    assert json.loads(opened.run("ledger", "--json")) == {
        "planned": planned,
        "sent": 1,
        "skipped": {},
        "failed": {},
        "unknown": {},
        "pending": planned - 1,
    }


def roster_in(opened: Installation, day: str) -> None:
    """Import Alice, who works on one day of the week, and let Slack name her."""
    practice, roster = opened.practice, opened.folder / "roster.csv"
    practice.add_member(ALICE, "Alice", email="alice@acme.example", tz="Europe/Berlin")
    practice.add_member("U0BOB", "Bob", is_bot=True)
    roster.write_text(
        "email,team,timezone,work_days,work_start,work_end\n"
        f"alice@acme.example,Web,Europe/Berlin,{day},09:00,17:00\n"
    )
    said = opened.run("people", "import", str(roster))
    assert said == "1 added, 0 changed, 0 unchanged.\n"
    assert json.loads(opened.run("run", "sync"))


def agree(opened: Installation) -> None:
    """Invite Alice; she agrees and goes through the four screens."""
    practice = opened.practice
    assert "alice@acme.example" in opened.run("people", "invite")
    assert soon(lambda: messages(practice))
    (invitation,) = messages(practice)
    assert invitation["user"] == ALICE
    assert practice.click(ALICE, invitation["ts"], "agree").ok
    for screen in range(1, 5):
        view = practice.open_view_of(ALICE)
        assert view is not None, f"screen {screen} did not open"
        assert view.view["private_metadata"] == str(screen)
        assert practice.submit(ALICE).ok
    practice.close_view(ALICE)


def do_it(practice: PracticeWorkspace) -> None:
    """Press Done on the nudge, and see it fold."""
    _invitation, nudge = messages(practice)
    assert nudge["user"] == ALICE
    assert practice.click(ALICE, nudge["ts"], "done").ok
    assert soon(lambda: "over" in practice.messages_of(ALICE)[-1].text)


def test_the_whole_way_over_http(database_url: str, tmp_path: Path) -> None:
    with installation(database_url, tmp_path) as one:
        one.environ["UNHUNCH_SLACK_SIGNING_SECRET"] = one.practice.signing_secret
        one.practice.events_url = f"http://127.0.0.1:{one.port}/slack/events"
        web, jobs = one.start("web"), one.start("jobs")
        assert one.is_ready(), web.said
        live_through_it(one, database_url)
        assert [web.end(), jobs.end()] == [0, 0]
        said = web.said + jobs.said
        assert "Traceback" not in said
        assert said.count("\n") == LINES["web"] + LINES["jobs"], said


def test_the_whole_way_over_socket_mode(database_url: str, tmp_path: Path) -> None:
    with installation(database_url, tmp_path) as one:
        one.environ["UNHUNCH_SLACK_APP_TOKEN"] = one.practice.app_token
        serve = one.start("serve")
        assert one.is_ready(), serve.said
        assert one.practice.wait_for_socket()
        live_through_it(one, database_url)
        assert serve.end() == 0
        assert serve.said.count("\n") == LINES["serve"], serve.said


@pytest.mark.parametrize("half", ["serve", "web", "jobs"])
def test_ctrl_c_ends_every_half_quietly(
    database_url: str, tmp_path: Path, half: str
) -> None:
    with installation(database_url, tmp_path) as one:
        process = one.start(half)
        assert soon(lambda: process.said.count("\n") == LINES[half])
        assert half == "jobs" or one.is_ready()
        assert process.press_ctrl_c() == 0
        assert process.said.count("\n") == LINES[half], process.said
