"""Signing in with Slack in tests: from the button over Slack's page and back."""

from tests.web.browsing import Answer, Browsing
from tests.world import World

BUTTON = "/sign-in/slack"


def to_slack(world: World, browser: Browsing) -> str:
    """Press the button; gives the path of Slack's page to which it leads."""
    led = browser.get(BUTTON)
    assert led.status == 303
    return led.to.removeprefix(world.slack_url)


def allow(world: World, path: str, user: str, **fields: str) -> str:
    """Allow on Slack's page; gives the path that leads back to us."""
    slack = Browsing(url=world.slack_url)
    answer = slack.send("POST", path, {"user": user, **fields})
    assert answer.status == 303
    return answer.to.removeprefix(world.url)


def come_back(world: World, browser: Browsing, user: str) -> Answer:
    return browser.get(allow(world, to_slack(world, browser), user))
