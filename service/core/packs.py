"""An organisation's own exercises: one document, checked as strictly as ours.

``document`` is the parsed file, in which each picture's file is replaced by the
digest of its content. Ids begin with the pack's name and a hyphen, which no id of
ours holds: nothing of ours is ever shadowed.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from service.core.card import Exercise
from service.core.card_reader import digest_of, labels_of, read_card
from service.core.errors import Refused
from service.core.exercises import LINKS
from service.core.lint import Finding, lint
from service.core.lint.danger import MARKUP

NAME = re.compile(r"[a-z][a-z0-9_]{1,30}")
OURS = "unhunch"
HEAD = {"name", "version", "author"}
WHOLE_FILE = "the pack"

_HEAD = (
    "`pack: {name: acme, version: 1, author: {name: Ana Ruiz, "
    "profession: physiotherapist}}`"
)
_UNSIGNED = "nobody has reviewed it"
_SIGN = "let its reviewer run `unhunch catalogue review FILE --by ...`"


@dataclass(frozen=True, kw_only=True)
class Pack:
    """``author``: name and profession. ``digest`` is of the whole document."""

    name: str
    version: int
    author: str
    digest: str
    exercises: tuple[Exercise, ...]


def is_ours(document: Mapping[str, Any]) -> bool:
    """Say whether it is the catalogue that ships, which has a part on itself."""
    return "meta" in document and "pack" not in document


def pack_findings(
    document: Mapping[str, Any], ours: Sequence[Exercise], today: date
) -> Iterator[Finding]:
    """Give everything but a missing signature that speaks against installing it."""
    yield from _head_findings(document)
    cards = document["exercises"]
    yield from lint(cards, ours)
    head = document.get("pack")
    name = head.get("name") if isinstance(head, Mapping) else None
    for label, card in zip(labels_of(cards), cards, strict=True):
        if isinstance(card, Mapping):
            yield from _own_id(label, card, name)
            yield from _voided(label, card, today)


def unsigned(document: Mapping[str, Any]) -> list[Finding]:
    """Give a finding for each exercise that nobody has signed."""
    cards = document["exercises"]
    return [
        Finding(exercise=label, field="review", wrong=_UNSIGNED, remedy=_SIGN)
        for label, card in zip(labels_of(cards), cards, strict=True)
        if isinstance(card, Mapping) and not isinstance(card.get("review"), Mapping)
    ]


def read_pack(document: Mapping[str, Any]) -> Pack:
    """Build the pack from a document without findings; raises Refused if it has some.

    A link to an exercise that is neither ours nor in the pack is dropped by the
    caller: ours may have changed since the pack was installed.
    """
    head = document["pack"]
    author = f"{head['author']['name']}, {head['author']['profession']}"
    cards = enumerate(document["exercises"], start=1)
    return Pack(
        name=head["name"],
        version=head["version"],
        author=author,
        digest=digest_of(document),
        exercises=tuple(
            replace(read_card(card, i), author=author) for i, card in cards
        ),
    )


def joined(ours: Sequence[Exercise], packs: Sequence[Pack]) -> tuple[Exercise, ...]:
    """Put the packs' exercises after ours; their links lead to what is there."""
    known = {one.id for one in ours}
    added = [
        _with_links(one, known | {other.id for other in pack.exercises})
        for pack in packs
        for one in pack.exercises
    ]
    return (*ours, *added)


def refuse_older(pack: Pack, version: int, digest: str) -> None:
    """Raise Refused where an installed version may not be replaced by this one."""
    if pack.version < version:
        raise Refused(
            f"Version {version} of {pack.name} is installed, which is newer: "
            f"run `unhunch catalogue remove {pack.name}` first, if that is meant."
        )
    if pack.version == version and pack.digest != digest:
        raise Refused(
            f"Version {version} of {pack.name} is installed with another content: "
            "raise the version in the file."
        )


def _with_links(exercise: Exercise, known: set[str]) -> Exercise:
    lost: dict[str, Any] = {
        name: None for name in LINKS if getattr(exercise, name) not in known
    }
    return replace(exercise, **lost)


def _head_findings(document: Mapping[str, Any]) -> Iterator[Finding]:
    for unknown in sorted(map(str, document.keys() - {"pack", "exercises"})):
        yield _of_file(unknown, "there is no such part", "write pack and exercises")
    if "pack" not in document:
        yield _of_file("pack", "there is no such part", f"begin the file with {_HEAD}")
        return
    head = document["pack"]
    if not isinstance(head, Mapping) or head.keys() != HEAD:
        yield _of_file("pack", "it is incomplete", f"write {', '.join(sorted(HEAD))}")
        return
    yield from _wrong_in(head["name"], head["version"], head["author"])


def _wrong_in(name: object, version: object, author: object) -> Iterator[Finding]:
    if not _may_be_named(name):
        wanted = "use 2 to 31 small letters, digits and _, beginning with a letter"
        yield _of_file("name", f"{name} will not do", wanted)
    if type(version) is not int or version < 1:
        yield _of_file("version", f"{version} will not do", "use 1, 2, 3 and so on")
    if not (
        isinstance(author, Mapping)
        and author.keys() == {"name", "profession"}
        and all(isinstance(one, str) and one.strip() for one in author.values())
    ):
        yield _of_file("author", "it is incomplete", "write name and profession")
    elif any(MARKUP.search(one) for one in author.values()):
        yield _of_file("author", "it holds markup or a link", "write plain text")


def _own_id(label: str, card: Mapping[Any, object], pack: object) -> Iterator[Finding]:
    """Ask for ids that begin with the pack's name, where that can be one."""
    own = re.compile(rf"{re.escape(str(pack))}-[a-z0-9_]{{1,40}}")
    if _may_be_named(pack) and not own.fullmatch(str(card.get("id"))):
        wrong, remedy = "it may be another's", f"begin it with {pack}-"
        yield Finding(exercise=label, field="id", wrong=wrong, remedy=remedy)


def _voided(label: str, card: Mapping[Any, object], today: date) -> Iterator[Finding]:
    review = card.get("review")
    wrong = None
    if isinstance(review, Mapping) and review.get("hash") != digest_of(card):
        wrong = "the reviewed content changed"
    elif isinstance(review, Mapping) and str(review.get("date")) > today.isoformat():
        wrong = f"{review['date']} is yet to come"
    if wrong:
        yield Finding(exercise=label, field="review", wrong=wrong, remedy=_SIGN)


def _may_be_named(name: object) -> bool:
    return isinstance(name, str) and bool(NAME.fullmatch(name)) and name != OURS


def _of_file(field: str, wrong: str, remedy: str) -> Finding:
    return Finding(exercise=WHOLE_FILE, field=field, wrong=wrong, remedy=remedy)
