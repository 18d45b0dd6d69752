"""Small pictures for tests, in an author's own words."""

from typing import Any

from service.drawing.checks import faults
from service.drawing.library import written_down
from service.drawing.reading import Drawing, read
from service.drawing.scene import scene

STANCES, WRITTEN = written_down()
ALT = "A person moves."

NOD: dict[str, Any] = {
    "stance": "sit",
    "alt": ALT,
    "poses": [{"neck": 34, "arms": {"raise": 8}}, {"neck": 0}],
    "arrows": [{"of": "nose", "shift": [14, 0]}],
}
"""A right picture: each test spoils one thing of it."""


def drawn(**changes: Any) -> Drawing:
    return read("nod", {**NOD, **changes}, STANCES)


def wrong(**changes: Any) -> list[str]:
    """Give what is wrong with the right picture once something was changed."""
    return list(dict.fromkeys(faults(scene(drawn(**changes)))))


def ends_with(**change: Any) -> list[str]:
    """Give what is wrong where the last pose is this one."""
    return wrong(poses=[NOD["poses"][0], {"neck": 0, **change}])
