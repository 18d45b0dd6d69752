"""Whoever holds the machine sets it up in a real browser, from nothing to a wave."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.looking import faults
from tests.browser.test_practice_inbox import inbox
from tests.web.browsing import link_in_slack
from tests.world import World

pytestmark = pytest.mark.browser

OLGA = "U0OLGA"
PEOPLE = [f"U0P{number:02}" for number in range(12)]
ROSTER = "slack_user_id,team,timezone\n" + "".join(
    f"{one},{'Web' if number < 6 else 'Mobile'},Europe/Berlin\n"
    for number, one in enumerate([OLGA, *PEOPLE])
)
WRONG = "email,team,work_start\nno,Web,late\n"


@pytest.fixture
def company(world: World) -> World:
    """Give a Slack workspace that Unhunch has never looked at, at the present."""
    go_on(world)
    for one in [OLGA, *PEOPLE]:
        email = f"{one.lower()}@acme.example"
        world.practice.add_member(one, one.title(), email=email, tz="Europe/Berlin")
    return world


def go_on(world: World) -> None:
    """Let the world's clock, which stands, catch up with the database's."""
    world.clock.now = datetime.now(UTC)


def printed_link(world: World) -> str:
    done = world.command("operator", "link", UNHUNCH_PUBLIC_URL=world.url)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def choose_file(page: Page, text: str) -> None:
    if not page.get_by_label("The roster as a CSV file").is_visible():
        page.get_by_text("The roster", exact=False).first.click()
    page.get_by_label("The roster as a CSV file").set_input_files(
        {"name": "../../r.csv", "mimeType": "text/csv", "buffer": text.encode()}
    )
    page.get_by_role("button", name="Look at it").click()


def test_from_nothing_to_the_first_wave(  # noqa: PLR0915 - one way, told as one
    company: World, page: Page
) -> None:
    world, said = company, page.get_by_role("status")
    page.goto(printed_link(world))
    page.get_by_role("button", name="Begin").click()
    page.get_by_label("Address at work, or Slack id").fill("U0olga@acme.example")
    page.get_by_role("button", name="Make them the operator").click()
    expect(said).to_have_text("Done.")

    # She is told in Slack, and asks there for the way in: an event that arrives.
    page.goto(inbox(world, OLGA))
    expect(page.get_by_text("You are an operator of Unhunch now")).to_be_visible()
    page.get_by_role("button", name="Home").click()
    page.get_by_role("button", name="My page in the browser").click()
    page.get_by_role("button", name="Close").click()
    page.get_by_role("link", name="Messages").click()
    page.get_by_role("link", name="Open my page").click()
    page.get_by_role("button", name="Go in").click()
    page.get_by_role("link", name="Operator").click()
    page.get_by_role("link", name="Set-up").click()

    # What comes next stands out; the rest is folded.
    go_on(world)
    page.reload()
    page.get_by_role("button", name="Send a test message").click()
    expect(said).to_contain_text("Slack took the message.")
    choose_file(page, ROSTER)
    expect(page.get_by_text("New people: 13")).to_be_visible()
    go_on(world)
    page.get_by_role("button", name="Import it").click()
    expect(said).to_have_text("The roster is imported.")
    page.get_by_label("The whole company as one block").check()
    page.get_by_role("button", name="Choose it").click()
    page.get_by_role("link", name="Look at the invitation").click()
    expect(page.get_by_role("heading", name="Invite 13 people")).to_be_visible()
    go_on(world)
    page.get_by_role("button", name="Send the invitations").click()
    expect(said.first).to_have_text("The invitations are on their way.")
    expect(page.get_by_text("All of it is done.")).to_be_visible()

    world.run("dispatch")
    page.goto(inbox(world, PEOPLE[0]))
    expect(page.get_by_role("button", name="Agree")).to_be_visible()
    page.goto(f"{world.url}/operator/audit")
    newest = page.get_by_role("main").get_by_role("listitem").first
    expect(newest).to_contain_text("u0olga@acme.example started an invitation wave")


class Look:
    """Looks at each page that it is shown, in two lights and at two widths."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.found: dict[str, list[str]] = {}

    def __call__(self, name: str) -> None:
        for width, scheme in ((320, "dark"), (1280, "light")):
            self._page.set_viewport_size({"width": width, "height": 800})
            self._page.emulate_media(color_scheme=scheme)
            said = faults(self._page)
            if said:
                self.found[f"{name} at {width}"] = said


def test_no_page_of_the_operators_has_a_fault(  # noqa: PLR0915 - one way
    company: World, open_page: Open
) -> None:
    world, page = company, open_page()
    look = Look(page)
    page.goto(printed_link(world))
    look("link")
    page.get_by_role("button", name="Begin").click()
    page.get_by_label("Address at work, or Slack id").fill(OLGA)
    page.get_by_role("button", name="Make them the operator").click()
    choose_file(page, WRONG)
    look("wrong cells")
    page.goto(f"{world.url}/operator/setup")
    choose_file(page, ROSTER)
    page.get_by_role("button", name="Import it").click()
    for one in page.locator("summary").all():
        one.click()
    look("set-up, unfolded")

    page.goto(world.url + link_in_slack(world, OLGA))
    page.get_by_role("button", name="Go in").click()
    for path in ("operator/", "operator/audit", "operator/setup/wave", "hr/"):
        page.goto(f"{world.url}/{path}")
        look(path)
    page.goto(f"{world.url}/operator/roles")
    page.get_by_label("Address at work, or Slack id").fill(PEOPLE[0])
    page.get_by_role("button", name="Find").click()
    look("found")
    assert look.found == {}
