"""What a card must not say, and what its stop rule must."""

import re
from pathlib import Path

import pytest

from tests.service.cards import with_fault

PAGE = Path(__file__).parents[2] / "docs" / "content-packs.md"

LAX = [
    "Pain grows a lot, or is sharp, shooting or spreading.",
    "Severe pain that grows, is sharp, shooting or spreading.",
    "Pain grows above five of ten, or is sharp, shooting or spreading.",
    "Pain grows over 5/10, or is sharp, shooting or spreading.",
    "Pain grows for more than a day, or is sharp, shooting or spreading.",
]


@pytest.mark.parametrize("stop_if", LAX)
def test_a_stop_rule_that_waits_for_more_is_laxer(stop_if: str) -> None:
    (found,) = with_fault("chin_tuck", stop_if=stop_if)
    assert (found.field, "laxer" in found.wrong) == ("stop_if", True)


STRONG = ("much", "very", "strong", "unbearable", "intense", "extreme", "too bad")
LATE = ("never", "longer than a day", "for more than a day", "7 out of 10")


@pytest.mark.parametrize("word", [*STRONG, *LATE])
def test_every_word_that_waits_for_more_is_laxer(word: str) -> None:
    found = with_fault("chin_tuck", stop_if=f"Pain grows, is sharp or spreads: {word}.")
    assert [one.field for one in found if "laxer" in one.wrong] == ["stop_if"]


def words(text: str) -> list[str]:
    return text.split()


CLAIMING = words(
    "fixes proven proves treats corrects cures heals prevents relieves "
    "eliminates realigns guarantees"
)
TRADE = words(
    "cervical scapulae scaption isometric prone supine thoracic "
    "contralateral pectorals trapezius levator serratus abduction "
    "adduction flexors extensors retraction lumbar quadruped glutes "
    "deltoids"
)


@pytest.mark.parametrize(
    ("word", "wrong"),
    [
        *((word, "claims an effect") for word in CLAIMING),
        *((word, "word of the trade") for word in TRADE),
    ],
)
def test_each_claim_and_each_word_of_the_trade_is_found(word: str, wrong: str) -> None:
    found = with_fault("chin_tuck", step0=f"Sit so that it {word} you.")
    assert any(one.field == "steps" and wrong in one.wrong for one in found), found


P3 = [
    *(
        f"Pain that {grows}, or is sharp, shooting or spreading."
        for grows in ("grows", "rises", "increases", "gets worse", "is growing")
    ),
    *(
        f"Pain grows, is sharp, or {spreads}."
        for spreads in ("shoots", "spreads", "is shooting", "is spreading")
    ),
    "Any pain.",
]


@pytest.mark.parametrize("stop_if", P3)
def test_a_stop_rule_may_say_each_sign_in_its_own_word(stop_if: str) -> None:
    assert with_fault("chin_tuck", stop_if=stop_if) == []


LEFT_OUT = [
    "Pain is sharp, shooting or spreading.",
    "Pain grows, or is shooting or spreading.",
    "Pain grows or is sharp.",
]


@pytest.mark.parametrize("stop_if", LEFT_OUT)
def test_a_stop_rule_names_every_sign(stop_if: str) -> None:
    (found,) = with_fault("chin_tuck", stop_if=stop_if)
    assert found.field == "stop_if"
    assert "leaves out a sign" in found.wrong


def test_a_step_may_be_as_long_as_the_page_for_authors_says() -> None:
    (longest,) = re.findall(r"each up to (\d+) characters", PAGE.read_text())
    step = "Sit tall. ".ljust(int(longest), "a")
    assert with_fault("chin_tuck", step0=step) == []
    assert len(with_fault("chin_tuck", step0=step + "a")) == 1
