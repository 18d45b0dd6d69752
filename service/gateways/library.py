"""Reads the exercise catalogue that ships inside the package."""

from functools import cache
from importlib.resources import files

import yaml

from service.core.exercises import Catalogue, read_exercises

# The C parser reads the catalogue ten times faster, where it was built.
_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def load_catalogue() -> Catalogue:
    """Read and check the catalogue, once in a process.

    Raises Refused, naming the exercise and the field, where a card is wrong.
    """
    path = files("service") / "data" / "exercises.yaml"
    document = yaml.load(path.read_bytes(), Loader=_Loader)  # noqa: S506 - is safe
    return read_exercises(document)
