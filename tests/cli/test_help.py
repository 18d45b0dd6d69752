"""What the command says of itself."""

import subprocess
import sys
import time
from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from unhunch import main


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[str]:
    for name, one in group.commands.items():
        yield " ".join((*path, name))
        if isinstance(one, click.Group):
            yield from commands(one, (*path, name))


@pytest.mark.parametrize("command", ["", *commands(main)])
def test_every_command_says_what_it_does(command: str) -> None:
    answer = CliRunner().invoke(main, [*command.split(), "--help"])
    assert answer.exit_code == 0
    said = answer.stdout.split("Options:")[0].split("Commands:")[0]
    (_usage, sentence, *_more) = said.strip().split("\n\n")
    assert sentence.strip().endswith(".")
    assert sentence.strip()[0].isupper()
    assert all(len(line) <= 80 for line in answer.stdout.splitlines())


@pytest.mark.parametrize("group", ["", "people", "workspace", "slack", "config"])
def test_lists_of_commands_cut_no_sentence_off(group: str) -> None:
    said = CliRunner().invoke(main, [*group.split(), "--help"]).stdout
    assert "..." not in said.replace("[ARGS]...", "")


def test_help_comes_within_a_quarter_of_a_second() -> None:
    def once() -> float:
        began = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", "unhunch", "--help"], capture_output=True, check=True
        )
        assert b"New here? `unhunch demo`" in done.stdout
        return time.perf_counter() - began

    # The best of five: the machine may be busy with something else.
    assert min(once() for _ in range(5)) < 0.25


def test_a_number_that_is_none_is_called_so() -> None:
    answer = CliRunner().invoke(main, ["simulate", "--days", "x"])
    assert "'x' is not a valid whole number." in answer.stderr


@pytest.mark.parametrize(
    "words", [["dance"], ["run", "dance"], ["people"], ["serve", "--port", "0"], ["-x"]]
)
def test_wrong_usage_is_status_two(words: list[str]) -> None:
    answer = CliRunner().invoke(main, words)
    assert answer.exit_code == 2
    assert answer.stdout == ""
    assert "Usage: " in answer.stderr
