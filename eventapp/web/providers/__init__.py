"""Signing in through the provider that an authority has already (OpenID Connect)."""
