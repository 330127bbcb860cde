"""Records for the tests of the web views: a small one, and one made by somebody who wishes us ill."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from fastapi.testclient import TestClient

from summitry.model.claims import Link, Participant, Place
from summitry.record import Store
from summitry.serving import application
from worlds import BERN, HOST, article, claim, filed, world

TOKEN = "-".join(("known", "to", "tests", "alone"))
SCRIPT = "<script>alert(1)</script>"
OVERRIDE = "\u202egnp.exe\u202c"


def small(folder: Path) -> Path:
    """A record of three articles and two encounters."""
    path = folder / "small.db"
    with Store(path) as store:
        for one in world():
            store.file(one)
        store.refold()
    return path


def hostile(folder: Path, *, long: bool = True) -> Path:
    """A record whose every word is an attack: in ids, titles, outlets, addresses, names, places, quotes, attributions,
    and (`long`) a paragraph of ten million characters."""
    path = folder / "hostile.db"
    text = f"{SCRIPT} \"'><img src=x onerror=alert(2)> {OVERRIDE} visited Bern. </main></body>" + "\x00\x1b[2J"
    name = f"../../{SCRIPT}?x=1#y"
    one = dataclasses.replace(
        article(name, text, outlet=f"Daily {SCRIPT}", title=f"{SCRIPT}{OVERRIDE}"), url="javascript:alert(3)"
    )
    bad = dataclasses.replace(
        claim(one, "visited Bern"),
        participants=(Participant(f"{SCRIPT}{OVERRIDE}", "CZE", f"minister {SCRIPT}", "visitor", "person"), HOST),
        place=Place(venue=SCRIPT, city="\" onload=\"alert(4)", country="CHE", lat=BERN.lat, lon=BERN.lon),
        attribution=(Link(SCRIPT, "outlet", False, SCRIPT, one.quote(0, 8)),),
        transport=SCRIPT, purpose=f"{SCRIPT}{OVERRIDE}",
    )  # fmt: skip
    endless = article("long.txt", "Anna Novak visited Bern. " * 400_000, title="x" * 100_000)
    with Store(path) as store:
        store.file(filed(one, "2031-05-08", bad))
        if long:
            store.file(filed(endless, "2031-05-09", claim(endless, "Anna Novak visited Bern")))
        store.refold()
    return path


def client(path: Path, *, entered: bool = False, local: bool = True) -> TestClient:
    """A browser at the loopback; `entered`: one that opened the page with the token."""
    made = TestClient(application(path, token=TOKEN, local=local, judge="Ada"), base_url="http://localhost:8765")
    if entered:
        made.get("/", params={"token": TOKEN})
    return made
