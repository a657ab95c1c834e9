"""The public names of redaction."""

from .apply import (
    LEVELS as LEVELS,
)
from .apply import (
    Pseudonym as Pseudonym,
)
from .apply import (
    pseudonyms as pseudonyms,
)
from .apply import (
    redact as redact,
)
