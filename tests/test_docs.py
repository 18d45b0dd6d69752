"""Every test that a page of docs/ names is there."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
PAGES = ("security.md", "asvs.md")
NAMED = re.compile(r"`(?:tests/)?([\w/]+\.py)(?:::(\w+))?`")


@cache
def defined(file: Path) -> frozenset[str]:
    tree = ast.parse(file.read_text("utf-8"))
    return frozenset(
        node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)
    )


@pytest.mark.parametrize("page", PAGES)
def test_every_test_that_a_page_names_is_there(page: str) -> None:
    text = (TESTS.parent / "docs" / page).read_text("utf-8")
    named = NAMED.findall(text)
    assert len(named) > 50
    lost = [
        f"{file}::{name}"
        for file, name in named
        if not (TESTS / file).is_file() or (name and name not in defined(TESTS / file))
    ]
    assert lost == []


def test_the_page_on_security_has_every_check() -> None:
    text = (TESTS.parent / "docs" / "security.md").read_text("utf-8")
    assert re.findall(r"^\| S(\d+) \|", text, re.MULTILINE) == [
        str(number) for number in range(1, 37)
    ]
