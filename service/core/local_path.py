"""Where a page of ours may lead: to another page of ours, and nowhere else."""

import re

MOST_CHARACTERS = 500
# One slash and then anything plain: what a browser reads as a host (`//`, `/\`), and
# what it drops on the way (tabs, line ends), cannot stand in it.
_PATH = re.compile(r"/(?![/\\])[!#-;=?-\[\]_a-z~]*", re.ASCII)


def local_path(wanted: str | None, otherwise: str) -> str:
    """Give ``wanted`` where it is a path on this host, else ``otherwise``."""
    if wanted is None or len(wanted) > MOST_CHARACTERS or not _PATH.fullmatch(wanted):
        return otherwise
    return wanted
