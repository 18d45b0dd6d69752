"""A visitor in a real browser, without JavaScript, through the practice inbox."""

import pytest
from playwright.sync_api import Page, expect

from tests.world import World

pytestmark = pytest.mark.browser


def inbox(world: World, user_id: str) -> str:
    return f"{world.slack_url}/practice/inbox/{user_id}"


def nudge(world: World, name: str) -> str:
    user_id = world.add(name)
    world.run("plan")
    first = min(one.due_at for one in world.nudges(user_id))
    world.clock.at(first.isoformat())
    world.run("dispatch")
    return user_id


def test_done_is_one_press_and_folds_the_nudge(world: World, page: Page) -> None:
    alice = nudge(world, "Alice")
    page.goto(inbox(world, alice))

    page.get_by_role("button", name="Done").click()

    expect(page.get_by_text("That break is over.")).to_be_visible()
    expect(page.get_by_role("button", name="Done")).to_have_count(0)


def test_why_this_opens_a_modal_and_leaves_the_nudge(world: World, page: Page) -> None:
    alice = nudge(world, "Alice")
    page.goto(inbox(world, alice))

    page.get_by_text("More", exact=True).click()
    page.get_by_role("button", name="Why this?").click()

    expect(page.get_by_text("Only you see this.")).to_be_visible()


def test_a_visitor_agrees_and_answers_the_four_screens(
    world: World, page: Page
) -> None:
    bob = world.add("Bob", agreed=False)
    assert world.command("people", "invite").returncode == 0
    page.goto(inbox(world, bob))

    page.get_by_role("button", name="Agree").click()
    expect(page.get_by_text("Screen 1 of 4")).to_be_visible()
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_text("Screen 2 of 4")).to_be_visible()
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_text("Screen 3 of 4")).to_be_visible()
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_text("Screen 4 of 4")).to_be_visible()
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_text("Thank you. That is all I need.")).to_be_visible()
    assert world.person(bob).standing == "agreed"
