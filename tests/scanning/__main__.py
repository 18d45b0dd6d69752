"""Serve the product with a person signed in, and describe it for scanners.

``python -m tests.scanning FILE.json`` writes an OpenAPI description of every page and
form, prints the address and the Cookie header, and serves until its input ends. On
loopback, on a database of its own; what a scanner breaks is gone afterwards.
"""

import json
import sys
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask

from service.embedded import start_postgres, stop_postgres
from tests.actions.steps import set_up
from tests.web.browsing import Browsing, sign_in
from tests.web.crawling import Client, Crawl, client, crawl
from tests.world import World, addresses, open_world
from web.app import create_app
from web.slack.bolt import bolt_app


def described(flask: Flask, crawled: Crawl) -> dict[str, Any]:
    """Give an OpenAPI 3.1 document: every address that takes GET, and every form."""
    paths: dict[str, dict[str, Any]] = {}
    for rule in flask.url_map.iter_rules():
        address = rule.rule.replace("<path:", "<").replace("<", "{").replace(">", "}")
        if "GET" in (rule.methods or ()) and rule.endpoint != "sign_in.link":
            names = sorted(rule.arguments)
            paths.setdefault(address, {})["get"] = _operation(names)
    for form in crawled.forms:
        if form.method == "POST" and not form.action.startswith("/sign-out"):
            paths.setdefault(form.action, {})["post"] = {
                **_operation([]),
                "requestBody": _body(form.fields),
            }
    info = {"title": "Unhunch", "version": "0"}
    return {"openapi": "3.1.0", "info": info, "paths": paths}


def _operation(names: list[str]) -> dict[str, Any]:
    given = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in names
    ]
    return {"parameters": given, "responses": {"default": {"description": "any"}}}


def _body(fields: dict[str, str]) -> dict[str, Any]:
    properties = {
        name: {"type": "string", "enum": [value]}
        if name == "csrf_token"
        else {"type": "string", "examples": [value]}
        for name, value in fields.items()
    }
    schema = {
        "type": "object",
        "properties": properties,
        "required": [name for name in fields if name == "csrf_token"],
    }
    return {
        "required": True,
        "content": {"application/x-www-form-urlencoded": {"schema": schema}},
    }


def _visitor(world: World) -> Browsing:
    alice = world.add("Alice")
    set_up(world, alice, {}, {"pain": "2", "regions": ["neck"]}, {}, {})
    world.run("plan")
    return sign_in(world, alice)


def _cookies(visitor: Client, url: str) -> str:
    host = urlsplit(url).hostname or ""
    found = (visitor.get_cookie(name, host) for name in ("unhunch", "unhunch-form"))
    return "; ".join(f"{one.key}={one.value}" for one in found if one)


def main(file: Path) -> None:
    with (
        tempfile.TemporaryDirectory(prefix="unhunch-scan-") as folder,
        addresses() as at,
    ):
        data = Path(folder) / "data" / "postgres"
        url = start_postgres(data)
        with open_world(url, Path(folder), at) as world:
            browser = _visitor(world)
            flask = create_app(world.app, bolt_app(world.app))
            visitor = client(flask, browser)
            crawled = crawl(flask, visitor, "/me/")
            file.write_text(json.dumps(described(flask, crawled)), "utf-8")
            sys.stdout.write(f"{world.url}\n{_cookies(visitor, world.url)}\n")
            sys.stdout.flush()
            sys.stdin.read()
        stop_postgres(data)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
