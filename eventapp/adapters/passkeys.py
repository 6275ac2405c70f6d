"""Passkeys: what a browser is asked for, and whether its answer is right (Web Authentication Level 2, section 7).

The checks are those of the library ``webauthn``, an extra. What we are called comes from the configured public address
alone, so that an answer that was made for another site, or passed on by it, is none of ours.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from eventapp.domain.errors import InvalidValue
from eventapp.domain.passkeys import NewPasskey, ShownPasskey

PATIENCE_MS = 300_000
LONGEST_ANSWER = 64 * 1024
_OWN_PORTS = {"https": ":443", "http": ":80"}


@dataclass(frozen=True, slots=True)
class Party:
    """Us, as passkeys know us: ``id`` is our host's name, ``origin`` the public address as browsers write it."""

    id: str
    origin: str


def party(public_url: str) -> Party | None:
    """Whom passkeys are made for; None where there can be none: at a bare IP address, or without the library."""
    parts = urlsplit(public_url.lower())
    host = parts.hostname or ""
    if not host or _is_address(host) or find_spec("webauthn") is None:
        return None
    return Party(host, f"{parts.scheme}://{parts.netloc.removesuffix(_OWN_PORTS.get(parts.scheme, ''))}")


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def creation_options(
    us: Party, challenge: bytes, handle: bytes, user_name: str, display_name: str, known: Iterable[bytes]
) -> dict[str, Any]:
    """What a browser is asked for to make a passkey (section 5.4), for JSON. ``known`` are those she has already.

    No attestation is asked for: which make a key is of is none of our business.
    """
    from webauthn import generate_registration_options
    from webauthn.helpers import options_to_json_dict
    from webauthn.helpers.structs import (
        AuthenticatorSelectionCriteria,
        PublicKeyCredentialDescriptor,
        ResidentKeyRequirement,
        UserVerificationRequirement,
    )

    made = generate_registration_options(
        rp_id=us.id,
        rp_name=us.id,
        user_id=handle,
        user_name=user_name,
        user_display_name=display_name,
        challenge=challenge,
        timeout=PATIENCE_MS,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED, user_verification=UserVerificationRequirement.PREFERRED
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=one) for one in known],
    )
    return options_to_json_dict(made)


def request_options(us: Party, challenge: bytes, known: Iterable[bytes], *, must_verify: bool) -> dict[str, Any]:
    """What a browser is asked for to show a passkey (section 5.5), for JSON. No ``known`` ones: any of ours will do."""
    from webauthn import generate_authentication_options
    from webauthn.helpers import options_to_json_dict
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor, UserVerificationRequirement

    wish = UserVerificationRequirement.REQUIRED if must_verify else UserVerificationRequirement.PREFERRED
    made = generate_authentication_options(
        rp_id=us.id,
        challenge=challenge,
        timeout=PATIENCE_MS,
        allow_credentials=[PublicKeyCredentialDescriptor(id=one) for one in known],
        user_verification=wish,
    )
    return options_to_json_dict(made)


def made(us: Party, challenge: bytes, answer: str) -> NewPasskey:
    """The passkey that a browser has made (section 7.1). Raises InvalidValue("passkeys.refused")."""
    from webauthn import verify_registration_response
    from webauthn.helpers.exceptions import WebAuthnException

    read = _read(answer)
    try:
        found = verify_registration_response(
            credential=read, expected_challenge=challenge, expected_rp_id=us.id, expected_origin=us.origin
        )
    except (WebAuthnException, ValueError, LookupError, TypeError, AttributeError) as error:
        raise InvalidValue("passkeys.refused") from error
    return NewPasskey(found.credential_id, found.credential_public_key, found.sign_count)


def credential_of(answer: str) -> bytes:
    """Which passkey an answer claims to come from. Raises InvalidValue("passkeys.refused")."""
    from webauthn import base64url_to_bytes

    try:
        return base64url_to_bytes(_read(answer)["rawId"])
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise InvalidValue("passkeys.refused") from error


def shown(us: Party, challenge: bytes, answer: str, public_key: bytes, *, must_verify: bool) -> ShownPasskey:
    """What a passkey has proved (section 7.2). Raises InvalidValue("passkeys.refused").

    ``must_verify``: the device has asked her for a PIN, a finger or a face. The counter is for the caller to compare.
    """
    from webauthn import verify_authentication_response
    from webauthn.helpers import parse_authentication_credential_json
    from webauthn.helpers.exceptions import WebAuthnException

    read = _read(answer)
    try:
        credential = parse_authentication_credential_json(read)
        found = verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=us.id,
            expected_origin=us.origin,
            credential_public_key=public_key,
            credential_current_sign_count=0,
            require_user_verification=must_verify,
        )
    except (WebAuthnException, ValueError, LookupError, TypeError, AttributeError) as error:
        raise InvalidValue("passkeys.refused") from error
    return ShownPasskey(found.credential_id, found.new_sign_count, credential.response.user_handle)


def _read(answer: str) -> dict[str, Any]:
    """The JSON of an answer. One that was made inside of another site's frame is refused (Level 3, section 7.1, 9)."""
    from webauthn import base64url_to_bytes

    if len(answer) > LONGEST_ANSWER:
        raise InvalidValue("passkeys.refused")
    try:
        read = json.loads(answer)
        client = json.loads(base64url_to_bytes(read["response"]["clientDataJSON"]))
        if client.get("crossOrigin", False) is not False:
            raise InvalidValue("passkeys.refused")
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise InvalidValue("passkeys.refused") from error
    return dict(read)
