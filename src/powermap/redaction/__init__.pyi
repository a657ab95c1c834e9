"""The public names of redaction."""

from .apply import (
    pseudonymize as pseudonymize,
    redact as redact,
)
from .audience import (
    LEVELS as LEVELS,
    may_see as may_see,
)
from .pseudonym import (
    Pseudonym as Pseudonym,
    pseudonyms as pseudonyms,
)
