"""Asking servers as a good guest: what robots.txt allows, one request at a time, a pause between two to one host, and
ever longer pauses after failures."""

from __future__ import annotations

import dataclasses
import email.utils
import time
import urllib.robotparser
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from summitry.model.errors import InputError
from summitry.pages import Piece
from summitry.watching.fetch import AGENT, Answer, Fetcher, piece_of

PAUSE = 1.0
"""Seconds between two requests to one host, unless its robots.txt asks for more."""
LONGEST_PAUSE = 60.0
"""Seconds of the longest pause that a robots.txt is heeded with."""
FIRST_WAIT, LONGEST_WAIT = 60.0, 86_400.0
"""Seconds that a feed is left alone after its first failure, doubled with each more, and at most."""


@dataclasses.dataclass(frozen=True)
class Time:
    """The world's time. `now`: seconds since 1970; `sleep`: waits."""

    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep


class Guest:
    """Asks servers politely, one request at a time. Keeps each host's robots.txt for as long as it lives."""

    def __init__(self, fetcher: Fetcher, clock: Time | None = None, pause: float = PAUSE) -> None:
        self._fetcher = fetcher
        self.clock = clock or Time()
        self._pause = pause
        self._robots: dict[str, urllib.robotparser.RobotFileParser] = {}
        self._asked: dict[str, float] = {}

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Answer:
        """The answer at an address. Raises InputError as `Fetcher.get`, and where robots.txt does not allow it."""
        robots = self._robots_of(url)
        if not robots.can_fetch(AGENT, url):
            raise InputError("its robots.txt does not allow it", url, "ask its publisher, or save the page yourself")
        delay = robots.crawl_delay(AGENT)
        self._wait(url, min(max(self._pause, float(delay or 0)), LONGEST_PAUSE))
        return self._fetcher.get(url, headers)

    def piece(self, url: str) -> Piece | InputError:
        """The page at an address, or why there is none."""
        try:
            return piece_of(self.get(url), url)
        except InputError as error:
            return error

    def _wait(self, url: str, pause: float) -> None:
        host = urlsplit(url).netloc
        since = self.clock.now() - self._asked.get(host, float("-inf"))
        if 0 <= since < pause:
            self.clock.sleep(pause - since)
        self._asked[host] = self.clock.now()

    def _robots_of(self, url: str) -> urllib.robotparser.RobotFileParser:
        """What a host's robots.txt allows: all where it has none, nothing where the server fails to say."""
        parts = urlsplit(url)
        root = f"{parts.scheme}://{parts.netloc}"
        if root not in self._robots:
            robots = urllib.robotparser.RobotFileParser()
            answer = self._fetcher.get(f"{root}/robots.txt")
            if answer.status == 200:
                robots.parse(answer.body.decode("utf-8", "replace").splitlines())
            else:
                open_to_all = 400 <= answer.status < 500 and answer.status != 429
                robots.parse([] if open_to_all else ["User-agent: *", "Disallow: /"])
            self._robots[root] = robots
        return self._robots[root]


def wait_after(failures: int, answer: Answer | None, now: float) -> float:
    """Seconds that a feed is left alone after so many failures in a row; longer where its server asks for it."""
    wait = min(FIRST_WAIT * 2.0 ** min(failures - 1, 20), LONGEST_WAIT)
    asked = answer.headers.get("retry-after", "") if answer is not None else ""
    if asked.isascii() and asked.isdecimal():
        return max(wait, min(float(asked), LONGEST_WAIT))
    try:
        return max(wait, min(email.utils.parsedate_to_datetime(asked).timestamp() - now, LONGEST_WAIT))
    except ValueError:
        return wait
