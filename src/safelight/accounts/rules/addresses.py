"""Where a request comes from, as far as it can be believed."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from typing import TypeAlias

Address: TypeAlias = "ipaddress.IPv4Address | ipaddress.IPv6Address"
Network: TypeAlias = "ipaddress.IPv4Network | ipaddress.IPv6Network"

NOWHERE = "0.0.0.0"  # noqa: S104 - the address of a caller that has none (a local socket), not one to listen on
_IPV4_NEIGHBOURS = 24
_IPV6_NEIGHBOURS = 64


def client_address(remote: str, forwarded: str, trusted: Sequence[Network]) -> str:
    """Return the visitor's address: the connection's own, or what trusted proxies say in ``X-Forwarded-For``.

    The header is read from its right end, one hop per proxy, and only as long as the hop before was a trusted
    proxy; what a visitor wrote there himself is never reached. Text that is no address ends the walk.
    """
    hop = _address(remote)
    if hop is None:
        return NOWHERE
    for entry in reversed(forwarded.split(",")):
        if not any(hop in network for network in trusted):
            break
        further = _address(entry)
        if further is None:
            break
        hop = further
    return str(hop)


def neighbourhood(address: str) -> str:
    """Return the network that one attacker is assumed to command: a /24, or a /64 of IPv6."""
    hop = _address(address) or ipaddress.ip_address(NOWHERE)
    length = _IPV4_NEIGHBOURS if hop.version == 4 else _IPV6_NEIGHBOURS  # noqa: PLR2004 - the version's own number
    return str(ipaddress.ip_network(f"{hop}/{length}", strict=False))


def _address(text: str) -> Address | None:
    text = text.strip()
    # "203.0.113.9:4711" and "[2001:db8::1]:4711" carry the port of some proxies.
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        found = ipaddress.ip_address(text)
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return mapped or found
