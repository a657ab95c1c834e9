"""The server over HTTP: on this computer only, and for whoever has the token."""

from __future__ import annotations

import hmac
import socket
from collections.abc import Awaitable, Callable, MutableMapping
from typing import TYPE_CHECKING, Any

from powermap.errors import FormatError
from powermap.files.failures import system_reason
from powermap.language import Reason
from powermap.mcp.server import make_server

if TYPE_CHECKING:
    from powermap.mcp.door import Door

__all__ = ["HOST", "PATH", "SHORTEST_TOKEN", "bind", "check_token", "http_app", "run"]

HOST = "127.0.0.1"
PATH = "/mcp"
SHORTEST_TOKEN = 16
"""Characters; a random one has 43."""
LARGEST_REQUEST = 2_000_000
"""Bytes: notes of the largest size with their proposal have half of them."""
AT_ONCE = 32
"""Connections."""
Scope = MutableMapping[str, Any]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]


def check_token(token: str) -> str:
    """A token that cannot be guessed.

    Raises
    ------
    FormatError
        When it is too short, or has other than visible ASCII characters.
    """
    is_plain = token.isascii() and token.isprintable() and " " not in token
    if len(token) < SHORTEST_TOKEN or not is_plain:
        raise FormatError(Reason("message.mcp.token", least=SHORTEST_TOKEN))
    return token


def http_app(door: Door, token: str, version: str = "") -> Any:
    """An ASGI app that asks for the token, the host and the origin of each request."""
    server = make_server(door, version)
    app = server.streamable_http_app(
        streamable_http_path=PATH,
        # No request needs what an earlier one left.
        stateless_http=True,
        json_response=True,
        max_request_body_size=LARGEST_REQUEST,
        # Switches the check of hosts and origins on.
        host=HOST,
    )
    return _Guard(app, check_token(token))


class _Guard:
    """Lets through whoever has the token."""

    def __init__(self, app: Any, token: str) -> None:
        self.app = app
        self._expected = f"Bearer {token}".encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not self._is_allowed(scope):
            await _refuse(send)
            return
        await self.app(scope, receive, send)

    def _is_allowed(self, scope: Scope) -> bool:
        given = [value for name, value in scope["headers"] if name == b"authorization"]
        # Compared in constant time, so that it cannot be found out sign by sign.
        return len(given) == 1 and hmac.compare_digest(given[0], self._expected)


async def _refuse(send: Send) -> None:
    headers = [(b"www-authenticate", b"Bearer"), (b"content-length", b"0")]
    await send({"type": "http.response.start", "status": 401, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


def bind(port: int) -> socket.socket:
    """A socket of this computer; port 0 is any that is free.

    Raises
    ------
    FormatError
        When the port is taken.
    """
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        bound.bind((HOST, port))
        # From now on a client that comes early waits and is not refused.
        bound.listen()
    except OSError as error:
        bound.close()
        reason = Reason("message.mcp.port", port=port, reason=system_reason(error))
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
        limit_concurrency=AT_ONCE,
    )
    uvicorn.Server(config).run(sockets=[bound])
