"""A person's browser in tests: keeps cookies, follows links, fills in forms."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from http.client import HTTPConnection, HTTPResponse
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

from service.actions.links import send_link
from tests.world import World

Fields = Mapping[str, str | Sequence[str]]


@dataclass(kw_only=True)
class Answer:
    """What came back: ``text`` is the body, unescaped."""

    status: int
    text: str
    headers: Mapping[str, str]

    @property
    def to(self) -> str:
        return self.headers.get("Location", "")


@dataclass(kw_only=True)
class Browsing:
    """Talks to the product over a real socket; one instance is one browser."""

    url: str
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **headers: str) -> Answer:
        return self.send("GET", path, headers=headers)

    def post(self, path: str, fields: Fields | None = None, **headers: str) -> Answer:
        """Send a form with the token of the last page of this browser."""
        token = {"csrf_token": self.token()}
        return self.send("POST", path, {**token, **(fields or {})}, headers)

    def token(self) -> str:
        """Load a page with a form, as a person would before sending one."""
        for path in ("/", "/me/answers/load", "/operator/setup"):
            page = self.get(path)
            found = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
            if found:
                return found[1]
        raise AssertionError("no page with a form")

    def send(
        self,
        method: str,
        path: str,
        fields: Fields | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        address = urlsplit(self.url)
        connection = HTTPConnection(address.hostname or "", address.port, timeout=10)
        body = urlencode(fields, doseq=True) if fields is not None else None
        form = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        sent = {**form, **({"Cookie": cookie} if cookie else {}), **(headers or {})}
        connection.request(method, path, body, sent)
        answer = connection.getresponse()
        text = unescape(answer.read().decode(errors="replace"))  # a picture is bytes
        self.keep(answer)
        connection.close()
        return Answer(
            status=answer.status, text=text, headers=dict(answer.getheaders())
        )

    def keep(self, answer: HTTPResponse) -> None:
        for line in answer.msg.get_all("Set-Cookie", []):
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
                if morsel["max-age"] == "0" or not morsel.value:
                    del self.cookies[name]


def link_in_slack(world: World, user: str) -> str:
    """Let the bot send a link; gives its path, as it stands behind the button."""
    send_link(world.app, world.workspace.workspace_id, user)
    return last_link(world, user)


def last_link(world: World, user: str) -> str:
    found = [
        element["url"]
        for message in world.sent(user)
        for block in message["blocks"]
        for element in block.get("elements", ())
        if "url" in element
    ]
    return urlsplit(found[-1]).path


def sign_in(world: World, user: str) -> Browsing:
    """Give a browser in which the person is signed in."""
    browser = Browsing(url=world.url)
    entered = browser.post(link_in_slack(world, user))
    assert (entered.status, entered.to) == (303, "/me/")
    return browser
