"""Files and folders that nobody but their owner reads, whatever the umask says."""

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedRandom
from pathlib import Path

from service.core.errors import Refused

_OTHERS, _ALL_WRITE = 0o077, 0o002
# A file that the operator names may belong to root and the service's own group.
_BEYOND_GROUP = 0o027


def make_folder(path: Path) -> None:
    """Make a folder of our own, closed to others. Raises Refused if it cannot be."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        reason = "" if os.access(path, os.W_OK | os.X_OK) else "it is not writable"
    except OSError as error:
        reason = error.strerror or type(error).__name__
    if reason:
        raise Refused(
            f"The folder {path} cannot be used ({reason}): set UNHUNCH_DATA_DIR to "
            "one that this user can write."
        )


@contextmanager
def named(path: Path) -> Iterator[None]:
    """Turn what the system says about a file into one sentence that names it."""
    try:
        yield
    except OSError as error:
        raise Refused(f"{path} cannot be used: {error.strerror}.") from None


def refuse_open(*paths: Path) -> None:
    """Refuse files and folders of our own that others may use."""
    for path in paths:
        if path.stat().st_mode & _OTHERS:
            raise Refused(f"{path} is open to others: run `chmod go= {path}`.")


def content_of(path: Path, name: str, *, secret: bool) -> str:
    """Read the text of a file that the setting ``name`` names.

    Raises:
        Refused: it gives nothing, or is a secret and open to others.
    """
    try:
        content = path.read_text("utf-8").strip()
        problem = "" if content else "is empty"
    except (OSError, UnicodeDecodeError) as error:
        content = ""
        problem = f"cannot be read ({error.__class__.__name__})"
    if problem:
        raise Refused(
            f"{name} names {path}, which {problem}: "
            "name a UTF-8 file that holds the value."
        )
    if secret:
        refuse_named_open(path)
    return content


def refuse_named_open(path: Path) -> None:
    """Refuse a secret of the operator that others may read, or put another for.

    Its group may read it: that is how root hands a secret to a service.
    """
    if path.stat().st_mode & _BEYOND_GROUP:
        raise Refused(f"{path} is open to others: run `chmod g-w,o= {path}`.")
    folder = path.parent
    mode = folder.stat().st_mode
    if mode & _ALL_WRITE and not mode & stat.S_ISVTX:
        raise Refused(f"Everybody may write into {folder}: run `chmod o-w {folder}`.")


@contextmanager
def draft(path: Path) -> Iterator[BufferedRandom]:
    """Write a file for its owner only: whole and on the disk, or not at all."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    written = Path(name)
    try:
        with os.fdopen(handle, "w+b") as file:
            yield file
            file.flush()
            os.fsync(handle)
        written.replace(path)
        _keep_name(path.parent)
    except BaseException:
        written.unlink(missing_ok=True)
        raise


def _keep_name(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
