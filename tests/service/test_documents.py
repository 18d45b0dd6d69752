"""A YAML file is read safely, and what cannot be meant is refused in one line."""

import pytest

from service.core.errors import Refused
from service.documents import read_yaml

NINE = "a0: &a0 [" + "1," * 9 + "]\n"
BOMB = NINE + "".join(f"a{n}: &a{n} [" + f"*a{n - 1}," * 9 + "]\n" for n in range(1, 9))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("row: {view: side}\nrow: {view: front}\n", "line 2 has row again"),
        ("row:\n  poses:\n  - {lean: 3, lean: 4}\n", "line 3 has lean again"),
    ],
)
def test_a_key_that_stands_twice_in_a_file_is_refused(text: str, said: str) -> None:
    with pytest.raises(Refused, match=rf"^pull\.yaml: {said}: keep only one\.$"):
        read_yaml("pull.yaml", text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("row: [", "no YAML in line"),
        ("a: !!python/object/apply:os.system [id]", "no YAML in line 1"),
        ("day: 2026-02-31", "a wrong value: day is out of range"),
        ("a: &a [*a]", "repeats itself"),
        (BOMB, "repeats itself"),
        ("a: !!timestamp foo", "a wrong value"),
        ("a: !!bool foo", "a wrong value"),
        ("a: !!int ''", "a wrong value"),
        ("[" * 900_000, "nested too deep"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_place(text: str, said: str) -> None:
    with pytest.raises(Refused, match=rf"^pull\.yaml .*{said}"):
        read_yaml("pull.yaml", text.encode())


def test_a_value_may_be_repeated_by_reference() -> None:
    assert read_yaml("x", "a: &dose [1, 2]\nb: *dose") == {"a": [1, 2], "b": [1, 2]}


def test_an_empty_file_holds_nothing() -> None:
    assert read_yaml("pull.yaml", b"") is None
