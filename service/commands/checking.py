"""Checks and signs files of exercises, without any database."""

import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from service.bootstrap import library
from service.commands import building
from service.commands.files import ContentFile, named, read_file, read_text
from service.core.card import Exercise, Review
from service.core.card_reader import digest_of, name_of, read_card
from service.core.errors import Refused
from service.core.lint import Finding, lint, lint_cards
from service.core.packs import is_ours, pack_findings, unsigned
from service.core.signing import signed, unknown


def in_use() -> tuple[list[Finding], tuple[Exercise, ...]]:
    """Check our exercises and those of installed packs."""
    exercises = building.app().catalogue.exercises
    return [*lint_cards(exercises)], exercises


def of_file(path: Path) -> tuple[list[Finding], tuple[Exercise, ...]]:
    """Check a file, by the rules for packs where it is one."""
    file = read_file(path)
    found = _findings(file)
    cards = [] if found else file.document["exercises"]
    return found, tuple(read_card(card, i) for i, card in enumerate(cards, start=1))


def pack_of(path: Path) -> tuple[Mapping[str, Any], Mapping[str, bytes], list[Finding]]:
    """Read a pack as it is stored, its pictures, and what speaks against it."""
    file = read_file(path)
    ours = library()[0].exercises
    found = [
        *file.findings,
        *pack_findings(file.document, ours, building.today()),
        *unsigned(file.document),
    ]
    plain = json.loads(json.dumps(file.document, default=str))
    return plain, file.pictures, found


def sign(
    path: Path, ids: Sequence[str], by: str, on: date
) -> tuple[list[Finding], int]:
    """Write reviews into a file; changes nothing where a card has a finding.

    Raises:
        Refused: an id is not in the file, or a card is not written in plain lines.
    """
    file = read_file(path)
    cards = {
        name_of(card, number): card
        for number, card in enumerate(file.document["exercises"], start=1)
    }
    strangers = unknown(ids, cards)
    if strangers:
        raise Refused(f"{path} has no exercise {strangers[0]}.")
    if on > building.today():
        raise Refused(f"--on {on} is yet to come: give the day on which you read them.")
    if not by.strip(" ,") or "," not in by:
        raise Refused('Sign as --by "NAME, PROFESSION".')
    wanted = [*ids] or [*cards]
    found = [one for one in _findings(file) if one.field != "review"]
    found = [
        one for one in found if one.exercise in wanted or one.exercise not in cards
    ]
    if not found:
        reviews = {
            name: Review(by=by, on=on, digest=digest_of(cards[name])) for name in wanted
        }
        _write(path, signed(file.text, reviews), reviews)
    return found, len(wanted)


def _findings(file: ContentFile) -> list[Finding]:
    ours = library()[0].exercises
    rules = (
        lint(file.document["exercises"])
        if is_ours(file.document)
        else pack_findings(file.document, ours, building.today())
    )
    return [*file.findings, *rules]


def _write(path: Path, text: str, reviews: Mapping[str, Review]) -> None:
    """Write the file at once, if every review can be read back from it."""
    again = {
        str(card.get("id")): card.get("review") or {}
        for card in read_text(text, path).document["exercises"]
        if isinstance(card, dict)
    }
    for name, review in reviews.items():
        if again[name].get("hash") != review.digest:
            raise Refused(
                f"Exercise {name} cannot be signed in place: begin each one with a "
                "line of its own, `- id: NAME`."
            )
    with named(path):
        handle, draft = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(text)
        Path(draft).chmod(path.stat().st_mode)
        Path(draft).replace(path)
