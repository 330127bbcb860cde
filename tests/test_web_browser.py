"""The pages in a real browser: drawing, the slider, judging, keys alone, a narrow phone, the dark, axe-core."""

from __future__ import annotations

import contextlib
import json
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import sync_playwright

from summitry.serving import application
from summitry.views.web.shelf import article_key
from web_records import TOKEN, hostile, small

BROWSER = shutil.which("chromium")
pytestmark = pytest.mark.skipif(BROWSER is None, reason="no browser: apt-get install chromium")

PAGES = (
    *("/", "/map", "/network", "/relations?left=CZE&right=CHE", "/forecasts", "/conflicts", "/sources", "/articles"),
    *(f"/articles/{article_key('b.txt')}", "/review", "/judgements", "/search?q=bern", "/api", "/keys", "/nowhere"),
)


@contextlib.contextmanager
def _served(path: Path) -> Iterator[str]:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    config = uvicorn.Config(application(path, token=TOKEN, judge="Ada"), port=port, log_level="error")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://localhost:{port}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with _served(small(tmp_path_factory.mktemp("browser"))) as address:
        yield address


@pytest.fixture
def page(browser: Any, site: str) -> Iterator[Any]:
    with _page(browser, site) as opened:
        yield opened


@contextlib.contextmanager
def _page(browser: Any, site: str, **settings: Any) -> Iterator[Any]:
    """A page of a browser that showed the token; any fault that it reports fails the test."""
    context = browser.new_context(base_url=site, **settings)
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda told: faults.append(told.text) if "Content Security Policy" in told.text else None)
    opened.on("request", lambda one: None if one.url.startswith((site, "blob:", "data:")) else faults.append(one.url))
    opened.on("dialog", lambda one: one.accept())
    opened.goto(f"/?token={TOKEN}")
    yield opened
    context.close()
    assert not faults


def _ready(page: Any) -> None:
    page.goto("/")
    page.wait_for_selector("#timeline[data-ready]")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_drawn_without_a_serious_finding_of_axe(browser: Any, site: str, scheme: str) -> None:
    axe = (resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
    with _page(browser, site, color_scheme=scheme) as page:
        encounter = page.request.get("/api/v1/encounters").json()[-1]["encounter"]
        for address in (*PAGES, f"/encounters/{encounter}"):
            page.goto(address)
            page.wait_for_load_state("networkidle")
            page.evaluate(axe)
            found = page.evaluate("() => axe.run()")
            bad = [(one["id"], one["nodes"][0]["html"][:200], one["nodes"][0]["failureSummary"])
                   for one in found["violations"] if one["impact"] in ("serious", "critical")]  # fmt: skip
            assert not bad, (address, bad)


@pytest.mark.parametrize("address", PAGES)
def test_a_narrow_phone_needs_no_sideways_scrolling(browser: Any, site: str, address: str) -> None:
    with _page(browser, site, viewport={"width": 360, "height": 740}) as page:
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0


def test_the_slider_turns_a_rumour_into_a_confirmation(page: Any) -> None:
    _ready(page)
    drag = """at => { const one = document.getElementById("record-time"); one.value = at;
        for (const name of ["input", "change"]) one.dispatchEvent(new Event(name)); }"""
    assert page.locator("#timeline .s-confirmed").count()

    page.evaluate(drag, 0)
    page.wait_for_selector("#timeline .s-rumoured")
    page.wait_for_function("() => location.search.includes('as_of=2031-05-07')")
    page.wait_for_function("() => document.querySelectorAll('[data-list] .row').length === 1")
    assert "rumoured" in page.locator("[data-list] .row").inner_text()

    page.evaluate(drag, 1)
    page.wait_for_function("() => !document.querySelector('#timeline .s-rumoured')")
    page.wait_for_function("() => !location.search.includes('as_of')")


def test_the_timeline_by_keys_alone(page: Any) -> None:
    _ready(page)
    page.locator("#timeline svg").focus()
    before = page.locator("[data-scale]").inner_text()
    page.keyboard.press("+")
    page.wait_for_function("told => document.querySelector('[data-scale]').textContent !== told", arg=before)
    page.keyboard.press("0")
    page.keyboard.press("ArrowRight")
    page.wait_for_selector("#timeline .item.on")
    page.keyboard.press("Enter")
    page.wait_for_url("**/encounters/*")
    assert page.locator("h1").inner_text().startswith("Anna Novak")


def test_search_by_keys_alone(page: Any) -> None:
    page.goto("/articles")
    page.keyboard.press("/")
    page.keyboard.type("novak")
    page.wait_for_selector("#found a")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: address.endswith("/?who=Anna+Novak"))


def test_a_correction_by_keys_alone_and_its_undo(browser: Any, tmp_path: Path) -> None:
    with _served(small(tmp_path)) as address, _page(browser, address) as page:
        page.goto("/review")
        page.keyboard.press("o")
        page.wait_for_url("**/encounters/*")
        page.keyboard.press("c")
        page.keyboard.type("city")
        page.keyboard.press("Tab")
        page.keyboard.type("Basel")
        page.keyboard.press("Tab")
        page.keyboard.type("it says so")
        page.keyboard.press("Enter")
        page.wait_for_selector(".corrected")
        assert "Basel" in page.locator("h1").inner_text()
        page.goto("/judgements")
        page.get_by_role("button", name="Undo").press("Enter")
        page.wait_for_selector("text=took back")


def test_an_article_highlights_on_demand(page: Any) -> None:
    page.goto(f"/articles/{article_key('b.txt')}")
    assert page.locator(".show-evidence .l-evidence").count()
    page.get_by_label("evidence", exact=True).uncheck()
    assert not page.locator(".show-evidence .l-evidence").count()
    page.get_by_label("evidence", exact=True).check()
    page.keyboard.press("Tab")
    page.locator(".hl.l-evidence").first.click()
    assert "visit" in page.locator("[data-readings] li:not([hidden])").first.inner_text()


def test_hostile_words_run_nothing(browser: Any, tmp_path: Path) -> None:
    with _served(hostile(tmp_path)) as address, _page(browser, address) as page:
        ids = [one["encounter"] for one in page.request.get("/api/v1/encounters").json()]
        said: list[str] = []
        page.on("dialog", lambda one: said.append(one.message))
        for path in (*PAGES, *(f"/encounters/{one}" for one in ids), f"/articles/{article_key('long.txt')}"):
            page.goto(path)
            page.wait_for_load_state("networkidle")
        _ready(page)
        page.keyboard.press("/")
        page.keyboard.type("script")
        page.wait_for_selector("#found a")
        assert not said


def test_the_plot_is_exported_as_a_picture(page: Any, tmp_path: Path) -> None:
    _ready(page)
    for kind, start in (("svg", b"<svg"), ("png", b"\x89PNG")):
        with page.expect_download() as told:
            page.locator(f'[data-export="{kind}"]').click()
        told.value.save_as(tmp_path / kind)
        assert (tmp_path / kind).read_bytes().startswith(start)


def test_what_is_exported_is_what_is_shown(page: Any) -> None:
    page.goto("/?since=2031")
    with page.expect_download() as told:
        page.get_by_role("link", name="JSON", exact=True).click()
    rows = json.loads(Path(told.value.path()).read_text(encoding="utf-8"))
    assert [one["start"] for one in rows] == ["2031-05-07"]
