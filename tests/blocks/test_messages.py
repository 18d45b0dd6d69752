"""Messages tell nothing about the body; cards and forms stay inside modals."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from inspect import signature
from typing import Any

import pytest

from service.blocks import after_nudge, cards, check_in, follow_up, home, invitation
from service.blocks.limits import message_problems, view_problems
from service.core.errors import Refused
from service.core.profile import Pain, Profile, Region
from service.core.questions import FLAGS, PATTERNS, QUESTIONS
from service.core.standing import Standing
from service.forms import cards as texts
from service.forms.answers import CheckIn, Habits, Soreness
from service.forms.fields import Mistakes
from service.ports import Message
from tests.blocks.screens import sent, submitted, values_of

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
SOME_TIME = "tomorrow at about 10:20"

MESSAGES: Mapping[str, Message] = {
    "invitation": invitation.invitation(workspace_name="Acme & <Co>"),
    "agreed": invitation.agreed_message(SOME_TIME),
    "agreed, no time yet": invitation.agreed_message(None),
    "declined": invitation.declined_message(),
    "closed": after_nudge.closed_message(ask_more=False),
    "closed, asks": after_nudge.closed_message(ask_more=True),
    "snoozed": after_nudge.snoozed_message("14:40"),
    "paused": after_nudge.paused_message("Monday"),
    "resumed": after_nudge.resumed_message(),
    "stopped": after_nudge.stopped_message(),
    "check-in": check_in.check_in_message(),
}
CARDS: Mapping[str, Mapping[str, Any]] = {
    "emergency": cards.card_view(texts.EMERGENCY),
    "urgent": cards.card_view(texts.URGENT),
    "told": cards.card_view(texts.TOLD),
    "severe": cards.card_view(texts.SEVERE),
    "rise": cards.card_view(texts.RISE),
    "soft": cards.card_view(texts.SOFT),
    "upper back": cards.card_view(texts.UPPER_BACK),
    "cleared": cards.cleared_card(SOME_TIME),
    "thanks": cards.thanks_card(SOME_TIME),
    "thanks, no time yet": cards.thanks_card(None),
}
HEALTH = re.compile(
    r"(?i)\b(pain|hurt|sore|neck|shoulder|clinician|doctor|emergency|symptom|flag|"
    r"hold|gentle|limit|done|skipped|missed|ignored)"
)
CLAIMS = re.compile(r"(?i)\b(fix|proven|treats?|correct|cure|safe for|diagnos)|!")


def actions_in(message: Message) -> set[str]:
    return set(
        re.findall(r'"(?:action_id|value)": "(\w+)"', json.dumps(message.blocks))
    )


@pytest.mark.parametrize("message", MESSAGES.values(), ids=MESSAGES)
def test_slack_takes_every_message(message: Message) -> None:
    assert message_problems(message.text, message.blocks) == []


@pytest.mark.parametrize("view", CARDS.values(), ids=CARDS)
def test_slack_takes_every_card(view: Mapping[str, Any]) -> None:
    assert view_problems(view) == []
    assert view["type"] == "modal"


@pytest.mark.parametrize("message", MESSAGES.values(), ids=MESSAGES)
def test_no_message_says_a_word_about_health_or_about_an_answer(
    message: Message,
) -> None:
    assert HEALTH.search(message.text) is None
    assert HEALTH.search(json.dumps(message.blocks)) is None


@pytest.mark.parametrize(
    "name", ["closed", "closed, asks", "snoozed", "resumed", "check-in", "agreed"]
)
def test_pause_and_stop_stand_in_every_message_while_nudges_come(name: str) -> None:
    assert {"pause_today", "pause_week", "stop"} <= actions_in(MESSAGES[name])


def test_a_pause_can_be_ended_or_made_a_stop_and_a_stop_undone() -> None:
    assert {"resume", "stop"} <= actions_in(MESSAGES["paused"])
    assert "start_again" in actions_in(MESSAGES["stopped"])


def test_the_fold_cannot_even_be_told_what_the_answer_was() -> None:
    asked = signature(after_nudge.closed_message).parameters
    assert list(asked) == ["ask_more"]


def test_the_line_after_a_nudge_reads_as_promised() -> None:
    line = "That break is over."
    assert MESSAGES["closed"].text == line
    assert MESSAGES["snoozed"].text == "Moved to 14:40."
    assert MESSAGES["paused"].text == "Paused until Monday. I will be quiet."


def test_the_invitation_says_who_what_and_that_a_no_is_fine() -> None:
    said = json.dumps(MESSAGES["invitation"].blocks)
    assert {"agree", "decline"} <= actions_in(MESSAGES["invitation"])
    for phrase in ("Acme &amp; &lt;Co&gt;", "only invitation", "HR sees", "up to you"):
        assert phrase in said


def test_a_no_can_be_taken_back_by_the_person() -> None:
    assert actions_in(MESSAGES["declined"]) == {"agree"}


def test_nothing_claims_too_much() -> None:
    said = json.dumps([*(m.blocks for m in MESSAGES.values()), *CARDS.values()])
    assert CLAIMS.search(said) is None


def test_the_stop_cards_keep_their_fixed_wording() -> None:
    emergency, urgent = json.dumps(CARDS["emergency"]), json.dumps(CARDS["urgent"])
    assert "need medical help now, not exercise" in emergency
    assert "today or tomorrow if you can" in urgent
    assert ('"cleared"' in emergency, '"cleared"' in urgent) == (False, True)


@pytest.mark.parametrize("standing", Standing)
@pytest.mark.parametrize("until", [None, "Monday"])
@pytest.mark.parametrize("next_at", [None, SOME_TIME])
def test_slack_takes_every_home_and_it_tells_nothing_of_the_body(
    standing: Standing, until: str | None, next_at: str | None
) -> None:
    view = home.home(
        standing, paused_until_words=until, next_at_words=next_at, has_pages=True
    )
    assert view_problems(view) == []
    assert HEALTH.search(json.dumps(view)) is None


@pytest.mark.parametrize(
    ("standing", "until", "buttons"),
    [
        (
            Standing.AGREED,
            None,
            [
                "now",
                "today",
                "my_answers",
                "pause_today",
                "pause_week",
                "pause_until",
                "stop",
                "my_data",
            ],
        ),
        (
            Standing.AGREED,
            "Monday",
            ["resume", "today", "my_answers", "stop", "my_data"],
        ),
        (Standing.STOPPED, None, ["start_again", "my_answers", "my_data"]),
        (Standing.INVITED, None, ["agree", "my_data"]),
    ],
)
def test_the_home_offers_what_fits(
    standing: Standing, until: str | None, buttons: list[str]
) -> None:
    view = home.home(standing, paused_until_words=until)
    rows = [block for block in view["blocks"] if block["type"] == "actions"]
    offered = [one["action_id"] for row in rows for one in row["elements"]]
    assert offered == buttons


def test_the_way_to_the_own_page_is_offered_only_where_there_is_one() -> None:
    offered = {
        has_pages: "sign_in" in json.dumps(home.home(one, has_pages=has_pages))
        for one in Standing
        for has_pages in (True, False)
    }
    assert offered == {True: True, False: False}


@pytest.mark.parametrize("question_id", QUESTIONS)
def test_each_question_reads_back_each_answer_and_a_blank(question_id: str) -> None:
    view = follow_up.follow_up(question_id)
    assert view_problems(view) == []
    block_id = f"question:{question_id}"
    codes = [
        follow_up.read_follow_up(submitted(view, **{block_id: value}))
        for value in [*values_of(view, block_id), None]
    ]
    assert codes == [
        Habits(codes={question_id: code})
        for code in [*QUESTIONS[question_id].points, None, None]
    ]


def test_answer_codes_may_come_back_escaped() -> None:
    block_id = "question:D1_sit_hours"
    state = {block_id: {block_id: {"selected_option": {"value": "&lt;4"}}}}
    answer = Habits(codes={"D1_sit_hours": "<4"})
    assert follow_up.read_follow_up(sent(state)) == answer


def test_the_patterns_are_one_question() -> None:
    view = follow_up.follow_up(follow_up.PATTERNS)
    assert view_problems(view) == []
    state = submitted(view, **{"question:patterns": list(PATTERNS)})
    assert follow_up.read_follow_up(state).patterns == set(PATTERNS)  # type: ignore[union-attr]


@pytest.mark.parametrize("state", [{}, {"question:zzz": {}}, {"home": {}}])
def test_a_question_of_nobody_is_refused(state: Any) -> None:
    with pytest.raises(Refused):
        follow_up.read_follow_up(sent(state))


def test_questions_come_desk_first_then_load_then_none() -> None:
    answers: dict[str, str] = {}
    order = []
    while (question := follow_up.next_question(Profile(answers=answers))) is not None:
        order.append(question)
        answers[question] = "whatever"
    assert order == list(QUESTIONS)


def test_how_pain_behaves_is_asked_first_and_only_while_there_is_pain() -> None:
    hurting = Profile(pains=(Pain(at=NOW, score=2),))
    over = Profile(pains=(Pain(at=NOW, score=0),))
    assert follow_up.next_question(hurting) == "patterns"
    assert follow_up.next_question(over) == "D1_sit_hours"
    assert follow_up.next_question(hurting, {"patterns"}) == "D1_sit_hours"


def test_the_check_in_reads_back_every_tick() -> None:
    view = check_in.check_in(Profile())
    assert view_problems(view) == []
    groups = ("regions", "urgent", "emergency", "lifelong")
    given = {name: values_of(view, name) for name in groups}
    checked = check_in.read_check_in(submitted(view, pain="4", **given))
    assert isinstance(checked, CheckIn)
    assert (checked.pain_now, checked.regions) == (4, set(Region))
    derived = {"C5_upper_back_pain_never_checked"}
    asked = {*given["urgent"], *given["emergency"], *given["lifelong"]}
    assert checked.flags("20_55") == asked | derived


def test_every_flag_but_the_soft_ones_can_come_out_of_a_check_in() -> None:
    view = check_in.check_in(Profile())
    groups = ("regions", "urgent", "emergency", "lifelong", "about")
    given = {name: values_of(view, name) for name in groups}
    checked = check_in.read_check_in(submitted(view, pain="4", **given))
    assert isinstance(checked, CheckIn)
    assert checked.flags(None) == {flag for flag in FLAGS if flag[0] != "C"}


def test_a_check_in_left_blank_means_no_pain() -> None:
    view = check_in.check_in(Profile())
    assert check_in.read_check_in(submitted(view)) == CheckIn(soreness=Soreness())


def test_a_check_in_that_ticks_without_a_rating_is_sent_back() -> None:
    view = check_in.check_in(Profile())
    checked = check_in.read_check_in(submitted(view, regions=["neck"]))
    assert isinstance(checked, Mistakes)


def test_slack_takes_a_check_in_of_somebody_with_everything_ticked() -> None:
    pain = Pain(at=NOW, score=9, regions=frozenset(Region))
    assert view_problems(check_in.check_in(Profile(flags=FLAGS, pains=(pain,)))) == []
