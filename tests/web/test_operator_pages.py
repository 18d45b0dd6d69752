"""The operator's pages: what they tell, and that they tell of nobody."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import text

from service.actions import auditing
from service.core.audit import INSTALLATION, MACHINE, Audited, Event
from service.core.nudges import SkipReason
from service.core.roles import Role
from service.forms import audit as audit_words
from service.forms import delivery as words
from service.store import nudges
from tests.actions.steps import arrive, home, nudge_of, start_wave
from tests.web.browsing import Browsing, sign_in
from tests.web.offices import give, operator
from tests.world import World


def lines(browser: Browsing, path: str = "/operator/audit") -> list[str]:
    """Give the entries of the audit page as texts."""
    page = browser.get(path)
    assert page.status == 200
    found = re.findall(r"<li><p>(.*?)</p>", page.text)
    return [one.strip() for one in found]


# ---------------------------------------------------------------------- roles


def test_a_role_is_given_after_a_look_and_taken_again(world: World) -> None:
    olga, hana = operator(world), world.add("Hana")
    shown = olga.post("/operator/roles/find", {"who": "hana@acme.example"})
    (person,) = re.findall(r'name="person" value="([^"]+)"', _card(shown.text))
    olga.post("/operator/roles/give", {"person": person, "role": "hr"})
    assert world.person(hana).role is Role.HR
    assert "hana@acme.example" in _holders(olga)
    olga.post("/operator/roles/take", {"person": person})
    assert world.person(hana).role is Role.EMPLOYEE
    assert "hana@acme.example" not in _holders(olga)


def test_only_hr_and_operator_can_be_given(world: World) -> None:
    olga, hana = operator(world), world.add("Hana")
    person = hana
    for role in ("admin", "", "employee", "HR"):
        fields = {"person": person, "role": role}
        assert olga.post("/operator/roles/give", fields).status == 422
    assert world.person(hana).role is Role.EMPLOYEE
    give(world, hana, Role.HR)
    fields = {"person": person, "role": "employee"}
    assert olga.post("/operator/roles/give", fields).status == 422
    assert world.person(hana).role is Role.HR


def test_no_page_for_roles_shows_an_id_that_a_deletion_changes(world: World) -> None:
    olga, alice = operator(world), world.add("Alice")
    shown = olga.post("/operator/roles/find", {"who": alice}).text
    assert alice in shown
    assert world.person(alice).person_id not in shown
    give(world, alice, Role.HR)
    shown = olga.get("/operator/roles").text
    assert world.person(alice).person_id not in shown


@pytest.mark.parametrize("hostile", ["\0", "U0\0EVE", "x" * 90_000, "é\u2028"])
def test_a_hostile_id_is_nobody(world: World, hostile: str) -> None:
    olga = operator(world)
    for path in ("/operator/roles/give", "/operator/roles/take"):
        assert olga.post(path, {"person": hostile, "role": "hr"}).status == 422


def test_hr_cannot_become_operator_in_one_step(world: World) -> None:
    olga, hana = operator(world), world.add("Hana")
    give(world, hana, Role.HR)
    found = olga.post("/operator/roles/find", {"who": hana})
    assert "take this role first" in found.text
    fields = {"person": hana, "role": "operator"}
    refused = olga.post("/operator/roles/give", fields)
    assert (refused.status, "at once" in refused.text) == (422, True)
    assert world.person(hana).role is Role.HR


def test_the_page_for_roles_looks_alike_whatever_somebody_decided(
    world: World,
) -> None:
    olga = operator(world)
    alice = world.add("Alice", agreed=False)
    give(world, alice, Role.HR)

    def seen() -> list[str]:
        pages = [
            olga.get("/operator/roles").text,
            olga.post("/operator/roles/find", {"who": alice}).text,
        ]
        return [re.sub(r'value="[^"]{60,}"', "", one) for one in pages]

    before = seen()
    start_wave(world)
    assert seen() == before
    for act in ("agree", "pause_week", "stop"):
        world.practice.click(alice, home(world, alice), act)
        assert seen() == before, act


# ------------------------------------------------------------------- delivery


def test_delivery_counts_every_nudge_of_this_workspace(world: World) -> None:
    alice = world.add("Alice")
    arrive(world, alice)
    page = operator(world).get("/operator/").text
    ledger = world.ledger()
    for name, number in (("Planned", ledger["planned"]), ("Sent", ledger["sent"])):
        assert re.search(rf">{name}</th><td>{number}<", page)
    assert "acme.example" not in page
    assert world.person(alice).person_id not in page


def test_every_reason_has_its_group_and_those_of_people_are_one() -> None:
    assert words.GROUPS.keys() == set(SkipReason)
    own = (SkipReason.PAUSED, SkipReason.STOPPED, SkipReason.NOT_AGREED)
    assert len({words.GROUPS[one] for one in own}) == 1
    counts = {one.value: 1 for one in SkipReason}
    assert sum(words.by_group(counts).values()) == len(SkipReason)


def test_no_page_of_the_operators_says_that_somebody_paused_or_rests(
    world: World,
) -> None:
    alice = world.add("Alice")
    nudge = nudge_of(world, alice, arrive(world, alice))
    olga = operator(world)
    pages = []
    for reason in (SkipReason.PAUSED, SkipReason.STOPPED):
        with world.app.engine.begin() as conn:
            key = nudge.workspace_id, nudge.nudge_id
            nudges.change(conn, *key, state="skipped", reason=reason)
        pages.append(re.sub(r'value="[^"]{60,}"', "", olga.get("/operator/").text))
    assert pages[0] == pages[1]
    assert "paused" not in pages[0].partition("<main")[2].lower().replace(
        "workspace was paused", ""
    )


def test_what_waits_for_the_jobs_is_said_to_be_late(world: World) -> None:
    olga = operator(world)
    assert "Nothing is overdue." in olga.get("/operator/").text
    world.run("plan")
    due = min(one.due_at for one in world.nudges("U0OLGA"))
    world.clock.now = due + timedelta(minutes=1)
    olga = sign_in(world, "U0OLGA")
    assert "Nothing is overdue." in olga.get("/operator/").text
    world.clock.now = due + timedelta(minutes=7)
    assert "due for 7 minutes" in olga.get("/operator/").text


# ------------------------------------------------------------------ audit log


def test_the_audit_page_tells_in_words_the_newest_first(world: World) -> None:
    olga, hana = operator(world), world.add("Hana")
    fields = {"person": hana, "role": "hr"}
    olga.post("/operator/roles/give", fields)
    assert lines(olga)[:3] == [
        "olga@acme.example changed the role of hana@acme.example from no role to HR.",
        "olga@acme.example signed in as operator.",
        (
            "Whoever holds the machine changed the role of olga@acme.example from no "
            "role to operator."
        ),
    ]


def test_what_people_do_about_themselves_stands_without_a_name(world: World) -> None:
    olga, alice = operator(world), world.person(world.add("Alice"))
    for action in (
        Audited.SIGNED_OUT_EVERYWHERE,
        Audited.PERSON_EXPORTED,
        Audited.PERSON_ERASED,
    ):
        event = Event(actor=alice.person_id, action=action, subject=alice.person_id)
        with world.app.engine.begin() as conn:
            auditing.note(world.app, conn, alice.workspace_id, event)
    # Also of somebody whom another line names, for the role.
    give(world, "U0ALICE", Role.HR)
    said = lines(olga)
    assert "Somebody signed out everywhere." in said
    assert [one for one in said if "alice" in one] == [
        (
            "Whoever holds the machine changed the role of alice@acme.example from no "
            "role to HR."
        )
    ]
    assert alice.person_id not in olga.get("/operator/audit").text


def test_the_installations_own_entries_stand_there_and_another_workspaces_do_not(
    world: World,
) -> None:
    olga = operator(world)
    for chain, action in (
        (INSTALLATION, Audited.KEYS_ROTATED),
        ("T0ELSE", Audited.BACKUP_MADE),
    ):
        with world.app.engine.begin() as conn:
            auditing.note(world.app, conn, chain, Event(actor=MACHINE, action=action))
    page = olga.get("/operator/audit").text
    assert "rotated the keys" in page
    assert "made a backup" not in page


def test_the_audit_page_is_paged_and_takes_no_nonsense(world: World) -> None:
    olga = operator(world)
    with world.app.engine.begin() as conn:
        for _ in range(60):
            event = Event(actor=MACHINE, action=Audited.BACKUP_MADE)
            auditing.note(world.app, conn, INSTALLATION, event)
    assert len(lines(olga)) == 50
    # The operator's own role and sign-in come last.
    assert len(lines(olga, "/operator/audit?page=1")) == 12
    for page in ("-1", "x", "٣", "9" * 30, "1;drop"):
        assert (
            olga.get(f"/operator/audit?page={page.replace('٣', '%D9%A3')}").status
            == 404
        )


def test_an_entry_that_no_version_wrote_breaks_no_page(world: World) -> None:
    olga = operator(world)
    with world.app.engine.begin() as conn:
        conn.execute(text("set local session_replication_role = replica"))
        conn.execute(text("update audit_log set action = 'told_a_joke'"))
    unknown = "something that this version does not know"
    assert f"Somebody did {unknown}." in lines(olga)
    mine = olga.get("/me/data")
    assert mine.status == 200
    assert unknown in mine.text
    assert "joke" not in mine.text


@pytest.mark.parametrize("action", list(Audited))
def test_everything_that_is_written_down_has_its_words(action: Audited) -> None:
    bare = Event(actor=MACHINE, action=action)
    assert audit_words.what(bare, "somebody")


# ------------------------------------------------------------------------- HR


def test_hr_reads_what_the_reports_will_and_will_never_show(world: World) -> None:
    hana = world.add("Hana")
    give(world, hana, Role.HR)
    page = sign_in(world, hana).get("/hr/").text.partition("<main")[2]
    assert "There are no reports yet" in page
    assert "One person: neither an answer, nor who takes part" in page
    assert re.findall(r">\s*\d+\s*<", page) == []


def _card(text: str) -> str:
    return text.partition('aria-labelledby="found"')[2].partition("</section>")[0]


def _holders(browser: Browsing) -> str:
    page = browser.get("/operator/roles").text
    return page.partition('aria-labelledby="holders"')[2].partition("</ul>")[0]
