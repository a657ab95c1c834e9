"""The secret that pseudonyms are made with: the company's own, or a random one."""

from __future__ import annotations

import hashlib
import secrets
from functools import lru_cache

from powermap.errors import ModelError
from powermap.language import Quoted, Reason

__all__ = ["SHORTEST_KEY", "check_key", "random_key", "random_secret", "secret_of"]

SHORTEST_KEY = 16
"""Characters of a key. Whoever knows one pseudonym can try keys, millions a second."""
_FEWEST_SIGNS = 6
"""Different characters of a key, so that sixteen times the same one is none."""
_SALT = b"powermap pseudonyms"
# Each guess costs 16 MB and about 50 ms, and so does each key of ours, once.
_SCRYPT = {"n": 2**14, "r": 8, "p": 1, "dklen": 32}
_RANDOM_BYTES = 32


def random_key() -> str:
    """A key that nobody knows, for the documents of one run."""
    return secrets.token_hex(_RANDOM_BYTES)


def random_secret() -> bytes:
    """A secret that nobody knows, for one document."""
    return secrets.token_bytes(_RANDOM_BYTES)


def check_key(key: object) -> str:
    """A key as it was given.

    Raises
    ------
    ModelError
        When it is not a text, or so short that it can be guessed.
    """
    if not isinstance(key, str):
        kind = type(key).__name__
        raise ModelError(Reason("message.redaction.key", value=Quoted(key), type=kind))
    if len(key) < SHORTEST_KEY or len(set(key)) < _FEWEST_SIGNS:
        raise ModelError(
            Reason(
                "message.redaction.short_key",
                count=len(key),
                least=SHORTEST_KEY,
                signs=_FEWEST_SIGNS,
                command='python -c "import secrets; print(secrets.token_hex())"',
            )
        )
    return key


@lru_cache(maxsize=8)
def secret_of(key: str) -> bytes:
    """The bytes that a key stands for: slow to make, so that guessing is slow too."""
    # Lone surrogates may stand in a key that came from a file or an environment.
    text = key.encode("utf-8", "surrogatepass")
    return hashlib.scrypt(text, salt=_SALT, **_SCRYPT)
