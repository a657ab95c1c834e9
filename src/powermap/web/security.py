"""What stands between a browser and the plans: token, host, origin, size, policy."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

__all__ = ["LARGEST", "PAGE_POLICY", "SHOWN_POLICY", "Guard"]

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Receive = Callable[[], Awaitable[Message]]
_HOSTS = frozenset({"127.0.0.1", "localhost", "[::1]"})
"""Others would be a name that somebody else made to mean this computer."""
LARGEST = 1_000_000
"""Bytes of a request."""
_DIGITS = 20
"""Digits of a length."""
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
"""Of our own pages. Pictures have styles in their text, scripts are files only."""
SHOWN_POLICY = "sandbox allow-scripts allow-popups; frame-ancestors 'self'"
"""Of charts and reports, which are pages of their own and reach nothing of ours."""
_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
)


class Guard:
    """Lets through what comes from a page of this computer that knows the token."""

    def __init__(self, app: Any, token: str | None) -> None:
        self._app = app
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve, or refuse."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = self._refusal(scope)
        if status:
            await _answer(send, status)
            return
        if self._token is not None:
            if _path(scope) == f"/{self._token}":
                # Addresses in the page begin at this one.
                await _answer(send, 307, (b"location", f"{self._token}/".encode()))
                return
            scope = _without_token(scope, self._token)
        await self._app(scope, receive, _with_headers(send))

    def _refusal(self, scope: Scope) -> int:
        """The status of the answer to what is not let through, else 0."""
        headers = dict(scope["headers"])
        host = headers.get(b"host", b"").decode("latin-1")
        # Without a token another program decides by what name it is reached.
        if self._token is not None and _name(host) not in _HOSTS:
            return 421
        if self._token is not None and not self._knows_token(scope):
            return 404
        if scope["method"] not in ("GET", "HEAD") and not _is_of_our_page(
            headers, host
        ):
            return 403
        length = headers.get(b"content-length", b"0")
        # Python refuses to read a number of thousands of digits.
        is_number = length.isdigit() and len(length) <= _DIGITS
        if not is_number or int(length) > LARGEST:
            return 413
        return 0

    def _knows_token(self, scope: Scope) -> bool:
        # `OPTIONS *` has no slash.
        given = _path(scope).removeprefix("/").partition("/")[0]
        # Compared in constant time, so that it cannot be found out sign by sign.
        return hmac.compare_digest(given.encode(), str(self._token).encode())


def _path(scope: Scope) -> str:
    """The path within the program that the app is mounted in."""
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", ""))


def _name(host: str) -> str:
    """A host without its port."""
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdigit() else host


def _is_of_our_page(headers: MutableMapping[bytes, bytes], host: str) -> bool:
    """Whether a change is asked for by a page of the same address.

    Browsers say so themselves where they trust the connection: a proxy in front may
    reach us by another name.
    """
    origin = headers.get(b"origin", b"").decode("latin-1")
    is_json = headers.get(b"content-type", b"").startswith(b"application/json")
    site = headers.get(b"sec-fetch-site")
    if site is not None:
        return is_json and site == b"same-origin"
    try:
        address = urlsplit(origin).netloc
    except ValueError:  # such as http://[
        return False
    return is_json and bool(host) and address == host


def _without_token(scope: Scope, token: str) -> Scope:
    """The scope of the app behind the token, which finds its own addresses with it."""
    root = scope.get("root_path", "")
    return {**scope, "root_path": f"{root}/{token}"}


def _with_headers(send: Send) -> Send:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = list(message.get("headers", ()))
            if not any(name == b"content-security-policy" for name, _ in headers):
                headers.append((b"content-security-policy", PAGE_POLICY.encode()))
            message = {**message, "headers": [*headers, *_HEADERS]}
        await send(message)

    return guarded


async def _answer(send: Send, status: int, *more: tuple[bytes, bytes]) -> None:
    headers = [(b"content-length", b"0"), *more, *_HEADERS]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
