"""Whatever is typed into any field of any page, nothing breaks and nothing runs."""

from collections.abc import Iterator
from itertools import product

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.actions.steps import set_up
from tests.web.browsing import sign_in
from tests.web.crawling import Crawl, client, crawl, endpoint, reachable
from tests.web.offices import operator
from tests.world import World
from web.app import create_app
from web.slack.bolt import bolt_app

HOSTILE = (
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>' onmouseover='alert(1)",
    "{{ 7*7 }}{% raw %}${7*7}",
    "{0.__class__.__init__.__globals__}{detail}%s%n%(x)s",
    "'; drop table people; -- \\",
    "\x00\x01\x1b[31m",
    "../../../../etc/passwd%00",
    "<!channel> <@U0BOB> &amp; *bold*",
    "=HYPERLINK(1)",
    "\u202e\ufeff\U0001f9d1\u200d\U0001f4bb",
    "9" * 400,
    "-1",
    "NaN",
    "2026-02-30",
    "a" * 20_000,
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
)
# Slack's door has tests of its own; the others end the session that all of this needs.
ELSEWHERE = {
    "sign_in.enter",
    "sign_in.leave",
    "slack.events",
    "me.sign_out_everywhere",
    "me.delete_data",
}


@pytest.fixture
def flask(world: World) -> Flask:
    return create_app(world.app, bolt_app(world.app))


@pytest.fixture
def alice(world: World, flask: Flask) -> FlaskClient:
    alice = world.add("Alice")
    # Four screens answered, a nudge planned: every form of hers is there.
    set_up(world, alice, {}, {"pain": "2", "regions": ["neck"]}, {}, {})
    world.run("plan")
    return client(flask, sign_in(world, alice))


@pytest.fixture
def found(flask: Flask, alice: FlaskClient) -> Crawl:
    return crawl(flask, alice, "/me/")


def token(crawled: Crawl) -> str:
    return next(
        form.fields["csrf_token"]
        for form in crawled.forms
        if "csrf_token" in form.fields
    )


def posts(flask: Flask, crawled: Crawl) -> Iterator[tuple[str, dict[str, str]]]:
    for form in crawled.forms:
        if (
            form.method == "POST"
            and endpoint(flask, form.action, "POST") not in ELSEWHERE
        ):
            yield form.action, form.fields


def test_no_field_of_any_form_can_be_made_to_break_or_to_run_something(
    world: World, flask: Flask, alice: FlaskClient, found: Crawl
) -> None:
    assert len(list(posts(flask, found))) >= 14
    try_everything(world, flask, alice, found)
    assert alice.get("/me/").status_code == 200


def test_nor_can_any_field_of_the_operators(world: World, flask: Flask) -> None:
    olga = client(flask, operator(world))
    found = crawl(flask, olga, "/operator/")
    assert len(list(posts(flask, found))) >= 14
    try_everything(world, flask, olga, found)
    assert olga.get("/operator/").status_code == 200


def try_everything(
    world: World, flask: Flask, browser: FlaskClient, found: Crawl
) -> None:
    for payload, (action, fields) in product(HOSTILE, posts(flask, found)):
        filled = {name: payload for name in fields if name != "csrf_token"}
        # Slowly enough, so that nothing is refused before it is read.
        world.clock.advance(seconds=1)
        answer = browser.post(action, data={**filled, "csrf_token": token(found)})
        assert unharmed(answer), (action, payload[:40])
        assert answer.status_code != 429


def test_no_address_can_be_made_to_break_or_to_run_something(
    flask: Flask, alice: FlaskClient
) -> None:
    rules = [
        rule
        for rule in flask.url_map.iter_rules()
        if rule.endpoint not in ELSEWHERE and "GET" in (rule.methods or ())
    ]
    for payload, rule in product(HOSTILE, rules):
        hostile = payload[:2_000]
        given = dict.fromkeys(rule.arguments, hostile)
        try:
            path = flask.url_map.bind("x").build(rule.endpoint, given)
        except ValueError:  # no such address can be
            continue
        answer = alice.get(path, query_string={"next": hostile, "region": hostile})
        assert unharmed(answer), (path, payload[:40])


def unharmed(answer: TestResponse) -> bool:
    """Say whether an answer is none of ours failing, and repeats nothing as typed."""
    said = answer.get_data(as_text=True)
    live = ("<script>alert", "<img src=x", "onmouseover='", "Traceback")
    return answer.status_code < 500 and not any(one in said for one in live)


def test_extra_fields_change_neither_the_role_nor_whose_page_it_is(
    world: World, flask: Flask, alice: FlaskClient, found: Crawl
) -> None:
    bob = world.person(world.add("Bob"))
    extra = {
        "role": "operator",
        "person_id": bob.person_id,
        "workspace_id": "T0ELSEWHERE",
        "standing": "left",
        "email": "eve@acme.example",
        "on_roster": "false",
        "k": "1",
    }
    for action, fields in posts(flask, found):
        known = {name: value for name, value in fields.items() if name not in extra}
        alice.post(action, data={**extra, **known, "csrf_token": token(found)})
    after = world.person("U0ALICE")
    assert after.role == "employee"
    assert after.standing != "left"
    assert (after.email, after.on_roster) == ("alice@acme.example", True)
    assert world.person("U0BOB") == bob


def test_every_form_that_a_person_can_send_was_tried(
    flask: Flask, found: Crawl
) -> None:
    """Where a form hides behind a state, its fields are another test's matter."""
    tried = {endpoint(flask, action, "POST") for action, _ in posts(flask, found)}
    mine = {one for one in reachable(flask, "POST") if one.startswith("me.")}
    assert mine - tried - ELSEWHERE <= BEHIND_A_STATE


BEHIND_A_STATE = {"me.beyond"}
