"""The demo, as somebody meets it who has just installed it."""

import html
import json
import re
import shutil
import signal
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import psutil
import pytest

from tests.end_to_end.installation import (
    Process,
    clean_environment,
    free_port,
    get,
    soon,
)

INBOX = "/practice/inbox/U0VISITOR"
# What a real installation, and its network, may have put into the environment.
SURROUNDINGS = {
    "UNHUNCH_DATABASE_URL": "postgresql://real.example/unhunch",
    "UNHUNCH_SLACK_BOT_TOKEN": "xoxb-real",
    "UNHUNCH_SLACK_APP_TOKEN": "xapp-real",
    "UNHUNCH_HTTPS_PROXY": "http://real.example:3128",
    "UNHUNCH_PROT": "a typing mistake",
    "SLACK_BOT_TOKEN": "xoxb-real",
    "SLACK_CLIENT_ID": "1.2",
    "SLACK_CLIENT_SECRET": "real",
    "HTTPS_PROXY": "http://real.example:3128",
    "HTTP_PROXY": "http://real.example:3128",
    "http_proxy": "http://real.example:3128",
}
# Python reads this file at each start: it notes every address connected to.
AUDIT = """
import os, sys

def hook(event, args):
    if event == "socket.connect":
        with open(os.environ["NOTED"], "a") as noted:
            noted.write(repr(args[1]) + "\\n")

sys.addaudithook(hook)
"""


class Demo:
    def __init__(self, folder: Path, *words: str) -> None:
        self.port = free_port()
        # Short, as a socket's path must be.
        self.temporary = Path(tempfile.mkdtemp(prefix="uh-"))
        self.noted = folder / "noted"
        (folder / "hooks").mkdir()
        (folder / "hooks" / "sitecustomize.py").write_text(AUDIT)
        environ = clean_environment(
            **SURROUNDINGS,
            TMPDIR=str(self.temporary),
            PYTHONPATH=str(folder / "hooks"),
            NOTED=str(self.noted),
        )
        self.process = Process(
            folder, environ, "demo", "--port", str(self.port), *words
        )

    def messages(self) -> list[dict[str, str]]:
        status, body = get(self.port, "/practice/ledger.json")
        found: list[dict[str, str]] = json.loads(body)["messages"] if status else []
        return found

    def of_visitor(self) -> list[dict[str, str]]:
        return [one for one in self.messages() if one["user"] == "U0VISITOR"]

    def has_live_nudge(self) -> bool:
        """Say whether the visitor got one now, not only in the past."""
        ago = [
            datetime.now(UTC) - datetime.fromisoformat(one["at"])
            for one in self.of_visitor()
        ]
        return any(one < timedelta(minutes=2) for one in ago)

    def play(self, name: str) -> str:
        """Press a button of the panel; gives what it said."""
        assert self.post(f"/practice/play/U0VISITOR/{name}") == 303
        page = get(self.port, INBOX)[1]
        found = re.search(r'id="told"[^>]*>(.*?)<', page, re.DOTALL)
        assert found is not None
        return html.unescape(found[1]).strip()

    def post(self, path: str, **form: str) -> int:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", path, urlencode(form), headers)
        status = connection.getresponse().status
        connection.close()
        return status

    def close(self) -> None:
        self.process.kill()
        for server in self.servers():
            server.kill()
        shutil.rmtree(self.temporary)

    def servers(self) -> list[psutil.Process]:
        return [
            one
            for one in psutil.process_iter(["cmdline"])
            if any(str(self.temporary) in word for word in one.info["cmdline"] or ())
        ]


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demo]:
    opened = Demo(tmp_path)
    yield opened
    opened.close()


def form_of(page: str, label: str) -> dict[str, str]:
    """Give the hidden fields of the newest form whose button has this label."""
    for form in reversed(re.findall(r"<form.*?</form>", page, re.DOTALL)):
        if re.search(rf">{label}</button>", form):
            return dict(re.findall(r'type="hidden" name="(\w+)" value="(.*?)"', form))
    raise AssertionError(f"no button {label} on the page")


def test_a_visitor_sees_a_nudge_at_once_and_answers_it(demo: Demo) -> None:
    assert soon(lambda: get(demo.port, "/")[0] == 200, 30)
    assert soon(demo.has_live_nudge, 30)

    address = f"http://127.0.0.1:{demo.port}"
    assert f"{address}{INBOX}" in demo.process.said
    # It leads to the newest message.
    assert f'href="{INBOX}#m-' in get(demo.port, "/")[1]
    page = get(demo.port, INBOX)[1]
    hidden = form_of(page, "Done")
    assert demo.post(f"{INBOX}/click", **hidden) == 303
    assert soon(lambda: hidden["block_id"] not in get(demo.port, INBOX)[1])

    assert demo.process.end() == 0
    assert demo.servers() == []
    assert list(demo.temporary.iterdir()) == []
    assert all_on_this_machine(demo.noted)
    assert demo.process.said.endswith("Ctrl-C ends the demo.\n"), demo.process.said


def test_a_company_has_a_past_and_a_visitor_can_move_time(tmp_path: Path) -> None:
    opened = Demo(tmp_path, "--people", "12")
    try:
        assert soon(opened.has_live_nudge, 30), opened.process.said
        assert opened.play("now") == "It is in your Slack messages now."
        # Time waits until the past is written.
        assert opened.play("quarter").startswith("It is ")
        before = opened.messages()
        people = {one["user"] for one in before}
        days = {one["at"][:10] for one in opened.of_visitor()}
        assert len(people) > 5
        assert len(days) > 10
        assert opened.play("hour").startswith("It is ")
        assert "08:00 now" in opened.play("morning")
        assert opened.play("next").startswith("It is ")
        assert len(opened.messages()) > len(before)
        assert opened.process.end() == 0
        assert "Traceback" not in opened.process.said
        assert "error" not in opened.process.said
    finally:
        opened.close()


def all_on_this_machine(noted: Path) -> bool:
    """Tell whether every connection went to loopback or to a local socket."""
    lines = set(noted.read_text().splitlines())
    assert any("127.0.0.1" in line for line in lines)
    return all(
        line.startswith(("('127.0.0.1'", "('::1'", "'/", "b'/")) for line in lines
    )


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_before_it_even_answers(
    demo: Demo, number: signal.Signals
) -> None:
    # Its folder is in use: PostgreSQL is being started.
    assert soon(lambda: any(demo.temporary.glob("*/*")))
    demo.process.popen.send_signal(number)
    demo.process.popen.wait(timeout=30)
    assert demo.servers() == []
    assert list(demo.temporary.iterdir()) == []
    assert "Traceback" not in demo.process.said


def test_ctrl_c_on_a_terminal_leaves_nothing_behind(demo: Demo) -> None:
    assert soon(demo.messages)
    assert demo.process.press_ctrl_c() == 0
    assert demo.servers() == []
    assert list(demo.temporary.iterdir()) == []
    assert demo.process.said.endswith("Ctrl-C ends the demo.\n"), demo.process.said


def test_a_taken_port_leaves_nothing_behind(tmp_path: Path, demo: Demo) -> None:
    assert soon(lambda: get(demo.port, "/healthz")[0] == 200)
    environ = clean_environment(TMPDIR=str(tmp_path))
    folder = tmp_path / "again"
    folder.mkdir()
    again = Process(folder, environ, "demo", "--port", str(demo.port))
    assert again.popen.wait(timeout=10) == 1
    assert again.said.startswith(f"unhunch: Port {demo.port} on 127.0.0.1 cannot")
    assert again.said.count("\n") == 1
    assert not list(tmp_path.glob("unhunch-demo-*"))


def test_data_that_was_kept_is_there_the_next_time(tmp_path: Path) -> None:
    data = tmp_path / "kept"
    for run in ("first", "second"):
        folder = tmp_path / run
        folder.mkdir()
        opened = Demo(folder, "--data", str(data), "--people", "3")
        try:
            assert soon(opened.messages, 30), opened.process.said
            assert opened.process.end() == 0
        finally:
            opened.close()
    assert (data / "keys" / "data_key").stat().st_mode & 0o777 == 0o600
    assert not (data / "postgres" / "postmaster.pid").exists()
