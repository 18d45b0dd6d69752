"""Reads a catalogue or pack file, with the pictures that stand beside it."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from service.core.errors import Refused
from service.core.images import MOST_BYTES, fault_of, image_of
from service.core.lint import Finding

# The C parser is ten times faster, where it was built.
_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

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
    text = _text(path)
    return _with_pictures(text, path.parent)


def read_text(text: str, folder: Path) -> ContentFile:
    """Read what a file in ``folder`` would hold."""
    return _with_pictures(text, folder)


def _text(path: Path) -> str:
    raw = path.read_bytes()
    if len(raw) > MOST_TEXT:
        raise Refused(f"{path} is larger than {MOST_TEXT} bytes: split it up.")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(f"{path} is not UTF-8: save it as such.") from None


def _with_pictures(text: str, folder: Path) -> ContentFile:
    try:
        document = yaml.load(text, Loader=_Loader)  # noqa: S506 - is safe
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 1}" if mark else ""
        raise Refused(f"The file is no YAML{where}: mend it there.") from None
    cards = document.get("exercises") if isinstance(document, Mapping) else None
    if not isinstance(cards, list) or not cards:
        raise Refused('The catalogue needs a list called "exercises".')
    pictures: dict[str, bytes] = {}
    findings = [
        Finding(exercise=str(card["id"]), field="picture", wrong=wrong, remedy=_BESIDE)
        for card in cards
        if isinstance(card, dict) and "id" in card and "picture" in card
        for wrong in _take_picture(card, folder, pictures)
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
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)
