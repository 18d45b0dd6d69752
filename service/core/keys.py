"""Keys as they are written down, and the ids by which they are told apart."""

import base64
import hashlib
from collections.abc import Callable
from contextlib import suppress
from functools import partial

from service.core.errors import Refused

KEY_BYTES, ID_BYTES = 32, 8

_FORMS: tuple[Callable[[str], bytes], ...] = (
    bytes.fromhex,
    partial(base64.b64decode, validate=True),
)


def key_id(key: bytes) -> bytes:
    """Give the 8 bytes that name a key; they tell nothing about it."""
    return hashlib.sha256(b"unhunch key id" + key).digest()[:ID_BYTES]


def read_keys(text: str) -> tuple[bytes, ...]:
    """Read keys of 32 bytes in base64 or hex, apart by blanks or lines.

    The first one wraps; while a rotation runs, the one before it follows.

    Raises:
        Refused: there is none, or one is something else.
    """
    keys = tuple(map(_key, text.split()))
    return keys or (_key(""),)


def write_keys(*keys: bytes) -> str:
    return "\n".join(base64.b64encode(key).decode() for key in keys)


def _key(word: str) -> bytes:
    for read in _FORMS:
        with suppress(ValueError):
            key = read(word)
            if len(key) == KEY_BYTES:
                return key
    raise Refused(
        "UNHUNCH_DATA_KEY must be 32 random bytes in base64: "
        "set it to the output of `openssl rand -base64 32`."
    )
