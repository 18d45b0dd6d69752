"""What a defence is, for the tables beside this file."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Defence:
    """``old`` stands once in the file at ``path``; ``new`` takes the defence away."""

    name: str
    path: str
    old: str
    new: str
    test: str
