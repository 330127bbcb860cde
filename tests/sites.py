"""A server on this machine, and a clock that only sleeping moves: what fetching is tested against."""

from __future__ import annotations

import contextlib
import http.server
import json
import socketserver
import threading
from collections.abc import Callable
from typing import Any

from summitry.watching.polite import Time

Route = Callable[[http.server.BaseHTTPRequestHandler], None]


class Site:
    """A server on this machine whose pages a test sets, and which keeps what it was asked."""

    def __init__(self) -> None:
        self.routes: dict[str, Route] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.posted: list[tuple[dict[str, str], Any]] = []
        site = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append((self.path, dict(self.headers)))
                route = site.routes.get(self.path)
                route(self) if route else site.give(404)(self)

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                site.posted.append((dict(self.headers), json.loads(body)))
                route = site.routes.get(self.path)
                route(self) if route else site.give(204)(self)

            def log_message(self, *_: Any) -> None:
                pass

        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked if path != "/robots.txt"]

    @staticmethod
    def give(
        status: int = 200, body: bytes | str = b"", kind: str = "text/html; charset=utf-8", **headers: str
    ) -> Route:
        data = body if isinstance(body, bytes) else body.encode()

        def route(handler: http.server.BaseHTTPRequestHandler) -> None:
            with contextlib.suppress(OSError):
                handler.send_response(status)
                handler.send_header("Content-Type", kind)
                handler.send_header("Content-Length", str(len(data)))
                for name, value in headers.items():
                    handler.send_header(name.replace("_", "-"), value)
                handler.end_headers()
                handler.wfile.write(data)

        return route

    def feed(self, *items: tuple[str, str], etag: str | None = None) -> None:
        """Serves a feed of items (path, title) at /feed, which answers 304 to its own ETag."""
        listed = "".join(
            f"<item><title>{title}</title><link>{self.url}{path}</link><guid>{path}</guid>"
            "<pubDate>Tue, 18 Jun 2024 10:00:00 GMT</pubDate></item>"
            for path, title in items
        )
        whole = self.give(
            body=f"<rss><channel><title>Wire</title>{listed}</channel></rss>", kind="text/xml", ETag=etag or ""
        )

        def route(handler: http.server.BaseHTTPRequestHandler) -> None:
            same = etag is not None and handler.headers.get("If-None-Match") == etag
            self.give(304)(handler) if same else whole(handler)

        self.routes["/feed"] = route

    def page(self, path: str, *sentences: str) -> None:
        paragraphs = "".join(f"<p>{one}</p>" for one in sentences)
        self.routes[path] = self.give(
            body=f"<html lang=en><head><title>T</title></head><body>{paragraphs}</body></html>"
        )


class Clock:
    """Time that only passes when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1_000_000.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    @property
    def time(self) -> Time:
        return Time(lambda: self.now, self.sleep)
