"""Proxies are believed by address, and an address is counted as a network's."""

import pytest

from service.core.proxies import is_listed, networks, subject


@pytest.mark.parametrize(
    ("address", "listed"),
    [
        ("10.1.2.3", True),
        ("10.255.255.255", True),
        ("11.0.0.1", False),
        ("192.0.2.7", True),
        ("192.0.2.8", False),
        ("2001:db8::5", True),
        ("2001:db9::5", False),
        ("::ffff:10.1.2.3", True),
        ("", False),
        ("unix:", False),
    ],
)
def test_a_proxy_is_one_that_is_listed(address: str, *, listed: bool) -> None:
    trusted = networks("10.0.0.0/8, 192.0.2.7 2001:db8::/32")
    assert is_listed(address, trusted) is listed


def test_without_a_list_nobody_is() -> None:
    assert not is_listed("127.0.0.1", networks(""))


@pytest.mark.parametrize(
    "text", ["proxy.example", "10.0.0.0/33", "10.0.0.1/8", "*", "0.0.0.0/0", "::/0"]
)
def test_what_is_no_network_or_everybodys_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"10\.0\.0\.7|everybody"):
        networks(f"192.0.2.1,{text}")


def test_a_host_of_ipv6_is_counted_once() -> None:
    assert subject("2001:db8::1") == subject("2001:db8::ffff:ffff:ffff:ffff")
    assert subject("2001:db8::1") != subject("2001:db8:0:1::1")
    assert subject("::ffff:192.0.2.7") == subject("192.0.2.7") != subject("192.0.2.8")
    assert subject("nothing") == "unknown"
