"""The one provider that this installation trusts, if any, and what people call it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast
from urllib.parse import urlsplit

from flask import current_app, url_for

from eventapp.adapters.oidc import Provider
from eventapp.domain.errors import NotFound
from eventapp.domain.providers import Grant, parse_roles
from eventapp.models import Account
from eventapp.request import get_settings

_KEPT = "eventapp.provider"


def name() -> str:
    """What the provider is called on buttons; empty where there is none."""
    settings = get_settings()
    return settings.oidc_name or urlsplit(settings.oidc_issuer).hostname or ""


def knows(account: Account) -> bool:
    """Whether the account is linked to the provider that is asked at present."""
    return bool(account.subject) and account.issuer == get_settings().oidc_issuer


def get() -> Provider:
    """The provider. What it publishes is fetched once and kept for a while. Raises NotFound where there is none."""
    settings = get_settings()
    if not settings.oidc_issuer:
        raise NotFound("providers.none")
    if _KEPT not in current_app.extensions:
        current_app.extensions[_KEPT] = Provider(
            settings.oidc_issuer,
            settings.oidc_client_id,
            settings.oidc_client_secret,
            settings.public_url + url_for("provider.back"),
            settings.oidc_groups_claim,
        )
    return cast(Provider, current_app.extensions[_KEPT])


def roles() -> Mapping[str, frozenset[Grant]]:
    """What each of its groups may do here."""
    return parse_roles(get_settings().oidc_roles)
