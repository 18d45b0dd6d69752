"""What a person does reaches a Bolt app over HTTP, signed, and its answer counts."""

from typing import Any

import pytest
from slack_bolt import App
from slack_sdk import WebClient, WebhookClient

from tests.practice.bolt_app import Seen
from tests.practice.conftest import StandingClock
from tests.practice.pieces import (
    Json,
    a_button,
    a_choice,
    a_modal,
    a_section,
    an_input,
    opened,
    posted,
)
from web.practice import Impossible, Incomplete, PracticeWorkspace

pytestmark = pytest.mark.usefixtures("app_over_http")


def texts_of(ws: PracticeWorkspace) -> list[str]:
    return [message.text for message in ws.messages_of("U1")]


def test_a_click_arrives_whole_and_the_app_folds_the_message(
    ws: PracticeWorkspace, slack: WebClient, seen: Seen
) -> None:
    ts = posted(slack)
    outcome = ws.click("U1", ts, "done")
    body = seen.clicks[0]
    assert outcome.statuses == (200,)
    assert texts_of(ws) == ["Noted"]
    assert body["container"]["message_ts"] == body["message"]["ts"] == ts
    assert body["actions"][0]["value"] == "n1"
    assert body["actions"][0]["block_id"] == "row"
    assert body["team"]["id"] == "T0PRACTICE"
    assert body["state"]["values"]["row"]["more"]["selected_option"] is None


def test_a_folded_message_has_no_button_any_more(
    ws: PracticeWorkspace, slack: WebClient
) -> None:
    ts = posted(slack)
    ws.click("U1", ts, "done")
    with pytest.raises(Impossible, match="no elements 'done'"):
        ws.click("U1", ts, "done")


def test_a_double_tap_delivers_the_identical_request_twice(
    ws: PracticeWorkspace, slack: WebClient, seen: Seen
) -> None:
    outcome = ws.click("U1", posted(slack), "done", repeat=2)
    assert outcome.statuses == (200, 200)
    assert seen.clicks[0] == seen.clicks[1]


def test_a_choice_opens_the_modal_that_the_app_answers_with(
    ws: PracticeWorkspace, slack: WebClient, seen: Seen
) -> None:
    ws.click("U1", posted(slack), "more", "pause")
    action = seen.clicks[0]["actions"][0]
    view = ws.open_view_of("U1")
    assert action["selected_option"]["value"] == "pause"
    assert view
    assert view.view["callback_id"] == "setup"


def test_what_a_message_does_not_offer_cannot_be_chosen(
    ws: PracticeWorkspace, slack: WebClient
) -> None:
    ts = posted(slack)
    for user, place, action, value in [
        ("U1", ts, "more", "party"),
        ("U1", ts, "more", None),
        ("U1", ts, "gone", None),
        ("U2", ts, "done", None),
        ("U1", "V9", "done", None),
    ]:
        with pytest.raises(Impossible):
            ws.click(user, place, action, value)


def test_an_empty_answer_closes_the_form(
    ws: PracticeWorkspace, slack: WebClient, seen: Seen
) -> None:
    opened(slack, ws)
    outcome = ws.submit("U1", values={"place": {"it": "home"}})
    state = seen.forms[0]["view"]["state"]["values"]["place"]["it"]
    assert outcome.ok
    assert state["selected_option"]["value"] == "home"
    assert ws.open_view_of("U1") is None


EVERYTHING = [
    an_input("pick", a_choice("static_select", "a", "b")),
    an_input("many", a_choice("checkboxes", "a", "b"), optional=True),
    an_input("when", {"type": "timepicker", "initial_time": "09:00"}),
    an_input("size", {"type": "number_input", "is_decimal_allowed": False}),
    an_input("note", {"type": "plain_text_input"}, optional=True),
]


def test_each_kind_of_input_comes_in_the_shape_slack_gives_it(
    ws: PracticeWorkspace, slack: WebClient, seen: Seen
) -> None:
    opened(slack, ws, a_modal(*EVERYTHING))
    ws.submit(
        "U1",
        values={"pick": {"it": "a"}, "many": {"it": ["a", "b"]}, "size": {"it": "4"}},
    )
    values = seen.forms[0]["view"]["state"]["values"]
    assert values["pick"]["it"]["selected_option"]["value"] == "a"
    assert [one["value"] for one in values["many"]["it"]["selected_options"]] == [
        "a",
        "b",
    ]
    assert values["when"]["it"] == {"type": "timepicker", "selected_time": "09:00"}
    assert values["size"]["it"]["value"] == "4"
    assert values["note"]["it"] == {"type": "plain_text_input", "value": None}


def test_a_state_as_slack_writes_it_may_be_sent_back(
    ws: PracticeWorkspace, slack: WebClient, seen: Seen
) -> None:
    opened(slack, ws)
    state = {"type": "radio_buttons", "selected_option": {"value": "desk"}}
    ws.submit("U1", values={"place": {"it": state}})
    entered = seen.forms[0]["view"]["state"]["values"]["place"]["it"]
    assert entered["selected_option"]["text"]["text"] == "Desk"


def test_a_form_that_slack_would_not_send_stays_here(
    ws: PracticeWorkspace, slack: WebClient, seen: Seen
) -> None:
    opened(slack, ws, a_modal(*EVERYTHING))
    with pytest.raises(Incomplete) as caught:
        ws.submit("U1", values={"size": {"it": "a few"}})
    assert caught.value.errors == {
        "pick": "Please complete this required field.",
        "size": "Please enter a number.",
    }
    assert not seen.forms


def test_an_input_that_is_not_there_cannot_be_filled(
    ws: PracticeWorkspace, slack: WebClient
) -> None:
    opened(slack, ws)
    with pytest.raises(Impossible, match="no input nose/it"):
        ws.submit("U1", values={"nose": {"it": "home"}})
    with pytest.raises(Impossible, match="not on top"):
        ws.submit("U1", "V9")
    with pytest.raises(Impossible, match="no open view"):
        ws.submit("U2")


HOME = {"place": {"it": "home"}}


def test_errors_keep_the_form_open_and_stand_beside_the_field(
    ws: PracticeWorkspace, slack: WebClient, seen: Seen
) -> None:
    opened(slack, ws)
    seen.answer = {"response_action": "errors", "errors": {"place": "Not there."}}
    outcome = ws.submit("U1", values=HOME)
    view = ws.open_view_of("U1")
    assert outcome.errors == {"place": "Not there."}
    assert not outcome.problems
    assert view
    assert view.errors == {"place": "Not there."}


def test_errors_for_a_block_that_is_no_input_are_a_problem(
    ws: PracticeWorkspace, slack: WebClient, seen: Seen
) -> None:
    opened(slack, ws)
    seen.answer = {"response_action": "errors", "errors": {"nose": "No."}}
    assert ws.submit("U1", values=HOME).problems == (
        "errors names 'nose', not an input.",
    )


def test_update_and_push_and_clear_change_the_stack(
    ws: PracticeWorkspace, slack: WebClient, seen: Seen
) -> None:
    first = opened(slack, ws)
    heights = []
    for action in ("update", "push", "clear"):
        seen.answer = {"response_action": action, "view": a_modal()}
        assert ws.submit("U1", values=HOME).ok
        heights.append(len(ws.modals["U1"]))
    assert heights == [1, 2, 0]
    assert seen.forms[0]["view"]["id"] == seen.forms[1]["view"]["id"] == first


def test_a_view_that_slack_would_refuse_is_a_problem_and_the_form_stays(
    ws: PracticeWorkspace, slack: WebClient, seen: Seen
) -> None:
    opened(slack, ws)
    seen.answer = {"response_action": "update", "view": a_modal(submit=None)}
    outcome = ws.submit("U1", values=HOME)
    assert any("submit" in problem for problem in outcome.problems)
    assert not outcome.ok
    assert ws.open_view_of("U1")


def test_an_app_that_fails_leaves_the_form_open(
    ws: PracticeWorkspace, slack: WebClient, seen: Seen
) -> None:
    opened(slack, ws)
    seen.refuse_events = 1
    outcome = ws.submit("U1", values=HOME)
    assert (outcome.statuses, outcome.reason) == ((500,), "http_error")
    assert ws.open_view_of("U1")


def test_closing_is_told_to_an_app_that_asked_for_it(
    ws: PracticeWorkspace, slack: WebClient, seen: Seen
) -> None:
    opened(slack, ws)
    ws.close_view("U1")
    opened(slack, ws, a_modal(notify_on_close=True))
    ws.close_view("U1", whole_stack=True)
    assert [body["is_cleared"] for body in seen.closed] == [True]
    assert ws.open_view_of("U1") is None


def test_buttons_work_in_modals_and_on_the_home_tab(
    ws: PracticeWorkspace, slack: WebClient, seen: Seen
) -> None:
    row = {"type": "actions", "elements": [a_button()]}
    modal = opened(slack, ws, a_modal(a_section(), row))
    home = slack.views_publish(user_id="U1", view={"type": "home", "blocks": [row]})
    ws.click("U1", modal, "done")
    ws.click("U1", home["view"]["id"], "done")
    places = [body["container"]["view_id"] for body in seen.clicks]
    assert places == [modal, home["view"]["id"]]
    assert [body["view"]["type"] for body in seen.clicks] == ["modal", "home"]


def a_response_url(ws: PracticeWorkspace, slack: WebClient, seen: Seen) -> Any:
    ws.click("U1", posted(slack), "more", "why")
    return WebhookClient(seen.clicks[-1]["response_url"], retry_handlers=[])


def test_a_response_url_works_five_times(
    ws: PracticeWorkspace, slack: WebClient, seen: Seen
) -> None:
    url = a_response_url(ws, slack, seen)
    bodies: list[Json] = [
        {"text": "For you only"},
        {"text": "For the channel", "response_type": "in_channel"},
        {"text": "Instead", "replace_original": True},
        {"delete_original": True},
        {"text": "x", "blocks": [{"type": "none"}]},
    ]
    assert [url.send_dict(body).status_code for body in bodies] == [200] * 4 + [400]
    used = url.send_dict({"text": "Once more"})
    assert (used.status_code, "used_url" in used.body) == (404, True)
    assert texts_of(ws) == ["For you only", "For the channel"]
    assert [message.is_ephemeral for message in ws.messages_of("U1")] == [True, False]
    assert len(ws.ledger) == 1


def test_a_response_url_works_for_half_an_hour(
    ws: PracticeWorkspace, slack: WebClient, seen: Seen, clock: StandingClock
) -> None:
    url = a_response_url(ws, slack, seen)
    clock.advance(minutes=31)
    late = url.send_dict({"text": "Late"})
    assert (late.status_code, "expired_url" in late.body) == (404, True)


def test_an_answer_to_a_response_url_can_be_lost_too(
    ws: PracticeWorkspace, slack: WebClient, seen: Seen
) -> None:
    url = a_response_url(ws, slack, seen)
    ws.add_fault("response_url", "http_500", user="U1")
    assert url.send_dict({"text": "Lost"}).status_code == 500


def test_a_request_with_another_secret_is_refused_by_the_app(
    ws: PracticeWorkspace, slack: WebClient, seen: Seen, app_over_http: App
) -> None:
    ts = posted(slack)
    ws.signing_secret = "forged"
    assert ws.click("U1", ts, "done").statuses == (401,)
    assert not seen.clicks


def test_with_nobody_listening_a_click_fails_at_once(
    ws: PracticeWorkspace, slack: WebClient
) -> None:
    ts = posted(slack)
    ws.events_url = None
    assert ws.click("U1", ts, "done").reason == "connection_failed"
