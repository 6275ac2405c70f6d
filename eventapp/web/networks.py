"""Where a request comes from, as far as guessing is counted by it."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from flask import request


def unmapped(text: str) -> IPv4Address | IPv6Address:
    """An address; one of IPv4 that comes as one of IPv6 (RFC 4291, 2.5.5.2) as what it is. Raises ValueError."""
    address = ip_address(text)
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def where_from() -> str:
    """An IPv4 address, or the /64 that one IPv6 line has; empty if the server doesn't say."""
    return _network(64)


def provider_of() -> str:
    """An IPv4 address, or the /48 that an IPv6 customer may have at most; empty if the server doesn't say."""
    return _network(48)


def _network(prefix: int) -> str:
    try:
        address = unmapped(request.remote_addr or "")
    except ValueError:
        return ""
    return str(address) if address.version == 4 else str(ip_network((address, prefix), strict=False))
