"""Where the keys lie, and whether anybody else could take them with the data."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from service.closed import refuse_named_open, refuse_open
from service.core.errors import Refused
from service.embedded import FOLDER
from service.settings import Settings, named_file, source_of
from service.words import _

NAMES = ("data_key", "secret_key")


def exposed(settings: Settings) -> str | None:
    """Say in one sentence what is wrong with where a key lies; None if all is well."""
    for path, refuse in _files(settings):
        try:
            refuse(path)
        except Refused as refused:
            return str(refused)
        except OSError:
            continue
        if _is_within(path, settings.data_dir / FOLDER):
            said = _("{path} lies in the database's own folder: move it elsewhere.")
            return said.format(path=path)
    return None


def _files(settings: Settings) -> Iterator[tuple[Path, Callable[[Path], None]]]:
    """Give the files that hold keys, and their folder; a variable is no file.

    Each with what a start asks of it: more of our own than of the operator's.
    """
    for name in NAMES:
        named = named_file(name)
        if named is not None:
            yield named, refuse_named_open
        elif source_of(name, os.environ) == "default":  # noqa: TID251 - the place only
            folder = settings.data_dir / "keys"
            yield from ((path, refuse_open) for path in (folder, folder / name))


def _is_within(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())
