"""Reads a catalogue or pack file, with the pictures that stand beside it."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from service.closed import named
from service.core.card_reader import labels_of
from service.core.errors import Refused
from service.core.images import MOST_BYTES, fault_of, image_of
from service.core.lint import Finding
from service.documents import read_yaml

__all__ = ["named"]

MOST_TEXT = 2_000_000
"""Bytes; ours has 143 cards in a quarter of a million."""

_BESIDE = "name a PNG, GIF or JPEG beside the file, under 300 kB, 100 to 2,000 pixels"


@dataclass(frozen=True, kw_only=True)
class ContentFile:
    """``document`` as ``service.core.packs`` wants it; ``pictures`` by their digest."""

    text: str
    document: Mapping[str, Any]
    pictures: Mapping[str, bytes]
    findings: tuple[Finding, ...]


def read_file(path: Path) -> ContentFile:
    """Read the file; raises Refused where it is no catalogue at all."""
    return read_text(_text(path), path)


def _text(path: Path) -> str:
    with named(path), path.open("rb") as file:
        raw = file.read(MOST_TEXT + 1)
    if len(raw) > MOST_TEXT:
        raise Refused(f"{path} is larger than {MOST_TEXT} bytes: split it up.")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(f"{path} is not UTF-8: save it as such.") from None


def read_text(text: str, path: Path) -> ContentFile:
    """Read what the file would hold."""
    document = read_yaml(path.name, text)
    cards = document.get("exercises") if isinstance(document, Mapping) else None
    if not isinstance(cards, list):
        raise Refused(f'{path.name} needs a list called "exercises".')
    if not cards:
        raise Refused(f"{path.name} has no exercise yet: the list is empty.")
    pictures: dict[str, bytes] = {}
    findings = [
        Finding(exercise=label, field="picture", wrong=wrong, remedy=_BESIDE)
        for label, card in zip(labels_of(cards), cards, strict=True)
        if isinstance(card, dict) and "picture" in card
        for wrong in _take_picture(card, path.parent, pictures)
    ]
    return ContentFile(
        text=text, document=document, pictures=pictures, findings=tuple(findings)
    )


def _take_picture(
    card: dict[str, Any], folder: Path, pictures: dict[str, bytes]
) -> Iterator[str]:
    """Replace the file's name in the card by the digest of what it holds."""
    named = card["picture"]
    if not isinstance(named, dict) or named.keys() != {"file", "alt"}:
        yield "it needs exactly file, alt"
        card.pop("picture")
        return
    content = _beside(folder, str(named["file"])) or b""
    wrong = fault_of(content) if content else f"there is no file {named['file']}"
    image = image_of(content)
    if image is None or wrong:
        yield str(wrong)
        card.pop("picture")
        return
    digest = hashlib.sha256(content).hexdigest()
    pictures[digest] = content
    card["picture"] = {"kind": image.kind, "digest": digest, "alt": named["alt"]}


def _beside(folder: Path, name: str) -> bytes | None:
    """Give the content of a file in the folder or below it, as far as it matters."""
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()) or not path.is_file():
        return None
    with named(path), path.open("rb") as file:
        return file.read(MOST_BYTES + 1)
