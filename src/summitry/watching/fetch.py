"""Fetching one page, safely: only http and https, only public addresses unless others are allowed, each redirect
checked again, with limits on size and time. The address that was checked is the one that is connected to, so that a
name cannot change its mind in between. Nothing is executed, no cookie kept, no proxy of the environment used."""

from __future__ import annotations

import dataclasses
import http.client
import ipaddress
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Mapping
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

from summitry.model.errors import InputError
from summitry.pages import LARGEST_PAGE, Piece

AGENT = "Summitry"
MOST_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TEXTS = ("text/html", "application/xhtml+xml", "text/plain")


class PassingError(InputError):
    """What may not be so the next time: a server that fails, a network that is away."""


@dataclasses.dataclass(frozen=True)
class Limits:
    """What a fetch may cost and where it may go. `largest`: bytes of an answer, unpacked; `seconds`: of one fetch with
    its redirects; `private`: whether loopback, link-local and private addresses may be asked."""

    largest: int = LARGEST_PAGE
    seconds: float = 30.0
    private: bool = False


@dataclasses.dataclass(frozen=True)
class Answer:
    """What a server gave. `url`: where it came from in the end; `headers`: by name in lower case; `body`: unpacked,
    empty unless the status is 200."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes = b""

    @property
    def kind(self) -> str:
        """The media type, without its parameters."""
        return self.headers.get("content-type", "").split(";")[0].strip().casefold()


Resolve = Callable[[str, int], list[str]]


def resolved(host: str, port: int) -> list[str]:
    """The addresses of a host. Raises OSError where it has none."""
    return list(dict.fromkeys(str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


class Fetcher:
    """Fetches pages within limits. `resolve`: looks names up; `clock`: seconds that only go forward."""

    def __init__(
        self, limits: Limits | None = None, resolve: Resolve = resolved, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.limits = limits or Limits()
        self._resolve = resolve
        self._clock = clock

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Answer:
        """The answer at an address, at the end of its redirects. Raises InputError, with the address in it, where it
        may not be asked, cannot be reached, or gives more or takes longer than the limits allow."""
        deadline = self._clock() + self.limits.seconds
        here = url
        for _ in range(MOST_REDIRECTS + 1):
            answer = self._ask(here, headers or {}, deadline)
            target = answer.headers.get("location")
            if answer.status not in _REDIRECTS or not target:
                return answer
            here = urljoin(here, target)
        raise InputError(f"more than {MOST_REDIRECTS} redirects", url, "check the address")

    def piece(self, url: str) -> Piece | InputError:
        """The page at an address, or why there is none."""
        try:
            return piece_of(self.get(url), url)
        except InputError as error:
            return error

    def _ask(self, url: str, headers: Mapping[str, str], deadline: float) -> Answer:
        parts, port = self._parts(url)
        host = parts.hostname or ""
        left = deadline - self._clock()
        if left <= 0:
            raise self._too_long(url)
        connection = _Connection(
            host, port, self._address(host, port, url), timeout=left, secure=parts.scheme == "https"
        )
        path = urlunsplit(("", "", parts.path or "/", parts.query, ""))
        try:
            sent = {"User-Agent": AGENT, "Accept-Encoding": "gzip", "Connection": "close", **headers}
            connection.request("GET", path, headers=sent)
            response = connection.getresponse()
            given = {name.casefold(): value for name, value in response.getheaders()}
            body = self._body(response, url, deadline) if response.status == 200 else b""
            return Answer(url, response.status, given, body)
        except TimeoutError as error:
            raise self._too_long(url) from error
        except ssl.SSLError as error:
            raise InputError(
                f"its certificate or encryption fails ({error.reason})", url, "check the address"
            ) from error
        except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
            told = " ".join(str(error).split()) or type(error).__name__
            raise PassingError(f"it cannot be fetched ({told})", url, "check the address, or try later") from error
        finally:
            connection.close()

    def _parts(self, url: str) -> tuple[SplitResult, int]:
        try:
            parts = urlsplit(url)
            port = parts.port or (443 if parts.scheme == "https" else 80)
            well = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.username is None
            well = well and url.isascii() and not any(char.isspace() for char in url)
        except ValueError:
            well = False
        if not well:
            raise InputError("expected an address of http or https without a user's name", url, "check the address")
        return parts, port

    def _address(self, host: str, port: int, url: str) -> str:
        try:
            found = self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise PassingError("there is no such host", url, "check the address, and the network") from error
        barred = [address for address in found if not self.limits.private and not is_public(address)]
        if barred or not found:
            what = f"{barred[0] if barred else 'it'} is not a public address"
            raise InputError(what, url, "allow it with --allow-private if you trust whoever names it")
        return found[0]

    def _body(self, response: http.client.HTTPResponse, url: str, deadline: float) -> bytes:
        packed = response.headers.get("Content-Encoding", "").strip().casefold() in ("gzip", "x-gzip")
        unpack = zlib.decompressobj(wbits=31)
        body = bytearray()
        while chunk := response.read1(65_536):
            while chunk:
                body += unpack.decompress(chunk, self.limits.largest + 1) if packed else chunk
                chunk = unpack.unconsumed_tail if packed else b""
                if len(body) > self.limits.largest:
                    what = f"expected at most {self.limits.largest / 1e6:g} MB, got more"
                    raise InputError(what, url, "save it yourself if you need it")
            if self._clock() > deadline:
                raise self._too_long(url)
        return bytes(body)

    def _too_long(self, url: str) -> InputError:
        return PassingError(f"no whole answer within {self.limits.seconds:g} seconds", url, "try later")


def is_public(address: str) -> bool:
    """Whether an address is one of the public network: not private, loopback, link-local, reserved, multicast, or one
    of those inside an address of version 6."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if inner is None and found in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return found.is_global and not found.is_multicast


def piece_of(answer: Answer, url: str) -> Piece:
    """The page that an answer holds. Raises InputError where it holds none."""
    if answer.status != 200:
        kind_of = PassingError if answer.status >= 500 or answer.status == 429 else InputError
        raise kind_of(f"the server answers with status {answer.status}", url, "check the address, or try later")
    kind = answer.kind or "text/html"
    if kind not in _TEXTS:
        raise InputError(f"expected a page of HTML or text, got {kind}", url, "save it yourself, and read the file")
    charset = dict(
        part.strip().split("=", 1) for part in answer.headers.get("content-type", "").split(";") if "=" in part
    ).get("charset", "")
    try:
        data: bytes | str = answer.body.decode(charset.strip("\"' ")) if charset else answer.body
    except (LookupError, UnicodeDecodeError):
        data = answer.body
    return Piece("", "text" if kind == "text/plain" else "html", data, url=answer.url)


class _Connection(http.client.HTTPConnection):
    """A connection to an address that was checked, for a host by its name."""

    def __init__(self, host: str, port: int, address: str, *, timeout: float, secure: bool) -> None:
        super().__init__(host, port, timeout=timeout)
        self._address = address
        self._secure = secure

    def connect(self) -> None:
        self.sock = socket.create_connection((self._address, self.port), self.timeout)
        if self._secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)
