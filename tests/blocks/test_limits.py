"""Each limit of Slack's has a message or view just inside and one just outside."""

from typing import Any

import pytest

from service.blocks.limits import message_problems, metadata_problems, view_problems

Json = dict[str, Any]


def plain(text: str = "Done") -> Json:
    return {"type": "plain_text", "text": text}


def a_section(text: str = "Stand up", **more: Any) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def a_button(action_id: str = "done", **more: Any) -> Json:
    return {"type": "button", "action_id": action_id, "text": plain(), **more}


def actions(*elements: Json, **more: Any) -> Json:
    return {"type": "actions", "elements": list(elements), **more}


def options(count: int, text: str = "Neck", value: str = "v") -> list[Json]:
    return [{"text": plain(text), "value": f"{value}{n}"} for n in range(count)]


def a_menu(kind: str, count: int, **more: Any) -> Json:
    return {"type": kind, "action_id": "menu", "options": options(count), **more}


def an_input(element: Json, **more: Any) -> Json:
    return {"type": "input", "label": plain("Where"), "element": element, **more}


def an_image(**more: Any) -> Json:
    return {"type": "image", "alt_text": "A chest opener", **more}


def a_modal(*blocks: Json, **more: Any) -> Json:
    view = {"type": "modal", "title": plain("Hello"), "submit": plain("Save")}
    return {**view, "blocks": list(blocks) or [a_section()], **more}


CONFIRM = {
    "title": plain("Sure"),
    "text": plain("Stop?"),
    "confirm": plain("Yes"),
    "deny": plain("No"),
}
CONTEXT = {"type": "context", "elements": [plain()] * 10}
HEADER = {"type": "header", "text": plain("h" * 150)}
URL = "https://example.com/a.png"
EMPTY_MARKDOWN = {"type": "mrkdwn", "text": ""}

FITTING_BLOCKS = [
    a_section("s" * 3000),
    a_section(block_id="b" * 255),
    {"type": "section", "fields": [plain("f" * 2000)] * 10},
    HEADER,
    {"type": "divider"},
    CONTEXT,
    actions(*(a_button(f"a{n}") for n in range(25))),
    actions(a_button("a" * 255, value="v" * 2000, text=plain("t" * 75))),
    actions(a_button(style="danger", confirm=CONFIRM)),
    actions(a_menu("static_select", 100)),
    actions(a_menu("overflow", 5)),
    actions(a_menu("radio_buttons", 10)),
    a_section(accessory=a_menu("overflow", 1)),
    an_image(image_url=URL),
    an_image(slack_file={"id": "F1"}),
    an_input(a_menu("checkboxes", 10)),
]

REFUSED_BLOCKS = [
    (a_section("s" * 3001), "blocks[0].text.text has 3001 characters"),
    (a_section(""), "blocks[0].text.text is empty"),
    (a_section(block_id="b" * 256), "blocks[0].block_id has 256"),
    ({}, "unknown block type"),
    ({"type": "section"}, "needs text or fields"),
    ({"type": "section", "fields": [plain()] * 11}, "fields has 11 entries"),
    ({"type": "section", "fields": [plain("f" * 2001)]}, "has 2001 characters"),
    ({"type": "section", "fields": "no"}, "is not a list"),
    ({"type": "section", "text": "bare"}, "is not a text object"),
    ({"type": "header", "text": plain("h" * 151)}, "has 151 characters"),
    ({"type": "header", "text": {"type": "mrkdwn", "text": "h"}}, "type plain_text"),
    ({"type": "header"}, "has no text"),
    ({"type": "context", "elements": [plain()] * 11}, "has 11 entries"),
    ({"type": "context", "elements": [a_button()]}, "cannot stand here"),
    ({"type": "context", "elements": [EMPTY_MARKDOWN]}, "is empty"),
    (actions(*(a_button(f"a{n}") for n in range(26))), "has 26 entries"),
    (actions(), "has 0 entries"),
    (actions(a_button("a" * 256)), "action_id has 256"),
    (actions(a_button(text=plain("t" * 76))), "has 76 characters"),
    (actions(a_button(value="v" * 2001)), "value has 2001"),
    (actions(a_button(style="loud")), "style is 'loud'"),
    (actions(a_button(), a_button()), "uses the action_id 'done' 2 times"),
    (actions({"type": "button", "action_id": "x"}), "has no text"),
    (actions({"type": "lever"}), "'lever', which cannot stand here"),
    (actions("not an object"), "'nothing', which cannot stand here"),  # type: ignore[arg-type]
    (actions(a_menu("static_select", 101)), "has 101 entries"),
    (actions(a_menu("static_select", 0)), "has 0 entries"),
    (actions({"type": "static_select"}), "exactly one of options, option_groups"),
    (actions(a_menu("overflow", 6)), "has 6 entries"),
    (actions(a_menu("radio_buttons", 11)), "has 11 entries"),
    (an_input(a_menu("checkboxes", 11)), "has 11 entries"),
    (an_input(a_button()), "cannot stand here"),
    (an_input(a_menu("checkboxes", 2, initial_options=[])), "options is empty"),
    (
        actions(a_menu("static_select", 1, options=options(1, "t" * 76))),
        "has 76 characters",
    ),
    (
        actions(a_menu("static_select", 1, options=options(1, value="v" * 150))),
        "value has 151 characters",
    ),
    (
        actions(a_menu("radio_buttons", 2, initial_option=options(3)[2])),
        "does not offer",
    ),
    (actions(a_button(confirm={**CONFIRM, "title": plain("t" * 101)})), "has 101"),
    (actions(a_button(confirm={**CONFIRM, "text": plain("t" * 301)})), "has 301"),
    (actions(a_button(confirm={**CONFIRM, "deny": plain("t" * 31)})), "has 31"),
    (actions(a_button(confirm="yes")), "confirm is not an object"),
    (an_image(), "exactly one of image_url, slack_file"),
    (an_image(image_url=URL, slack_file={"id": "F1"}), "exactly one"),
    ({"type": "image", "image_url": URL}, "has no alt_text"),
    ({"type": "carousel"}, "unknown block type 'carousel'"),
]


@pytest.mark.parametrize("block", FITTING_BLOCKS, ids=lambda block: block["type"])
def test_a_block_at_its_limit_is_fine(block: Json) -> None:
    assert view_problems(a_modal(block)) == []


@pytest.mark.parametrize(("block", "sentence"), REFUSED_BLOCKS)
def test_a_block_past_its_limit_is_named_with_its_place(
    block: Json, sentence: str
) -> None:
    assert sentence in " ".join(message_problems("Hello", [block]))


def test_option_groups_are_checked_like_options() -> None:
    def grouped(label: str, value: str) -> list[str]:
        group = {"label": plain(label), "options": options(2, value=value)}
        menu = {"type": "static_select", "option_groups": [group]}
        return message_problems("Hello", [actions(menu)])

    assert grouped("Upper body", "v") == []
    assert len(grouped("l" * 76, "v" * 150)) == 3


def test_fifty_blocks_fit_a_message_and_a_hundred_a_view() -> None:
    assert message_problems("Hello", [a_section()] * 50) == []
    assert "51 entries" in message_problems("Hello", [a_section()] * 51)[0]
    assert view_problems(a_modal(*[a_section()] * 100)) == []
    assert "101 entries" in view_problems(a_modal(*[a_section()] * 101))[0]


def test_a_message_needs_notification_text_of_at_most_forty_thousand() -> None:
    assert message_problems("t" * 40_000, []) == []
    assert message_problems("", [a_section()]) == ["text is empty."]
    assert "40001" in message_problems("t" * 40_001, [])[0]


def test_a_block_id_stands_once_in_a_message() -> None:
    twice = [a_section(block_id="a"), a_section(block_id="a")]
    assert message_problems("Hello", twice) == ["blocks uses the block_id 'a' 2 times."]


def test_the_same_action_id_may_stand_in_two_blocks() -> None:
    assert message_problems("Hello", [actions(a_button()), actions(a_button())]) == []


REFUSED_VIEWS = [
    (a_modal(title=plain("t" * 25)), "title.text has 25"),
    (a_modal(submit=plain("t" * 25)), "submit.text has 25"),
    (a_modal(close=plain("t" * 25)), "close.text has 25"),
    (a_modal(private_metadata="m" * 3001), "private_metadata has 3001"),
    (a_modal(callback_id="c" * 256), "callback_id has 256"),
    (a_modal(blocks=[]), "0 entries"),
    ({"type": "modal", "blocks": [a_section()]}, "has no title"),
    ({"type": "window"}, "unknown type 'window'"),
    (a_modal(an_input({"type": "timepicker"}), submit=None), "no submit"),
    (a_modal(an_input({"type": "number_input"})), "has no is_decimal_allowed"),
    (a_modal(*[a_section("s" * 2990)] * 90), "larger than 250000 bytes"),
]


@pytest.mark.parametrize(("view", "sentence"), REFUSED_VIEWS)
def test_a_view_past_its_limit_is_refused(view: Json, sentence: str) -> None:
    assert sentence in " ".join(view_problems(view))


def test_a_view_at_its_limits_is_fine() -> None:
    view = a_modal(
        an_input({"type": "timepicker", "action_id": "from"}),
        title=plain("t" * 24),
        private_metadata="m" * 3000,
        callback_id="c" * 255,
        close=plain("t" * 24),
    )
    assert view_problems(view) == []


def test_a_home_view_needs_neither_title_nor_submit() -> None:
    home = {"type": "home", "private_metadata": "", "blocks": [a_section()]}
    assert view_problems(home) == []


def test_metadata_is_a_name_with_a_payload() -> None:
    assert metadata_problems({"event_type": "nudge", "event_payload": {}}) == []
    assert len(metadata_problems({"event_type": "a nudge"})) == 2
