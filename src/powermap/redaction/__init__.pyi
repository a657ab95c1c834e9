"""The public names of redaction."""

from .apply import (
    LEVELS as LEVELS,
    Pseudonym as Pseudonym,
    pseudonyms as pseudonyms,
    redact as redact,
)
