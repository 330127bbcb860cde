"""Fetching and watching, against servers on this machine."""

from __future__ import annotations

import contextlib
import gzip
import http.server
import json
import socket
import socketserver
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sites import Clock, Site
from summitry import cli
from summitry.model.errors import InputError, RecordError, UsageError
from summitry.pages import Wanted
from summitry.watching import tell, watch
from summitry.watching.fetch import Answer, Fetcher, Limits, is_public
from summitry.watching.polite import FIRST_WAIT, LONGEST_WAIT, Guest, wait_after
from summitry.watching.state import FeedState, Message, State, remembered


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.server.shutdown()
    made.server.server_close()


LOCAL = Limits(private=True, seconds=5)


def guest(clock: Clock | None = None, limits: Limits = LOCAL) -> Guest:
    return Guest(Fetcher(limits), (clock or Clock()).time)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1",
        "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "2002:7f00:0001::", "64:ff9b::7f00:1", "::",
        "not an address", "240.0.0.1",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2001:4860:4860::8888", "::ffff:8.8.8.8"])
def test_addresses_that_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1"])
def test_this_machine_is_not_asked_unless_that_is_allowed(site: Site, host: str) -> None:
    port = site.url.rsplit(":", 1)[1]
    site.page("/a", "Words.")

    with pytest.raises(InputError, match=r"not a public address|no such host"):
        Fetcher().get(f"http://{host}:{port}/a")

    assert site.asked == []
    assert Fetcher(LOCAL).get(f"{site.url}/a").status == 200


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://example.org/a",
        "http://",
        "http://user:word@example.org/",
        "http://a b/",
        "x",
        "http://[::1",
    ],
)
def test_only_addresses_of_the_web_are_asked(url: str) -> None:
    with pytest.raises(InputError, match="expected an address of http or https"):
        Fetcher().get(url)


def test_a_redirect_is_checked_like_the_first_address(site: Site) -> None:
    site.page("/secret", "Words.")
    port = int(site.url.rsplit(":", 1)[1])
    site.routes["/a"] = site.give(302, Location=f"http://inner.example:{port}/secret")
    site.routes["/file"] = site.give(302, Location="file:///etc/passwd")
    site.routes["/loop"] = site.give(302, Location="/loop")
    public = {"outer.example": "127.0.0.1", "inner.example": "10.0.0.1"}

    class Trusting(Fetcher):
        """Takes this machine alone for a public one."""

        def _address(self, host: str, port: int, url: str) -> str:
            return "127.0.0.1" if host == "outer.example" else super()._address(host, port, url)

    fetcher = Trusting(Limits(seconds=5), resolve=lambda host, _: [public[host]])
    with pytest.raises(InputError, match=r"10\.0\.0\.1 is not a public address"):
        fetcher.get(f"http://outer.example:{port}/a")
    with pytest.raises(InputError, match="expected an address of http or https"):
        fetcher.get(f"http://outer.example:{port}/file")
    with pytest.raises(InputError, match="more than 5 redirects"):
        fetcher.get(f"http://outer.example:{port}/loop")
    assert "/secret" not in site.paths


def test_a_name_is_looked_up_once_for_each_connection(site: Site) -> None:
    site.page("/a", "Words.")
    looked: list[str] = []

    def resolve(host: str, _: int) -> list[str]:
        looked.append(host)
        return ["127.0.0.1"] if len(looked) == 1 else ["10.0.0.1"]

    answer = Fetcher(LOCAL, resolve).get(f"http://name.example:{site.url.rsplit(':', 1)[1]}/a")

    assert answer.status == 200
    assert looked == ["name.example"], "the address that was checked is the one connected to"


def test_answers_are_limited_in_size_and_time(site: Site) -> None:
    site.routes["/big"] = site.give(body=b"x" * 200_000)
    site.routes["/bomb"] = site.give(body=gzip.compress(b"x" * 5_000_000), Content_Encoding="gzip")
    site.routes["/fine"] = site.give(body=gzip.compress(b"x" * 50_000), Content_Encoding="gzip")

    def drip(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        with contextlib.suppress(OSError):
            while True:
                handler.wfile.write(b"x")
                time.sleep(0.05)

    site.routes["/endless"] = drip
    small = Fetcher(Limits(largest=100_000, seconds=1.0, private=True))
    for path in ("/big", "/bomb"):
        with pytest.raises(InputError, match=r"expected at most 0\.1 MB"):
            small.get(site.url + path)
    assert len(small.get(f"{site.url}/fine").body) == 50_000
    began = time.monotonic()
    with pytest.raises(InputError, match="no whole answer within 1 seconds"):
        small.get(f"{site.url}/endless")
    assert time.monotonic() - began < 20


def test_a_server_that_is_away_or_gives_no_page(site: Site) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    site.routes["/pdf"] = site.give(body=b"%PDF", kind="application/pdf")
    found = [Fetcher(LOCAL).piece(url) for url in (f"http://127.0.0.1:{port}/", f"{site.url}/none", f"{site.url}/pdf")]

    assert [type(one).__name__ for one in found] == ["PassingError", "InputError", "InputError"]
    for one, words in zip(
        found, ("it cannot be fetched", "answers with status 404", "got application/pdf"), strict=True
    ):
        assert words in str(one)


def test_robots_are_heeded_and_hosts_are_left_time(site: Site) -> None:
    clock = Clock()
    site.routes["/robots.txt"] = site.give(
        body="User-agent: *\nDisallow: /private\nCrawl-delay: 7\n", kind="text/plain"
    )
    for path in ("/a", "/b", "/private/c"):
        site.page(path, "Words.")
    visitor = guest(clock)

    assert [visitor.get(site.url + path).status for path in ("/a", "/b")] == [200, 200]
    with pytest.raises(InputError, match=r"robots\.txt does not allow it"):
        visitor.get(f"{site.url}/private/c")

    assert clock.slept == [7.0]
    assert site.paths == ["/a", "/b"]
    assert [path for path, _ in site.asked].count("/robots.txt") == 1


@pytest.mark.parametrize(("status", "open_"), [(404, True), (403, True), (500, False), (429, False)])
def test_a_host_without_robots_is_open_and_one_that_fails_is_not(site: Site, status: int, open_: bool) -> None:
    site.routes["/robots.txt"] = site.give(status)
    site.page("/a", "Words.")

    found = guest().piece(f"{site.url}/a")

    assert isinstance(found, InputError) is not open_


def test_waits_grow_and_heed_the_server() -> None:
    assert [wait_after(n, None, 0.0) for n in (1, 2, 3)] == [FIRST_WAIT, 2 * FIRST_WAIT, 4 * FIRST_WAIT]
    assert wait_after(1000, None, 0.0) == LONGEST_WAIT
    assert wait_after(1, Answer("", 429, {"retry-after": "600"}), 0.0) == 600.0
    assert wait_after(1, Answer("", 503, {"retry-after": "Thu, 01 Jan 1970 01:00:00 GMT"}), 0.0) == 3600.0
    assert wait_after(1, Answer("", 503, {"retry-after": "soon"}), 0.0) == FIRST_WAIT


RUMOUR = "Vladimir Putin is believed to be planning a visit to Pyongyang, according to unnamed diplomats."
VISIT = "Russian President Vladimir Putin arrived in Pyongyang on Tuesday for a state visit, the Kremlin said."


def told(messages: list[Message]) -> list[tuple[str, str]]:
    return [(one.change["change"], one.change.get("row", one.change.get("was"))["status"]) for one in messages]


def test_a_watch_tells_what_is_new_once_and_asks_conditionally(site: Site, tmp_path: Path) -> None:
    record = tmp_path / "record.db"
    messages: list[Message] = []
    site.feed(("/visit", "Putin in Pyongyang"), etag='"1"')
    site.page("/visit", VISIT, "The two leaders will hold talks on Wednesday, state media reported.")

    first = watch.watch([f"{site.url}/feed"], record, messages.append, guest=guest())
    second = watch.watch([f"{site.url}/feed"], record, messages.append, guest=guest())

    assert (first.read, second.read, second.unchanged) == (1, 0, 1)
    assert first.told == len(messages) > 0
    assert second.told == 0
    assert site.paths == ["/feed", "/visit", "/feed"]
    assert site.asked[-1][1]["If-None-Match"] == '"1"'
    words = tell.as_words(messages[0].change)
    assert "Vladimir Putin's visit to Pyongyang" in words
    assert "new: " in words
    assert f"({site.url}/visit)" in words


def test_a_watch_that_was_stopped_tells_everything_and_nothing_twice(site: Site, tmp_path: Path) -> None:
    record = tmp_path / "record.db"
    whole: list[Message] = []
    broken: list[Message] = []
    site.feed(("/visit", "Putin in Pyongyang"), ("/other", "Macron in Berlin"))
    site.page("/visit", VISIT)
    site.page("/other", "French President Emmanuel Macron met German Chancellor Olaf Scholz in Berlin on Monday.")
    watch.watch([f"{site.url}/feed"], tmp_path / "whole.db", whole.append, guest=guest())

    def stop_at_the_second(message: Message) -> None:
        if broken:
            raise RecordError("stopped")
        broken.append(message)

    assert len(whole) > 1
    with pytest.raises(RecordError):
        watch.watch([f"{site.url}/feed"], record, stop_at_the_second, guest=guest())
    watch.watch([f"{site.url}/feed"], record, broken.append, guest=guest())
    watch.watch([f"{site.url}/feed"], record, broken.append, guest=guest())

    assert broken == whole


def test_a_crash_before_anything_is_committed_leaves_no_gap(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = tmp_path / "record.db"
    messages: list[Message] = []
    site.feed(("/visit", "Putin in Pyongyang"))
    site.page("/visit", VISIT)
    with monkeypatch.context() as patched:
        patched.setattr(State, "commit", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            watch.watch([f"{site.url}/feed"], record, messages.append, guest=guest())

    assert messages == []
    watch.watch([f"{site.url}/feed"], record, messages.append, guest=guest())

    assert [one.change["change"] for one in messages][:1] == ["new"]


def test_a_page_that_fails_for_now_is_tried_again_and_one_that_is_gone_is_not(site: Site, tmp_path: Path) -> None:
    site.feed(("/busy", "Busy"), ("/gone", "Gone"), etag='"1"')
    site.routes["/busy"] = site.give(503)
    errors: list[str] = []

    for _ in range(2):
        watch.watch(
            [f"{site.url}/feed"],
            tmp_path / "a.db",
            lambda _: None,
            guest=guest(),
            on_error=lambda e: errors.append(str(e)),
        )

    assert site.paths == ["/feed", "/busy", "/gone", "/feed", "/busy"]
    assert [error.split(": ")[1].split(";")[0] for error in errors] == [
        f"the server answers with status {status}" for status in (503, 404, 503)
    ]


def test_a_feed_that_fails_is_left_alone_for_longer_each_time(site: Site, tmp_path: Path) -> None:
    clock = Clock()
    site.routes["/feed"] = site.give(500)
    asked = []
    for passed in (0, 30, 31, 60, 61):
        clock.now += passed
        polled = watch.watch([f"{site.url}/feed"], tmp_path / "a.db", lambda _: None, guest=guest(clock))
        asked.append((polled.asked, len(polled.errors)))

    assert asked == [(1, 1), (0, 0), (1, 1), (0, 0), (1, 1)]


def test_a_feed_without_end_is_read_a_part_at_a_time(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "MOST_ITEMS", 3)
    site.feed(*((f"/{number}", "News") for number in range(7)), etag='"1"')

    for _ in range(4):
        watch.watch([f"{site.url}/feed"], tmp_path / "a.db", lambda _: None, guest=guest(), wanted=Wanted(words=("x",)))

    assert [path for path in site.paths if path != "/feed"] == [f"/{number}" for number in range(7)]


def test_sitemaps_name_pages_and_an_index_names_sitemaps(site: Site, tmp_path: Path) -> None:
    site.routes["/index.xml"] = site.give(
        body=f"<sitemapindex><sitemap><loc>{site.url}/map.xml</loc></sitemap></sitemapindex>"
    )
    site.routes["/map.xml"] = site.give(body=f"<urlset><url><loc>{site.url}/visit</loc></url></urlset>")
    site.page("/visit", VISIT)

    polled = watch.watch([f"{site.url}/index.xml"], tmp_path / "a.db", lambda _: None, guest=guest())

    assert polled.read == 1


def test_what_is_remembered_of_a_feed_has_an_end() -> None:
    kept = remembered(FeedState(seen=tuple(f"old{n}" for n in range(30_000))), ["old5", "new"], ["new"])

    assert {"old5", "new", "old29999"} <= set(kept)
    assert len(kept) <= 20_002
    assert "old6" not in kept


def test_a_memory_that_is_broken_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.db.watch").mkdir()
    (tmp_path / "a.db.watch" / "state.json").write_text("{}", encoding="utf-8")

    with pytest.raises(RecordError, match="delete the folder to start anew"):
        watch.watch([], tmp_path / "a.db", lambda _: None)


MESSAGE = Message(
    "1",
    {
        "change": "changed", "encounter": "e", "said_by": "Russia (Kremlin)", "evidence": [],
        "fields": [{"field": "status", "before": "rumoured", "after": "announced"}],
        "row": {
            "type": "visit", "start": "2024-06", "end": None, "window": None, "status": "announced", "evidence": [],
            "place": {"city": "Pyongyang", "country": "PRK"},
            "participants": [{"name": "Vladimir Putin", "role": "visitor"}, {"name": "Kim Jong Un", "role": "host"}],
        },
    },
)  # fmt: skip


def test_a_change_in_words() -> None:
    assert tell.as_words(MESSAGE.change) == (
        "Vladimir Putin's visit to Pyongyang with Kim Jong Un, 2024-06: rumoured -> announced, by Russia (Kremlin)  e"
    )


def test_a_webhook_gets_each_message_with_its_id_and_is_tried_again(site: Site) -> None:
    failures = iter([503, 204])

    def failing_once(handler: http.server.BaseHTTPRequestHandler) -> None:
        site.give(next(failures))(handler)

    site.routes["/hook"] = failing_once
    slept: list[float] = []

    tell.webhook(f"{site.url}/hook", slept.append)(MESSAGE)

    assert [headers["Idempotency-Key"] for headers, _ in site.posted] == ["1", "1"]
    assert site.posted[0][1] == {"id": "1", **MESSAGE.change}
    assert slept == [1.0]
    site.routes["/hook"] = site.give(400)
    with pytest.raises(RecordError, match="told again at the next start"):
        tell.webhook(f"{site.url}/hook", slept.append)(MESSAGE)
    with pytest.raises(UsageError):
        tell.webhook("file:///etc/passwd")


def test_mail_is_sent_through_the_server_named() -> None:
    got: list[str] = []

    class Smtp(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 here\r\n")
            data = False
            for line in self.rfile:
                got.append(line.decode())
                if data and line != b".\r\n":
                    continue
                verb = line[:4].upper()
                data = verb == b"DATA"
                self.wfile.write(b"354 go\r\n" if data else b"221 bye\r\n" if verb == b"QUIT" else b"250 ok\r\n")
                if verb == b"QUIT":
                    return

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Smtp) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        tell.mail("desk@post.example", f"127.0.0.1:{server.server_address[1]}", "watch@post.example")(MESSAGE)
        server.shutdown()
    assert any(line.startswith("Subject: Vladimir Putin's visit to Pyongyang") for line in got)
    with pytest.raises(RecordError, match="was not taken"):
        tell.mail("a@b.example", f"127.0.0.1:{server.server_address[1]}", "a@b.example")(MESSAGE)


def test_the_command_prints_changes_and_builds_from_addresses(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site.feed(("/visit", "Putin in Pyongyang"))
    site.page("/visit", VISIT)
    (tmp_path / "list.txt").write_text(f"{site.url}/visit\n", encoding="utf-8")
    words = ["watch", f"{site.url}/feed", "--record", str(tmp_path / "a.db"), "--json"]

    assert cli.run(words) == 1, "this machine is not asked unless that is allowed"
    assert "not a public address" in capsys.readouterr().err
    (tmp_path / "a.db.watch" / "state.json").unlink()
    assert cli.run([*words, "--allow-private"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert rows[0]["change"] == "new"
    build = ["build", str(tmp_path / "list.txt"), "--record", str(tmp_path / "b.db")]
    assert cli.run(build) == 1
    assert cli.run([*build, "--fetch", "--allow-private"]) == 0
    assert "1 article read" in capsys.readouterr().out
