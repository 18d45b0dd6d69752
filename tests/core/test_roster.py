import csv
from datetime import UTC, datetime, time

import pytest

from service.core.errors import Refused
from service.core.roster import (
    HolidaysProblem,
    RosterRefused,
    decode_roster,
    read_roster,
)
from service.core.roster_cells import COLUMNS, MAX_CELL, RosterRow


def no_problem(_country: str | None, _region: str | None) -> None:
    pass


def read(
    *lines: str, holidays_problem: HolidaysProblem = no_problem
) -> tuple[RosterRow, ...]:
    return read_roster("\n".join(lines), holidays_problem=holidays_problem).rows


def problems(*lines: str, **how: HolidaysProblem) -> list[str]:
    with pytest.raises(RosterRefused) as refused:
        read(*lines, **how)
    return str(refused.value).splitlines()


def test_the_columns_are_those_of_the_design() -> None:
    assert ",".join(COLUMNS) == (
        "slack_user_id,email,department,team,site,country,region,timezone,work_days,"
        "work_start,work_end,nudges_per_day,consented_at"
    )


def test_a_full_row_is_read() -> None:
    rows = read(
        ",".join(COLUMNS),
        "U0ADA,Ada@Example.com,Research,Engines,Berlin,de,BE,Europe/Berlin,mon-thu,"
        "08:30,16:00,3,2026-11-01",
    )
    assert rows == (
        RosterRow(
            line=2,
            slack_user_id="U0ADA",
            email="ada@example.com",
            department="Research",
            team="Engines",
            site="Berlin",
            country="DE",
            region="BE",
            timezone="Europe/Berlin",
            work_days=frozenset({0, 1, 2, 3}),
            work_start=time(8, 30),
            work_end=time(16),
            nudges_per_day=3,
            consented_at=datetime(2026, 11, 1, tzinfo=UTC),
        ),
    )


def test_missing_columns_and_blank_cells_are_none() -> None:
    rows = read("email,team", "ada@example.com,  ", "bob@example.com")
    assert rows == (
        RosterRow(line=2, email="ada@example.com"),
        RosterRow(line=3, email="bob@example.com"),
    )


def test_blank_lines_are_passed_over() -> None:
    rows = read("email", "", "ada@example.com", ",", "bob@example.com")
    assert [row.line for row in rows] == [3, 5]


def test_line_numbers_are_those_of_the_file_after_a_quoted_line_break() -> None:
    text = 'email,team\r\n"ada@example.com","Eng\r\nines"\r\nbob,Pumps\r\n'
    with pytest.raises(RosterRefused, match="line 4, email") as refused:
        read_roster(text, holidays_problem=no_problem)
    assert len(refused.value.problems) == 1


def test_a_line_break_inside_a_name_becomes_a_space() -> None:
    assert read("email,team", '"a@b.co","Eng\n  ines"')[0].team == "Eng ines"


def test_every_bad_cell_is_reported_with_line_and_column() -> None:
    assert problems(
        "slack_user_id,email,timezone,work_days,work_start,nudges_per_day",
        "u1,ada@example.com,Europe/Berln,mon-fry,9 am,5",
        ",bob,,,,",
    ) == [
        "line 2, slack_user_id: 'u1' is not a Slack user id. It looks like U024BE7LH.",
        (
            "line 2, timezone: The time zone 'Europe/Berln' is not known. Did you mean"
            " Europe/Berlin? Write it like Europe/Berlin or America/New_York."
        ),
        (
            "line 2, work_days: 'fry' is not a day. Did you mean fri? Write work days"
            " like mon-fri or mon,wed,fri."
        ),
        "line 2, work_start: '9 am' is not a time. Write it like 09:00 or 17:30.",
        "line 2, nudges_per_day: '5' is not a number from 1 to 4.",
        "line 3, email: 'bob' is not an email address.",
    ]


def test_a_row_without_id_and_email_is_reported() -> None:
    assert problems("email,team", ",Engines") == [
        "line 2, slack_user_id: give a slack_user_id or an email."
    ]


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("17:00", "09:00", "17:00 to 09:00"),
        ("09:00", "09:00", "09:00 to 09:00"),
        ("18:00", "", "18:00 to 17:00"),
        ("", "08:00", "09:00 to 08:00"),
    ],
)
def test_hours_that_end_before_they_start_are_reported(
    start: str, end: str, hours: str
) -> None:
    assert problems("email,work_start,work_end", f"a@b.co,{start},{end}") == [
        f"line 2, work_end: the hours end before they start: {hours}."
    ]


def test_a_time_that_could_not_be_read_is_reported_once() -> None:
    (only,) = problems("email,work_start,work_end", "a@b.co,18:00,late")
    assert only.startswith("line 2, work_end: 'late' is not a time")


@pytest.mark.parametrize("count", ["0", "5", "two", "1.5", "-1", "\u0663"])
def test_nudges_a_day_are_one_to_four(count: str) -> None:
    (only,) = problems("email,nudges_per_day", f"a@b.co,{count}")
    assert "nudges_per_day" in only


@pytest.mark.parametrize(
    ("cell", "instant"),
    [
        ("2026-11-01", datetime(2026, 11, 1, tzinfo=UTC)),
        ("2026-11-01T09:00:00Z", datetime(2026, 11, 1, 9, tzinfo=UTC)),
        ("2026-11-01T09:00+02:00", datetime(2026, 11, 1, 7, tzinfo=UTC)),
    ],
)
def test_consent_is_a_date_or_an_instant(cell: str, instant: datetime) -> None:
    assert read("email,consented_at", f"a@b.co,{cell}")[0].consented_at == instant


@pytest.mark.parametrize(
    ("cell", "hint"),
    [
        ("2026-11-01T09:00:00", "names no zone"),
        ("yes", "is not a date"),
        ("01.11.2026", "is not a date"),
        ("0001-01-01T00:00:00+10:00", "is not a date"),
    ],
)
def test_any_other_consent_is_reported(cell: str, hint: str) -> None:
    (only,) = problems("email,consented_at", f"a@b.co,{cell}")
    assert hint in only


def test_a_person_who_stands_twice_is_reported_with_the_first_line() -> None:
    assert problems(
        "slack_user_id,email",
        "U0ADA,ada@example.com",
        "U0BOB,ADA@example.com",
        "U0ADA,",
    ) == [
        "line 3, email: ada@example.com stands on line 2 already.",
        "line 4, slack_user_id: U0ADA stands on line 2 already.",
    ]


def test_too_many_cells_are_reported() -> None:
    assert problems("email,team", "a@b.co,Sales, EMEA") == [
        "line 2, row: 3 cells for 2 columns."
    ]


def test_a_huge_cell_is_reported() -> None:
    assert problems("email,team", f"a@b.co,{'x' * (MAX_CELL + 1)}") == [
        "line 2, team: 1,001 characters; at most 1,000 are allowed."
    ]


def test_a_cell_beyond_what_csv_reads_is_reported() -> None:
    before = csv.field_size_limit()
    (only,) = problems("email,team", "a@b.co,A", f"b@b.co,{'x' * 10_000_000}")
    assert only.startswith("line 3, row: not CSV: field larger")
    assert csv.field_size_limit() == before


def test_control_characters_are_reported() -> None:
    assert problems("email,team", "a@b.co,Eng\x07ines") == [
        "line 2, team: the cell holds a control character."
    ]


def test_an_open_quote_is_reported() -> None:
    (only,) = problems("email,team", "a@b.co,A", 'b@b.co,"Engines')
    assert only.startswith("line 3, row: not CSV")


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ("email,time_zone", "time_zone: this column is not known. Did you mean tim"),
        ("email,email", "email: this column stands there twice."),
        ("email,", "(blank): this column is not known."),
        ("email;team", "email;team: separate the columns with commas."),
    ],
)
def test_a_wrong_header_is_reported(header: str, reason: str) -> None:
    (only,) = problems(header, "a@b.co")
    assert only.startswith(f"line 1, {reason}")


def test_a_header_without_id_and_email_is_refused() -> None:
    with pytest.raises(Refused, match="slack_user_id or a column email"):
        read("team", "Engines")


@pytest.mark.parametrize("text", ["", "\n", "  \nemail\n"])
def test_a_file_without_header_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="no header"):
        read(text)


def test_a_header_alone_is_refused() -> None:
    with pytest.raises(Refused, match="no people"):
        read("email,team", "")


def test_an_unknown_country_or_region_is_reported_where_it_stands() -> None:
    def unknown(country: str | None, region: str | None) -> str | None:
        known = country in {None, "DE"} and region in {None, "BE"}
        return None if known else f"{country}/{region}?"

    assert problems(
        "email,country,region",
        "a@b.co,DE,BE",
        "b@b.co,QQ,BE",
        "c@b.co,DE,XX",
        "d@b.co,,BW",
        holidays_problem=unknown,
    ) == [
        "line 3, country: QQ/None?",
        "line 4, region: DE/XX?",
        "line 5, region: None/BW?",
    ]


def test_a_place_that_could_not_be_read_is_not_looked_up() -> None:
    (only,) = problems(
        "email,country", "a@b.co,D\x07E", holidays_problem=lambda *_place: "never"
    )
    assert "control character" in only


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
def test_utf_8_is_read_with_and_without_its_mark(start: str) -> None:
    assert decode_roster(start + "email,team\nü".encode()) == "email,team\nü"


@pytest.mark.parametrize(
    ("raw", "hint"),
    [
        ("email".encode("utf-16"), "UTF-16"),
        (b"\xfe\xff\0e", "UTF-16"),
        ("email".encode("utf-16-le"), "NUL"),
        ("email\nzoë".encode("latin-1"), "Line 2 of the file is not UTF-8"),
        (b"PK\x03\x04rest", "spreadsheet"),
    ],
)
def test_other_files_are_refused_with_what_to_do(raw: bytes, hint: str) -> None:
    with pytest.raises(Refused, match=f"{hint}.* Save it as CSV in UTF-8"):
        decode_roster(raw)
