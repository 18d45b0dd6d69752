"""Every defence: the text that makes it, what stands there without it, its test.

They stand in the YAML files beside this one: text of several lines reads best there.
"""

from dataclasses import dataclass
from pathlib import Path

import yaml


@dataclass(frozen=True, kw_only=True)
class Defence:
    """``old`` stands once in the file at ``path``; ``new`` takes the defence away."""

    name: str
    path: str
    old: str
    new: str
    test: str


DEFENCES = tuple(
    Defence(**row)
    for file in sorted(Path(__file__).parent.glob("*.yaml"))
    for row in yaml.safe_load(file.read_text("utf-8"))
)
