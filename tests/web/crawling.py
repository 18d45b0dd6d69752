"""Goes through every page that a browser can reach, and gives every form on it."""

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.web.browsing import Browsing

MOST_OF_A_KIND = 15
"""Pages of one address pattern: of 143 exercises some tell what all do."""


@dataclass(kw_only=True)
class Form:
    """A form as a page shows it: where it goes, and its fields with a usual value."""

    action: str
    method: str = "GET"
    fields: dict[str, str] = field(default_factory=dict)


class _Page(HTMLParser):
    def __init__(self, at: str) -> None:
        super().__init__()
        self._at = at
        self.links: list[str] = []
        self.forms: list[Form] = []
        self._select = ""

    def handle_starttag(self, tag: str, given: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in given}
        if tag == "a" and "href" in has:
            self.links.append(has["href"].split("#")[0])
        elif tag == "form":
            where = has.get("action") or self._at
            self.forms.append(
                Form(action=where, method=has.get("method", "get").upper())
            )
        elif self.forms and has.get("name"):
            self._select = has["name"] if tag == "select" else ""
            self.forms[-1].fields.setdefault(has["name"], has.get("value", ""))
        elif self.forms and tag == "option" and self._select:
            self.forms[-1].fields[self._select] = has.get("value", "")


@dataclass(frozen=True, kw_only=True)
class Crawl:
    """The pages that were reached, by address, and the forms, one of each kind."""

    pages: dict[str, str]
    forms: list[Form]


class Client(FlaskClient):
    """A browser without sockets, at the product's own address."""

    url = ""

    def open(self, *args: Any, **given: Any) -> TestResponse:
        return super().open(*args, **{"base_url": self.url, **given})


def client(flask: Flask, browser: Browsing) -> Client:
    """Give a client without sockets that is signed in as a browser is."""
    made = Client(flask, flask.response_class)
    made.url = browser.url
    for name, value in browser.cookies.items():
        made.set_cookie(name, value, domain=urlsplit(browser.url).hostname or "")
    return made


def crawl(flask: Flask, browser: FlaskClient, start: str) -> Crawl:
    """Follow every local link from ``start``; no form is sent."""
    found = Crawl(pages={}, forms=[])
    kinds: Counter[str] = Counter()
    waiting = deque([start])
    while waiting:
        path = waiting.popleft()
        kind = endpoint(flask, path, "GET")
        if path not in found.pages and kinds[kind] < MOST_OF_A_KIND:
            kinds[kind] += 1
            waiting.extend(_looked_at(found, browser, path))
    kind_of = {
        (endpoint(flask, one.action, one.method), *one.fields): one
        for one in found.forms
    }
    return Crawl(pages=found.pages, forms=list(kind_of.values()))


def _looked_at(found: Crawl, browser: FlaskClient, path: str) -> list[str]:
    """Add a page and its forms; gives where it leads."""
    answer = browser.get(path)
    if answer.mimetype != "text/html":
        return []
    page = _Page(urlsplit(path).path)
    found.pages[path] = answer.get_data(as_text=True)
    page.feed(found.pages[path])
    found.forms.extend(page.forms)
    links = [*page.links, *([answer.location] if answer.location else [])]
    return [link for link in links if link.startswith("/")]


def endpoint(flask: Flask, path: str, method: str) -> str:
    """Name what answers at an address; raises where nothing does."""
    name, _ = flask.url_map.bind("").match(urlsplit(path).path, method)
    return str(name)


def reachable(flask: Flask, method: str) -> Iterator[str]:
    """Name every endpoint that takes this method."""
    for rule in flask.url_map.iter_rules():
        if method in (rule.methods or ()):
            yield rule.endpoint
