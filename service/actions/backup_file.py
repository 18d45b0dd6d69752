"""The file of a backup: packed, and proven whole and ours by a sealed digest."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from gzip import GzipFile
from pathlib import Path

from service.closed import draft, named
from service.core.errors import Refused
from service.store.envelope import decrypt, encrypt

_FIRST = b"unhunch backup 1\n"
_BOUND = ("backup",)
_SEAL_BYTES = len(encrypt(bytes(32), bytes(32), _BOUND))
_START = len(_FIRST) + _SEAL_BYTES


@contextmanager
def written(path: Path, key: bytes) -> Iterator[GzipFile]:
    """Write a backup whole or not at all. ``key`` proves later that it is ours."""
    with named(path), draft(path) as file:
        file.write(bytes(_START))
        with GzipFile(fileobj=file, mode="wb", compresslevel=1, mtime=0) as out:
            yield out
        file.seek(_START)
        digest = hashlib.file_digest(file, "sha256").digest()
        file.seek(0)
        file.write(_FIRST + encrypt(key, digest, _BOUND))


@contextmanager
def opened(path: Path, key: bytes) -> Iterator[GzipFile]:
    """Open a backup, once all of it was seen to be as it was written.

    Raises:
        Refused: it is none, was cut or changed, or belongs to another installation.
    """
    with named(path), path.open("rb") as file:
        first, seal = file.read(len(_FIRST)), file.read(_SEAL_BYTES)
        if first != _FIRST:
            raise Refused(f"{path} is no backup of Unhunch.")
        if hashlib.file_digest(file, "sha256").digest() != _digest(key, seal):
            raise Refused(
                f"{path} is not as it was written, or of another installation: take "
                "another backup."
            )
        file.seek(_START)
        with GzipFile(fileobj=file, mode="rb") as source:
            yield source


def _digest(key: bytes, seal: bytes) -> bytes | None:
    try:
        return decrypt(key, seal, _BOUND)
    except Refused:
        return None
