"""The keys that wrap people's keys: from a file of our own, or as the operator says."""

import secrets
from collections.abc import Callable
from pathlib import Path

from fasteners import InterProcessLock

from service.closed import draft, make_folder, refuse_open
from service.core.errors import Refused, Unreadable
from service.core.keys import KEY_BYTES, key_id, read_keys, write_keys


class _Keyring:
    """Reads its text again when it meets a key that it does not know."""

    def __init__(self, read: Callable[[], str]) -> None:
        self._read = read
        self._keys = read_keys(read())

    @property
    def newest(self) -> bytes:
        return self._keys[0]

    def by_id(self, wanted: bytes) -> bytes:
        found = self._known(wanted)
        if found is None:
            self._keys = read_keys(self._read())
            found = self._known(wanted)
        if found is None:
            raise Unreadable(
                f"Sealed data could not be opened: the data key {wanted.hex()} is not "
                "given (UNHUNCH_DATA_KEY, or keys/data_key in the data folder); put "
                "the right key back first."
            )
        return found

    def _known(self, wanted: bytes) -> bytes | None:
        return next((key for key in self._keys if key_id(key) == wanted), None)


class OwnKeyring(_Keyring):
    """The file that we made; a rotation rewrites it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        super().__init__(lambda: read_own(path))

    def renew(self) -> None:
        """Put a new key before the old one; one that waits there already stays."""
        self._keys = read_keys(read_own(self._path))
        if len(self._keys) == 1:
            self._write(secrets.token_bytes(KEY_BYTES), *self._keys)

    def retire(self) -> str:
        """Drop all keys but the newest; says what is left to do."""
        self._write(self.newest)
        return (
            f"Keep a new copy of {self._path} apart, run `unhunch backup`, as the key "
            "file of before opens with the old key only, then destroy the old copies. "
            "Nothing needs a restart."
        )

    def _write(self, *keys: bytes) -> None:
        with draft(self._path) as file:
            file.write(write_keys(*keys).encode())
        self._keys = keys


class GivenKeyring(_Keyring):
    """What UNHUNCH_DATA_KEY says, or the file that UNHUNCH_DATA_KEY_FILE names."""

    def renew(self) -> None:
        """See that a new key is given before the old one.

        Raises:
            Refused: it is not; the sentence says how to bring it in.
        """
        self._keys = read_keys(self._read())
        if len(self._keys) == 1:
            raise Refused(
                "Give the new key first: write it before the old one, apart by a "
                "blank, into UNHUNCH_DATA_KEY (or on a line before it, into the file "
                "of UNHUNCH_DATA_KEY_FILE) of every process, restart each process "
                "that has it from the variable, then run this again. "
                "`openssl rand -base64 32` makes a key."
            )

    def retire(self) -> str:
        """Say what is left to do: the old key is the operator's to take away."""
        return (
            "The first of the given keys opens everything now: take the other out of "
            "UNHUNCH_DATA_KEY (or its file), run `unhunch backup`, as the key file of "
            "before opens with the other only, then destroy it. Processes may be "
            "restarted at any time, none has to be."
        )


def made_key(path: Path) -> str:
    """Give what this file of our own holds; made at first, for its owner only."""
    make_folder(path.parent)
    try:
        # Another process may start at the same time.
        with InterProcessLock(path.parent / ".lock"):
            if not path.exists():
                with draft(path) as file:
                    file.write(write_keys(secrets.token_bytes(KEY_BYTES)).encode())
    except OSError as error:
        raise _unusable(path, error) from None
    return read_own(path)


def read_own(path: Path) -> str:
    """Read a key file of our own.

    Raises:
        Refused: it is not there, or it or its folder is open to others.
    """
    try:
        refuse_open(path.parent, path)
        held = path.read_text("utf-8").strip()
    except OSError as error:
        raise _unusable(path, error) from None
    _refuse_damaged(path, held)
    return held


def _refuse_damaged(path: Path, held: str) -> None:
    try:
        read_keys(held)
    except Refused:
        raise Refused(
            f"The key file {path} does not hold a key any more: put your copy of it "
            "back. A new one would lock all that is sealed."
        ) from None


def _unusable(path: Path, error: OSError) -> Refused:
    return Refused(
        f"The key {path} cannot be used ({error.strerror}): run as its owner."
    )
