"""The pages of plots and tables: forecasts, conflicts, sources, map, network, relations, search, keys."""

from __future__ import annotations

import collections
import functools
import itertools
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from summitry.lexicon.places import populated
from summitry.lexicon.states import country_code
from summitry.model.claims import Encounter, Forecast
from summitry.model.errors import UsageError
from summitry.views import queries, text
from summitry.views.web import charts, search, words
from summitry.views.web.asked import page_of
from summitry.views.web.pages import AskedNow, OpenedNow, shown_page
from summitry.views.web.site import site_of

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

NORTH, SOUTH = 78, 56
"""Degrees shown north and south of the equator: no capital lies beyond 65 north or 42 south."""


@router.get("/forecasts")
def forecasts(request: Request, asked: AskedNow, opened: OpenedNow) -> HTMLResponse:
    """The ledger of forecasts, with how they fared."""
    found = opened.kept(("forecasts", asked.chosen), lambda: queries.forecasts(opened.record, asked.chosen))
    ledger = opened.kept(("ledger", asked.chosen), lambda: tuple(sorted(found, key=_made, reverse=True)))
    scores = opened.kept(("scores", asked.chosen), lambda: charts.scores(found))
    return shown_page(
        request, "forecasts.html", asked=asked, opened=opened, listed=page_of(ledger, asked.page),
        bins=charts.calibration(found), scores=scores[:40], whole=charts.score("all", found),
    )  # fmt: skip


def _made(one: Forecast) -> str:
    return one.made_on or ""


@router.get("/conflicts")
def conflicts(request: Request, asked: AskedNow, opened: OpenedNow) -> HTMLResponse:
    """Where sources disagree, side by side."""
    found = opened.kept(("conflicts", asked.chosen), lambda: queries.conflicts(opened.record, asked.chosen))
    return shown_page(request, "conflicts.html", asked=asked, opened=opened, listed=page_of(found, asked.page))


@router.get("/sources")
def sources(request: Request, asked: AskedNow, opened: OpenedNow) -> HTMLResponse:
    """Outlets, agencies and other origins: families, reliability, whom they repeat, how their forecasts fared."""
    found = opened.kept("sources", lambda: queries.sources(opened.record))
    fared = opened.kept("fared", lambda: {one.name: one for one in charts.scores(opened.record.forecasts)})
    return shown_page(
        request, "sources.html", asked=asked, opened=opened, listed=page_of(found, asked.page), fared=fared
    )


@router.get("/map")
def map_page(request: Request, asked: AskedNow, opened: OpenedNow) -> HTMLResponse:
    """Where encounters are, and the ways to them."""
    found = asked.found(opened)
    there, routes, nowhere = opened.kept(("spots", asked), lambda: charts.spots(found))
    return shown_page(
        request, "map.html", asked=asked, opened=opened, spots=there, routes=routes, nowhere=nowhere,
        north=NORTH, height=NORTH + SOUTH, world=_world(),
    )  # fmt: skip


@functools.cache
def _world() -> str:
    """The base map: a dot for every square degree that holds a city of our gazetteer. No coast is drawn; where people
    live shows it."""
    return "".join(f"M{east:g} {-north:g}h0" for north, east in populated() if -SOUTH < north < NORTH)


@router.get("/network")
def network(request: Request, asked: AskedNow, opened: OpenedNow) -> HTMLResponse:
    """Who meets whom."""
    of_states = request.query_params.get("of") == "states"
    net = opened.kept(("network", asked, of_states), lambda: charts.network(asked.found(opened), of_states=of_states))
    return shown_page(
        request, "network.html", asked=asked, opened=opened, net=net,
        of_states=of_states,
    )  # fmt: skip


@router.get("/relations")
def relations(request: Request, asked: AskedNow, opened: OpenedNow) -> HTMLResponse:
    """A dyad's history: its encounters, and how many a year. Without two states, the dyads to choose from."""
    pair = [_code(request.query_params.get(side, "")) for side in ("left", "right")]
    dyads = opened.kept("dyads", lambda: _dyads(opened.record.encounters))
    found = tuple(one for one in asked.found(opened) if {*pair} <= queries.countries(one)) if all(pair) else ()
    return shown_page(
        request, "relations.html", asked=asked, opened=opened, pair=pair if all(pair) else None,
        listed=page_of(found, asked.page), years=charts.by_year(found), dyads=dyads,
    )  # fmt: skip


def _code(given: str) -> str | None:
    given = given.strip()
    if not given:
        return None
    code = country_code(given) or country_code(given.upper())
    if code is None:
        raise UsageError(f"expected a state's name or its ISO 3166 code, got {words.label(given, 60)!r}")
    return code


def _dyads(encounters: tuple[Encounter, ...]) -> list[tuple[str, str, int]]:
    """The pairs of states with most encounters."""
    counts: collections.Counter[tuple[str, str]] = collections.Counter()
    for one in encounters:
        sides = sorted({who.country for who in one.participants if who.country and text.country_name(who.country)})
        counts.update(itertools.combinations(sides, 2))
    return [(*pair, count) for pair, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:60]]


@router.get("/search")
def search_page(request: Request, asked: AskedNow, opened: OpenedNow) -> HTMLResponse:
    """Encounters and articles that hold some words."""
    wanted = request.query_params.get("q", "")[:200]
    shelf = site_of(request).shelf
    hits = search.hits(shelf, opened, wanted, 40) if any(char.isalnum() for char in wanted) else []
    return shown_page(
        request, "search.html", asked=asked, opened=opened, wanted=wanted, hits=hits,
        listed=page_of(tuple(search.encounters(opened, wanted)), asked.page),
    )  # fmt: skip


@router.get("/keys")
def keys(request: Request) -> HTMLResponse:
    """The keys that do something."""
    return shown_page(request, "keys.html")


@router.get("/api")
def interface(request: Request) -> HTMLResponse:
    """What programs may ask for, from the interface's own description."""
    described: dict[str, Any] = request.app.openapi()
    rows = [
        (method.upper(), path, told.get("description", ""), [p["name"] for p in told.get("parameters", ())])
        for path, methods in described["paths"].items()
        for method, told in methods.items()
    ]
    return shown_page(request, "interface.html", rows=rows)


@router.get("/world.svg")
def world() -> Response:
    """The base map alone."""
    made = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-180 {-NORTH} 360 {NORTH + SOUTH}">'
        f'<path d="{_world()}" stroke="#8a8f94" stroke-width=".7" stroke-linecap="round"/></svg>'
    )
    return Response(made, media_type="image/svg+xml")
