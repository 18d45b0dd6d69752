"""The search that runs beside the whole suite finds what it should."""

from pathlib import Path

from flask import Flask, abort
from sqlalchemy import create_engine, text

from tests import canaries
from tests.canaries import in_files, in_text, watch

CANARY = "B4_night_or_constant_pain"


def test_a_row_in_the_clear_would_be_found_in_the_files_of_the_database(
    database_url: str, tmp_path: Path
) -> None:
    engine = create_engine(database_url)
    with engine.begin() as conn:
        conn.execute(text("create table clear (said text)"))
        # In pieces, so that the statement itself holds no canary.
        conn.execute(text("insert into clear values ('b4_' || 'night')"))
        conn.execute(text("checkpoint"))
        where = conn.execute(
            text("select setting from pg_settings where name = 'data_directory'")
        ).scalar_one()
        file = conn.execute(text("select pg_relation_filepath('clear')")).scalar_one()
    engine.dispose()
    content = (Path(where) / file).read_bytes()
    (tmp_path / "table").write_bytes(content.replace(b"b4_night", CANARY.encode()))
    assert b"b4_night" in content
    assert in_files(tmp_path) == [f"table: {CANARY}"]


def test_a_log_line_or_a_page_of_an_error_would_be_found() -> None:
    flask = Flask("leaky")
    leaks = watch(flask)

    @flask.get("/<path:asked>")
    def page(asked: str) -> str:
        if asked == "fails":
            abort(404, f"no answer for {CANARY}")
        return f"my own answer: {CANARY}"

    browser = flask.test_client()
    browser.get("/mine")
    assert leaks == []
    browser.get("/fails")
    browser.get(f"/mine?said={CANARY}")
    assert leaks == [CANARY, CANARY]
    assert in_text(f'{{"event": "x", "reason": "{CANARY}"}}') == [CANARY]


def test_every_id_of_what_people_tell_is_searched_for() -> None:
    assert len(canaries.WORDS) > 40
    assert min(map(len, canaries.WORDS)) >= 7
