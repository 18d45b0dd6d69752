"""The one-time set-up link, and the set-up page with its live checks."""

import base64
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from pydantic import SecretStr
from structlog.testing import capture_logs

from service.actions import auditing, setting_up, setup_link
from service.actions.roster import import_people
from service.commands.building import first_lines
from service.core.audit import MACHINE
from service.core.roles import Role
from service.core.set_up import Found, State, Step
from service.store import audit
from service.store.audit_tables import audit_log
from tests.actions.steps import rows
from tests.web.browsing import Answer, Browsing
from tests.web.offices import give, operator, set_up_session
from tests.world import World

PAGE = "/operator/setup"
CREW = [f"U0C{number:02}" for number in range(12)]
EVERYBODY = "13"
"""The crew and the operator."""


def new_link(world: World) -> str:
    return urlsplit(setup_link.make_link(world.app)).path


def found(world: World, step: Step, *, connected: bool | None = None) -> Found:
    seen = setting_up.look(world.app, "", connected=connected)
    return next(one.found for one in seen.checked if one.step is step)


def written(world: World) -> list[str]:
    with world.app.engine.begin() as conn:
        return [
            entry.event.action
            for chain in audit.chains(conn)
            for entry, _digest in audit.entries(conn, chain)
        ]


def send_file(browser: Browsing, content: bytes, name: str = "roster.csv") -> Answer:
    """Send a file as a browser does."""
    parts = [
        ('name="csrf_token"', browser.token().encode()),
        (f'name="file"; filename="{name}"', content),
    ]
    body = b"".join(
        b"--edge\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n"
        % (head.encode(), value)
        for head, value in parts
    )
    address = urlsplit(browser.url)
    connection = HTTPConnection(address.hostname or "", address.port, timeout=10)
    connection.request(
        "POST",
        "/operator/setup/roster",
        body + b"--edge--\r\n",
        {
            "Content-Type": "multipart/form-data; boundary=edge",
            "Cookie": "; ".join(f"{k}={v}" for k, v in browser.cookies.items()),
        },
    )
    answer = connection.getresponse()
    browser.keep(answer)
    text = answer.read().decode()
    connection.close()
    return Answer(status=answer.status, text=text, headers=dict(answer.getheaders()))


def said(browser: Browsing) -> str:
    """Give the notice that the page shows first."""
    notice = re.search(r'<p class="notice (.*?)</p>', browser.get(PAGE).text)
    assert notice is not None
    return notice[1]


# ------------------------------------------------------------------- the link


def test_looking_at_the_link_does_not_use_it_up_and_pressing_does(
    world: World,
) -> None:
    link, browser = new_link(world), Browsing(url=world.url)
    for method in ("GET", "HEAD", "GET"):
        assert browser.send(method, link).status == 200
    assert browser.post(link).to == PAGE
    assert browser.get(PAGE).status == 200
    assert browser.get(link).status == 410
    assert Browsing(url=world.url).post(link).status == 410


def test_of_many_at_once_one_gets_in(world: World) -> None:
    link = new_link(world)

    def press(_number: int) -> int:
        return Browsing(url=world.url).post(link).status

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(press, range(4))) == [303, 410, 410, 410]


def test_a_link_lives_for_an_hour_and_so_does_what_it_opens(world: World) -> None:
    old = new_link(world)
    world.clock.advance(minutes=60)
    assert Browsing(url=world.url).get(old).status == 410
    browser = set_up_session(world)
    world.clock.advance(minutes=59)
    assert browser.get(PAGE).status == 200
    world.clock.advance(minutes=1)
    assert browser.get(PAGE).to == "/"


def test_a_newer_link_ends_an_older_one(world: World) -> None:
    old, new = new_link(world), new_link(world)
    assert Browsing(url=world.url).get(old).status == 410
    assert Browsing(url=world.url).get(new).status == 200


def test_a_newer_link_ends_a_session_that_an_older_one_opened(world: World) -> None:
    """Whoever holds the machine takes back what got into wrong hands."""
    browser = set_up_session(world)
    assert browser.get(PAGE).status == 200
    new_link(world)
    assert browser.get(PAGE).to == "/"


def test_the_database_holds_no_secret_of_a_link_or_its_session(world: World) -> None:
    link = new_link(world)
    browser = Browsing(url=world.url)
    browser.post(link)
    kept = rows(world)
    for secret in (link.rpartition("/")[2], browser.cookies["unhunch-setup"]):
        assert len(secret) >= 43  # 256 bits
        assert secret not in kept
        assert base64.urlsafe_b64decode(f"{secret}=").hex() not in kept


def test_a_set_up_session_can_be_ended_and_is_gone(world: World) -> None:
    browser = set_up_session(world)
    cookie = browser.cookies["unhunch-setup"]
    browser.post("/operator/setup/leave")
    browser.cookies["unhunch-setup"] = cookie
    assert browser.get(PAGE).to == "/"


def test_a_link_made_and_used_is_written_down_and_logged(world: World) -> None:
    with capture_logs() as logged:
        link = new_link(world)
        Browsing(url=world.url).post(link)
    assert written(world)[:2] == ["setup_link_made", "setup_link_used"]
    assert {line["reason"] for line in logged} >= {"setup_link_made"}
    assert link.rpartition("/")[2] not in str(logged)
    assert len(auditing.verify(world.app)) == 1


def test_the_command_prints_a_link_also_where_there_is_an_operator(
    world: World,
) -> None:
    give(world, world.add("Olga"), Role.OPERATOR)
    done = world.command("operator", "link", UNHUNCH_PUBLIC_URL=world.url)
    assert done.stdout.startswith(f"{world.url}/operator/link/")
    assert Browsing(url=world.url).get(urlsplit(done.stdout.strip()).path).status == 200
    bare = world.command("operator", "link", UNHUNCH_PORT="8123")
    assert bare.stdout.startswith("http://127.0.0.1:8123/operator/link/")
    lost = world.command("operator", "link", "-w", "T0NONE")
    assert (lost.returncode, "no workspace T0NONE" in lost.stderr) == (1, True)


def test_a_first_start_makes_a_link_until_somebody_runs_it(world: World) -> None:
    assert setup_link.first_link(world.app) is not None
    give(world, world.add("Olga"), Role.OPERATOR)
    assert setup_link.first_link(world.app) is None
    world.practice.event("user_change", user="U0OLGA", deleted=True)
    assert setup_link.first_link(world.app) is not None


def test_a_start_prints_the_link_until_somebody_runs_it(world: World) -> None:
    (line,) = first_lines(world.app.settings)
    assert "once, within an hour" in line
    path = urlsplit(line.split()[-1]).path
    assert Browsing(url=world.url).get(path).status == 200
    give(world, world.add("Olga"), Role.OPERATOR)
    assert first_lines(world.app.settings) == []


# --------------------------------------------------------------- the operator


def test_whoever_holds_the_machine_names_the_operator_from_slack(
    world: World,
) -> None:
    world.practice.add_member("U0OLGA", "Olga", email="olga@acme.example")
    browser = set_up_session(world)
    browser.post(f"{PAGE}/operator", {"who": "Olga@acme.example"})
    assert "Done." in said(browser)
    assert world.person("U0OLGA").role is Role.OPERATOR
    assert "You are an operator" in world.sent("U0OLGA")[-1]["text"]


def test_whom_slack_does_not_know_becomes_no_operator(world: World) -> None:
    browser = set_up_session(world)
    browser.post(f"{PAGE}/operator", {"who": "eve@else.example"})
    assert "Nobody here has this address" in said(browser)
    world.practice.add_fault("users.list", "http_500", times=None)
    browser.post(f"{PAGE}/operator", {"who": "eve@else.example"})
    assert "Slack did not answer" in said(browser)


def test_an_operator_names_nobody_past_the_page_for_roles(world: World) -> None:
    olga, alice = operator(world), world.add("Alice")
    olga.post(f"{PAGE}/operator", {"who": alice})
    assert "page Roles" in said(olga)
    assert world.person(alice).role is Role.EMPLOYEE


# ----------------------------------------------------------------- the checks


def test_a_token_that_slack_refuses_is_said_and_breaks_no_page(world: World) -> None:
    browser = set_up_session(world)
    world.practice.token_error = "token_revoked"
    page = browser.get(PAGE)
    assert page.status == 200
    assert "check that it starts with xoxb-" in page.text
    world.practice.token_error = None
    assert found(world, Step.SLACK).state is State.DONE
    world.practice.token_error = "token_revoked"
    assert found(world, Step.SLACK).state is State.PROBLEM
    assert "token_revoked" in browser.get(PAGE).text


def test_a_paused_workspace_is_a_problem_with_its_cure(world: World) -> None:
    key = world.workspace.workspace_id
    assert world.command("workspace", "pause", key).returncode == 0
    assert f"unhunch workspace resume {key}" in found(world, Step.SLACK).said


def test_scopes_that_lack_or_are_too_many_are_named(world: World) -> None:
    assert found(world, Step.SCOPES).state is State.DONE
    whole = [*world.practice.scopes]
    world.practice.scopes = [one for one in whole if one != "dnd:read"]
    assert "lacks dnd:read" in found(world, Step.SCOPES).said
    world.practice.scopes = [*whole, "channels:history"]
    wide = found(world, Step.SCOPES)
    assert (wide.state, "channels:history" in wide.said) == (State.DONE, True)


def test_what_slack_sends_is_seen_to_arrive(world: World) -> None:
    alice = world.add("Alice")
    assert found(world, Step.EVENTS).state is State.TO_DO
    world.practice.event("app_home_opened", user=alice, tab="home")
    assert found(world, Step.EVENTS).state is State.DONE


def test_an_address_that_leads_elsewhere_is_a_problem(world: World) -> None:
    assert found(world, Step.ADDRESS).state is State.DONE
    nowhere = world.app.settings.model_copy(update={"public_url": "http://127.0.0.1:9"})
    elsewhere = replace(world, app=replace(world.app, settings=nowhere))
    assert found(elsewhere, Step.ADDRESS).state is State.PROBLEM
    none = world.app.settings.model_copy(update={"public_url": None})
    without = replace(world, app=replace(world.app, settings=none))
    assert "UNHUNCH_PUBLIC_URL" in found(without, Step.ADDRESS).said


def test_socket_mode_is_a_problem_until_it_is_connected(world: World) -> None:
    socket = world.app.settings.model_copy(
        update={"slack_app_token": SecretStr("xapp-1")}
    )
    by_socket = replace(world, app=replace(world.app, settings=socket))
    lost = found(by_socket, Step.EVENTS, connected=False)
    assert (lost.state, "xapp-" in lost.said) == (State.PROBLEM, True)
    assert found(by_socket, Step.EVENTS, connected=True).state is State.DONE


def test_a_clock_that_is_off_is_a_problem_in_seconds(world: World) -> None:
    assert found(world, Step.CLOCK).state is State.PROBLEM
    world.clock.now = datetime.now(UTC)
    assert found(world, Step.CLOCK).state is State.DONE


def test_a_key_that_others_can_read_is_a_problem(world: World) -> None:
    assert found(world, Step.KEYS).state is State.DONE
    keys = world.folder / "keys"
    keys.mkdir(mode=0o700)
    (keys / "data_key").touch(mode=0o600)
    assert found(world, Step.KEYS).state is State.DONE
    (keys / "data_key").chmod(0o640)
    open_key = found(world, Step.KEYS)
    assert (open_key.state, "chmod go=" in open_key.said) == (State.PROBLEM, True)


def test_a_key_file_within_the_databases_folder_is_a_problem(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = world.folder / "postgres" / "key"
    inside.parent.mkdir()
    inside.touch(mode=0o600)
    monkeypatch.setenv("UNHUNCH_DATA_KEY_FILE", str(inside))
    assert "move it elsewhere" in found(world, Step.KEYS).said


# ----------------------------------------------------------- the test message


def test_the_test_message_goes_to_the_operator_who_asks_alone(world: World) -> None:
    give(world, world.add("Anna"), Role.OPERATOR)
    olga = operator(world)
    before = len(world.sent("U0ANNA"))
    olga.post(f"{PAGE}/test-message")
    assert "Slack took the message" in said(olga)
    assert "test message" in world.sent("U0OLGA")[-1]["text"]
    assert len(world.sent("U0ANNA")) == before
    assert found(world, Step.TEST_MESSAGE).state is State.DONE


def test_a_test_message_that_slack_refuses_is_said_and_is_not_done(
    world: World,
) -> None:
    olga = operator(world)
    world.practice.add_fault("chat.postMessage", "error", error="channel_not_found")
    olga.post(f"{PAGE}/test-message")
    assert "channel_not_found" in said(olga)
    assert found(world, Step.TEST_MESSAGE).state is State.TO_DO


# ------------------------------------------------------------------ the roster


def test_a_roster_is_shown_first_and_imported_then(world: World) -> None:
    olga = operator(world)
    csv = b"email,team\nnew@acme.example,Web\nolga@acme.example,Web\n"
    shown = send_file(olga, csv)
    assert "New people: 1" in shown.text
    assert world.person("U0OLGA").team is None
    content = re.search(r'name="content" value="([^"]+)"', shown.text)
    assert content is not None
    olga.post(f"{PAGE}/roster/import", {"content": content[1]})
    assert world.person("U0OLGA").team == "Web"
    assert written(world)[-1] == "roster_imported"
    assert "Changed: 0" in send_file(olga, csv).text


def test_wrong_cells_are_named_by_line_and_nothing_is_imported(world: World) -> None:
    olga = operator(world)
    shown = send_file(olga, b"email,work_start\nolga@acme.example,late\n<b>,09:00\n")
    assert shown.status == 422
    assert "Line 2, work_start:" in shown.text
    assert "Line 3, email:" in shown.text
    assert "<b>" not in shown.text


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"PK\x03\x04rest", "a spreadsheet, not CSV"),
        (b"", "Choose a file first"),
        (b"email\n\xff", "not UTF-8"),
        (b"\x00", "NUL bytes"),
    ],
)
def test_what_is_no_roster_is_said_in_a_sentence(
    world: World, content: bytes, why: str
) -> None:
    olga = operator(world)
    assert send_file(olga, content).to == PAGE
    assert why in said(olga)


def test_a_file_that_is_too_large_is_refused(world: World) -> None:
    olga = operator(world)
    assert send_file(olga, b"x" * 1_100_000).status == 413
    large = {"content": "eA" * 800_000}
    assert olga.post(f"{PAGE}/roster/import", large).status == 413
    assert olga.post(f"{PAGE}/roster/import", {"content": "eA" * 600_000}).status == 303


def test_the_name_of_a_file_is_never_a_path(world: World) -> None:
    olga = operator(world)
    before = sorted(world.folder.rglob("*"))
    name = str(world.folder / "taken.csv")
    for one in (name, "../../taken.csv", "/etc/cron.d/x"):
        assert send_file(olga, b"email\nolga@acme.example\n", one).status == 200
    assert sorted(world.folder.rglob("*")) == before
    assert not Path(name).exists()


# ------------------------------------------------------ the partition, the wave


def crew(world: World) -> None:
    lines = "".join(f"{one},Web,Europe/Berlin\n" for one in CREW)
    for one in CREW:
        world.practice.add_member(one, one, tz="Europe/Berlin")
    text = f"slack_user_id,team,timezone\n{lines}"
    import_people(world.app, world.workspace, text.encode())


def test_a_wave_waits_for_the_partition(world: World) -> None:
    olga = operator(world)
    crew(world)
    olga.post(f"{PAGE}/wave/start", {"number": EVERYBODY})
    assert "How reports count people together" in said(olga)
    assert "wave_started" not in written(world)
    olga.post(f"{PAGE}/partition", {"choice": "company.10"})
    olga.post(f"{PAGE}/wave/start", {"number": EVERYBODY})
    assert "on their way" in said(olga)
    world.run("dispatch")
    assert {one["user"] for one in world.sent()} >= set(CREW)
    with world.app.engine.begin() as conn:
        entries = conn.execute(audit_log.select()).all()
    last = [one for one in entries if one.action == "wave_started"]
    olga_id = world.person("U0OLGA").person_id
    assert [(one.actor, one.details) for one in last] == [(olga_id, {"people": 13})]


def test_a_wave_goes_only_to_as_many_as_were_shown(world: World) -> None:
    olga = operator(world)
    crew(world)
    olga.post(f"{PAGE}/partition", {"choice": "company.10"})
    for number in ("12", "14", "many", "-1", ""):
        olga.post(f"{PAGE}/wave/start", {"number": number})
        assert "ook at " in said(olga)
    assert "wave_started" not in written(world)


@pytest.mark.parametrize("by", ["Kim\0Lee", "K" * 201, " "])
def test_who_answers_for_exercises_gives_a_name(world: World, by: str) -> None:
    olga = operator(world)
    olga.post("/operator/setup/content", {"by": by})
    assert "Say who answers for it" in olga.get("/operator/setup").text


@pytest.mark.parametrize("choice", ["team.3", "team.20", "mood.10", "", "company.٣"])
def test_what_is_not_offered_cannot_be_chosen(world: World, choice: str) -> None:
    olga = operator(world)
    crew(world)
    olga.post(f"{PAGE}/partition", {"choice": choice})
    assert 'role="alert"' in said(olga)
    assert found(world, Step.PARTITION).state is State.TO_DO


def test_below_ten_people_there_is_nothing_to_choose(world: World) -> None:
    world.add("Alice")
    assert found(world, Step.PARTITION).state is State.NOT_NEEDED


def test_the_machines_holder_can_finish_what_was_begun(world: World) -> None:
    crew(world)
    browser = set_up_session(world)
    for path, fields in (
        ("operator", {"who": CREW[0]}),
        ("test-message", {}),
        ("partition", {"choice": "company.10"}),
        ("wave/start", {"number": "12"}),
    ):
        browser.post(f"{PAGE}/{path}", fields)
        assert 'role="status"' in said(browser)
    with world.app.engine.begin() as conn:
        actors = {one.actor for one in conn.execute(audit_log.select())}
    assert actors == {MACHINE}
