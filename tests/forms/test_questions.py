"""Everything that can be asked has its plain words."""

import re
from itertools import chain

import pytest

from service.core.profile import Equipment, Limit, Region, Setting
from service.core.questions import FLAGS, PATTERNS, QUESTIONS
from service.forms import questions
from service.forms.fields import Choice

DISEASES = re.compile(
    r"(?i)\b(cauda|meningitis|stroke|heart attack|thrombosis|embol|fracture|"
    r"osteoporosis|arthritis|hypertension|tumou?r|diagnos|abnormal|syndrome)"
)


def all_labels() -> list[str]:
    asked = questions.QUESTION_TEXT.values()
    flags = questions.FLAG_TEXT.values()
    return [
        *chain.from_iterable(question.answers.values() for question in asked),
        *questions.PATTERN_TEXT.values(),
        *chain.from_iterable((flag.text, flag.more or "-") for flag in flags),
        *questions.REGION_TEXT.values(),
        *questions.LIMIT_TEXT.values(),
        *questions.EQUIPMENT_TEXT.values(),
        *questions.SETTING_TEXT.values(),
        *questions.AGE_TEXT.values(),
    ]


def test_every_question_and_every_answer_code_has_words() -> None:
    worded = {
        name: list(asked.answers) for name, asked in questions.QUESTION_TEXT.items()
    }
    assert worded == {name: list(one.points) for name, one in QUESTIONS.items()}


def test_every_pattern_has_words() -> None:
    assert list(questions.PATTERN_TEXT) == list(PATTERNS)


def test_every_flag_has_words() -> None:
    assert questions.FLAG_TEXT.keys() == FLAGS


@pytest.mark.parametrize(
    ("texts", "all_of_them"),
    [
        (questions.REGION_TEXT, Region),
        (questions.LIMIT_TEXT, Limit),
        (questions.EQUIPMENT_TEXT, Equipment),
        (questions.SETTING_TEXT, Setting),
    ],
)
def test_every_region_limit_thing_and_place_has_words(
    texts: dict[str, str], all_of_them: type
) -> None:
    assert set(texts) == set(all_of_them)


def test_no_option_is_longer_than_slack_shows() -> None:
    assert [label for label in all_labels() if not 0 < len(label) <= 75] == []


def test_no_wording_names_a_disease_or_shouts() -> None:
    said = [*all_labels(), *(one.ask for one in questions.QUESTION_TEXT.values())]
    assert [text for text in said if DISEASES.search(text) or "!" in text] == []


def test_two_flags_never_read_the_same() -> None:
    flags: list[Choice] = list(questions.FLAG_TEXT.values())
    assert len({(flag.text, flag.more) for flag in flags}) == len(flags)
