"""Which keys are at hand, and what a rotation makes of them."""

from pathlib import Path

import pytest

from service.core.errors import Refused
from service.core.keys import key_id, read_keys, write_keys
from service.gateways.keyring import GivenKeyring, OwnKeyring, made_key

OLD, NEW = b"o" * 32, b"n" * 32


def own(folder: Path) -> Path:
    made_key(folder / "keys" / "data_key")
    return folder / "keys" / "data_key"


def test_a_key_is_written_in_base64_or_hex() -> None:
    assert read_keys(write_keys(OLD)) == read_keys(OLD.hex()) == (OLD,)
    assert read_keys(f"{NEW.hex()} {write_keys(OLD)}\n") == (NEW, OLD)


@pytest.mark.parametrize("text", ["", "change-me", (b"k" * 31).hex(), "é"])
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="32 random bytes in base64"):
        read_keys(text)


def test_a_running_process_learns_a_new_key_when_it_meets_it(tmp_path: Path) -> None:
    path = own(tmp_path)
    running, rotating = OwnKeyring(path), OwnKeyring(path)
    old = running.newest
    rotating.renew()
    assert running.newest == old
    assert running.by_id(key_id(rotating.newest)) == rotating.newest
    assert running.by_id(key_id(old)) == old
    assert "Nothing needs a restart" in rotating.retire()
    assert read_keys(path.read_text()) == (rotating.newest,)
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_rotation_that_was_cut_short_goes_on_with_its_new_key(tmp_path: Path) -> None:
    path = own(tmp_path)
    OwnKeyring(path).renew()
    new, old = read_keys(path.read_text())
    again = OwnKeyring(path)
    again.renew()
    assert again.newest == new
    assert read_keys(path.read_text()) == (new, old)


def test_an_unknown_key_is_named_by_its_id(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=f"the data key {key_id(OLD).hex()} is not given"):
        OwnKeyring(own(tmp_path)).by_id(key_id(OLD))


def test_a_key_that_the_operator_gives_is_not_replaced_by_ours() -> None:
    given = GivenKeyring(lambda: write_keys(OLD))
    with pytest.raises(Refused, match="Give the new key first"):
        given.renew()
    assert given.newest == OLD


def test_a_file_of_the_operator_is_read_again() -> None:
    text = [write_keys(OLD)]
    given = GivenKeyring(lambda: text[0])
    text[0] = write_keys(NEW, OLD)
    given.renew()
    assert given.newest == NEW
    assert given.by_id(key_id(OLD)) == OLD
    assert "take the other out" in given.retire()
