"""The Web API answers slack_sdk as Slack does, over a real socket."""

import http.client
import json
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.practice.conftest import StandingClock, a_client
from tests.practice.pieces import (
    a_button,
    a_modal,
    a_nudge,
    a_section,
    an_input,
    opened,
    posted,
)
from tests.practice_server import serve
from web.practice import PracticeWorkspace, blueprint

Ask = Callable[[WebClient], Any]


def refused(ask: Callable[[], Any]) -> SlackApiError:
    with pytest.raises(SlackApiError) as caught:
        ask()
    return caught.value


def ledger(base_url: str) -> list[dict[str, Any]]:
    with urllib.request.urlopen(f"{base_url}/ledger.json") as answer:
        messages: list[dict[str, Any]] = json.load(answer)["messages"]
        return messages


def test_auth_test_names_the_workspace(slack: WebClient) -> None:
    answer = slack.auth_test()
    assert (answer["team_id"], answer["team"]) == ("T0PRACTICE", "Acme Practice")


def test_users_list_comes_in_pages_with_slackbot_the_bot_and_leavers(
    slack: WebClient, ws: PracticeWorkspace
) -> None:
    ws.page_size = 2
    pages = [page["members"] for page in slack.users_list(limit=200)]
    assert [len(page) for page in pages] == [2, 2, 1]
    assert [user["id"] for page in pages for user in page] == list(ws.members)


def test_a_user_has_the_zone_and_its_present_offset(slack: WebClient) -> None:
    user = slack.users_info(user="U2")["user"]
    assert (user["tz"], user["tz_offset"]) == ("Asia/Tokyo", 9 * 3600)


def test_a_leaver_has_no_zone_any_more(slack: WebClient) -> None:
    user = slack.users_info(user="U3")["user"]
    assert user["deleted"]
    assert "tz" not in user


def test_do_not_disturb_is_told_for_one_and_for_many(
    slack: WebClient, ws: PracticeWorkspace, clock: StandingClock
) -> None:
    start = int(clock.at.timestamp())
    ws.change_member("U1", dnd_start=start, dnd_end=start + 60, snooze_until=start + 9)
    many = slack.dnd_teamInfo(users=["U1", "U2", "U9"])["users"]
    assert many["U1"]["next_dnd_end_ts"] == start + 60
    assert many["U2"] == {
        "dnd_enabled": False,
        "next_dnd_start_ts": 1,
        "next_dnd_end_ts": 1,
    }
    assert slack.dnd_info(user="U1")["snooze_endtime"] == start + 9
    assert not slack.dnd_info(user="U2")["snooze_enabled"]


def test_a_posted_message_comes_back_with_its_channel_and_a_ts_of_its_own(
    slack: WebClient,
) -> None:
    answers = [slack.chat_postMessage(channel="U1", text=f"No {n}") for n in range(3)]
    assert {answer["channel"] for answer in answers} == {"D00000001"}
    stamps = [answer["ts"] for answer in answers]
    assert stamps == sorted(set(stamps))


def test_the_ledger_keeps_what_was_accepted_whatever_happens_to_it_later(
    slack: WebClient, base_url: str
) -> None:
    ts = posted(slack)
    slack.chat_update(channel="D00000001", ts=ts, text="Done", blocks=[a_section("Ok")])
    slack.chat_delete(channel="D00000001", ts=ts)
    slack.chat_postMessage(channel="D00000001", text="Second")
    assert ledger(base_url) == [
        {
            "user": "U1",
            "at": "2026-03-02T10:00:00+00:00",
            "ts": ts,
            "text": "Stretch",
            "blocks": a_nudge(),
            "channel": "D00000001",
        },
        ledger(base_url)[1] | {"text": "Second", "blocks": [], "user": "U1"},
    ]


def test_an_update_without_blocks_keeps_them(
    slack: WebClient, ws: PracticeWorkspace
) -> None:
    ts = posted(slack)
    slack.chat_update(channel="D00000001", ts=ts, text="New")
    message = ws.messages_of("U1")[0]
    assert (message.text, len(message.blocks)) == ("New", 2)


def test_a_bad_block_is_refused_with_the_reason_and_not_kept(
    slack: WebClient, ws: PracticeWorkspace
) -> None:
    blocks = [{"type": "actions", "elements": [a_button(), a_button()]}]
    error = refused(
        lambda: slack.chat_postMessage(channel="U1", text="Hi", blocks=blocks)
    )
    assert error.response["error"] == "invalid_blocks"
    assert "action_id 'done'" in error.response["response_metadata"]["messages"][0]
    assert not ws.ledger


REFUSALS: list[tuple[str, Ask]] = [
    ("channel_not_found", lambda s: s.chat_postMessage(channel="U9", text="Hi")),
    ("channel_not_found", lambda s: s.chat_postMessage(channel="U3", text="Hi")),
    ("channel_not_found", lambda s: s.chat_postMessage(channel="USLACKBOT", text="Hi")),
    ("no_text", lambda s: s.api_call("chat.postMessage", params={"channel": "U1"})),
    ("msg_too_long", lambda s: s.chat_postMessage(channel="U1", text="x" * 40_001)),
    (
        "invalid_metadata_format",
        lambda s: s.chat_postMessage(
            channel="U1", text="Hi", metadata={"event_type": "a b", "event_payload": {}}
        ),
    ),
    ("channel_not_found", lambda s: s.chat_update(channel="U1", ts="1", text="Hi")),
    ("channel_not_found", lambda s: s.conversations_history(channel="D9")),
    ("user_disabled", lambda s: s.conversations_open(users="U3")),
    ("cannot_dm_bot", lambda s: s.conversations_open(users="USLACKBOT")),
    ("user_not_found", lambda s: s.conversations_open(users="U9")),
    ("user_not_found", lambda s: s.users_info(user="U9")),
    ("user_not_found", lambda s: s.views_publish(user_id="U9", view={})),
    ("invalid_cursor", lambda s: s.users_list(cursor="nonsense")),
    ("too_many_users", lambda s: s.dnd_teamInfo(users=[f"U{n}" for n in range(51)])),
    ("unknown_method", lambda s: s.team_info()),
    ("not_allowed_token_type", lambda s: s.api_call("apps.connections.open")),
    ("invalid_trigger_id", lambda s: s.views_open(trigger_id="no", view=a_modal())),
    ("not_found", lambda s: s.views_update(view_id="V9", view=a_modal())),
    ("invalid_arguments", lambda s: s.api_call("users.list?limit=many")),
]


@pytest.mark.parametrize(("code", "ask"), REFUSALS)
def test_what_slack_refuses_is_refused_with_its_word(
    slack: WebClient, code: str, ask: Ask
) -> None:
    assert refused(lambda: ask(slack)).response["error"] == code


def test_a_message_that_is_gone_cannot_be_changed(slack: WebClient) -> None:
    posted(slack)
    gone = refused(lambda: slack.chat_delete(channel="D00000001", ts="1.0"))
    assert gone.response["error"] == "message_not_found"


def test_a_wrong_token_is_invalid_and_a_missing_one_not_authed(base_url: str) -> None:
    wrong = refused(a_client(base_url, "xoxb-wrong").auth_test)
    missing = refused(a_client(base_url, "").auth_test)
    assert wrong.response["error"] == "invalid_auth"
    assert missing.response["error"] == "not_authed"


def test_a_revoked_token_works_no_more(slack: WebClient) -> None:
    assert slack.auth_revoke()["revoked"]
    assert refused(slack.auth_test).response["error"] == "token_revoked"


def test_after_uninstalling_the_account_is_inactive(slack: WebClient) -> None:
    slack.apps_uninstall(client_id="c", client_secret="s")
    assert refused(slack.auth_test).response["error"] == "account_inactive"


def test_history_is_newest_first_between_two_instants(
    slack: WebClient, clock: StandingClock
) -> None:
    stamps = []
    for _ in range(3):
        stamps.append(posted(slack))
        clock.advance(seconds=60)
    channel = slack.conversations_open(users="U1")["channel"]["id"]

    def found(**args: Any) -> list[str]:
        answer = slack.conversations_history(channel=channel, **args)
        return [message["ts"] for message in answer["messages"]]

    assert found() == stamps[::-1]
    assert found(oldest=stamps[0]) == stamps[:0:-1]
    assert found(oldest=stamps[0], latest=stamps[1], inclusive=True) == stamps[1::-1]
    pages = slack.conversations_history(channel=channel, limit=2)
    assert [len(page["messages"]) for page in pages] == [2, 1]


def test_history_tells_metadata_only_when_asked(slack: WebClient) -> None:
    metadata = {"event_type": "nudge", "event_payload": {"id": "n1"}}
    answer = slack.chat_postMessage(channel="U1", text="Hi", metadata=metadata)

    def seen(*, everything: bool) -> Any:
        return slack.conversations_history(
            channel=answer["channel"], include_all_metadata=everything
        )["messages"][0]["metadata"]

    assert seen(everything=True) == metadata
    assert seen(everything=False) == {"event_type": "nudge"}


def test_a_trigger_opens_one_modal_within_three_seconds(
    slack: WebClient, ws: PracticeWorkspace, clock: StandingClock
) -> None:
    def open_with(trigger: str) -> Any:
        return slack.views_open(trigger_id=trigger, view=a_modal())

    used = ws.new_trigger("U1", pushes=False)
    open_with(used)
    late = ws.new_trigger("U1", pushes=False)
    clock.advance(seconds=3.5)
    twice = refused(lambda: open_with(used))
    expired = refused(lambda: open_with(late))
    assert twice.response["error"] == "exchanged_trigger_id"
    assert expired.response["error"] == "expired_trigger_id"


def test_three_modals_are_the_most(slack: WebClient, ws: PracticeWorkspace) -> None:
    opened(slack, ws)

    def push() -> Any:
        return slack.views_push(
            trigger_id=ws.new_trigger("U1", pushes=True), view=a_modal()
        )

    second = push()
    assert second["view"]["previous_view_id"] == second["view"]["root_view_id"]
    push()
    assert refused(push).response["error"] == "push_limit_reached"


def test_a_modal_changed_meanwhile_is_not_overwritten(
    slack: WebClient, ws: PracticeWorkspace
) -> None:
    view_id = opened(slack, ws)
    old = ws.open_view_of("U1")
    assert old
    slack.views_update(view_id=view_id, hash=old.hash, view=a_modal())
    stale = refused(
        lambda: slack.views_update(view_id=view_id, hash=old.hash, view=a_modal())
    )
    assert stale.response["error"] == "hash_conflict"


def test_an_updated_modal_keeps_what_was_entered(
    slack: WebClient, ws: PracticeWorkspace
) -> None:
    text = an_input("name", {"type": "plain_text_input"})
    view_id = opened(slack, ws, a_modal(text))
    ws.enter("U1", view_id, {"name": {"it": "Alice"}})
    slack.views_update(view_id=view_id, view=a_modal(text, a_section()))
    view = ws.open_view_of("U1")
    assert view
    assert view.values["name"]["it"]["value"] == "Alice"


def test_a_bad_view_is_refused_with_the_reason(
    slack: WebClient, ws: PracticeWorkspace
) -> None:
    view = a_modal(submit={"type": "plain_text", "text": "x" * 25})
    error = refused(lambda: opened(slack, ws, view))
    assert error.response["error"] == "invalid_arguments"
    assert "view.submit.text" in error.response["response_metadata"]["messages"][0]


def test_one_external_id_names_one_view(
    slack: WebClient, ws: PracticeWorkspace
) -> None:
    opened(slack, ws, a_modal(external_id="mine"))
    slack.views_update(external_id="mine", view=a_modal(external_id="mine"))
    home = {"type": "home", "external_id": "mine", "blocks": [a_section()]}
    error = refused(lambda: slack.views_publish(user_id="U1", view=home))
    assert error.response["error"] == "duplicate_external_id"


def test_a_home_tab_keeps_its_id_over_its_versions(slack: WebClient) -> None:
    home = {"type": "home", "blocks": [a_section()]}
    first = slack.views_publish(user_id="U1", view=home)["view"]
    second = slack.views_publish(user_id="U1", view=home, hash=first["hash"])["view"]
    assert first["id"] == second["id"]
    stale = refused(
        lambda: slack.views_publish(user_id="U1", view=home, hash=first["hash"])
    )
    assert stale.response["error"] == "hash_conflict"


def test_calls_are_counted_by_method(slack: WebClient, ws: PracticeWorkspace) -> None:
    slack.auth_test()
    slack.auth_test()
    assert ws.calls == {"auth.test": 2}


def test_nonsense_in_a_body_is_an_invalid_argument_and_never_a_500(
    base_url: str, ws: PracticeWorkspace
) -> None:
    host, _, _ = base_url.removeprefix("http://").partition("/")
    connection = http.client.HTTPConnection(host, timeout=2)
    body = json.dumps({"channel": "U1", "text": 7, "blocks": "no"})
    headers = {
        "Content-Type": "application/json",
        "Authorization": f"Bearer {ws.bot_token}",
    }
    connection.request("POST", "/practice/api/chat.postMessage", body, headers)
    answer = connection.getresponse()
    told = json.load(answer)
    connection.close()
    assert (answer.status, told["error"]) == (200, "invalid_arguments")


def test_two_workspaces_are_told_apart_by_token_and_team(
    clock: StandingClock,
) -> None:
    one = PracticeWorkspace(now=clock)
    two = PracticeWorkspace(
        now=clock, team_id="T2", bot_token="xoxb-2", app_token="xa2"
    )
    one.add_member("U1", "Alice")
    two.add_member("U2", "Bob")
    app = Flask(__name__)
    app.register_blueprint(blueprint(one, two), url_prefix="/practice")
    with serve(app) as url:
        a_client(f"{url}/practice", "xoxb-2").chat_postMessage(channel="U2", text="Hi")
    page = app.test_client().get("/practice/?team=T2").text
    assert not one.ledger
    assert len(two.ledger) == 1
    assert "Bob" in page
    assert "team=T2" in page
