"""The server over HTTP: on this computer only, and for whoever has the token."""

from __future__ import annotations

import hmac
import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import TYPE_CHECKING, Any

from powermap.mcp.server import make_server
from powermap.serving import HOST, check_token

if TYPE_CHECKING:
    from powermap.mcp.door import Door

__all__ = ["PATH", "http_app"]

PATH = "/mcp"
LARGEST_REQUEST = 2_000_000
"""Bytes: notes of the largest size with their proposal have half of them."""
_AUTHORITY = re.compile(rb"(https?://)?(?=127\.0\.0\.1:|localhost:|\[::1\]:)")
"""Beginnings of a host or an origin that the SDK accepts as this computer."""
_LOCAL = re.compile(rb"(127\.0\.0\.1|localhost|\[::1\]):\d{1,5}")
Scope = MutableMapping[str, Any]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]


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
            await _refuse(send, 401, (b"www-authenticate", b"Bearer"))
            return
        if scope["type"] == "http" and not _is_local(scope):
            await _refuse(send, 403)
            return
        await self.app(scope, receive, send)

    def _is_allowed(self, scope: Scope) -> bool:
        given = [value for name, value in scope["headers"] if name == b"authorization"]
        # Compared in constant time, so that it cannot be found out sign by sign.
        return len(given) == 1 and hmac.compare_digest(given[0], self._expected)


def _is_local(scope: Scope) -> bool:
    """Whether host and origin name exactly this computer.

    The SDK compares only their beginnings, and accepts ``127.0.0.1:80@evil.example``.
    """
    for name, value in scope["headers"]:
        if name not in {b"host", b"origin"}:
            continue
        start = _AUTHORITY.match(value)
        if start is not None and not _LOCAL.fullmatch(value, start.end()):
            return False
    return True


async def _refuse(send: Send, status: int, *headers: tuple[bytes, bytes]) -> None:
    fields = [*headers, (b"content-length", b"0")]
    await send({"type": "http.response.start", "status": status, "headers": fields})
    await send({"type": "http.response.body", "body": b""})
