"""`unhunch catalogue`: check, review, acknowledge, import, list and remove."""

import re
from importlib.resources import files
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text

from service.store import packs
from tests.cli.packs import AUTHOR, pack, pack_card, png, sign, write
from tests.cli.test_commands import refused
from tests.world import World
from unhunch import main


def here(*words: str) -> Result:
    """Run a command that needs no database in this process."""
    return CliRunner().invoke(main, ["catalogue", *words])


def imported(world: World, path: str, *more: str) -> CompletedProcess[str]:
    return world.command("catalogue", "import", path, *more)


def stored(world: World) -> list[str]:
    with world.app.engine.begin() as conn:
        return list(packs.documents(conn))


def pictures(world: World) -> list[bytes]:
    with world.app.engine.begin() as conn:
        return [*conn.execute(text("select content from pack_pictures")).scalars()]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "acme.yaml"


# ----------------------------------------------------------------------- check


def test_a_file_without_findings_is_summed_up_in_a_line(file: Path) -> None:
    done = here("check", write(file, pack(sign(pack_card()))))
    assert (done.exit_code, done.stdout) == (0, "1 exercise, 1 reviewed\n")


def test_every_finding_of_a_file_is_a_line_and_the_status_is_1(file: Path) -> None:
    faults = {
        "regression": None,
        "stop_if": "Pain above 5 of 10.",
        "common_mistake": "It cures.",
    }
    done = here("check", write(file, pack(pack_card(**faults))))
    assert done.exit_code == 1
    lines = done.stdout.splitlines()
    assert [line.partition(":")[0] for line in lines] == [
        "acme-desk_wave, common_mistake",
        "acme-desk_wave, stop_if",
    ]
    assert done.stderr == "2 findings.\n"


def test_what_is_checked_need_not_be_signed(file: Path) -> None:
    path = write(file, pack(pack_card()))
    done = here("check", path)
    assert (done.exit_code, done.stdout.splitlines()) == (
        0,
        [
            "1 exercise, 0 reviewed",
            "1 exercise yet unsigned: see `unhunch catalogue review`.",
        ],
    )
    assert here("import", path).exit_code == 1


def test_of_a_pack_without_its_head_just_that_is_said(file: Path) -> None:
    for command in ("check", "import"):
        done = here(command, write(file, {"exercises": [sign(pack_card())]}))
        assert done.exit_code == 1
        (line,) = done.stdout.splitlines()
        assert line.startswith(
            "the pack, pack: there is no such part; begin the file with "
            "`pack: {name: acme, version: 1, author: {name: "
        )


def test_our_own_file_is_checked_as_it_ships() -> None:
    done = here("check", str(files("service") / "data" / "exercises.yaml"))
    assert (done.exit_code, done.stderr) == (0, "")


def test_a_name_that_cannot_be_asks_for_no_ids_that_begin_with_it(file: Path) -> None:
    done = here("check", write(file, pack(pack_card(), name="Acme Ltd")))
    (line,) = done.stdout.splitlines()
    assert line.startswith("the pack, name: Acme Ltd will not do")


def test_of_two_exercises_with_one_id_each_line_says_which(file: Path) -> None:
    cards = (pack_card(), pack_card(picture={"file": "no.png", "alt": "x"}))
    done = here("check", write(file, pack(*cards)))
    assert sorted(line.partition(":")[0] for line in done.stdout.splitlines()) == [
        "acme-desk_wave (number 1), id",
        "acme-desk_wave (number 2), id",
        "acme-desk_wave (number 2), picture",
    ]


def test_a_card_that_is_no_set_of_fields_is_named_by_its_place(file: Path) -> None:
    document = pack(pack_card()) | {"exercises": ["hello"]}
    for words in (["check"], ["import"], ["review", "--by", AUTHOR]):
        done = here(*words, write(file, document))
        assert "number 1, id: the card is not a set of fields" in done.stdout
        assert done.exit_code == 1


def test_what_cannot_be_written_or_read_is_one_line(file: Path) -> None:
    write(file, pack(pack_card()))
    for command, path in (
        ("sheet", "/nowhere/at/all/x.html"),
        ("sheet", str(file / "x.html")),
        ("sheet", "/dev/full"),
        ("check", "/proc/self/mem"),
        ("import", "/proc/self/mem"),
    ):
        done = here(command, path)
        assert done.exit_code == 1, (command, path, done)
        (line,) = done.stderr.splitlines()
        assert line.startswith(f"unhunch: {path} cannot be used: ")


def test_ours_and_installed_packs_are_checked_without_a_file(
    world: World, file: Path
) -> None:
    imported(world, write(file, pack(sign(pack_card()))))
    done = world.command("catalogue", "check")
    assert (done.returncode, done.stdout) == (0, "144 exercises, 1 reviewed\n")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("exercises: [", "no YAML in line"),
        ("exercises: []", "no exercise yet: the list is empty"),
        ("exercises: []\npack: 1\nexercises: []", "line 3 has exercises again"),
        ("a: b", 'a list called "exercises"'),
        ("- 1", 'a list called "exercises"'),
    ],
)
def test_what_is_no_catalogue_is_one_clear_line(
    file: Path, content: str, said: str
) -> None:
    file.write_text(content)
    done = here("check", str(file))
    assert done.exit_code == 1
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_wrong_usage_is_2() -> None:
    assert here("check", "nowhere.yaml").exit_code == 2
    assert here("review").exit_code == 2
    assert here("import").exit_code == 2


# ---------------------------------------------------------------------- review


def test_a_review_is_written_into_the_file_and_an_edit_voids_it(file: Path) -> None:
    write(file, pack(pack_card()))
    commented = "# ours\n" + file.read_text()
    file.write_text(commented)
    done = here("review", str(file), "--by", AUTHOR, "--on", "2026-03-03")
    assert done.stdout == f"{AUTHOR} signed 1 exercise in {file}.\n"
    added = set(file.read_text().splitlines()) - set(commented.splitlines())
    assert len(added) == 1
    assert file.read_text().startswith("# ours\n")
    assert here("check", str(file)).stdout == "1 exercise, 1 reviewed\n"

    file.write_text(file.read_text().replace("Shrugging.", "Shrugging high."))
    voided = here("check", str(file))
    assert voided.exit_code == 1
    assert "the reviewed content changed" in voided.stdout
    here("review", str(file), "--by", AUTHOR)
    assert here("check", str(file)).exit_code == 0
    assert file.read_text().count("review:") == 1


def test_only_the_cards_named_are_signed(file: Path) -> None:
    write(file, pack(*(pack_card(f"acme-{one}") for one in "ab")))
    here("review", str(file), "acme-b", "--by", AUTHOR)
    assert here("check", str(file)).stdout == (
        "2 exercises, 1 reviewed\n"
        "1 exercise yet unsigned: see `unhunch catalogue review`.\n"
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nowhere", "--by", AUTHOR), "no exercise nowhere"),
        (("--by", "Ana Ruiz"), "NAME, PROFESSION"),
        (("--by", AUTHOR, "--on", "2999-01-01"), "yet to come"),
    ],
)
def test_a_signature_that_means_nothing_is_refused(
    file: Path, words: tuple[str, ...], said: str
) -> None:
    write(file, pack(pack_card()))
    before = file.read_text()
    done = here("review", str(file), *words)
    assert done.exit_code == 1
    assert said in done.stderr
    assert file.read_text() == before


def test_an_unsafe_card_cannot_be_signed(file: Path) -> None:
    write(file, pack(pack_card(stop_if="Never.")))
    before = file.read_text()
    done = here("review", str(file), "--by", AUTHOR)
    assert done.exit_code == 1
    assert "stop_if" in done.stdout
    assert file.read_text() == before


# ----------------------------------------------------------------------- packs


def test_a_pack_is_tried_and_installed_once_with_its_picture(
    world: World, file: Path
) -> None:
    card = pack_card(picture={"file": "wave.png", "alt": "Arms go up and down."})
    (file.parent / "wave.png").write_bytes(png())
    write(file, pack(card))
    assert here("review", str(file), "--by", AUTHOR).exit_code == 0

    tried = imported(world, str(file), "--dry-run")
    assert tried.stdout == "Would be: acme, version 1, 1 exercise: installed.\n"
    assert stored(world) == []
    done = imported(world, str(file))
    assert done.stdout == "acme, version 1, 1 exercise: installed.\n"
    again = imported(world, str(file))
    assert again.stdout == "acme, version 1, 1 exercise: unchanged.\n"
    assert pictures(world) == [png()]


def test_a_pack_is_listed_replaced_and_removed(world: World, file: Path) -> None:
    imported(world, write(file, pack(sign(pack_card()))))
    newer = write(file, pack(sign(pack_card()), version=2))
    assert imported(world, newer).stdout.endswith("version 2, 1 exercise: replaced.\n")
    listed = world.command("catalogue", "list").stdout.splitlines()
    assert listed == [
        "unhunch  143 exercises, 0 reviewed",
        f"acme  version 2 by {AUTHOR}: 1 exercise, 1 reviewed",
    ]
    assert world.command("catalogue", "remove", "acme").stdout == "Removed acme.\n"
    assert stored(world) == []
    gone = refused(world.command("catalogue", "remove", "acme"))
    assert "installed: none" in gone


def test_a_changed_picture_voids_the_review(file: Path) -> None:
    card = pack_card(picture={"file": "wave.png", "alt": "Arms go up and down."})
    (file.parent / "wave.png").write_bytes(png())
    here("review", write(file, pack(card)), "--by", AUTHOR)
    (file.parent / "wave.png").write_bytes(png(300, 200))
    done = here("check", str(file))
    assert "the reviewed content changed" in done.stdout


def test_an_older_version_or_another_content_is_refused(
    world: World, file: Path
) -> None:
    imported(world, write(file, pack(sign(pack_card()), version=2)))
    older = imported(world, write(file, pack(sign(pack_card()))))
    assert "which is newer" in refused(older)
    changed = sign(pack_card(common_mistake="Rushing."))
    other = imported(world, write(file, pack(changed, version=2)))
    assert "raise the version" in refused(other)


PICTURE = {"file": "wave.png", "alt": "Arms go up."}
UNSAFE: list[tuple[dict[str, Any], str]] = [
    ({"stop_if": "Pain above 5 of 10."}, "stop_if"),
    ({"position": "standing"}, "avoid: wheelchair is missing"),
    ({"progression": "nowhere"}, "progression"),
    ({"id": "desk_wave"}, "id: it may be another's"),
    ({"id": "chin_tuck"}, "id: it may be another's"),
    ({"picture": PICTURE}, "picture: there is no file"),
    ({"picture": {"file": "../secret.png", "alt": "x"}}, "picture: there is no file"),
    ({"picture": {"file": "acme.yaml", "alt": "x"}}, "picture: it is no PNG"),
    ({"picture": {"file": "small.png", "alt": "x"}}, "picture: it measures 9 x 9"),
    ({"picture": {"file": "big.png", "alt": "x"}}, "more than 300000"),
    ({"picture": {"file": "wave.png"}}, "picture: it needs exactly file, alt"),
    ({"picture": {"file": "evil.svg", "alt": "x"}}, "picture: it is no PNG"),
    ({"picture": {"file": "fine.png", "alt": "x"}}, "picture: its alt has 1"),
    ({"picture": {"file": "fine.png", "alt": "long " * 50}}, "its alt has 249"),
    ({"picture": {"file": "fine.png", "alt": "It fixes you."}}, "claims an effect"),
]


def test_no_pack_passes_for_the_catalogue_that_ships(file: Path) -> None:
    card = sign(pack_card("chin_tuck")) | {"review": {"by": "x", "date": "2031-01-01"}}
    for document in (pack(card) | {"meta": {}}, {"meta": {}, "exercises": [card]}):
        done = here("import", write(file, document))
        assert done.exit_code == 1
        assert "begin it with" in done.stdout or "pack" in done.stdout
        assert done.stderr.endswith("Nothing was installed.\n")


@pytest.mark.parametrize(("changes", "said"), UNSAFE)
def test_an_unsafe_or_incomplete_item_is_refused_with_the_reason(
    file: Path, changes: dict[str, Any], said: str
) -> None:
    (file.parent / "small.png").write_bytes(png(9, 9))
    (file.parent / "big.png").write_bytes(png() + b"\x00" * 300_000)
    (file.parent / "fine.png").write_bytes(png())
    (file.parent / "evil.svg").write_text("<svg><script>alert(1)</script></svg>")
    bad = sign(pack_card(**changes))
    done = here("import", write(file, pack(sign(pack_card("acme-good")), bad)))
    assert done.exit_code == 1
    assert said in done.stdout
    assert "acme-good" not in done.stdout
    assert done.stderr.endswith("Nothing was installed.\n")


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (pack(pack_card()), "nobody has reviewed it"),
        (pack(sign(pack_card()), name="Acme!"), "name: Acme! will not do"),
        (pack(sign(pack_card()), name="unhunch"), "name: unhunch will not do"),
        (pack(sign(pack_card()), version="one"), "version: one will not do"),
        (pack(sign(pack_card()), author={"name": "Ana"}), "author: it is incomplete"),
        (
            pack(sign(pack_card()), author={"name": "<b>", "profession": "x"}),
            "author: it holds markup",
        ),
        (pack(sign(pack_card())) | {"more": 1}, "more: there is no such part"),
        ({"exercises": [sign(pack_card())]}, "pack: there is no such part; begin"),
    ],
)
def test_a_pack_names_itself_its_author_and_its_reviews(
    file: Path, document: dict[str, Any], said: str
) -> None:
    done = here("import", write(file, document))
    assert done.exit_code == 1
    assert said in done.stdout + done.stderr


# ----------------------------------------------------------------- acknowledge

REAL = {"UNHUNCH_SLACK_API_URL": "https://slack.com/api/"}


def test_unreviewed_exercises_wait_for_the_operators_word(world: World) -> None:
    world.add("Alice", agreed=False)
    dry = world.command("people", "invite", "--dry-run", **REAL)
    assert dry.returncode == 0
    assert "unhunch catalogue acknowledge --by" in dry.stderr
    sentence = refused_after(world.command("people", "invite", **REAL))
    assert sentence.startswith("143 of 143 exercises were reviewed by no professional")

    said = world.command("catalogue", "acknowledge", "--by", "Kim Lee")
    assert said.stdout == "Kim Lee answers for 143 exercises without a review.\n"
    dry = world.command("people", "invite", "--dry-run", **REAL)
    assert dry.stderr == ""
    listed = world.command("catalogue", "list", **REAL).stdout
    assert "Last acknowledged by Kim Lee on 20" in listed
    assert "acknowledge --by" not in listed


def test_an_acknowledgement_without_a_name_is_refused(world: World) -> None:
    done = world.command("catalogue", "acknowledge", "--by", " ")
    assert "Say who answers" in refused(done)


def refused_after(done: CompletedProcess[str]) -> str:
    """Give the line of a refusal that came after what was to be seen."""
    assert done.returncode == 1, done
    return done.stderr.removeprefix("unhunch: ").strip()


def test_the_example_in_the_docs_keeps_every_rule(file: Path) -> None:
    docs = Path(__file__).parents[2] / "docs" / "content-packs.md"
    (example,) = re.findall(r"```yaml\n(.*?)```", docs.read_text("utf-8"), re.DOTALL)
    file.write_text(example)
    (file.parent / "desk-wave.png").write_bytes(png())
    assert here("review", str(file), "--by", AUTHOR).exit_code == 0
    assert here("check", str(file)).stdout == "1 exercise, 1 reviewed\n"
