"""Tokens, without which nothing is served."""

from __future__ import annotations

import re
import secrets

from powermap.errors import FormatError
from powermap.language import Reason

__all__ = ["check_token", "new_token"]

_SHORTEST = 16
"""Characters; a random one has 43."""
_ALLOWED = re.compile(r"[A-Za-z0-9._~-]+")


def new_token() -> str:
    """A random token."""
    return secrets.token_urlsafe()


def check_token(token: str) -> str:
    """A token that cannot be guessed, and can stand in an address.

    Raises
    ------
    FormatError
        When it is too short, or has other signs than letters, digits and ``-._~``.
    """
    if len(token) < _SHORTEST or not _ALLOWED.fullmatch(token):
        raise FormatError(Reason("message.serving.token", least=_SHORTEST))
    return token
