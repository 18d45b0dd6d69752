"""Every address of the product, and what stands in its database."""

from collections.abc import Iterator

from flask import Flask
from sqlalchemy import text
from werkzeug.routing import Rule

from tests.world import World

# What stands in an address; anything else gets a word that names nothing.
ARGUMENTS = {
    "act": "stop",
    "name": "desk",
    "exercise_id": "chin_tuck",
    "secret": "T0PRACTICE.x",
    "filename": "style.css",
}
HOST = "127.0.0.1"
# Read-only by nature, and written by looking: who looked at a report, how often, when.
WRITTEN_BY_LOOKING = {"audit_log", "request_counts"}


def addresses(flask: Flask, method: str) -> Iterator[tuple[Rule, str]]:
    """Give each rule that takes the method, with a path that leads to it."""
    adapter = flask.url_map.bind(HOST)
    for rule in flask.url_map.iter_rules():
        if method in (rule.methods or ()):
            given = {name: ARGUMENTS.get(name, "x") for name in rule.arguments}
            yield rule, adapter.build(rule.endpoint, given, method=method)


def contents(world: World) -> dict[str, list[str]]:
    """Give the rows of every table, without when somebody was last seen."""
    names = text(
        "select table_schema, table_name from information_schema.tables"
        " where table_schema in ('public', 'keys') and table_type = 'BASE TABLE'"
    )
    found = {}
    with world.app.engine.begin() as conn:
        for schema, name in conn.execute(names).all():
            if name in WRITTEN_BY_LOOKING:
                continue
            rows = (
                f'select (to_jsonb(t) - \'seen_at\')::text from "{schema}"."{name}" t'  # noqa: S608 - our own tables
            )
            found[name] = sorted(conn.execute(text(rows)).scalars())
    return found
