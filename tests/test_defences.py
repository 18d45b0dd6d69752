"""The table of defences still names what is there: `make defences` removes each."""

import ast
from pathlib import Path

import pytest

from tests.defences.table import DEFENCES, Defence

REPO = Path(__file__).parents[1]


def test_each_defence_has_a_name_of_its_own() -> None:
    names = [one.name for one in DEFENCES]
    assert len(set(names)) == len(names) > 100


@pytest.mark.parametrize("defence", DEFENCES, ids=[one.name for one in DEFENCES])
def test_a_defence_and_its_test_are_where_the_table_says(defence: Defence) -> None:
    whole = (REPO / defence.path).read_text("utf-8")
    assert whole.count(defence.old) == 1
    ast.parse(whole.replace(defence.old, defence.new))
    file, _, name = defence.test.partition("::")
    defined = {
        node.name
        for node in ast.walk(ast.parse((REPO / file).read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
    }
    assert not name or name.split("[")[0] in defined
