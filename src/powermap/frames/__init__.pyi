"""The public names of the frames."""

from .row_roles import (
    roles as roles,
)
