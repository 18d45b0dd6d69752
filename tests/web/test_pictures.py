"""A picture is found by its exercise, under a name that changes with what it shows."""

from pathlib import Path

from web.pictures import picture


def test_a_picture_is_found_by_the_exercise_alone(tmp_path: Path) -> None:
    (tmp_path / "chin_tuck.0f3a.svg").write_text("<svg/>")
    assert picture("chin_tuck", tmp_path) == "/static/exercises/chin_tuck.0f3a.svg"
    assert picture("chin_tuck_wall", tmp_path) is None
    assert picture("chin_tuck", tmp_path / "nowhere") is None
