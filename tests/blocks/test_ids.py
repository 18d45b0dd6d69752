"""Identifiers survive the way to Slack and back."""

import pytest

from service.blocks import ids


@pytest.mark.parametrize("nudge_id", ["n1", "7d1c-00:aa", "a" * 40])
def test_a_nudge_and_its_turn_are_read_back(nudge_id: str) -> None:
    assert ids.nudge_ref(ids.nudge_block(nudge_id, 12)) == (nudge_id, 12)


@pytest.mark.parametrize(
    "block_id",
    [
        "",
        "nudge",
        "nudge:",
        "nudge:x",
        "nudge::1",
        "nudge:x:",
        "nudge:x:-1",
        "nudge:x:²",
        "home",
        "question:x:1",
    ],
)
def test_another_block_is_no_nudge(block_id: str) -> None:
    assert ids.nudge_ref(block_id) is None


def test_a_question_is_read_back_and_another_block_is_none() -> None:
    assert ids.question_ref(ids.question_block("D1_sit_hours")) == "D1_sit_hours"
    assert ids.question_ref("home") is None
    assert ids.question_ref("question:") is None
