"""Sealed values open for their own row only, with the right key, while there is one."""

from dataclasses import fields, replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, delete, select, update

from service.core.errors import Refused
from service.core.keys import write_keys
from service.core.profile import Hurt, Limit, Pain, Part, Profile, Region, ToAsk
from service.core.questions import FLAGS
from service.core.scores import Category
from service.core.settling import Settled
from service.core.standing import Standing
from service.gateways.keyring import GivenKeyring
from service.store import answers, people, responses, sealing
from service.store.envelope import decrypt, encrypt
from service.store.person_keys import key_of, made_key_of
from service.store.responses import Response
from service.store.sealing import Owner, seal, unseal
from service.store.tables import answers as answers_table
from service.store.tables import person_keys
from service.store.tables import responses as responses_table
from tests.world import World

OTHER = GivenKeyring(lambda: write_keys(b"x" * 32))
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
PROFILE = Profile(
    flags=frozenset({"B3_cancer_history"}),
    pains=(Pain(at=NOW, score=3, regions=frozenset({Region.NECK})),),
    limits=frozenset({Limit.KNEE}),
    answers={"D1_sit_hours": "<4"},
    asked=frozenset({"D2_unbroken"}),
    not_now={"squat": NOW},
    safety_answered=True,
    age_band="20_55",
    never=frozenset({"lunge"}),
    hurts=(Hurt(at=NOW, exercise_id="squat"),),
    to_ask=ToAsk(since=NOW, parts=frozenset({Part.SIGNS})),
    unsettled=True,
    cleared_at=NOW,
    exercise_approved=True,
    settled=Settled(category=Category.MIXED, at=NOW, then=Category.POSTURAL),
    gone_through={"P": NOW},
    wants_beyond=False,
)


def owner(world: World, name: str = "Alice") -> Owner:
    person = world.person(world.add(name))
    return Owner(
        keyring=world.app.keyring,
        workspace_id=person.workspace_id,
        person_id=person.person_id,
    )


def test_a_profile_comes_back_as_it_was(world: World) -> None:
    alice = owner(world)
    with world.app.engine.begin() as conn:
        answers.save_profile(conn, alice, Profile(), PROFILE)
    with world.app.engine.begin() as conn:
        assert answers.load_profile(conn, alice) == PROFILE


def test_every_field_of_a_profile_has_its_place_in_a_sealed_section() -> None:
    kept = [name for fields_ in answers.SECTIONS.values() for name in fields_]
    assert sorted(kept) == sorted(one.name for one in fields(Profile))


def test_which_section_was_answered_cannot_be_seen_from_outside(world: World) -> None:
    alice = owner(world)
    with world.app.engine.begin() as conn:
        answers.save_profile(conn, alice, Profile(), PROFILE)
        before = sections(conn)
        answers.save_profile(conn, alice, PROFILE, replace(PROFILE, age_band="56_64"))
        after = sections(conn)
        answers.save_profile(conn, alice, PROFILE, PROFILE)
        unchanged = sections(conn)
    assert before.keys() == after.keys() == answers.SECTIONS.keys()
    assert all(before[one] != after[one] for one in before)
    assert unchanged == after


def test_the_length_of_what_is_sealed_tells_nothing(world: World) -> None:
    alice = owner(world)
    pressed = ("done", "hurts", "already_moved", "skip")
    profiles = (
        Profile(age_band="20_55"),
        PROFILE,
        replace(PROFILE, flags=FLAGS, limits=frozenset(Limit), not_now={}),
    )
    lengths = []
    with world.app.engine.begin() as conn:
        presses = {
            len(seal(conn, alice, "responses/x", {"answer": one})) for one in pressed
        }
        for profile in profiles:
            answers.save_profile(conn, alice, Profile(), profile)
            lengths.append({k: len(sealed) for k, sealed in sections(conn).items()})
    assert len(presses) == 1
    assert lengths[0] == lengths[1] == lengths[2]


@given(st.binary(max_size=9_000), st.sampled_from([256, 1_024]))
def test_padding_only_adds_spaces_up_to_one_of_few_lengths(
    plain: bytes, least: int
) -> None:
    filled = sealing.padded(plain, least)
    assert filled.startswith(plain)
    assert set(filled[len(plain) :]) <= {ord(" ")}
    assert len(filled) >= least
    assert len(filled) // least & (len(filled) // least - 1) == 0


def sections(conn: Connection) -> dict[str, bytes]:
    rows = conn.execute(select(answers_table.c.section, answers_table.c.sealed))
    return {row.section: row.sealed for row in rows}


def test_a_field_of_a_later_version_keeps_its_default_until_it_is_answered(
    world: World,
) -> None:
    alice = owner(world)
    with world.app.engine.begin() as conn:
        sealed = seal(conn, alice, "answers/safety", {"age_band": "20_55"})
        answers.save_profile(conn, alice, Profile(), replace(Profile(), age_band="x"))
        conn.execute(
            update(answers_table)
            .where(answers_table.c.section == "safety")
            .values(sealed=sealed)
        )
        assert answers.load_profile(conn, alice) == Profile(age_band="20_55")


def test_ciphertexts_of_two_sections_cannot_change_places(world: World) -> None:
    alice = owner(world)
    with world.app.engine.begin() as conn:
        answers.save_profile(conn, alice, Profile(), PROFILE)
        of = sections(conn)
        for section, other in (("safety", "desk"), ("desk", "safety")):
            conn.execute(
                update(answers_table)
                .where(answers_table.c.section == section)
                .values(sealed=of[other])
            )
        with pytest.raises(Refused, match="could not be opened"):
            answers.load_profile(conn, alice)


def test_ciphertexts_of_two_people_cannot_change_places(world: World) -> None:
    alice, bob = owner(world), owner(world, "Bob")
    with world.app.engine.begin() as conn:
        mine = seal(conn, alice, "answers/safety", {"age_band": "20_55"})
        seal(conn, bob, "answers/safety", {})
        with pytest.raises(Refused, match="could not be opened"):
            unseal(conn, bob, "answers/safety", mine)


def test_not_even_with_their_keys(world: World) -> None:
    alice, bob = owner(world), owner(world, "Bob")
    with world.app.engine.begin() as conn:
        made_key_of(conn, alice)
        made_key_of(conn, bob)
        stolen = conn.execute(
            select(person_keys.c.wrapped).where(
                person_keys.c.person_id == bob.person_id
            )
        ).scalar_one()
        put_key(conn, alice, stolen)
        with pytest.raises(Refused, match="could not be opened"):
            key_of(conn, alice)


def test_not_even_where_both_have_one_key(world: World) -> None:
    """Who has the data key can give Bob's key to Alice too: it opens nothing more."""
    alice, bob = owner(world), owner(world, "Bob")
    with world.app.engine.begin() as conn:
        made_key_of(conn, alice)
        sealed = seal(conn, bob, "p", 2)
        key = key_of(conn, bob)
        assert key is not None
        put_key(conn, alice, encrypt(world.app.keyring.newest, key, alice.place))
        assert key_of(conn, alice) == key
        with pytest.raises(Refused, match="could not be opened"):
            unseal(conn, alice, "p", sealed)


def put_key(conn: Connection, whose: Owner, wrapped: bytes) -> None:
    conn.execute(
        update(person_keys)
        .where(person_keys.c.person_id == whose.person_id)
        .values(wrapped=wrapped)
    )


def test_ciphertexts_of_two_responses_cannot_change_places(world: World) -> None:
    alice = owner(world)
    with world.app.engine.begin() as conn:
        for key in ("r1", "r2"):
            one = Response(response_id=key, nudge_id="n", at=NOW, answer="done")
            responses.add(conn, alice, one)
        sealed = conn.execute(select(responses_table.c.sealed)).scalars().first()
        conn.execute(update(responses_table).values(sealed=sealed))
        with pytest.raises(Refused, match="could not be opened"):
            responses.of_person(conn, alice)


def test_a_wrong_data_key_is_refused_with_a_clear_sentence(world: World) -> None:
    alice = owner(world)
    with world.app.engine.begin() as conn:
        answers.save_profile(conn, alice, Profile(), PROFILE)
        with pytest.raises(Refused, match="put the right key back first"):
            answers.load_profile(conn, replace(alice, keyring=OTHER))


@pytest.mark.parametrize("sealed", [b"", b"short", b"\0" * 40])
def test_what_was_never_sealed_is_refused(sealed: bytes) -> None:
    with pytest.raises(Refused, match="could not be opened"):
        decrypt(b"k" * 32, sealed, ("p",))


def test_a_destroyed_key_makes_everything_read_as_empty(world: World) -> None:
    alice = owner(world)
    with world.app.engine.begin() as conn:
        answers.save_profile(conn, alice, Profile(), PROFILE)
        one = Response(response_id="r", nudge_id="n", at=NOW, answer="done")
        responses.add(conn, alice, one)
        conn.execute(delete(person_keys))
        assert answers.load_profile(conn, alice) == Profile()
        assert responses.of_person(conn, alice) == []


def test_the_same_value_never_looks_the_same_twice() -> None:
    assert encrypt(b"k" * 32, b"v", ("p",)) != encrypt(b"k" * 32, b"v", ("p",))


def test_a_person_is_added_once_and_the_second_is_told(world: World) -> None:
    workspace_id = world.workspace.workspace_id
    with world.app.engine.begin() as conn:
        given = {"slack_user_id": "U0ALICE", "standing": Standing.KNOWN}
        assert people.add(conn, workspace_id, world.app.new_id(), **given)
        assert not people.add(conn, workspace_id, world.app.new_id(), **given)
