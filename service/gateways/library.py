"""Reads the exercise catalogue that ships inside the package."""

from functools import cache
from importlib.resources import files

from service.core.exercises import Catalogue, read_exercises
from service.documents import read_yaml


@cache
def load_catalogue() -> Catalogue:
    """Read and check the catalogue, once in a process.

    Raises Refused, naming the exercise and the field, where a card is wrong.
    """
    path = files("service") / "data" / "exercises.yaml"
    return read_exercises(read_yaml(path.name, path.read_bytes()))
