"""A server of this computer."""

from __future__ import annotations

import os
import socket
from typing import Any

from powermap.errors import FormatError
from powermap.files.failures import system_reason
from powermap.language import Reason

__all__ = ["HOST", "bind", "run"]

HOST = "127.0.0.1"
_AT_ONCE = 32
"""Connections."""


def bind(port: int) -> socket.socket:
    """A socket of this computer; port 0 is any that is free.

    Raises
    ------
    FormatError
        When the port is taken.
    """
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name == "posix":
        # Or the port of a server that was just ended is taken for a minute. On
        # Windows it would share the port with any other program.
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((HOST, port))
        # From now on a client that comes early waits and is not refused.
        bound.listen()
    except OSError as error:
        bound.close()
        reason = Reason("message.serving.port", port=port, reason=system_reason(error))
        raise FormatError(reason) from error
    return bound


def run(app: Any, bound: socket.socket) -> None:
    """Serve an app until the process is ended."""
    import uvicorn

    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        limit_concurrency=_AT_ONCE,
    )
    uvicorn.Server(config).run(sockets=[bound])
