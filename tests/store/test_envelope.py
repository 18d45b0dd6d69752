"""A sealed value opens in its own place with its own key, and in no other way."""

import json

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import example, given
from hypothesis import strategies as st

from service.core.errors import Refused
from service.core.keys import key_id
from service.store.envelope import decrypt, encrypt, id_of

KEY, OTHER = b"k" * 32, b"o" * 32
WORD = st.text(max_size=12)
PLACE = st.tuples(WORD, WORD, WORD)


@given(st.binary(max_size=60), PLACE)
def test_what_was_sealed_comes_back(plain: bytes, place: tuple[str, ...]) -> None:
    sealed = encrypt(KEY, plain, place)
    assert decrypt(KEY, sealed, place) == plain
    assert id_of(sealed) == key_id(KEY)


@given(st.binary(max_size=60), st.integers(min_value=0))
def test_any_flipped_bit_is_refused(plain: bytes, bit: int) -> None:
    sealed = bytearray(encrypt(KEY, plain, ("a",)))
    bit %= len(sealed) * 8
    sealed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(Refused, match="could not be opened"):
        decrypt(KEY, bytes(sealed), ("a",))


@given(PLACE, PLACE)
@example(("a", "bc", ""), ("ab", "c", ""))
def test_any_two_places_that_differ_cannot_change_their_values(
    one: tuple[str, ...], other: tuple[str, ...]
) -> None:
    sealed = encrypt(KEY, b"v", one)
    if one == other:
        return
    with pytest.raises(Refused, match="could not be opened"):
        decrypt(KEY, sealed, other)


def test_another_key_id_before_a_value_is_refused_by_both_keys() -> None:
    sealed = encrypt(KEY, b"v", ("a",))
    renamed = key_id(OTHER) + sealed[8:]
    for key in (KEY, OTHER):
        with pytest.raises(Refused, match="could not be opened"):
            decrypt(key, renamed, ("a",))


def test_the_key_id_is_bound_in_beside_the_place() -> None:
    sealed = encrypt(KEY, b"v", ("a", "b"))
    nonce, content = sealed[8:20], sealed[20:]
    with_id = json.dumps(["a", "b", key_id(KEY).hex()]).encode()
    assert AESGCM(KEY).decrypt(nonce, content, with_id) == b"v"


@given(st.binary(max_size=60), st.integers(min_value=0))
def test_any_cut_is_refused(plain: bytes, length: int) -> None:
    sealed = encrypt(KEY, plain, ("a",))
    with pytest.raises(Refused, match="could not be opened"):
        decrypt(KEY, sealed[: length % len(sealed)], ("a",))
