"""What kind of picture some bytes are, read from their first bytes alone."""

from dataclasses import dataclass

MOST_BYTES = 300_000
FEWEST_PIXELS, MOST_PIXELS = 100, 2_000

# JPEG: frame headers that hold the size (SOF0-15 without DHT, JPG and DAC).
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True, kw_only=True)
class Image:
    """``kind``: png, gif or jpeg; sides in pixels."""

    kind: str
    width: int
    height: int


def image_of(content: bytes) -> Image | None:
    """Read kind and size in pixels; None for what is no PNG, GIF or JPEG."""
    if content[:8] == b"\x89PNG\r\n\x1a\n" and content[12:16] == b"IHDR":
        size = int.from_bytes(content[16:20]), int.from_bytes(content[20:24])
        return Image(kind="png", width=size[0], height=size[1])
    if content[:6] in {b"GIF87a", b"GIF89a"} and len(content) > 10:
        width = int.from_bytes(content[6:8], "little")
        height = int.from_bytes(content[8:10], "little")
        return Image(kind="gif", width=width, height=height)
    return _jpeg(content) if content[:3] == b"\xff\xd8\xff" else None


def fault_of(content: bytes) -> str | None:
    """Say what makes a picture unfit for Slack and the pages; None if nothing does."""
    if len(content) > MOST_BYTES:
        return f"it has {len(content)} bytes, more than {MOST_BYTES}"
    image = image_of(content)
    if image is None:
        return "it is no PNG, GIF or JPEG"
    sides = (image.width, image.height)
    if not all(FEWEST_PIXELS <= side <= MOST_PIXELS for side in sides):
        return f"it measures {image.width} x {image.height} pixels"
    return None


def _jpeg(content: bytes) -> Image | None:
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4])
        if marker in _FRAMES:
            height = int.from_bytes(content[at + 5 : at + 7])
            width = int.from_bytes(content[at + 7 : at + 9])
            return Image(kind="jpeg", width=width, height=height)
        at += 2 + max(length, 2)
    return None
