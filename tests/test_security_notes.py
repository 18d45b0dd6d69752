"""The security notes say what the code does: its tables are compared, row by row."""

import ast
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from service import documents, logs
from service.actions import standing
from service.commands import files
from service.core import images, roles, roster_cells, sign_in, thresholds
from service.core.disclosure import partition
from service.core.errors import Refused
from service.core.rate_limits import LIMITS
from service.core.roster_cells import read_cell
from service.settings import Settings
from web.security import MOST_BYTES, MOST_FORM_BYTES

REPO = Path(__file__).parents[1]
NOTES = (REPO / "docs/security-notes.md").read_text("utf-8")

Rows = set[tuple[str, ...]]


def rows(heading: str, columns: int) -> Rows:
    """Give the first columns of the first table below a heading."""
    below = NOTES.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    table = re.search(r"(?:^\|.*\n)+", below, re.MULTILINE)
    assert table is not None
    lines = table[0].splitlines()[2:]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return {tuple(line[:columns]) for line in cells}


def words(span: timedelta) -> str:
    for name, one in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if span.total_seconds() % one == 0:
            count = int(span.total_seconds() // one)
            return f"{count} {name}{'s' * (count > 1)}"
    raise AssertionError(span)


def sessions() -> Rows:
    return {
        (role, words(stay.idle), words(stay.longest))
        for role, stay in sign_in.STAYS.items()
    }


def limits() -> Rows:
    return {
        (counted, str(limit.most), words(limit.each))
        for counted, limit in LIMITS.items()
    }


def grants() -> Rows:
    return {
        (grant, ", ".join(role for role in roles.Role if grant in roles.GRANTS[role]))
        for grant in roles.Grant
    }


def most_nudges() -> int:
    """Give the last number that a roster may name for a day."""
    number = 1
    with suppress(Refused):
        while read_cell("nudges_per_day", str(number + 1)):
            number += 1
    return number


def use() -> Rows:
    minute = timedelta(minutes=1)
    numbers: dict[str, Any] = {
        "one-time links for one person in an hour": sign_in.LINKS_AN_HOUR,
        "of these asked for by address": sign_in.LINKS_BY_ADDRESS,
        "life of a link, minutes": sign_in.LINK_LIFE // minute,
        "nudges a day, at most": most_nudges(),
        "minutes between two nudges": thresholds.MIN_GAP // minute,
        "days that one pause may last": standing.LONGEST_PAUSE.days,
        "messages to a workspace in a minute, by default": (
            Settings.model_fields["messages_per_minute"].default
        ),
        "people in a block of the reports, at least": partition.SMALLEST,
        "bytes of a form": MOST_FORM_BYTES,
        "bytes of a request of Slack's": MOST_BYTES["slack"],
        "characters in a cell of the roster": roster_cells.MAX_CELL,
        "bytes of a content pack's text": files.MOST_TEXT,
        "bytes of a picture": images.MOST_BYTES,
        "levels in a YAML file": documents.DEEPEST,
    }
    return {(name, str(number)) for name, number in numbers.items()}


def events() -> Rows:
    """Read from the code what is logged: the first word of each call."""
    found = set()
    for place in ("service", "jobs", "web"):
        for path in (REPO / place).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and ast.unparse(node.func) in LOGGERS:
                    found.add((ast.literal_eval(node.args[0]),))
    return found


LOGGERS = {f"log.{level}" for level in ("debug", "info", "warning", "error")}

COMPARED: dict[str, tuple[int, Callable[[], Rows]]] = {
    "Who may do what": (2, grants),
    "Sessions": (3, sessions),
    "Limits of asking": (3, limits),
    "Limits of use": (2, use),
    "The log": (1, events),
}


@pytest.mark.parametrize("heading", COMPARED)
def test_a_table_says_what_the_code_does(heading: str) -> None:
    columns, in_code = COMPARED[heading]
    assert rows(heading, columns) == in_code()


def test_the_words_of_a_log_line_are_those_that_are_listed() -> None:
    below = NOTES.split("\n## The log\n")[1].split("|")[0]
    keys = below.split("no other:")[1].split(". A path")[0]
    assert set(re.findall(r"`(\w+)`", keys)) == logs.ALLOWED


def test_every_page_and_module_that_is_named_exists() -> None:
    for name in re.findall(r"\]\(([^)#]+)\)", NOTES):
        assert (REPO / "docs" / name).exists(), name
    for name in re.findall(r"`((?:service|web|tests|requirements)/[\w/.]+)`", NOTES):
        assert (REPO / name).exists(), name
