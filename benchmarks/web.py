#!/usr/bin/env python3
"""How fast the record on screen is: a record of 10,000 encounters and 100,000 claims in a real browser.

    python3 benchmarks/web.py [--encounters 10000] [--record FILE] [--runs 5]

Prints, in milliseconds, how long the home takes until its timeline answers a key, and each other page until it is
loaded, both once the record is read in (before, they are shown all the same, only later); in kilobytes, what the first
view transfers. Without a browser (Debian's chromium) it says so, and prints what
the server alone takes. `--record` keeps the made-up record for the next run: folding it takes minutes.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime
import secrets
import shutil
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import uvicorn
from fastapi.testclient import TestClient
from playwright.sync_api import sync_playwright

from summitry.lexicon.people import people, tenures
from summitry.lexicon.states import state
from summitry.model.claims import Claim, Filed, Link, Participant, Place
from summitry.model.notes import ArticleDate, Maker
from summitry.model.text import Article, Block, Quote
from summitry.model.windows import Window, shift_day
from summitry.record import Store
from summitry.serving import application
from summitry.views.web.shelf import article_key

TOKEN = secrets.token_urlsafe()
MAKER = Maker("web", "1", "made up")
CLAIMS = 10
"""Claims an encounter, on five articles of two each."""
TRANSFERRED = """() => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
    .reduce((sum, one) => sum + one.encodedBodySize, 0)"""
TARGETS = {"home": 1500.0, "page": 500.0, "first view kB": 300.0}


def made_up(encounters: int) -> Iterator[Filed]:
    """Articles on that many encounters: leaders of the lexicon visit one another from 2000 to 2025, two articles before
    the day and three after it. The same for the same number."""
    leaders = [one for one in people() if any(held.country for held in tenures(one.id))][:400]
    first = datetime.date(2000, 1, 1)
    for number in range(encounters):
        guest = leaders[number * 7919 % len(leaders)]
        host = leaders[(number * 7919 + 1 + number * 104_729 % (len(leaders) - 1)) % len(leaders)]
        sides = [next(held.country for held in tenures(one.id) if held.country) for one in (guest, host)]
        day = (first + datetime.timedelta(days=number * 15_485_863 % 9400)).isoformat()
        who = (
            Participant(guest.name, sides[0], None, "visitor", "person", guest.id),
            Participant(host.name, sides[1], None, "host", "person", host.id),
        )
        for at, shift in enumerate((-20, -4, 0, 1, 2)):
            yield _article(f"{number}-{at}", shift_day(day, shift), who, day, ahead=shift < 0)


def _article(name: str, written: str, who: tuple[Participant, ...], day: str, *, ahead: bool) -> Filed:
    outlet = f"Daily {int(name.rsplit('-', 1)[1]) + len(name)}"
    told = [f"{who[0].name} {'will visit' if ahead else 'visited'} {who[1].name}.", f"The visit is on {day}."]
    text = "\n".join([f"Report {name}", *told, "More words stand here. " * 40])
    city = _capital(who[1].country or "")
    claims = [_claim(name, outlet, text, words, (who, day, city), ahead=ahead) for words in told]
    article = Article(name, text, (Block(0, len(text), "body"),), f"sha {name}", outlet=outlet, title=f"Report {name}")
    date = ArticleDate(quotes=(Quote(0, 1, "R"),), maker=MAKER, value=written, window=Window.of(written), basis="given")
    return Filed(article, date, tuple(claims))


def _claim(name: str, outlet: str, text: str, words: str, fact: tuple[Any, str, str | None], *, ahead: bool) -> Claim:
    who, day, city = fact
    at = text.index(words)
    return Claim(
        article=name, type="visit", act="announce" if ahead else "tell", participants=who,
        place=Place(None, city, who[1].country) if city else None, start=day, end=day, window=None, precision="day",
        date_basis="stated", polarity="pos", certainty="certain", modality="planned" if ahead else "asserted",
        tense="future" if ahead else "past", attribution=(Link(outlet, "outlet", False, None, None),),
        evidence=(Quote(at, at + len(words), words),), maker=MAKER, party=ahead,
    )  # fmt: skip


def _capital(code: str) -> str | None:
    try:
        return state(code).capital
    except KeyError:
        return None


def build(path: Path, encounters: int) -> None:
    """Makes the record where it is not, and folds it."""
    with Store(path) as store:
        if not store.ids():
            for one in made_up(encounters):
                store.file(one)
        store.refold()


@contextlib.contextmanager
def served(path: Path) -> Iterator[str]:
    """Serves the record; yields its address."""
    start = time.perf_counter()
    app = application(path, token=TOKEN)
    opened = time.perf_counter()
    app.state.site.shelf.now().warm()
    print(f"opened {opened - start:6.1f} s\nread in {time.perf_counter() - opened:5.1f} s")
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error", access_log=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)


def pages(path: Path) -> dict[str, str]:
    """The addresses that are timed, by name."""
    with Store(path, readonly=True) as store:
        one = store.encounters()[5]
    return {
        "encounter": f"/encounters/{one.id}", "article": f"/articles/{article_key(one.articles[0])}",
        "articles": "/articles", "forecasts": "/forecasts", "conflicts": "/conflicts", "sources": "/sources",
        "map": "/map", "network": "/network", "relations": "/relations?left=CHN&right=RUS", "review": "/review",
        "search": "/search?q=report+visited", "filtered home": "/?country=China&since=2015",
    }  # fmt: skip


def in_browser(address: str, addresses: dict[str, str], runs: int) -> dict[str, float]:
    """The figures as a browser sees them, the median of `runs`."""
    told: dict[str, list[float]] = {}
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for run in range(runs):
            context = browser.new_context()
            page = context.new_page()
            start = time.perf_counter()
            page.goto(address + "/")
            page.wait_for_selector("#timeline[data-ready]")
            page.locator("#timeline svg").focus()
            page.keyboard.press("ArrowRight")
            page.wait_for_selector("#timeline .item.on")
            told.setdefault("home", []).append(1000 * (time.perf_counter() - start))
            if not run:
                told["first view kB"] = [page.evaluate(TRANSFERRED) / 1000]
            for name, path in addresses.items():
                start = time.perf_counter()
                page.goto(address + path, wait_until="load")
                told.setdefault(name, []).append(1000 * (time.perf_counter() - start))
            context.close()
        browser.close()
    return {name: sorted(values)[len(values) // 2] for name, values in told.items()}


def without_browser(path: Path, addresses: dict[str, str]) -> dict[str, float]:
    """What the server alone takes for each page, the second time it is asked."""
    client = TestClient(application(path, token=TOKEN), base_url="http://127.0.0.1")
    told = {}
    for name, address in {"home": "/", "timeline data": "/api/v1/timeline", **addresses}.items():
        client.get(address)
        start = time.perf_counter()
        client.get(address)
        told[name] = 1000 * (time.perf_counter() - start)
    return told


def main() -> int:
    """0 where every figure meets its target."""
    told = argparse.ArgumentParser(description="How fast the record on screen is.")
    told.add_argument("--encounters", type=int, default=10_000)
    told.add_argument("--record", type=Path, default=None)
    told.add_argument("--runs", type=int, default=5)
    given = told.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.record or Path(folder) / "made-up.db"
        build(path, given.encounters)
        addresses = pages(path)
        if shutil.which("chromium"):
            with served(path) as address:
                figures = in_browser(address, addresses, given.runs)
        else:
            print("no browser (chromium) here: these are the server's times alone, without drawing")
            figures = without_browser(path, addresses)
    failed = 0
    for name, value in figures.items():
        target = TARGETS.get(name, TARGETS["page"])
        failed += value > target
        print(f"{name:16} {value:8.0f} {'' if value <= target else f'over {target:.0f}'}")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
