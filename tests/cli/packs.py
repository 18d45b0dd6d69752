"""A content pack on disk, as an organisation's physiotherapist would write it."""

import hashlib
import struct
import zlib
from pathlib import Path
from typing import Any

import yaml

from service.core.card_reader import digest_of

AUTHOR = "Ana Ruiz, physiotherapist"


def png(width: int = 200, height: int = 150) -> bytes:
    """Give a small grey picture."""
    rows = b"".join(b"\x00" + b"\x80" * width for _ in range(height))
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data))
        + kind
        + data
        + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )


def pack_card(name: str = "acme-desk_wave", **changes: Any) -> dict[str, Any]:
    """Give one unsigned card of a pack that keeps every rule."""
    return {
        "id": name,
        "name": "Desk wave",
        "kind": "mobility",
        "family": "acme_wave",
        "pattern": "shoulder",
        "level": 1,
        "progression": None,
        "regression": "shoulder_roll",
        "seated_alternative": None,
        "position": "seated",
        "setting": "desk",
        "equipment": ["none"],
        "targets": ["deltoids"],
        "regions": ["shoulders"],
        "causes": ["postural"],
        "themes": ["reset"],
        "tempo": "2-1-2",
        "per_side": False,
        "dose": [
            {
                "step": n,
                "sets": 1,
                "reps": reps,
                "hold_s": 0,
                "rest_s": 0,
                "est_s": 5 * reps,
            }
            for n, reps in enumerate((5, 6, 8, 10), start=1)
        ],
        "steps": [
            "Sit tall, arms by your sides.",
            "Lift both arms to the front as far as is easy.",
            "Lower them slowly and keep breathing.",
        ],
        "common_mistake": "Shrugging.",
        "stop_if": "Pain grows, or is sharp, shooting or spreading.",
        "avoid": [],
        "care": ["shoulder"],
        "discreet": 1,
        "evidence": {"grade": "D", "note": "Our own practice."},
    } | changes


def sign(card: dict[str, Any]) -> dict[str, Any]:
    """Sign a card without a picture, as `catalogue review` does."""
    return card | {
        "review": {"by": AUTHOR, "date": "2026-03-03", "hash": digest_of(card)}
    }


def pack(*cards: dict[str, Any], version: Any = 1, **head: Any) -> dict[str, Any]:
    name, profession = AUTHOR.split(", ")
    author = {"name": name, "profession": profession}
    return {
        "pack": {"name": "acme", "version": version, "author": author} | head,
        "exercises": [*cards],
    }


def with_picture() -> tuple[dict[str, Any], dict[str, bytes]]:
    """Give a pack as it is installed whose one exercise has a picture, and that."""
    content = png()
    digest = hashlib.sha256(content).hexdigest()
    picture = {"kind": "png", "digest": digest, "alt": "Arms go up and down."}
    return pack(sign(pack_card(picture=picture))), {digest: content}


def write(path: Path, document: dict[str, Any]) -> str:
    path.write_text(yaml.safe_dump(document, sort_keys=False), "utf-8")
    return str(path)
