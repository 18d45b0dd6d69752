"""What holds for every exercise of the catalogue, as the library shows it."""

from service.core.allowed import RULES
from service.core.phases import PhaseKind, phases
from service.core.suiting import FOR_VARIETY_ONLY
from service.forms import phases as phase_words
from service.forms import suiting
from service.forms.library import PARTS, part_of
from service.gateways.library import load_catalogue

CATALOGUE = load_catalogue()
NO_WORK = {PhaseKind.READY, PhaseKind.CHANGE}


def test_the_phases_of_every_dose_are_as_long_as_the_card_says() -> None:
    for exercise in CATALOGUE:
        for dose in exercise.dose:
            found = phases(exercise, dose)
            seconds = sum(one.length for one in found if one.kind not in NO_WORK)
            assert seconds == dose.seconds, (exercise.id, dose.step)
            assert all(phase_words.PHASE_TEXT[one.kind] for one in found)


def test_every_exercise_has_a_part_a_purpose_and_a_place() -> None:
    assert {part_of(one) for one in CATALOGUE} == set(PARTS)
    for exercise in CATALOGUE:
        assert suiting.purpose(exercise).endswith(".")
        assert suiting.where(exercise).endswith(".")
        assert " A" not in suiting.where(exercise)
        assert suiting.GRADE_TEXT[exercise.evidence_grade]


def test_every_rule_that_can_speak_against_an_exercise_has_its_words() -> None:
    assert set(suiting.AGAINST) == set(RULES) - FOR_VARIETY_ONLY
