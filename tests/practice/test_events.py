"""Events change the workspace, reach the app, and come again where it fails."""

from collections.abc import Callable

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.practice.bolt_app import Seen
from tests.practice.pieces import a_section
from web.practice import Impossible, PracticeWorkspace

pytestmark = pytest.mark.usefixtures("app_over_http")


def test_somebody_who_joins_is_told_and_listed(
    ws: PracticeWorkspace, slack: WebClient, seen: Seen
) -> None:
    ws.event("team_join", user="U9", name="Dora Example", tz="Europe/Oslo")
    event = seen.events[0]["event"]
    assert (event["user"]["id"], event["user"]["tz"]) == ("U9", "Europe/Oslo")
    assert slack.users_info(user="U9")["user"]["real_name"] == "Dora Example"


def test_somebody_who_leaves_is_told_and_marked(
    ws: PracticeWorkspace, slack: WebClient, seen: Seen
) -> None:
    ws.event("user_change", user="U1", deleted=True)
    assert seen.events[0]["event"]["user"]["deleted"]
    assert slack.users_info(user="U1")["user"]["deleted"]


def test_an_event_carries_what_slack_puts_around_it(
    ws: PracticeWorkspace, seen: Seen
) -> None:
    ws.event("user_change", user="U1", tz="Asia/Tokyo")
    body = seen.events[0]
    assert body["type"] == "event_callback"
    assert body["api_app_id"] == "A0PRACTICE"
    assert body["authorizations"][0]["team_id"] == "T0PRACTICE"


def test_quiet_hours_and_the_home_tab_have_their_events(
    ws: PracticeWorkspace, slack: WebClient, seen: Seen
) -> None:
    home = {"type": "home", "blocks": [a_section()]}
    slack.views_publish(user_id="U1", view=home)
    ws.event("dnd_updated_user", user="U1", start=10, end=20)
    ws.event("app_home_opened", user="U1")
    quiet, opened = (body["event"] for body in seen.events)
    assert quiet["dnd_status"]["next_dnd_end_ts"] == 20
    assert (opened["tab"], opened["view"]["type"]) == ("home", "home")


@pytest.mark.parametrize(
    ("event", "error"),
    [("app_uninstalled", "account_inactive"), ("tokens_revoked", "token_revoked")],
)
def test_an_app_that_was_removed_can_call_no_more(
    ws: PracticeWorkspace, slack: WebClient, seen: Seen, event: str, error: str
) -> None:
    ws.event(event)
    with pytest.raises(SlackApiError, match=error):
        slack.auth_test()
    assert seen.events[0]["event"]["type"] == event


def test_the_same_event_can_come_twice(ws: PracticeWorkspace, seen: Seen) -> None:
    ws.event("user_change", user="U1", tz="Asia/Tokyo", repeat=2)
    first, second = (body["event_id"] for body in seen.events)
    assert first == second


def test_an_event_that_failed_comes_again_with_its_number_and_reason(
    ws: PracticeWorkspace, seen: Seen
) -> None:
    seen.refuse_events = 2
    outcome = ws.event("user_change", user="U1", tz="Asia/Tokyo")
    assert outcome.statuses == (500, 500, 200)
    assert seen.retries == [(None, None), ("1", "http_error"), ("2", "http_error")]
    assert len(seen.events) == 1


def test_slack_gives_up_after_three_more_times(
    ws: PracticeWorkspace, seen: Seen
) -> None:
    seen.refuse_events = 9
    assert len(ws.event("user_change", user="U1", tz="Asia/Tokyo").statuses) == 4


def test_later_deliveries_come_by_themselves(
    ws: PracticeWorkspace, seen: Seen, until: Callable[[Callable[[], bool]], bool]
) -> None:
    ws.event_retries = (0.01, 0.02)
    seen.refuse_events = 2
    assert ws.event("user_change", user="U1", tz="Asia/Tokyo").statuses == (500,)
    assert until(lambda: len(seen.events) == 1)
    assert [number for number, _ in seen.retries] == [None, "1", "2"]


def test_nobody_unknown_changes_and_nobody_joins_twice(ws: PracticeWorkspace) -> None:
    with pytest.raises(Impossible):
        ws.event("user_change", user="U99")
    with pytest.raises(Impossible):
        ws.event("team_join", user="U1")


def test_an_event_nobody_knows_is_delivered_as_it_is(
    ws: PracticeWorkspace, seen: Seen
) -> None:
    assert ws.event("emoji_changed", name="sun").statuses == (404,) * 4
    assert not seen.events
