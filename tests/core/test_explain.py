import json

import pytest

from service.core.errors import Refused
from service.core.explain import explain, read_request
from service.core.profile import Equipment, Limit, Setting
from service.core.questions import FLAGS, PATTERNS, QUESTIONS
from tests.core.builders import build, catalogue, stretch

EXERCISES = catalogue(stretch("reach"), build("squeeze"))


def test_an_empty_document_has_all_defaults() -> None:
    asked = read_request({})
    assert (asked.pain_now, asked.prior7, asked.week) == (0, (), 1)
    assert (asked.setting, asked.limits, asked.equipment) == (
        Setting.DESK,
        frozenset(),
        frozenset(),
    )


def test_nothing_told_is_go_and_unclear_with_a_routine() -> None:
    found = explain(read_request({}), EXERCISES)
    assert found["status"] == "GO"
    assert found["nudges"] is True
    assert (found["category"], found["confidence"]) == ("unclear", "low")
    assert found["advise_professional"] is False
    assert found["scores"] == {
        "P_exp": 0,
        "L_exp": 0,
        "P_pat": 0,
        "L_pat": 0,
        "P": 0,
        "L": 0,
        "missing": 16,
    }
    assert [item["exercise"] for item in found["routine"]["items"]] == [
        "reach",
        "squeeze",
    ]


def test_the_answer_has_exactly_the_promised_fields() -> None:
    assert list(explain(read_request({}), EXERCISES)) == [
        "status",
        "nudges",
        "category",
        "confidence",
        "advise_professional",
        "scores",
        "routine",
        "reasons",
    ]


@pytest.mark.parametrize(
    "document",
    [
        {"flags": ["A3_chest_pain_or_breathless"]},
        {"flags": ["B7_fragile_bones_or_steroids"]},
        {"pain_now": 7},
        {"pain_now": 5, "prior7": [2]},
    ],
)
def test_without_nudges_there_is_no_routine(document: object) -> None:
    found = explain(read_request(document), EXERCISES)
    assert (found["nudges"], found["routine"]) == (False, None)


def test_a_red_flag_shows_neither_category_nor_confidence() -> None:
    found = explain(read_request({"flags": ["B2_weight_loss"]}), EXERCISES)
    assert (found["category"], found["confidence"]) == ("red_flag", None)


def test_the_answer_is_plain_json_and_always_the_same() -> None:
    document = {"answers": {"D3_screen_height": "below"}, "pain_now": 2, "week": 6}
    once = json.dumps(explain(read_request(document), EXERCISES))
    again = json.dumps(explain(read_request(document), EXERCISES))
    assert once == again


def test_every_known_id_is_accepted() -> None:
    asked = read_request(
        {
            "answers": {name: min(q.points) for name, q in QUESTIONS.items()},
            "patterns": list(PATTERNS),
            "flags": list(FLAGS),
            "pain_now": 10,
            "prior7": [0, 10],
            "limits": list(Limit),
            "equipment": ["none", *Equipment],
            "setting": "gym",
            "week": 99,
        }
    )
    assert asked.limits == frozenset(Limit)
    assert asked.equipment == frozenset(Equipment)


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        ([], "The answers must be one JSON object."),
        (None, "The answers must be one JSON object."),
        ({"flag": []}, "Unknown field 'flag'. Did you mean \"flags\"?"),
        ({"answers": []}, '"answers" must be an object'),
        ({"answers": None}, '"answers" must be an object'),
        ({"answers": {"D3": "below"}}, 'Did you mean "D3_screen_height"?'),
        (
            {"answers": {"D3_screen_height": "blow"}},
            "Unknown answer to D3_screen_height 'blow'. Did you mean \"below\"?",
        ),
        ({"answers": {"D9_twist": True}}, "Known: no, yes."),
        ({"answers": {"D9_twist": ["yes"]}}, "Unknown answer to D9_twist"),
        ({"patterns": "Q1"}, '"patterns" must be a list.'),
        ({"patterns": ["Q1"]}, 'Did you mean "Q1_worse_sitting_or_end_of_day"?'),
        ({"flags": ["B1"]}, 'Did you mean "B1_fever_or_unwell"?'),
        ({"flags": [1]}, "Unknown flag 1."),
        ({"flags": {"B1_fever_or_unwell": True}}, '"flags" must be a list.'),
        ({"pain_now": 11}, '"pain_now" must be a whole number from 0 to 10.'),
        ({"pain_now": -1}, '"pain_now" must be'),
        ({"pain_now": 5.0}, '"pain_now" must be'),
        ({"pain_now": "5"}, '"pain_now" must be'),
        ({"pain_now": True}, '"pain_now" must be'),
        ({"pain_now": None}, '"pain_now" must be'),
        ({"prior7": [4, 11]}, '"prior7" must be'),
        ({"prior7": [False]}, '"prior7" must be'),
        ({"prior7": 4}, '"prior7" must be a list.'),
        ({"limits": ["kne"]}, 'Did you mean "knee"?'),
        ({"equipment": ["bandd"]}, 'Did you mean "band"?'),
        ({"setting": "offce"}, 'Did you mean "office"?'),
        ({"setting": None}, "Unknown setting None."),
        ({"week": 0}, '"week" must be a whole number of 1 or more.'),
        ({"week": 1.5}, '"week" must be'),
        ({"week": True}, '"week" must be'),
    ],
)
def test_what_is_wrong_is_refused_in_one_sentence(
    document: object, sentence: str
) -> None:
    with pytest.raises(Refused) as refused:
        read_request(document)
    assert sentence in str(refused.value)
    assert "\n" not in str(refused.value)
