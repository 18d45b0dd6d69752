"""Where the keys lie, and whether anybody else could take them with the data."""

import os
from collections.abc import Iterator
from pathlib import Path

from service.embedded import FOLDER
from service.settings import Settings, named_file, source_of
from service.words import _

NAMES = ("data_key", "secret_key")


def exposed(settings: Settings) -> str | None:
    """Say in one sentence what is wrong with where a key lies; None if all is well."""
    for path in _files(settings):
        try:
            open_to_others = path.stat().st_mode & 0o077
        except OSError:
            continue
        if open_to_others:
            said = _(
                "{path} is open to others on this machine: run `chmod go= {path}`."
            )
            return said.format(path=path)
        if _is_within(path, settings.data_dir / FOLDER):
            said = _("{path} lies in the database's own folder: move it elsewhere.")
            return said.format(path=path)
    return None


def _files(settings: Settings) -> Iterator[Path]:
    """Give the files that hold keys, and their folder; a variable is no file."""
    for name in NAMES:
        named = named_file(name)
        if named is not None:
            yield named
        elif source_of(name, os.environ) == "default":  # noqa: TID251 - the place only
            yield from (settings.data_dir / "keys", settings.data_dir / "keys" / name)


def _is_within(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())
