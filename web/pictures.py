"""Where the picture of an exercise lies; the one place that knows."""

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "static" / "exercises"


def picture(exercise_id: str, folder: Path = FOLDER) -> str | None:
    """Give the address of the picture; None where there is none."""
    return _addresses(folder).get(exercise_id)


@cache
def _addresses(folder: Path) -> dict[str, str]:
    """Read the folder once: ``<exercise id>.<hash>.svg``."""
    return {
        path.name.partition(".")[0]: f"/static/exercises/{path.name}"
        for path in sorted(folder.glob("*.*.svg"))
    }
