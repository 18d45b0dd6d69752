"""The real server, in several processes: signing in, and what it refuses by itself."""

import socket
from pathlib import Path

from sqlalchemy import create_engine, text

from service.core.rate_limits import LIMITS, Counted
from tests.end_to_end.installation import Installation, installation
from tests.web.browsing import Browsing

ALICE = "U0ALICE"


def raw(port: int, *lines: str) -> bytes:
    """Send a request as no library would; gives the first line of the answer."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.sendall("\r\n".join([*lines, "", ""]).encode())
        return line.makefile("rb").readline()


def with_sign_in(one: Installation) -> str:
    """Let people sign in with Slack there; gives its address."""
    url = f"http://127.0.0.1:{one.port}"
    one.practice.events_url = f"{url}/slack/events"
    one.practice.add_member(ALICE, "Alice", email="alice@acme.example")
    one.environ |= {
        "UNHUNCH_PUBLIC_URL": url,
        "UNHUNCH_SLACK_CLIENT_ID": one.practice.openid.client_id,
        "UNHUNCH_SLACK_CLIENT_SECRET": one.practice.openid.client_secret,
    }
    roster = one.folder / "roster.csv"
    roster.write_text(f"slack_user_id\n{ALICE}\n")
    one.run("people", "import", str(roster))
    return url


def use_up(database_url: str, counted: Counted) -> None:
    engine = create_engine(database_url)
    change = text("update request_counts set count = :most where counted = :counted")
    with engine.begin() as conn:
        conn.execute(change, {"most": LIMITS[counted].most, "counted": counted})
    engine.dispose()


def sign_in(url: str) -> Browsing:
    """Give a browser in which Alice is signed in, by way of the practice workspace."""
    browser = Browsing(url=url)
    slack, _, path = browser.get("/sign-in/slack").to.partition("/practice/")
    allowed = Browsing(url=slack).send("POST", f"/practice/{path}", {"user": ALICE})
    entered = browser.get(allowed.to.removeprefix(url))
    assert (entered.status, entered.to) == (303, "/me/")
    return browser


def refusals(port: int) -> list[bytes]:
    """Send what no browser sends; gives the first lines of the answers."""
    start, host = "GET / HTTP/1.1", f"Host: 127.0.0.1:{port}"
    assert b"200" in raw(port, "GET /healthz HTTP/1.1", host)
    return [
        raw(port, f"GET /{'x' * 5_000} HTTP/1.1", host),
        raw(port, start, host, f"X-A: {'x' * 9_000}"),
        raw(port, start, host, *(f"X-{number}: x" for number in range(80))),
    ]


def test_the_real_server_lets_people_in_and_floods_out(
    database_url: str, tmp_path: Path
) -> None:
    with installation(database_url, tmp_path) as one:
        url = with_sign_in(one)
        web = one.start("web")
        assert one.is_ready(), web.said
        browser = sign_in(url)
        # Its name at most, no version to look weaknesses up by.
        assert browser.get("/me/").headers.get("Server", "gunicorn") == "gunicorn"
        use_up(database_url, Counted.SLACK_SIGN_IN)
        # Two processes serve, and both know.
        assert {browser.get("/sign-in/slack").status for _ in range(8)} == {429}
        for answer in refusals(one.port):
            assert answer.split()[1].startswith(b"4"), answer
        assert "Traceback" not in web.said
