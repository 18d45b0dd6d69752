"""Each requirement of ASVS 5.0, levels 1 and 2, is shown or does not apply."""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

REPO = Path(__file__).parents[1]
PAGE = (REPO / "docs/asvs.md").read_text("utf-8")
SHOWN, ELSEWHERE = PAGE.split("\n## What does not apply\n")

# The ids of levels 1 and 2, by section. Facts of the standard, none of its words.
IDS = """
1.1: 1-2; 1.2: 1-9; 1.3: 1-11; 1.4: 1-3; 1.5: 1-2
2.1: 1-3; 2.2: 1-3; 2.3: 1-4; 2.4: 1
3.2: 1-2; 3.3: 1-4; 3.4: 1-6; 3.5: 1-5; 3.7: 1-2
4.1: 1-3; 4.2: 1; 4.3: 1-2; 4.4: 1-4
5.1: 1; 5.2: 1-3; 5.3: 1-2; 5.4: 1-3
6.1: 1-3; 6.2: 1-12; 6.3: 1-4; 6.4: 1-4; 6.5: 1-5; 6.6: 1-3; 6.8: 1-4
7.1: 1-3; 7.2: 1-4; 7.3: 1-2; 7.4: 1-5; 7.5: 1-2; 7.6: 1-2
8.1: 1-2; 8.2: 1-3; 8.3: 1; 8.4: 1
9.1: 1-3; 9.2: 1-4
10.1: 1-2; 10.2: 1-2; 10.3: 1-4; 10.4: 1-11; 10.5: 1-5; 10.6: 1-2; 10.7: 1-3
11.1: 1-2; 11.2: 1-3; 11.3: 1-3; 11.4: 1-4; 11.5: 1; 11.6: 1
12.1: 1-3; 12.2: 1-2; 12.3: 1-4
13.1: 1; 13.2: 1-5; 13.3: 1-2; 13.4: 1-5
14.1: 1-2; 14.2: 1-4; 14.3: 1-3
15.1: 1-3; 15.2: 1-3; 15.3: 1-7
16.1: 1; 16.2: 1-5; 16.3: 1-4; 16.4: 1-3; 16.5: 1-3
17.1: 1; 17.2: 1-4; 17.3: 1-2
"""
KINDS = ("document", "operator", "gap")


def ids(listed: str) -> list[str]:
    """Read ``1.2: 3 5-7; 1.3: 1``."""
    found = []
    for part in re.split(r"[;\n]", listed.strip()):
        section, _, numbers = part.strip().partition(": ")
        for one in numbers.split():
            first, _, last = one.partition("-")
            span = range(int(first), int(last or first) + 1)
            found += [f"{section}.{number}" for number in span]
    return found


def between(text: str) -> list[str]:
    """Read ``1.2.3 to 1.2.5, 1.3.1``, as the page writes several ids."""
    found = []
    for part in text.split(", "):
        first, _, last = part.partition(" to ")
        section, _, number = first.rpartition(".")
        end = (last or first).rpartition(".")[2]
        found += [f"{section}.{one}" for one in range(int(number), int(end) + 1)]
    return found


def rows(text: str) -> list[list[str]]:
    lines = re.findall(r"^\| (\d.*) \|$", text, re.MULTILINE)
    return [[cell.strip() for cell in line.split(" | ")] for line in lines]


@cache
def defined_in(name: str) -> frozenset[str]:
    path = REPO / "tests" / name
    tree = ast.parse(path.read_text("utf-8") if path.exists() else "")
    return frozenset(
        node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)
    )


NAMED = sorted(set(re.findall(r"`([\w/]+\.py::\w+)`", PAGE)))


def test_the_ids_are_those_of_the_standard() -> None:
    assert len(ids(IDS)) == len(set(ids(IDS))) == 253


def test_each_requirement_stands_once() -> None:
    listed = Counter([row[0] for row in rows(SHOWN)])
    listed.update(one for row in rows(ELSEWHERE) for one in between(row[0]))
    assert set(ids(IDS)) - set(listed) == set()
    assert set(listed) - set(ids(IDS)) == set()
    assert [one for one, count in listed.items() if count > 1] == []


@pytest.mark.parametrize("named", NAMED)
def test_a_test_that_is_named_exists(named: str) -> None:
    file, _, name = named.partition("::")
    assert name in defined_in(file)


def test_each_row_names_a_test_or_says_what_shows_it_else() -> None:
    for number, _asked, shown in rows(SHOWN):
        kinds = re.findall(r"\*\*(\w+)\*\*: ", shown)
        assert set(kinds) <= set(KINDS), (number, kinds)
        assert kinds or "::" in shown, number
    for numbers, why in rows(ELSEWHERE):
        assert len(why) >= 7, numbers


def test_a_document_that_is_named_has_its_part() -> None:
    named = re.findall(r'\*\*document\*\*: ([\w-]+\.md), ("[^;|]*")', PAGE)
    assert len(named) >= 15
    for file, parts in named:
        text = (REPO / "docs" / file).read_text("utf-8")
        for part in re.findall(r'"([^"]+)"', parts):
            assert f"## {part}\n" in text, part


def test_every_gap_says_what_is_missing() -> None:
    gaps = re.findall(r"\*\*gap\*\*: ([^;|]+)", PAGE)
    assert gaps
    assert min(map(len, gaps)) >= 10
