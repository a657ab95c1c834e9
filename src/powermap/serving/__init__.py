"""Serving on this computer only, for whoever has the token."""

from powermap.serving.local import HOST, bind, run
from powermap.serving.token import check_token, new_token

__all__ = ["HOST", "bind", "check_token", "new_token", "run"]
