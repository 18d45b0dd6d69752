"""Reads the roster file: who is there, in which team, with which hours."""

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from typing import Any

from service.core.errors import Refused
from service.core.roster_cells import COLUMNS, RosterRow, contradictions, read_cell
from service.core.workday import did_you_mean

HolidaysProblem = Callable[[str | None, str | None], str | None]


@dataclass(frozen=True, kw_only=True)
class Roster:
    rows: tuple[RosterRow, ...]

    @property
    def consents(self) -> int:
        """Count the rows that say that somebody agreed elsewhere."""
        return sum(row.consented_at is not None for row in self.rows)


@dataclass(frozen=True, kw_only=True)
class RowProblem:
    """``line`` is the line of the file on which the row starts, from 1."""

    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        return f"line {self.line}, {self.column}: {self.reason}"


class RosterRefused(Refused):
    """The file has bad rows; nothing of it is imported. One line per problem."""

    def __init__(self, problems: tuple[RowProblem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


def decode_roster(raw: bytes) -> str:
    """Turn the bytes of a file into text; raise Refused unless they are UTF-8."""
    for start, found in _FOREIGN_STARTS.items():
        if raw.startswith(start):
            raise Refused(f"The file is {found}. {_SAVE_AS}")
    if b"\0" in raw:
        raise Refused(f"The file holds NUL bytes, so it is not plain text. {_SAVE_AS}")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise Refused(f"Line {line} of the file is not UTF-8. {_SAVE_AS}") from None


def read_roster(text: str, *, holidays_problem: HolidaysProblem) -> Roster:
    """Read the whole file, or raise RosterRefused with every bad cell of it.

    ``holidays_problem(country, region)`` says in a sentence why a place is not
    known. Raises Refused for a file without a header or without people.
    """
    records = _records(text)
    header = _header(next(records, None))
    read = [
        _row(record, header, holidays_problem)
        for record in records
        if any(record.cells)
    ]
    rows = tuple(row for row, _problems in read)
    problems = [problem for _row, found in read for problem in found]
    problems += _repeated(rows, "slack_user_id")
    problems += _repeated(rows, "email")
    if problems:
        raise RosterRefused(tuple(sorted(problems, key=lambda problem: problem.line)))
    if not rows:
        raise Refused("The file has a header and no people. Add one line per person.")
    return Roster(rows=rows)


_SAVE_AS = "Save it as CSV in UTF-8 and import it again."
_FOREIGN_STARTS: Mapping[bytes, str] = {
    b"\xff\xfe": "UTF-16 text",
    b"\xfe\xff": "UTF-16 text",
    b"PK\x03\x04": "a spreadsheet, not CSV",
}


@dataclass(frozen=True)
class _Record:
    line: int
    cells: tuple[str, ...]


def _records(text: str) -> Iterator[_Record]:
    # A quoted cell may span lines, so a row starts after the last one's end.
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            # A line break or a doubled space inside a name is a slip.
            yield _Record(line, tuple(" ".join(cell.split()) for cell in cells))
            line = reader.line_num + 1
    except csv.Error as error:
        broken = RowProblem(line=line, column="row", reason=f"not CSV: {error}.")
        raise RosterRefused((broken,)) from None


def _header(record: _Record | None) -> tuple[str, ...]:
    if record is None or not any(record.cells):
        raise Refused(f"The file has no header. Its first line is: {','.join(COLUMNS)}")
    names = tuple(cell.lower() for cell in record.cells)
    problems = tuple(
        RowProblem(line=record.line, column=name[:40] or "(blank)", reason=reason)
        for place, name in enumerate(names)
        if (reason := _header_problem(name, names[:place]))
    )
    if problems:
        raise RosterRefused(problems)
    if not {"slack_user_id", "email"} & set(names):
        raise Refused("The file needs a column slack_user_id or a column email.")
    return names


def _header_problem(name: str, earlier: tuple[str, ...]) -> str | None:
    if name in earlier:
        return "this column stands there twice."
    if name in COLUMNS:
        return None
    if ";" in name or "\t" in name:
        return "separate the columns with commas."
    return f"this column is not known.{did_you_mean(name, COLUMNS)}"


def _row(
    record: _Record, header: tuple[str, ...], holidays_problem: HolidaysProblem
) -> tuple[RosterRow, tuple[RowProblem, ...]]:
    found: dict[str, Any] = {}
    reasons: dict[str, str] = {}
    if len(record.cells) > len(header):
        reasons["row"] = f"{len(record.cells)} cells for {len(header)} columns."
    for column, cell in zip(header, record.cells, strict=False):
        try:
            found[column] = read_cell(column, cell)
        except Refused as refused:
            reasons[column] = str(refused)
    row = RosterRow(line=record.line, **found)
    reasons |= contradictions(row, frozenset(reasons))
    reasons |= _place_problem(row, reasons, holidays_problem)
    return row, tuple(
        RowProblem(line=record.line, column=column, reason=reason)
        for column, reason in reasons.items()
    )


def _place_problem(
    row: RosterRow, reasons: Mapping[str, str], holidays_problem: HolidaysProblem
) -> dict[str, str]:
    if "country" in reasons or "region" in reasons:
        return {}
    if reason := holidays_problem(row.country, None):
        return {"country": reason}
    if reason := holidays_problem(row.country, row.region):
        return {"region": reason}
    return {}


def _repeated(rows: tuple[RosterRow, ...], column: str) -> list[RowProblem]:
    first: dict[str, int] = {}
    problems = []
    for row in rows:
        name = getattr(row, column)
        if name is not None and first.setdefault(name, row.line) != row.line:
            reason = f"{name} stands on line {first[name]} already."
            problems.append(RowProblem(line=row.line, column=column, reason=reason))
    return problems
