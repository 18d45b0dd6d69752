"""What a leak would look like, searched for while the whole suite runs.

Every question, pattern and flag has an id that stands in what people tell and, by
right, nowhere else: not in log lines, not in an address, not on a page that says what
went wrong, not in the files of the database.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from flask import Flask, Response, request

from service.core.questions import FLAGS, PATTERNS, QUESTIONS

WORDS = frozenset({*QUESTIONS, *PATTERNS, *FLAGS})
_ANY = re.compile("|".join(sorted(map(re.escape, WORDS))))
_ANY_BYTES = re.compile(_ANY.pattern.encode())
# A form that comes back with a wrong value shows the person's own words again.
_OWN_FORM = {400, 422}


def in_text(text: str) -> list[str]:
    """Give the canaries that a text holds."""
    return sorted(set(_ANY.findall(text)))


def in_files(folder: Path) -> list[str]:
    """Give the files below a folder that hold one, each with what it holds."""
    return [
        f"{path.relative_to(folder)}: {', '.join(found)}"
        for path in sorted(folder.rglob("*"))
        if path.is_file() and (found := sorted(_found(path)))
    ]


def _found(path: Path) -> Iterator[str]:
    try:
        content = path.read_bytes()
    except FileNotFoundError:  # the server tidies up meanwhile
        return
    yield from {one.decode() for one in _ANY_BYTES.findall(content)}


def watch(flask: Flask) -> list[str]:
    """Look at every address that is asked for, and every page of what went wrong.

    Gives the list to which what was found is added.
    """
    leaks: list[str] = []

    @flask.after_request
    def look(answer: Response) -> Response:
        leaks.extend(in_text(request.full_path))
        if answer.status_code >= 400 and answer.status_code not in _OWN_FORM:
            leaks.extend(in_text(answer.get_data(as_text=True)))
        leaks.extend(in_text(str(answer.headers)))
        return answer

    return leaks
