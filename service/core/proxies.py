"""Which proxies are believed when they say for whom they ask."""

from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

Network = IPv4Network | IPv6Network


def networks(text: str) -> tuple[Network, ...]:
    """Read addresses and networks with commas between.

    Raises:
        ValueError: one of them is none; the text says which.
    """
    return tuple(_network(word) for word in text.replace(",", " ").split())


def is_listed(address: str, listed: tuple[Network, ...]) -> bool:
    try:
        peer = ip_address(address)
    except ValueError:
        return False
    peer = getattr(peer, "ipv4_mapped", None) or peer
    return any(peer in network for network in listed)


def subject(address: str) -> str:
    """Give what stands for an address: a host of IPv6 has 2 ** 64 of its own."""
    try:
        peer = ip_address(address)
    except ValueError:
        return "unknown"
    peer = getattr(peer, "ipv4_mapped", None) or peer
    bits = 32 if peer.version == 4 else 64
    return str(ip_network(f"{peer}/{bits}", strict=False))


def _network(word: str) -> Network:
    try:
        found = ip_network(word)
    except ValueError:
        message = f"{word!r} is no address or network; write it like 10.0.0.7"
        raise ValueError(message) from None
    if found.prefixlen == 0:
        message = f"{word} would believe everybody; name your own proxies"
        raise ValueError(message)
    return found
