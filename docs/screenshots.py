#!/usr/bin/env python3
"""Takes the pictures in docs/screens of a record of examples/, in Debian's chromium.

python3 docs/screenshots.py
"""

from __future__ import annotations

import shutil
import socket
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import uvicorn
from playwright.sync_api import sync_playwright

import summitry
from summitry.serving import application
from summitry.views.web.shelf import article_key

ROOT = Path(__file__).resolve().parents[1]
SCREENS = ROOT / "docs" / "screens"
TOKEN = "".join(("pictures", "only"))
DESK = {"width": 1280, "height": 860}
PHONE = {"width": 390, "height": 800}


def main() -> int:
    """0 once every picture is taken."""
    chromium = shutil.which("chromium")
    if chromium is None:
        print("expected a browser, found none: apt-get install chromium", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "examples.db"
        summitry.build([ROOT / "examples"], record)
        address, server = _served(record)
        pages = _pages(record)
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--hide-scrollbars"])
            for name, path in pages.items():
                _take(browser, address + path, name, viewport=DESK)
            _take(browser, address + "/?lanes=country", "dark", viewport=DESK, color_scheme="dark")
            _take(browser, address + "/", "phone", viewport=PHONE)
            browser.close()
        server.should_exit = True
    return 0


def _pages(record: Path) -> dict[str, str]:
    held = summitry.open_record(record)
    one = max(held.encounters, key=lambda found: (found.n_articles, found.n_origins, found.id))
    return {
        "timeline": "/", "people": "/?lanes=person", "encounter": f"/encounters/{one.id}",
        "article": f"/articles/{article_key(one.articles[0])}?read=1", "map": "/map", "network": "/network",
        "relations": "/relations?left=IND&right=PAK", "forecasts": "/forecasts", "conflicts": "/conflicts",
        "sources": "/sources", "articles": "/articles", "review": "/review", "judgements": "/judgements",
        "search": "/search?q=palace", "api": "/api", "keys": "/keys",
    }  # fmt: skip


def _served(record: Path) -> tuple[str, uvicorn.Server]:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    app = application(record, token=TOKEN, judge="Ada")
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error"))
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.05)
    return f"http://localhost:{port}", server


def _take(browser: Any, address: str, name: str, **settings: Any) -> None:
    context = browser.new_context(**settings)
    page = context.new_page()
    page.goto(address.split("/", 3)[0] + "//" + address.split("/")[2] + f"/?token={TOKEN}")
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)
    SCREENS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENS / f"{name}.png")
    context.close()
    print(f"docs/screens/{name}.png")


if __name__ == "__main__":
    sys.exit(main())
