from typing import Any

import pytest

from service.core.errors import Refused
from service.core.exercises import (
    Catalogue,
    Discreet,
    Grade,
    Kind,
    Position,
    read_exercises,
)
from service.core.profile import Equipment, Limit, Region, Setting
from tests.core.builders import card, dose, exercise


def read(*cards: Any) -> Catalogue:
    return read_exercises({"meta": {}, "exercises": list(cards)})


def test_a_card_becomes_an_exercise_with_all_its_fields() -> None:
    [wave] = read(
        card(
            "wave",
            equipment=["wall", "band"],
            care=["neck"],
            regions=["neck", "shoulders"],
            discreet=2,
        )
    )
    assert (wave.id, wave.name, wave.kind) == ("wave", "Wave", Kind.STRETCH)
    assert wave.equipment == {Equipment.WALL, Equipment.BAND}
    assert wave.care == {Limit.NECK}
    assert wave.regions == {Region.NECK, Region.SHOULDERS}
    assert wave.position is Position.SEATED
    assert wave.discreet is Discreet.UNSEEN
    assert wave.evidence_grade is Grade.D
    assert [step.seconds for step in wave.dose] == [20, 30, 40, 90]


def test_none_as_equipment_means_no_equipment() -> None:
    assert exercise(equipment=["none"]).equipment == frozenset()


def test_the_catalogue_keeps_the_order_and_finds_by_id() -> None:
    found = read(card("b"), card("a"))
    assert [one.id for one in found] == ["b", "a"]
    assert len(found) == 2
    assert found.by_id["a"].name == "A"


def test_each_place_allows_what_the_ones_before_it_allow() -> None:
    found = read(*(card(place, setting=place) for place in Setting))
    assert {
        place: [one.id for one in allowed]
        for place, allowed in found.movements_at.items()
    } == {
        Setting.DESK: ["desk"],
        Setting.OFFICE: ["desk", "office"],
        Setting.HOME: ["desk", "office", "home"],
        Setting.GYM: ["desk", "office", "home", "gym"],
    }


def test_guidance_is_no_movement_and_has_no_doses() -> None:
    found = read(card("ask", kind="guidance", dose=[], pattern="advice"))
    assert found.movements_at[Setting.GYM] == ()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "dance"}, "kind"),
        ({"pattern": "moon"}, "pattern"),
        ({"level": 5}, "level"),
        ({"level": 0}, "level"),
        ({"level": True}, "level"),
        ({"level": "1"}, "level"),
        ({"setting": "beach"}, "setting"),
        ({"position": ["seated"]}, "position"),
        ({"equipment": ["none", "band"]}, "equipment"),
        ({"equipment": "band"}, "equipment"),
        ({"regions": ["toe"]}, "regions"),
        ({"causes": ["moon"]}, "causes"),
        ({"themes": ["moon"]}, "themes"),
        ({"avoid": ["toe"]}, "avoid"),
        ({"care": [3]}, "care"),
        ({"per_side": "yes"}, "per_side"),
        ({"discreet": 3}, "discreet"),
        ({"steps": "Sit."}, "steps"),
        ({"steps": [""]}, "steps"),
        ({"stop_if": None}, "stop_if"),
        ({"name": " "}, "name"),
        ({"evidence": {"grade": "E", "note": "x"}}, "evidence"),
        ({"evidence": {"grade": "A"}}, "evidence"),
        ({"dose": dose(10, 20, 30)}, "dose"),
        ({"dose": dose(10, 20, 30, 40, 50)}, "dose"),
        ({"dose": []}, "dose"),
        ({"dose": [{}]}, "dose"),
        ({"dose": [*dose(10, 20, 30), dose(10)[0]]}, "dose"),
        ({"dose": dose(10, 20, 30, 0)}, "dose"),
        ({"kind": "guidance"}, "dose"),
        ({"progression": "nowhere"}, "progression"),
        ({"regression": "nowhere"}, "regression"),
        ({"seated_alternative": "nowhere"}, "seated_alternative"),
        ({"tempoo": "hold"}, "tempoo"),
    ],
)
def test_a_wrong_field_is_refused_by_name(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused, match=rf"^Exercise wave, field {field}: .+\.$"):
        read(card("wave") | changes)


@pytest.mark.parametrize("field", sorted(card()))
def test_a_missing_field_is_refused_by_name(field: str) -> None:
    incomplete = {name: value for name, value in card().items() if name != field}
    with pytest.raises(Refused, match=f"field {field}: it is missing"):
        read(incomplete)


def test_the_same_id_twice_is_refused() -> None:
    with pytest.raises(Refused, match="Exercise wave, field id: it is used 2 times"):
        read(card("wave"), card("wave"))


@pytest.mark.parametrize(
    "document", [None, [], {}, {"exercises": {}}, {"exercises": []}, "exercises"]
)
def test_a_file_without_exercises_is_refused(document: object) -> None:
    with pytest.raises(Refused, match="needs a list"):
        read_exercises(document)


def test_a_card_that_is_no_card_is_refused_by_its_number() -> None:
    with pytest.raises(Refused, match="Exercise number 2"):
        read(card(), "push_up")
