import pytest

from service.core.card import ExercisePattern
from service.core.causes import Category
from service.core.emphasis import EMPHASIS, HABIT_FAMILIES
from service.core.profile import Limit, Region
from service.core.reasons import Reason, ReasonCode
from service.forms.reasons import sentence

CLAIMS = ("fix", "proven", "treat", "correct", "cure", "diagnos", "!")

EVERY = [
    *(Reason(code=code) for code in ReasonCode),
    *(Reason(code=code, detail=7) for code in ReasonCode),
    *(Reason(code=code, detail="no_such_thing") for code in ReasonCode),
    *(Reason(code=ReasonCode.HABIT, detail=name) for name in HABIT_FAMILIES),
    *(Reason(code=ReasonCode.BALANCE, detail=name) for name in ExercisePattern),
    *(Reason(code=ReasonCode.SORE_REGION, detail=name) for name in Region),
    *(Reason(code=ReasonCode.LIMIT_CARE, detail=name) for name in Limit),
    *(Reason(code=ReasonCode.CATEGORY, detail=name) for name in Category),
    *(
        Reason(code=ReasonCode.EMPHASIS, detail=name)
        for patterns in EMPHASIS.values()
        for name in patterns
    ),
]


@pytest.mark.parametrize("reason", EVERY, ids=lambda one: f"{one.code}-{one.detail}")
def test_every_reason_has_a_plain_sentence(reason: Reason) -> None:
    said = sentence(reason)
    assert said[0].isupper()
    assert said.endswith(".")
    assert "{" not in said
    assert not [claim for claim in CLAIMS if claim in said.lower()]


KNOWN = [
    reason
    for reason in EVERY
    if isinstance(reason.detail, str) and reason.detail != "no_such_thing"
]


@pytest.mark.parametrize("reason", KNOWN, ids=lambda one: f"{one.code}-{one.detail}")
def test_no_sentence_shows_an_id(reason: Reason) -> None:
    assert "_" not in sentence(reason)


def test_a_habit_is_named_in_plain_words() -> None:
    reason = Reason(code=ReasonCode.HABIT, detail="D3_screen_height")
    assert sentence(reason).startswith("Your screen is not at eye level, so")


def test_moderate_pain_names_the_rating() -> None:
    reason = Reason(code=ReasonCode.PAIN_MODERATE, detail=5)
    assert sentence(reason) == "You rated your pain at 5, so it stays gentle."


@pytest.mark.parametrize("code", [ReasonCode.FLAG_EMERGENCY, ReasonCode.FLAG_URGENT])
def test_the_card_is_the_same_whatever_was_ticked(code: ReasonCode) -> None:
    assert sentence(Reason(code=code, detail="one")) == sentence(
        Reason(code=code, detail="another")
    )
