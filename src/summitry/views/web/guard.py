"""Who may read and write: the one gate before every page.

On the loopback anybody at this machine may read. Anywhere else, and for every write, the token is needed: as
`Authorization: Bearer TOKEN` from programs, or from a browser that opened the page once with `?token=TOKEN` and holds
the session's cookie since. A browser's write must also carry the session's own word (`csrf`), which only our pages
know.
"""

from __future__ import annotations

import dataclasses
import hashlib
import hmac
import json
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

COOKIE = "summitry_session"
LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})
LARGEST_WRITE = 65_536
"""Bytes of the largest body taken: a judgement with its note is a few hundred."""

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

POLICY = "; ".join(
    (
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data: blob:",
        "connect-src 'self'", "font-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
    )
)  # fmt: skip
"""Content-Security-Policy: our own files alone, no script or style within a page, no other host."""

HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)


@dataclasses.dataclass(frozen=True)
class Access:
    """Who may read and write. `token`: needed for writes; `local`: bound to the loopback, so that reading is free."""

    token: str
    local: bool = True

    @property
    def session(self) -> str:
        """The cookie of a browser that showed the token."""
        return self._word("session")

    @property
    def csrf(self) -> str:
        """What a browser's write must carry."""
        return self._word("csrf")

    def is_token(self, given: str) -> bool:
        """Whether this is the token, in a time that does not tell how much of it is right."""
        return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), self.token.encode())

    def _word(self, purpose: str) -> str:
        return hmac.new(self.token.encode(), purpose.encode(), hashlib.sha256).hexdigest()


class Guard:
    """ASGI middleware that lets through what may pass, and puts the headers of safety on every answer.

    `scope["state"]` tells what is behind it: `csrf` is the session's word where the browser may write, else "".
    """

    def __init__(self, app: App, access: Access) -> None:
        self.app = app
        self.access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers or passes on one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        safely = _with_headers(send)
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        if self.access.local and _hostname(headers.get("host", "")) not in LOCAL_HOSTS:
            await _refuse(safely, 400, "expected to be asked for as localhost", scope)
            return
        shown = dict(parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)).get("token")
        if shown is not None and scope["method"] == "GET":
            await self._enter(scope, safely, shown)
            return
        bearer, cookie = self._bearer(headers), self._cookie(headers)
        scope.setdefault("state", {})["csrf"] = self.access.csrf if cookie else ""
        if not (self.access.local or bearer or cookie):
            await _refuse(safely, 401, "open the address with ?token=…, as `summitry serve` printed it", scope)
            return
        if scope["method"] not in _SAFE:
            body = await _body(receive)
            why = "too large" if body is None else self._barred(headers, body, bearer=bearer, cookie=cookie)
            if why is not None:
                await _refuse(safely, 413 if body is None else 403, why, scope)
                return
            receive = _again(body or b"")
        await self.app(scope, receive, safely)

    async def _enter(self, scope: Scope, send: Send, shown: str) -> None:
        """A browser that shows the token gets the cookie, and the page without the token in its address."""
        if not self.access.is_token(shown):
            await _refuse(send, 401, "this token is not the one that `summitry serve` printed", scope)
            return
        pairs = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        kept = urlencode([(name, value) for name, value in pairs if name != "token"])
        path = "/" + scope.get("raw_path", b"/").decode("latin-1").lstrip("/\\")
        await send(
            {
                "type": "http.response.start",
                "status": 303,
                "headers": [
                    (b"location", (path + (f"?{kept}" if kept else "")).encode("latin-1")),
                    (b"set-cookie", f"{COOKIE}={self.access.session}; Path=/; HttpOnly; SameSite=Strict".encode()),
                    (b"content-length", b"0"),
                ],
            }
        )
        await send({"type": "http.response.body", "body": b""})

    def _bearer(self, headers: MutableMapping[str, str]) -> bool:
        kind, _, given = headers.get("authorization", "").partition(" ")
        return kind.lower() == "bearer" and self.access.is_token(given.strip())

    def _cookie(self, headers: MutableMapping[str, str]) -> bool:
        try:
            held = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
        except CookieError:
            return False
        return held is not None and hmac.compare_digest(held.value.encode(), self.access.session.encode())

    def _barred(self, headers: MutableMapping[str, str], body: bytes, *, bearer: bool, cookie: bool) -> str | None:
        """Why a write may not pass, or None."""
        if bearer:
            return None
        if not cookie:
            return "writing needs the token: open the address with ?token=…, as `summitry serve` printed it"
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != headers.get("host"):
            return "this was sent from another site"
        given = headers.get("x-csrf-token", "")
        if not given and headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
            given = parse_qs(body.decode("latin-1")).get("csrf", [""])[0]
        if not hmac.compare_digest(given.encode("utf-8", "surrogatepass"), self.access.csrf.encode()):
            return "this form is out of date: go back, load the page again and repeat"
        return None


def _with_headers(send: Send) -> Send:
    async def sending(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            held = list(message.get("headers", []))
            given = {name.lower() for name, _ in held}
            held.extend(pair for pair in HEADERS if pair[0] not in given)
            if b"cache-control" not in given:
                held.append((b"cache-control", b"private, no-cache"))
            message = {**message, "headers": held}
        await send(message)

    return sending


async def _body(receive: Receive) -> bytes | None:
    """The whole body, or None where it is larger than any write of ours."""
    parts, length = [], 0
    while True:
        message = await receive()
        part = message.get("body", b"")
        length += len(part)
        if length > LARGEST_WRITE:
            return None
        parts.append(part)
        if not message.get("more_body"):
            return b"".join(parts)


def _again(body: bytes) -> Receive:
    """Hands out a body that was read already."""

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


def _hostname(host: str) -> str | None:
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None


async def _refuse(send: Send, status: int, why: str, scope: Scope) -> None:
    """A refusal in one line: JSON to programs, text to people."""
    program = scope["path"].startswith("/api/")
    told = json.dumps({"detail": why}) if program else f"Summitry: {why}\n"
    kind = b"application/json" if program else b"text/plain; charset=utf-8"
    head: Iterable[tuple[bytes, bytes]] = [(b"content-type", kind)]
    if status == 401:
        head = [*head, (b"www-authenticate", b"Bearer")]
    await send({"type": "http.response.start", "status": status, "headers": list(head)})
    await send({"type": "http.response.body", "body": told.encode()})
